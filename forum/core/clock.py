"""The one place that reads a clock."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

_file: Path | None = None


def read_from(path: str) -> None:
    """Take `now` from a file (ISO 8601 with zone); an empty path means the machine's clock."""
    global _file
    _file = Path(path) if path else None


def now() -> datetime:
    """This moment, aware, in UTC."""
    if _file is not None:
        return datetime.fromisoformat(_file.read_text().strip()).astimezone(UTC)
    return datetime.now(UTC)


def local_date(moment: datetime, zone: str) -> date:
    """The calendar day of `moment` in the named time zone."""
    return moment.astimezone(ZoneInfo(zone)).date()


def today(zone: str) -> date:
    """The calendar day it is now in the named time zone."""
    return local_date(now(), zone)
