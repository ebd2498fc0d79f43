"""Survey rounds: when is asked, how many must answer, what follows."""

from __future__ import annotations

from flask import abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from forum.core import clock
from forum.core.access import requires
from forum.core.edge import acting_once
from forum.core.errors import Refused
from forum.core.paging import Page
from forum.ledger.rules import Actor
from forum.ratings import policy
from forum.ratings.actions import rounds as planning
from forum.ratings.errors import RoundBegun
from forum.ratings.forms.rounds import (
    FollowUpForm,
    Problems,
    RoundForm,
    TargetSheetForm,
    population_words,
    read_population,
    read_targets,
)
from forum.ratings.models import Round
from forum.ratings.queries import reach as reached
from forum.ratings.queries import rounds as known
from forum.ratings.queries import visits as lists
from forum.ratings.queries.rounds import Progress
from forum.ratings.views.blocks import cursor_of
from forum.ratings.views.blueprint import ratings
from forum.ratings.views.reach import government_of, reach
from forum.units.here import Place, places

PLANNERS = ("moderator", "administrator")
RELOAD_SECONDS = 3
PROBLEMS_SHOWN = 100


def planner() -> Actor:
    """The person in the role that lets them plan."""
    actor: Actor = current_user.acting("moderator" if current_user.holds("moderator") else "administrator")
    return actor


@ratings.get("/pengaturan/survei", endpoint="rounds")
@requires(*PLANNERS)
def rounds() -> str:
    """Rounds of a government, the newest first."""
    place = reach(*PLANNERS).place
    listed = known.rounds_of(place.id)
    return render_template("ratings/rounds.html", place=place, rounds=listed, counts=known.answers_in(listed),
                           today=clock.today(place.zone))  # fmt: skip


@ratings.route("/pengaturan/survei/baru", methods=["GET", "POST"])
@requires(*PLANNERS)
def new_round() -> ResponseReturnValue:
    """A new round."""
    place, form = reach(*PLANNERS).place, RoundForm()
    if not form.validate_on_submit():
        return _form_page(place, form, None)

    def act() -> str:
        made = planning.begin(government_of(place), form.details(), by=planner())
        flash(_("Ronde dibuat. Sekarang isi sasaran tiap unit."), "done")
        return url_for("ratings.round_targets", round_id=made.id)

    try:
        return acting_once(act)
    except Refused as refusal:
        form.starts_on.errors = [*form.starts_on.errors, refusal.sentence()]
        return _form_page(place, form, None)


@ratings.route("/pengaturan/survei/<int:round_id>/perubahan", methods=["GET", "POST"])
@requires(*PLANNERS)
def edit_round(round_id: int) -> ResponseReturnValue:
    """Another title; other days as long as nobody answered."""
    made, place = own_round(round_id)
    form = RoundForm(obj=made)
    if not form.validate_on_submit():
        return _form_page(place, form, made)

    def act() -> str:
        planning.edit(known.lock_round(round_id), form.details(), government_of(place), by=planner())
        flash(_("Ronde diubah."), "done")
        return url_for("ratings.round", round_id=round_id)

    try:
        return acting_once(act)
    except Refused as refusal:
        field = form.ends_on if isinstance(refusal, RoundBegun) else form.starts_on
        field.errors = [*field.errors, refusal.sentence()]
        return _form_page(place, form, own_round(round_id)[0])


@ratings.get("/pengaturan/survei/<int:round_id>", endpoint="round")
@requires(*PLANNERS)
def show_round(round_id: int) -> ResponseReturnValue:
    """How far every unit is, and what follows."""
    made, place = own_round(round_id)
    page = lists.listed_units(lists.units_by_name(place.id), cursor_of(str, int), lists.UNITS_ON_PAGE)
    whole = Progress(known.answers_in([made]).get(made.id, 0), known.population_of(made.id))
    shown = render_template(
        "ratings/rounds_show.html", made=made, place=place, page=page, today=clock.today(place.zone), whole=whole,
        progress=known.progress_of(made.id, [unit.id for unit in page.rows]),
    )  # fmt: skip
    return (shown, {"Refresh": f"{RELOAD_SECONDS}"}) if made.counted_to < made.count_until else shown


