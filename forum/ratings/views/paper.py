"""Paper sheets: a clerk types a batch, a second person types some of them again, then they count."""

from __future__ import annotations

from flask import abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forum.core import clock
from forum.core.access import requires
from forum.core.edge import acting_once
from forum.ledger.rules import Actor
from forum.ratings import policy
from forum.ratings.actions import paper as entering
from forum.ratings.forms.paper import MarksForm, ServiceForm, SheetForm
from forum.ratings.models import PaperSheet
from forum.ratings.queries import paper as known
from forum.ratings.queries import reach as reached
from forum.ratings.queries.paper import Laid
from forum.ratings.rules.elements import ELEMENTS
from forum.ratings.rules.makeup import FIELDS
from forum.ratings.views.blocks import WORKERS, cursor_of
from forum.ratings.views.blueprint import ratings
from forum.ratings.views.reach import reach
from forum.ratings.words import QUESTIONS
from forum.units import queries as units
from forum.units.here import Place, get_here, places

RELOAD_SECONDS = 3


@ratings.route("/meja/survei/kertas", methods=["GET", "POST"], endpoint="paper")
@requires(*WORKERS)
def paper() -> ResponseReturnValue:
    """Batches in reach, and a form to begin one."""
    own, form = reach(*WORKERS), ServiceForm()
    form.service.choices = reached.open_services(own.unit.id) if own.unit else []
    if not own.unit or not form.validate_on_submit():
        page = known.batches_within(own.place.id, own.paths, cursor_of(int))
        shown = render_template("ratings/paper.html", reach=own, form=form, page=page)
        return (shown, 422) if form.errors else shown
    unit_id = own.unit.id

    def act() -> str:
        service = units.find_service(form.service.data) or abort(404)
        batch = entering.open_batch(units.get_unit(unit_id), service, by=_me())
        return url_for("ratings.paper_batch", batch_id=batch.id)

    return acting_once(act)


@ratings.route("/meja/survei/kertas/<int:batch_id>", methods=["GET", "POST"])
@requires(*WORKERS)
def paper_batch(batch_id: int) -> ResponseReturnValue:
    """One batch as it stands; its typist types the next sheet here."""
    laid = _own(batch_id)
    may_type = policy.may_type(current_user, laid.batch)
    form = _sheet_form(laid) if may_type else None
    if form is None or not form.validate_on_submit():
        return _batch_page(laid, form)

    def act() -> str:
        entering.add_sheet(known.lock_batch(batch_id), form.typed(), by=_me())
        return url_for("ratings.paper_batch", batch_id=batch_id) + "#persyaratan"

    return acting_once(act)


@ratings.route("/meja/survei/kertas/<int:batch_id>/lembar/<int:position>", methods=["GET", "POST"])
@requires(*WORKERS)
def paper_sheet(batch_id: int, position: int) -> ResponseReturnValue:
    """A sheet typed before, to be corrected by its typist."""
    laid = _own(batch_id)
    sheet = known.find_sheet(batch_id, position)
    if sheet is None:
        abort(404)
    if not policy.may_type(current_user, laid.batch):
        abort(403)
    form = _sheet_form(laid, sheet)
    if not form.validate_on_submit():
        shown = render_template("ratings/paper_sheet.html", laid=laid, form=form, sheet=sheet, questions=QUESTIONS)
        return (shown, 422) if form.errors else shown

    def act() -> str:
        entering.correct_sheet(known.lock_batch(batch_id), sheet, form.typed(), by=_me())
        flash(_("Lembar %(number)s diperbaiki.", number=position), "done")
        return url_for("ratings.paper_batch", batch_id=batch_id)

    return acting_once(act)


