"""A unit's public page: what it does, its services, and how it is doing."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from flask import abort, current_app, render_template
from markupsafe import Markup

from forum.complaints.queries import board, names
from forum.complaints.queries.figures import unit_figures
from forum.complaints.rows import Reading, cards
from forum.core import clock
from forum.core.access import public
from forum.core.i18n import language
from forum.core.memory import for_everyone
from forum.pages.satisfaction import satisfaction
from forum.pages.views.blueprint import pages
from forum.units import queries as units
from forum.units.here import Place, get_here
from forum.units.words import KINDS

MONTHS = 12


@pages.get("/unit/<kota>/<code>")
@public
@for_everyone
def unit(kota: str, code: str) -> str:
    """One unit; a closed or merged one says so and leads on."""
    here = get_here()
    found, parent, children = units.family_of(here.id, code)
    if found is None:
        abort(404)
    today = clock.today(here.zone)
    return render_template(
        "pages/unit.html", place=here, unit=found, parent=parent, children=children, kinds=KINDS,
        services=units.open_services(found.id), figures=unit_figures(found.id, today, _first_month(today)),
        newest=_newest(here, found.id, today), ended=_ended(found.id) if found.status != "open" else None,
        ikm=satisfaction("unit", found.id, here.id, today),
        site=current_app.config["BASE_URL"],
    )  # fmt: skip


class Ended(NamedTuple):
    """Why a unit is gone, and which one carries on."""

    reason: str
    code: str
    name: str


def _ended(unit_id: int) -> Ended | None:
    closure = units.closure_of(unit_id)
    if closure is None:
        return None
    why, into = closure
    return Ended(why.reason, into.code if into else "", into.name if into else "")


def _newest(here: Place, unit_id: int, today: date) -> Markup:
    reading = Reading(today, units.shown_days_off(here.id), language())
    return cards(board.newest_of_unit(unit_id), reading, names.districts(here.area_code))


def _first_month(today: date) -> str:
    """The first of the last twelve months, this one included."""
    month = today.year * 12 + today.month - MONTHS
    return f"{month // 12}-{month % 12 + 1:02d}"
