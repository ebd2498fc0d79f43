"""Settings of units and of the government itself. Ending a unit is in complaints: its open cases go with it."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.core.access import requires
from forum.core.edge import acting_once
from forum.core.forms import choices
from forum.units import queries
from forum.units.actions import governments, tree
from forum.units.errors import NotOpen
from forum.units.forms import GovernmentForm, MoveForm, UnitForm
from forum.units.here import Place, get_administered, shelf
from forum.units.models import Unit
from forum.units.rules import fold
from forum.units.views.blueprint import units
from forum.units.views.settings import acting_beside, me, own_unit
from forum.units.words import KINDS, STATUSES, TONES, VERBS

PAGE = 50


@units.get("/pengaturan/unit")
@requires("administrator")
def admin() -> str:
    """Units by name, fifty a page."""
    place = get_administered()
    q, status = request.args.get("q", "")[:200], request.args.get("status", "")
    rows = queries.listed_units(place.id, fold(q), status if status in STATUSES else "",
                                request.args.get("sesudah", "")[:220], PAGE + 1)  # fmt: skip
    after = f"{rows[PAGE - 1].folded}|{rows[PAGE - 1].code}" if len(rows) > PAGE else None
    return render_template("units/admin.html", place=place, rows=rows[:PAGE], after=after, q=q, status=status,
                           kinds=KINDS, statuses=STATUSES, tones=TONES, verbs=VERBS,
                           changes=queries.changes_of(place.id, limit=10))  # fmt: skip


@units.route("/pengaturan/unit/baru", methods=["GET", "POST"])
@requires("administrator")
def new_unit() -> ResponseReturnValue:
    """A new unit."""
    place = get_administered()
    form = UnitForm(parent=request.args.get("induk", ""))
    form.parent.choices = choices(queries.unit_choices(place.id))

    def act() -> str:
        unit = tree.open_unit(place.id, queries.find_unit(place.id, form.parent.data), form.details(), by=me())
        flash(_("Unit %(name)s dibuat.", name=unit.name), "done")
        return url_for("units.edit_unit", unit_id=unit.id)

    if form.validate_on_submit() and (done := acting_beside(form.code, act)):
        return done
    page = render_template("units/new.html", place=place, form=form)
    return (page, 422) if form.errors else page


@units.route("/pengaturan/unit/<int:unit_id>", methods=["GET", "POST"])
@requires("administrator")
def edit_unit(unit_id: int) -> ResponseReturnValue:
    """One unit: its description, its services, where it hangs, its end."""
    place, unit = own_unit(unit_id)
    form = UnitForm(obj=unit)
    del form.parent

    def act() -> str:
        changed = tree.edit(unit, form.details(), by=me())
        flash(_("Perubahan disimpan.") if changed else _("Tidak ada yang berubah."), "done")
        return url_for("units.edit_unit", unit_id=unit_id)

    if form.validate_on_submit() and (done := acting_beside(form.code, act)):
        return done
    page = _unit_page(place, unit, form, _move_form(unit))
    return (page, 422) if form.errors else page


@units.post("/pengaturan/unit/<int:unit_id>/pemindahan")
@requires("administrator")
def move_unit(unit_id: int) -> ResponseReturnValue:
    """Hang a unit below another one."""
    place, unit = own_unit(unit_id)
    form = _move_form(unit)

    def act() -> str:
        parent = queries.find_unit(unit.government_id, form.to.data)
        if parent is None:
            raise NotOpen
        tree.move(unit, parent, by=me())
        flash(_("Unit dipindahkan ke bawah %(name)s.", name=parent.name), "done")
        return url_for("units.edit_unit", unit_id=unit_id)

    if form.validate() and (done := acting_beside(form.to, act)):
        return done
    described = UnitForm(None, obj=unit)
    del described.parent
    return _unit_page(place, unit, described, form), 422


@units.post("/pengaturan/unit/<int:unit_id>/pembukaan")
@requires("administrator")
def reopen_unit(unit_id: int) -> ResponseReturnValue:
    """Open a closed unit again."""
    _place, unit = own_unit(unit_id)

    def act() -> str:
        tree.reopen(unit, by=me())
        flash(_("Unit dibuka kembali."), "done")
        return url_for("units.edit_unit", unit_id=unit_id)

    return acting_once(act)


@units.route("/pengaturan/daerah", methods=["GET", "POST"])
@requires("administrator")
def government() -> ResponseReturnValue:
    """Name, emergency number and address of the government."""
    place = get_administered()
    row, root = queries.get_government(place.id), queries.find_root(place.id)
    assert root is not None  # noqa: S101 - every government is founded with its root
    office = {name: getattr(root, name) for name in ("address", "phone", "email", "website", "hours")}
    form = GovernmentForm(data={"name": row.name, "emergency": row.emergency, **office})

    def act() -> str:
        changed = governments.edit(row, root, form.details(), by=me())
        flash(_("Perubahan disimpan.") if changed else _("Tidak ada yang berubah."), "done")
        return url_for("units.government", kota=place.slug)

    if form.validate_on_submit() and (done := acting_beside(form.name, act)):
        shelf.forget()
        return done
    page = render_template("units/government.html", place=place, form=form, government=row)
    return (page, 422) if form.errors else page


def _move_form(unit: Unit) -> MoveForm:
    form = MoveForm()
    form.to.choices = choices(queries.unit_choices(unit.government_id, without=unit.path))
    return form


def _unit_page(place: Place, unit: Unit, form: UnitForm, move: MoveForm) -> str:
    ended = queries.closure_of(unit.id) if unit.status != "open" else None
    return render_template("units/edit.html", place=place, unit=unit, form=form, move=move, ended=ended,
                           services=queries.services_of(unit.id), statuses=STATUSES, tones=TONES, verbs=VERBS,
                           changes=queries.changes_of(unit.government_id, unit.id))  # fmt: skip
