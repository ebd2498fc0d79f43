"""The counters of a unit: posters, tokens and tablets belong to them."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forum.core.access import requires
from forum.core.edge import acting_once
from forum.ledger.rules import Actor
from forum.ratings import policy
from forum.ratings.actions import points as acts
from forum.ratings.errors import NameTaken, NoMoreNumbers
from forum.ratings.forms.points import PointForm
from forum.ratings.models import ServicePoint
from forum.ratings.queries import rating as known
from forum.ratings.views.blueprint import ratings
from forum.ratings.views.reach import AT_UNITS, Reach, get_unit, reach
from forum.units.models import Unit

ROLES = ("officer", "head", "moderator")


@ratings.get("/meja/survei/titik")
@requires(*ROLES)
def points() -> ResponseReturnValue:
    """The counters of one unit in reach: the one asked for, else the viewer's own, else the choice of one."""
    here = reach(*ROLES)
    own = {held.unit_id for held in current_user.held if held.role in AT_UNITS}
    first = next((unit for unit in here.units if unit.id in own), None)
    if first is not None and not request.args.get("unit"):
        return redirect(url_for("ratings.points", kota=here.place.slug, unit=first.code))
    return _page(here, PointForm(formdata=None))


@ratings.post("/meja/survei/titik")
@requires(*ROLES)
def open_point() -> ResponseReturnValue:
    """A new counter at the unit named in the address."""
    here, form = reach(*ROLES), PointForm()
    unit = _unit(here)
    if not form.validate():
        return _page(here, form, 422)
    try:
        return _keeping(here, unit, lambda by: acts.open_point(unit, form.name.data or "", by=by), _("Loket dibuat."))
    except (NameTaken, NoMoreNumbers) as refused:
        form.name.errors = [refused.sentence()]
        return _page(here, form, refused.status)


@ratings.post("/meja/survei/titik/<ref>/nama")
@requires(*ROLES)
def rename_point(ref: str) -> ResponseReturnValue:
    """Another name for a counter."""
    here, form = reach(*ROLES), PointForm()
    unit, point = _unit(here), _own_point(here, ref)
    if not form.validate():
        return _page(here, form, 422, renamed=ref)
    name = form.name.data or ""
    try:
        return _keeping(here, unit, lambda by: acts.rename_point(point, unit, name, by=by), _("Nama loket diganti."))
    except NameTaken as refused:
        form.name.errors = [refused.sentence()]
        return _page(here, form, refused.status, renamed=ref)


@ratings.post("/meja/survei/titik/<ref>/penutupan")
@requires(*ROLES)
def close_point(ref: str) -> ResponseReturnValue:
    """Its posters say that it is closed."""
    here = reach(*ROLES)
    unit, point = _unit(here), _own_point(here, ref)
    return _keeping(here, unit, lambda by: acts.close_point(point, unit, by=by), _("Loket ditutup."))


@ratings.post("/meja/survei/titik/<ref>/pembukaan")
@requires(*ROLES)
def reopen_point(ref: str) -> ResponseReturnValue:
    """Its posters work again."""
    here = reach(*ROLES)
    unit, point = _unit(here), _own_point(here, ref)
    return _keeping(here, unit, lambda by: acts.reopen_point(point, unit, by=by), _("Loket dibuka kembali."))


def _unit(here: Reach) -> Unit:
    if here.unit is None:
        abort(404)
    return get_unit(here.unit.id)


def _own_point(here: Reach, ref: str) -> ServicePoint:
    """A counter of the unit worked on; another's is 404 like an unknown one."""
    point = known.point_with_unit(ref)
    if point is None or here.unit is None or point.unit_id != here.unit.id:
        abort(404)
    return point


def _keeping(here: Reach, unit: Unit, act: Callable[[Actor], object], said: str) -> ResponseReturnValue:
    code, by = unit.code, current_user.acting(_role_at(unit), unit.id)

    def acting() -> str:
        act(by)
        flash(said, "done")
        return url_for("ratings.points", kota=here.place.slug, unit=code)

    return acting_once(acting)


def _role_at(unit: Unit) -> str:
    if policy.may_moderate(current_user, unit.government_id):
        return "moderator"
    return "head" if current_user.holds_at(unit.path, "head") else "officer"


def _page(here: Reach, form: PointForm, status: int = 200, renamed: str = "") -> ResponseReturnValue:
    unit = here.unit
    shown = {
        "place": here.place, "units": here.units, "unit": unit, "form": form, "renamed": renamed,
        "points": known.points_of(unit.id) if unit else [], "base": current_app.config["BASE_URL"].split("://")[-1],
    }  # fmt: skip
    return render_template("ratings/points.html", **shown), status
