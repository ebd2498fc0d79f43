"""The one place that reads a clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

_file: Path | None = None
_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def read_from(path: str) -> None:
    """Take `now` from a file (ISO 8601 with zone); an empty path means the machine's clock."""
    global _file
    _file = Path(path) if path else None


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Inside, it is `moment`, in this thread only: for stories of the past."""
    token = _told.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _told.reset(token)


def now() -> datetime:
    """This moment, aware, in UTC."""
    told = _told.get()
    if told is not None:
        return told
    if _file is not None:
        return datetime.fromisoformat(_file.read_text().strip()).astimezone(UTC)
    return datetime.now(UTC)


def local_date(moment: datetime, zone: str) -> date:
    """The calendar day of `moment` in the named time zone."""
    return moment.astimezone(ZoneInfo(zone)).date()


def today(zone: str) -> date:
    """The calendar day it is now in the named time zone."""
    return local_date(now(), zone)
