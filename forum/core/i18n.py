"""Languages, and how numbers, days and moments are said."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from flask import Flask, g, has_app_context, has_request_context, session
from flask_babel import Babel, Domain, force_locale, get_locale

LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}
ZONE_NAMES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
TRANSLATIONS = Path(__file__).parent.parent / "translations"
babel = Babel()


class SpokenDomain(Domain):
    """Finds the catalogue of a request once, not anew for each of its hundred texts."""

    def get_translations(self) -> Any:
        """The catalogue of the language spoken now; `force_locale` makes flask-babel forget what was found."""
        said = g.get("_flask_babel") if has_app_context() else None
        known = getattr(said, "babel_translations", None)
        if known is None:
            known = super().get_translations()
            if said is not None:
                said.babel_translations = known
        return known


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
    babel.domain_instance = domain = SpokenDomain()
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda said: domain.get_translations().ugettext(said),
        ngettext=lambda one, many, n: domain.get_translations().ungettext(one, many, n),
        newstyle=True,
        pgettext=lambda where, said: domain.get_translations().upgettext(where, said),
        npgettext=lambda where, one, many, n: domain.get_translations().unpgettext(where, one, many, n),
    )


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
    locale = get_locale()
    return locale.language if locale else "id"


@lru_cache(maxsize=4_000)
def _counted(value: float, code: str) -> str:
    return str(format_decimal(value, locale=code))


def say_number(value: float) -> str:
    """1234.5 as 1.234,5."""
    return _counted(value, spoken())


@lru_cache(maxsize=4_000)
def _said(day: date, pattern: str, code: str) -> str:
    return str(format_date(day, pattern, locale=code))


def say_day(day: date) -> str:
    """21 November 2026."""
    return _said(day, "d MMMM y", spoken())


def say_weekday(day: date) -> str:
    """Jumat 27 November 2026."""
    return _said(day, "EEEE d MMMM y", spoken())


def say_iso_day(day: str | None) -> str:
    """Jumat 27 November 2026 for "2026-11-27"; empty where no day stands."""
    try:
        return say_weekday(date.fromisoformat(day or ""))
    except ValueError:
        return ""


def say_short_day(day: date) -> str:
    """21 Nov 2026."""
    return _said(day, "d MMM y", spoken())


def say_month(day: date) -> str:
    """November 2026."""
    return _said(day.replace(day=1), "MMMM y", spoken())


def say_moment(moment: datetime, zone: str) -> str:
    """21 November 2026 pukul 14.05 WITA."""
    there = moment.astimezone(ZoneInfo(zone))
    time = format_time(there.timetz(), "HH.mm" if spoken() == "id" else "HH:mm", locale=spoken())
    return f"{say_day(there.date())}, {time} {ZONE_NAMES.get(zone, zone)}"