@ratings.post("/meja/survei/kertas/<int:batch_id>/penutupan")
@requires(*WORKERS)
def close_batch(batch_id: int) -> ResponseReturnValue:
    """All sheets are typed."""
    if not policy.may_type(current_user, _own(batch_id).batch):
        abort(403)

    def act() -> str:
        entering.close(known.lock_batch(batch_id), by=_me())
        flash(_("Bundel ditutup. Orang kedua sekarang mengetik ulang beberapa lembar yang diundi."), "done")
        return url_for("ratings.paper_batch", batch_id=batch_id)

    return acting_once(act)


@ratings.route("/meja/survei/kertas/<int:batch_id>/pemeriksaan", methods=["GET", "POST"])
@requires(*WORKERS)
def check_batch(batch_id: int) -> ResponseReturnValue:
    """The second person: the next drawn sheet, without what the first one typed."""
    laid = _own(batch_id)
    if not policy.may_check(current_user, laid.batch, laid.unit):
        abort(403)
    drawn = known.sheets_at(batch_id, laid.batch.sample)
    asked = request.form.get("lembar", "")
    left = [sheet for sheet in drawn if sheet.checked is None]
    sheet = next((one for one in drawn if str(one.position) == asked), left[0] if left else None)
    form = MarksForm()
    if sheet is None or not form.validate_on_submit():
        shown = render_template("ratings/paper_check.html", laid=laid, form=form, sheet=sheet, left=len(left),
                                drawn=len(drawn), questions=QUESTIONS)  # fmt: skip
        return (shown, 422) if form.errors else shown
    return _check(batch_id, sheet, form)


def _check(batch_id: int, sheet: PaperSheet, form: MarksForm) -> ResponseReturnValue:
    def act() -> str:
        batch = known.lock_batch(batch_id)
        if not entering.check_sheet(batch, sheet, form.marks(), by=_me()):
            return url_for("ratings.check_batch", batch_id=batch_id) + "#persyaratan"
        if batch.state == "counting":
            flash(_("Pemeriksaan selesai: bundel ini dihitung."), "done")
        else:
            flash(_("Terlalu banyak perbedaan: bundel ini kembali ke pengetiknya."), "warning")
        return url_for("ratings.paper_batch", batch_id=batch_id)

    return acting_once(act)


def _me() -> Actor:
    role = next((role for role in WORKERS if current_user.holds(role)), "officer")
    actor: Actor = current_user.acting(role)
    return actor


def _own(batch_id: int) -> Laid:
    laid = known.find_batch(batch_id)
    if laid is None:
        abort(404)
    if not policy.may_work_at(current_user, laid.unit):
        abort(403)
    return laid


def _place(laid: Laid) -> Place:
    return next((place for place in places().values() if place.id == laid.unit.government_id), None) or get_here()


def _sheet_form(laid: Laid, sheet: PaperSheet | None = None) -> SheetForm:
    today = clock.today(_place(laid).zone)
    typed: dict[str, object] = {}
    if sheet is not None:
        typed = {key: str(sheet.typed["marks"].get(key) or 0) for key in ELEMENTS}
        typed |= {name: sheet.typed.get("make_up", {}).get(name, "") for name in FIELDS}
        typed |= {"visited_on": sheet.visited_on, "words": sheet.words}
    elif request.method == "GET":
        latest = known.latest_sheets(laid.batch.id, 1)
        typed["visited_on"] = latest[0].visited_on if latest else today
    form = SheetForm(**typed)
    form.today = today
    return form


def _batch_page(laid: Laid, form: SheetForm | None) -> ResponseReturnValue:
    batch = laid.batch
    shown = render_template(
        "ratings/paper_batch.html", laid=laid, form=form, place=_place(laid), questions=QUESTIONS,
        sheets=known.latest_sheets(batch.id) if form else [], most=entering.MOST_SHEETS,
        may_check=policy.may_check(current_user, batch, laid.unit), checker=known.name_of(batch.checked_by_id),
    )  # fmt: skip
    if form is not None and form.errors:
        return shown, 422
    return (shown, {"Refresh": f"{RELOAD_SECONDS}"}) if batch.state == "counting" else shown
