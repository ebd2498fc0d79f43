"""The official report to hand in, and the poster for the wall."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

from flask import Response, current_app, request, url_for
from flask.typing import ResponseReturnValue

from forum.core import typeset
from forum.core.access import public
from forum.core.i18n import language
from forum.core.limits import limiter
from forum.core.workbook import Sheet, xlsx
from forum.ratings import report_sheets, reports
from forum.ratings.published import Published
from forum.ratings.queries import results, voices
from forum.ratings.reports import About
from forum.ratings.views.blueprint import ratings
from forum.ratings.views.results import asked_government, asked_unit, rows_of
from forum.units.here import Place
from forum.units.models import Unit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
AN_HOUR = "120 per hour"
"""Files one address may have made; a hall or an office shares it."""


@ratings.get("/unit/<kota>/<code>/ikm/laporan.pdf")
@public
@limiter.limit(AN_HOUR)
def report_pdf(kota: str, code: str) -> ResponseReturnValue:
    """A unit's report."""
    here, unit, shown = asked_unit(code)
    return _document("report.typ", reports.document(_about_unit(here, unit, shown), shown), f"ikm-{code}", shown)


@ratings.get("/unit/<kota>/<code>/ikm/laporan.xlsx")
@public
@limiter.limit(AN_HOUR)
def report_xlsx(kota: str, code: str) -> ResponseReturnValue:
    """The same figures in sheets."""
    here, unit, shown = asked_unit(code)
    return _workbook(report_sheets.workbook(_about_unit(here, unit, shown), shown), f"ikm-{code}", shown)


@ratings.get("/unit/<kota>/<code>/ikm/poster.pdf")
@public
@limiter.limit(AN_HOUR)
def ikm_poster(kota: str, code: str) -> ResponseReturnValue:
    """The unit's IKM for the wall."""
    here, unit, shown = asked_unit(code)
    return _document(
        "ikm_poster.typ", reports.poster(_about_unit(here, unit, shown), shown), f"poster-ikm-{code}", shown
    )


@ratings.get("/ikm/laporan.pdf")
@public
@limiter.limit(AN_HOUR)
def government_report_pdf() -> ResponseReturnValue:
    """A government's report with each of its units."""
    here, shown = asked_government()
    return _document("report.typ", reports.document(_about_government(here, shown), shown), f"ikm-{here.slug}", shown)


@ratings.get("/ikm/laporan.xlsx")
@public
@limiter.limit(AN_HOUR)
def government_report_xlsx() -> ResponseReturnValue:
    """The same figures in sheets."""
    here, shown = asked_government()
    return _workbook(report_sheets.workbook(_about_government(here, shown), shown), f"ikm-{here.slug}", shown)


def _about_unit(here: Place, unit: Unit, shown: Published) -> About:
    address = url_for("ratings.unit_ikm", kota=here.slug, code=unit.code, periode=shown.period.key)
    said = voices.printed(unit.id, shown.period.starts_on, shown.period.ends_on)
    return About(unit.name, here.name, current_app.config["BASE_URL"] + address, voices=said)


def _about_government(here: Place, shown: Published) -> About:
    address = url_for("ratings.ikm", kota=here.slug, periode=shown.period.key)
    units = [(row.unit, row.result, row.population) for row in rows_of(results.every_unit(here.id), shown)]
    return About(here.name, here.name, current_app.config["BASE_URL"] + address, units=units)


def _document(template: str, values: dict[str, object], name: str, shown: Published) -> ResponseReturnValue:
    version = json.dumps(values, sort_keys=True, default=str) + template + language()
    return _file(lambda: typeset.pdf(template, values, language()), version, PDF, f"{name}-{shown.period.key}.pdf")


def _workbook(sheets: list[Sheet], name: str, shown: Published) -> ResponseReturnValue:
    version = repr([(sheet.name, sheet.header, list(sheet.rows), sheet.note) for sheet in sheets])
    return _file(lambda: xlsx(sheets), version, XLSX, f"{name}-{shown.period.key}.xlsx")


def _file(make: Callable[[], bytes], version: str, kind: str, name: str) -> ResponseReturnValue:
    """The file, made only for who does not hold the same one already."""
    answer = Response(mimetype=kind)
    tag = hashlib.sha256(version.encode()).hexdigest()[:32]
    answer.set_etag(tag)
    if tag in request.if_none_match:
        answer.status_code = 304
        return answer
    answer.set_data(make())
    disposition = "inline" if kind == PDF else "attachment"
    answer.headers["Content-Disposition"] = f'{disposition}; filename="{name}"'
    return answer