@ratings.route("/pengaturan/survei/<int:round_id>/sasaran", methods=["GET", "POST"])
@requires(*PLANNERS)
def round_targets(round_id: int) -> ResponseReturnValue:
    """How many people each unit serves: a page of units as a table."""
    made, place = own_round(round_id)
    page = lists.listed_units(lists.units_by_name(place.id), cursor_of(str, int), lists.UNITS_ON_PAGE)
    ids = [unit.id for unit in page.rows]
    if request.method == "GET":
        targets = known.targets_of(made.id, ids)
        typed = {key: f"{targets[key].population}" for key in ids if key in targets}
        return _targets_page(made, place, page, typed, {}, [])
    typed = {key: request.form.get(f"sasaran-{key}", "")[:20] for key in ids if f"sasaran-{key}" in request.form}
    wrong = {key: population_words(said) for key, said in typed.items() if not _is_population(said)}
    if wrong:
        return _targets_page(made, place, page, typed, wrong, [])
    return _save_targets(round_id, {key: read_population(said) for key, said in typed.items()})


@ratings.post("/pengaturan/survei/<int:round_id>/sasaran/tabel")
@requires(*PLANNERS)
def target_sheet(round_id: int) -> ResponseReturnValue:
    """The same for many units by code; all rows or none."""
    made, place = own_round(round_id)
    form = TargetSheetForm()
    units = {unit.code: unit.id for unit in reached.units_within(place.id, ("/",))}
    populations, problems = read_targets(form.raw(), units)
    if problems:
        page = lists.listed_units(lists.units_by_name(place.id), None, lists.UNITS_ON_PAGE)
        targets = known.targets_of(made.id, [unit.id for unit in page.rows])
        return _targets_page(made, place, page, {key: f"{t.population}" for key, t in targets.items()}, {},
                             problems, form.pasted.data or "")  # fmt: skip
    return _save_targets(round_id, populations)


@ratings.route("/pengaturan/survei/<int:round_id>/tindak-lanjut", methods=["GET", "POST"])
@requires(*PLANNERS)
def follow_up(round_id: int) -> ResponseReturnValue:
    """The written plan that is published with the round."""
    made, _place = own_round(round_id)
    form = FollowUpForm(source=made.follow_up)
    if not form.validate_on_submit():
        page = render_template("ratings/rounds_follow_up.html", made=made, form=form)
        return (page, 422) if form.errors else page

    def act() -> str:
        planning.write_follow_up(known.lock_round(round_id), form.source.data or "", by=planner())
        flash(_("Rencana tindak lanjut disimpan dan terbit bersama hasil ronde ini."), "done")
        return url_for("ratings.round", round_id=round_id)

    return acting_once(act)


def own_round(round_id: int) -> tuple[Round, Place]:
    """A round of a government that the person plans for; 404 when there is none, 403 for another's."""
    made = known.find_round(round_id)
    if made is None:
        abort(404)
    if not policy.may_plan(current_user, made.government_id):
        abort(403)
    place = next((place for place in places().values() if place.id == made.government_id), None)
    return made, place or abort(404)


def _form_page(place: Place, form: RoundForm, made: Round | None) -> ResponseReturnValue:
    page = render_template("ratings/rounds_form.html", place=place, form=form, made=made)
    return (page, 422) if form.errors else page


def _save_targets(round_id: int, populations: dict[int, int | None]) -> ResponseReturnValue:
    def act() -> str:
        changed = planning.set_targets(known.lock_round(round_id), populations, by=planner())
        flash(ngettext("Sasaran %(num)s unit disimpan.", "Sasaran %(num)s unit disimpan.", changed), "done")
        return url_for("ratings.round", round_id=round_id)

    return acting_once(act)


def _targets_page(
    made: Round, place: Place, page: Page[lists.Listed], typed: dict[int, str], wrong: dict[int, str],
    problems: Problems, pasted: str = "",
) -> ResponseReturnValue:  # fmt: skip
    shown = render_template(
        "ratings/rounds_targets.html", made=made, place=place, page=page, typed=typed, wrong=wrong,
        problems=problems[:PROBLEMS_SHOWN], more=max(0, len(problems) - PROBLEMS_SHOWN), pasted=pasted,
        form=TargetSheetForm(), progress=known.progress_of(made.id, [unit.id for unit in page.rows]),
    )  # fmt: skip
    return (shown, 422) if wrong or problems else shown


def _is_population(said: str) -> bool:
    try:
        read_population(said)
    except ValueError:
        return False
    return True
