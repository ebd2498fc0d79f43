"""Languages, and how numbers, days and moments are said."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from flask import Flask, g, has_request_context, session
from flask_babel import Babel, force_locale, get_locale

LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}
ZONE_NAMES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
TRANSLATIONS = Path(__file__).parent.parent / "translations"
babel = Babel()


def language() -> str:
    """The reader's language: chosen, else Indonesian."""
    if not has_request_context():
        return "id"
    chosen = session.get("language") or g.get("account_language")
    return chosen if chosen in LANGUAGES else "id"


def prepare_languages(app: Flask) -> None:
    """Compile what changed and attach Babel."""
    compile_catalogues()
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    babel.init_app(app, locale_selector=language)


def compile_catalogues() -> None:
    """Write each .mo that is missing or older than its .po."""
    for po in TRANSLATIONS.glob("*/LC_MESSAGES/*.po"):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        partial = mo.with_suffix(f".{id(po)}.tmp")
        with po.open("rb") as source, partial.open("wb") as target:
            write_mo(target, read_po(source, locale=po.parts[-3]))
        partial.replace(mo)


def speaking(code: str) -> AbstractContextManager[None]:
    """Context in which texts come in the language `code`."""
    return force_locale(code if code in LANGUAGES else "id")


def spoken() -> str:
    """The language texts come in now."""
    return str(get_locale() or "id")


def say_number(value: float) -> str:
    """1234.5 as 1.234,5."""
    return str(format_decimal(value, locale=spoken()))


def say_day(day: date) -> str:
    """21 November 2026."""
    return str(format_date(day, "d MMMM y", locale=spoken()))


def say_weekday(day: date) -> str:
    """Jumat 27 November 2026."""
    return str(format_date(day, "EEEE d MMMM y", locale=spoken()))


def say_iso_day(day: str | None) -> str:
    """Jumat 27 November 2026 for "2026-11-27"; empty where no day stands."""
    try:
        return say_weekday(date.fromisoformat(day or ""))
    except ValueError:
        return ""


def say_short_day(day: date) -> str:
    """21 Nov 2026."""
    return str(format_date(day, "d MMM y", locale=spoken()))


def say_month(day: date) -> str:
    """November 2026."""
    return str(format_date(day, "MMMM y", locale=spoken()))


def say_moment(moment: datetime, zone: str) -> str:
    """21 November 2026 pukul 14.05 WITA."""
    there = moment.astimezone(ZoneInfo(zone))
    time = format_time(there.timetz(), "HH.mm" if spoken() == "id" else "HH:mm", locale=spoken())
    return f"{say_day(there.date())}, {time} {ZONE_NAMES.get(zone, zone)}"
