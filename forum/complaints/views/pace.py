"""How fast one account or one address may write complaints."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from forum.core.limits import by_account, by_address, seconds_to_wait

OF_ACCOUNT = "6 per hour;20 per day"
OF_ADDRESS = "60 per hour"
OF_GUESSES = "10 per 5 minutes;50 per day"


def of_writer() -> list[tuple[str, str]]:
    """The limits of the writer of a complaint, each with its key."""
    mine = [(OF_ADDRESS, f"complaint:{by_address()}")]
    return [(OF_ACCOUNT, f"complaint:{by_account()}"), *mine] if current_user.is_authenticated else mine


def seconds() -> int:
    """Seconds until the writer may send one more without paying for it."""
    return max(seconds_to_wait(limits, key) for limits, key in of_writer())


def guesser() -> str:
    """The key of whoever tries codes."""
    return f"code:{by_address()}"


def guess_wait() -> int:
    """Seconds until the next code may be tried."""
    return seconds_to_wait(OF_GUESSES, guesser())


def sentence(wait: int) -> str:
    """When to try again, in words."""
    minutes = max(1, -(-timedelta(seconds=wait) // timedelta(minutes=1)))
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
