"""Counted visits: clerks write them down; everybody reads them beside the tokens issued and used."""

from __future__ import annotations

import re
from datetime import date, timedelta

from flask import Response, abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forum.core import clock
from forum.core.access import public, requires
from forum.core.edge import acting_once
from forum.core.sheets import write_sheet
from forum.ratings.actions import visits as counting
from forum.ratings.forms.blocks import VisitsForm
from forum.ratings.models import ServicePoint
from forum.ratings.queries import reach as reached
from forum.ratings.queries import visits as known
from forum.ratings.views.blocks import WORKERS, cursor_of
from forum.ratings.views.blueprint import ratings
from forum.ratings.views.reach import Reach, reach
from forum.units.here import Place, get_here

DAYS_SHOWN = 14
FIRST_MONTH = date(2020, 1, 1)
_MONTH = re.compile(r"(20[2-9]\d)-(0[1-9]|1[0-2])")


def month_asked(place: Place) -> date:
    """The first day of the month in the address, else of this month; 404 for one still to come."""
    now = clock.today(place.zone).replace(day=1)
    asked = request.args.get("bulan", "")
    if not asked:
        return now
    found = _MONTH.fullmatch(asked)
    if found is None or (month := date(int(found[1]), int(found[2]), 1)) > now:
        abort(404)
    return month


@ratings.get("/kunjungan", endpoint="visits")
@public
def visits() -> str:
    """Per unit and month: tokens issued and used, visits counted, and what does not fit."""
    place = get_here()
    month = month_asked(place)
    page = known.listed_units(known.units_by_name(place.id), cursor_of(str, int), known.UNITS_ON_PAGE)
    watched = known.watched_of([unit.id for unit in page.rows], month)
    earlier, later = (month - timedelta(days=1)).replace(day=1), known.month_after(month)
    return render_template(
        "ratings/visits.html", place=place, month=month, page=page, watched=watched,
        earlier=earlier if earlier >= FIRST_MONTH else None,
        later=later if later <= clock.today(place.zone) else None,
    )  # fmt: skip


@ratings.get("/kunjungan.csv")
@public
def visits_csv() -> Response:
    """The month of a government as a sheet."""
    place = get_here()
    month = month_asked(place)
    units = reached.units_within(place.id, ("/",))
    watched = known.watched_of([unit.id for unit in units], month)
    header = ["bulan", "kode_unit", "unit", "token_terbit", "token_terpakai", "kunjungan_tercatat",
              "terpakai_per_terbit_persen", "terpakai_per_kunjungan_persen"]  # fmt: skip
    rows = [
        [f"{month:%Y-%m}", u.code, u.name, w.issued, w.used, w.visits, w.used_of_issued, w.used_of_visits]
        for u in units
        for w in [watched[u.id]]
        if w.issued or w.used or w.visits is not None
    ]
    named = {"Content-Disposition": f'attachment; filename="kunjungan-{place.slug}-{month:%Y-%m}.csv"'}
    return Response(write_sheet(header, rows), mimetype="text/csv", headers=named)


@ratings.route("/meja/survei/kunjungan", methods=["GET", "POST"])
@requires(*WORKERS)
def count_visits() -> ResponseReturnValue:
    """A clerk writes down how many came; the last fortnight stands beside it."""
    own = reach(*WORKERS)
    points = list(reached.open_points(own.unit.id)) if own.unit else []
    form = _form(own, points)
    if not points or not form.validate_on_submit():
        return _count_page(own, form, points)
    point = next(p for p in points if p.id == form.point.data)

    def act() -> str:
        counting.count(point, form.day.data, form.visits.data, by=current_user.acting("officer", point.unit_id))
        flash(_("Jumlah kunjungan dicatat."), "done")
        return url_for("ratings.count_visits", kota=own.place.slug, unit=own.unit.code if own.unit else None)

    return acting_once(act)


def _form(own: Reach, points: list[ServicePoint]) -> VisitsForm:
    form = VisitsForm()
    form.point.choices = [(p.id, p.name) for p in points]
    form.today = clock.today(own.place.zone)
    if request.method == "GET":
        form.day.data = form.today
    return form


def _count_page(own: Reach, form: VisitsForm, points: list[ServicePoint]) -> ResponseReturnValue:
    days = [form.today - timedelta(days=k) for k in range(DAYS_SHOWN)]
    counted = known.counted_at([p.id for p in points], days[-1]) if points else {}
    page = render_template("ratings/visits_count.html", reach=own, form=form, points=points, days=days, counted=counted)
    return (page, 422) if form.errors else page
