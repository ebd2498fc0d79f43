"""One account, one service: how long between two answers. Pure."""

from __future__ import annotations

from datetime import date, timedelta

BETWEEN = timedelta(days=90)


def next_on(last: date) -> date:
    """The day from which an account may rate the service again that it rated at `last`."""
    return last + BETWEEN


def may_answer(last: date | None, today: date) -> bool:
    """True if 90 days have passed since the account's last answer about the service, or there was none."""
    return last is None or today >= next_on(last)
