"""What the pages of scores share: the month and version that the address asks for."""

from __future__ import annotations

import re

from flask import abort, request

from forum.core import clock
from forum.scores.rules.months import MONTH, first_day, month_of, shifted
from forum.units.here import Place


def asked_month() -> str | None:
    """?bulan=2026-09; anything else that stands there is 404."""
    month = request.args.get("bulan", "")
    if not month:
        return None
    if not MONTH.match(month):
        abort(404)
    return month


def asked_version() -> int | None:
    """?versi=2; None where none is asked for."""
    version = request.args.get("versi", "")
    if not version:
        return None
    if not re.fullmatch(r"[0-9]{1,4}", version):
        abort(404)
    return int(version)


def this_month(here: Place) -> str:
    """The month it is."""
    return month_of(clock.today(here.zone))


def months_shown(month: str) -> tuple[str, str]:
    """First and last month of the window."""
    return shifted(month, -2), month


__all__ = ["MONTH", "asked_month", "asked_version", "first_day", "months_shown", "this_month"]
