"""Settings of holidays and collective leave."""

from __future__ import annotations

from datetime import date

from flask import abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.core import clock
from forum.core.access import requires
from forum.core.edge import acting_once
from forum.units import queries
from forum.units.actions import days_off as calendar
from forum.units.forms import DayOffForm
from forum.units.here import Place, get_administered
from forum.units.views.blueprint import units
from forum.units.views.settings import acting_beside, me
from forum.units.words import DAY_KINDS


@units.route("/pengaturan/hari-libur", methods=["GET", "POST"])
@requires("administrator")
def days_off() -> ResponseReturnValue:
    """Days off of a year; a form adds one for this government."""
    place = get_administered()
    form = DayOffForm()

    def act() -> str:
        calendar.add_day_off(place.id, form.day.data, form.name.data, form.kind.data, by=me())
        flash(_("Hari libur ditambahkan. Tenggat laporan yang berjalan dihitung ulang."), "done")
        return url_for("units.days_off", kota=place.slug, tahun=form.day.data.year)

    if form.validate_on_submit() and (done := acting_beside(form.day, act)):
        return done
    page = _days_page(place, form)
    return (page, 422) if form.errors else page


@units.post("/pengaturan/hari-libur/<day>/penghapusan")
@requires("administrator")
def remove_day_off(day: str) -> ResponseReturnValue:
    """Take one of the government's own days off away."""
    place = get_administered()
    row = queries.find_day_off(place.id, _date(day))

    def act() -> str:
        if row is None or row.government_id != place.id:
            abort(404)
        calendar.remove_day_off(row, place.id, by=me())
        flash(_("Hari libur dihapus. Tenggat laporan yang berjalan dihitung ulang."), "done")
        return url_for("units.days_off", kota=place.slug, tahun=day[:4])

    return acting_once(act)


@units.post("/pengaturan/hari-libur/<int:year>/pernyataan-lengkap")
@requires("administrator")
def decree_year(year: int) -> ResponseReturnValue:
    """The collective leave of a year is entered."""
    place = get_administered()
    if not 2000 <= year <= 2100:
        abort(404)

    def act() -> str:
        calendar.decree_year(place.id, year, by=me())
        flash(_("Cuti bersama tahun %(year)s dinyatakan lengkap.", year=year), "done")
        return url_for("units.days_off", kota=place.slug, tahun=year)

    return acting_once(act)


def _days_page(place: Place, form: DayOffForm) -> str:
    today = clock.today(place.zone)
    first, last = queries.years_listed(place.id) or (today.year, today.year)
    years = list(range(min(first, today.year), max(last, today.year) + 2))
    year = request.args.get("tahun", today.year, type=int)
    year = year if year in years else today.year
    return render_template("units/days_off.html", place=place, form=form, year=year, years=years, kinds=DAY_KINDS,
                           rows=queries.listed_days_off(place.id, year), decreed=queries.decreed_years(place.id),
                           today=today)  # fmt: skip


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        abort(404)
