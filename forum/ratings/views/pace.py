"""How many answers one address may send before it pays with computing time: a hall shares one address."""

from __future__ import annotations

from flask import request
from flask_babel import gettext as _
from flask_babel import ngettext

from forum.core import proof
from forum.core.limits import by_address, count_try, seconds_to_wait

OF_ADDRESS = "60 per hour"
OF_PINS = "5 per 10 minutes;20 per day"


def wait_of_rater() -> int:
    """Seconds to wait; a proof of work for this very form pays for going ahead."""
    wait = seconds_to_wait(OF_ADDRESS, _rater())
    key, given = request.form.get("once", "")[:64], request.form.get("challenge", "")
    return 0 if wait and proof.is_solved(key, given, request.form.get("answer", "")) else wait


def count_rating() -> None:
    """One more from this address."""
    count_try(OF_ADDRESS, _rater())


def sentence(wait: int) -> str:
    """When to try again, in words."""
    minutes = max(1, -(-wait // 60))
    if minutes >= 120:
        hours = -(-minutes // 60)
        return ngettext(
            "Terlalu banyak percobaan dari sini. Coba lagi dalam %(num)s jam.",
            "Terlalu banyak percobaan dari sini. Coba lagi dalam %(num)s jam.",
            hours,
        )
    if minutes == 1:
        return _("Terlalu banyak percobaan dari sini. Coba lagi dalam satu menit.")
    return ngettext(
        "Terlalu banyak percobaan dari sini. Coba lagi dalam %(num)s menit.",
        "Terlalu banyak percobaan dari sini. Coba lagi dalam %(num)s menit.",
        minutes,
    )


def _rater() -> str:
    return f"rating:{by_address()}"
