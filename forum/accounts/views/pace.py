"""How fast one account or one address may try. What is slowed is the stranger: a device its owner used before has a
count of its own, so that nobody can keep an owner out by failing in their name."""

from __future__ import annotations

import secrets

from flask import current_app, request
from flask_babel import ngettext
from werkzeug.wrappers import Response

from forum.core import sealing
from forum.core.limits import by_address, count_try, fingerprint, seconds_to_wait

OF_ACCOUNT, OF_ADDRESS = "10 per 5 minutes", "300 per 5 minutes"
OF_FACTOR = "5 per 5 minutes;50 per day"
OF_LETTERS, OF_LETTERS_FROM = "5 per day", "60 per hour"
YEAR_SECONDS = 365 * 24 * 3600
Tries = list[tuple[str, str]]


def of_sign_in(email: str) -> Tries:
    """Limits of a try at a password."""
    return [(OF_ACCOUNT, f"sign-in:{_known_device(email) or fingerprint(email)}"), (OF_ADDRESS, _from_here())]


def of_factor(account_id: int) -> Tries:
    """Limits of a try at a second factor."""
    return [(OF_FACTOR, f"factor:{account_id}"), (OF_ADDRESS, _from_here())]


def of_letter(email: str) -> Tries:
    """Limits of letters that anybody may have sent to an address."""
    return [(OF_LETTERS, f"letter:{fingerprint(email)}"), (OF_LETTERS_FROM, f"letters:{by_address()}")]


def wait(tries: Tries) -> int:
    """Seconds until one more is allowed."""
    return max(seconds_to_wait(limits, key) for limits, key in tries)


def count(tries: Tries) -> None:
    """One more."""
    for limits, key in tries:
        count_try(limits, key)


def sentence(seconds: int) -> str:
    """When to try again, in words."""
    if seconds < 60:
        return ngettext(
            "Terlalu banyak percobaan. Coba lagi dalam %(num)s detik.",
            "Terlalu banyak percobaan. Coba lagi dalam %(num)s detik.",
            seconds,
        )
    if seconds < 7200:
        return ngettext(
            "Terlalu banyak percobaan. Coba lagi dalam %(num)s menit.",
            "Terlalu banyak percobaan. Coba lagi dalam %(num)s menit.",
            -(-seconds // 60),
        )
    return ngettext(
        "Terlalu banyak percobaan. Coba lagi dalam %(num)s jam.",
        "Terlalu banyak percobaan. Coba lagi dalam %(num)s jam.",
        -(-seconds // 3600),
    )


def remember_device(response: Response, email: str) -> None:
    """This device got in as the owner of an address: its failures count apart from those of strangers."""
    mark = sealing.seal(f"{secrets.token_hex(8)} {email}", "device")
    response.set_cookie(
        _cookie(), mark, max_age=YEAR_SECONDS, httponly=True, samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )  # fmt: skip


def _known_device(email: str) -> str | None:
    try:
        device, _space, whose = sealing.unseal(request.cookies.get(_cookie(), ""), "device").partition(" ")
    except sealing.BrokenSeal:
        return None
    return device if whose == email else None


def _cookie() -> str:
    return f"{current_app.config['SESSION_COOKIE_NAME']}-device"


def _from_here() -> str:
    return f"entrance:{by_address()}"
