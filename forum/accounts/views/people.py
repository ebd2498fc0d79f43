"""People of a government: an administrator invites them, gives and ends roles, and mends lost second factors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import current_user

from forum.accounts import queries, rules
from forum.accounts.actions import staffing
from forum.accounts.forms.settings import InviteForm, ReasonForm, RoleForm
from forum.accounts.models import Account
from forum.accounts.views import doors, pace
from forum.accounts.views.blueprint import accounts
from forum.accounts.words import ROLE_NOTES, ROLES, VERBS
from forum.core.access import requires
from forum.core.edge import acting_once
from forum.core.forms import choices
from forum.core.paging import BadCursor, Cursor
from forum.units.here import Place, find_here, places
from forum.units.models import Unit

ADMIN = "administrator"


@dataclass(frozen=True)
class Person:
    """Somebody of the government, as their page shows them."""

    account: Account
    place: Place


def own_place() -> Place:
    """The government the administrator works on: the one looked at if it is theirs, else their first."""
    here = find_here()
    if here is not None and current_user.holds_in(here.id, ADMIN):
        return here
    mine = [p for p in places().values() if current_user.holds_in(p.id, ADMIN)]
    return mine[0] if mine else abort(403)


@accounts.get("/pengaturan/orang")
@requires(ADMIN)
def people() -> ResponseReturnValue:
    """Who holds a role here, and who is invited."""
    place, words = own_place(), request.args.get("q", "")[:100].strip()
    try:
        cursor = Cursor.unpack(request.args.get("hal"), (str, int))
    except BadCursor:
        abort(404)
    found = queries.people_of(place.id, words, cursor)
    return doors.page(
        "people", None, place=place, found=found, words=words, roles=queries.roles_of([a.id for a in found.rows]),
        role_words=ROLES, invitations=staffing.open_invitations(place.id),
    )  # fmt: skip


@accounts.get("/pengaturan/orang/undangan")
@requires(ADMIN)
def inviting() -> ResponseReturnValue:
    """Whom to invite, to what."""
    return _invite_page(_with_units(InviteForm(formdata=None), own_place()))


@accounts.post("/pengaturan/orang/undangan")
@requires(ADMIN)
def invite() -> ResponseReturnValue:
    """Write to the address."""
    place = own_place()
    form = _with_units(InviteForm(), place)
    if not form.validate():
        return _invite_page(form, 422)
    tries = pace.of_letter(form.email.data)
    if seconds := pace.wait(tries):
        return doors.too_many("invite", form, seconds, notes=ROLE_NOTES)
    pace.count(tries)

    def act() -> str:
        unit = _unit_for(form, place)
        staffing.invite(form.email.data, str(get_locale()), form.role.data, unit, by=current_user.id)
        flash(_("Undangan dikirim ke %(email)s. Tautannya berlaku 7 hari.", email=form.email.data), "done")
        return url_for("accounts.people")

    return acting_once(act)


@accounts.post("/pengaturan/orang/undangan/<token_hash>/batal")
@requires(ADMIN)
def take_back(token_hash: str) -> ResponseReturnValue:
    """An invitation stops working."""
    place = own_place()

    def act() -> str:
        staffing.take_back(token_hash, place.id, by=current_user.id)
        flash(_("Undangan dibatalkan."), "done")
        return url_for("accounts.people")

    return acting_once(act)


@accounts.get("/pengaturan/orang/<ref>")
@requires(ADMIN)
def person(ref: str) -> ResponseReturnValue:
    """One person: roles, state, what was done."""
    found = _person(ref)
    return _person_page(found, _with_units(RoleForm(formdata=None), found.place), ReasonForm(formdata=None))


@accounts.post("/pengaturan/orang/<ref>/peran")
@requires(ADMIN)
def give_role(ref: str) -> ResponseReturnValue:
    """One more role."""
    found = _person(ref)
    form = _with_units(RoleForm(), found.place)
    if not form.validate():
        return _person_page(found, form, ReasonForm(formdata=None), 422)
    return _act_on(found, lambda account: staffing.give_role(
        account, form.role.data, _unit_for(form, found.place), by=current_user.id), _("Peran diberikan."))  # fmt: skip


@accounts.post("/pengaturan/orang/<ref>/peran/<int:membership_id>/akhir")
@requires(ADMIN)
def end_role(ref: str, membership_id: int) -> ResponseReturnValue:
    """A role ends."""
    found = _person(ref)
    membership = queries.find_membership(membership_id, found.account.id)
    if membership is None or membership.unit.government_id != found.place.id:
        abort(404)
    return _act_on(found, lambda _account: staffing.end_role(membership, by=current_user.id), _("Peran diakhiri."))


@accounts.post("/pengaturan/orang/<ref>/penangguhan")
@requires(ADMIN)
def suspend(ref: str) -> ResponseReturnValue:
    """Nobody gets in by this account."""
    found, form = _person(ref), ReasonForm()
    if not form.validate():
        return _person_page(found, _with_units(RoleForm(formdata=None), found.place), form, 422)
    return _act_on(found, lambda account: staffing.suspend(
        account, found.place.id, form.reason.data, by=current_user.id), _("Akun ditangguhkan."))  # fmt: skip


@accounts.post("/pengaturan/orang/<ref>/pemulihan")
@requires(ADMIN)
def restore(ref: str) -> ResponseReturnValue:
    """The account works again."""
    found = _person(ref)
    return _act_on(found, lambda account: staffing.restore(account, found.place.id, by=current_user.id),
                   _("Akun dipulihkan."))  # fmt: skip


@accounts.post("/pengaturan/orang/<ref>/faktor-kedua/atur-ulang")
@requires(ADMIN)
def reset_factor(ref: str) -> ResponseReturnValue:
    """For a lost device."""
    found = _person(ref)
    return _act_on(found, lambda account: staffing.reset_factor(account, found.place.id, by=current_user.id),
                   _("Faktor kedua diatur ulang. Orang ini memasang yang baru saat masuk."))  # fmt: skip


def _person(ref: str) -> Person:
    """Somebody who holds, or held, a role in the administrator's government; else 404."""
    place, account = own_place(), queries.find_by_ref(ref)
    if account is None or not queries.has_worked_in(account.id, place.id):
        abort(404)
    return Person(account, place)


def _act_on(found: Person, act: Callable[[Account], object], said: str) -> ResponseReturnValue:
    def once() -> str:
        act(queries.lock_account(found.account.id))
        flash(said, "done")
        return url_for("accounts.person", ref=found.account.ref)

    return acting_once(once)


def _with_units(form: Any, place: Place) -> Any:
    units = queries.units_to_staff(place.id)
    form.unit.choices = choices((u.id, "\u2003" * (u.path.count("/") - 2) + u.name) for u in units)
    form.unit.known = {u.id: u for u in units}
    return form


def _unit_for(form: Any, place: Place) -> Unit:
    """The unit chosen; roles of a whole government are held at its root."""
    units: dict[int, Unit] = form.unit.known
    if form.role.data in rules.ROOT_ROLES:
        return next(unit for unit in units.values() if unit.parent_id is None)
    return units[form.unit.data]


def _invite_page(form: Any, status: int = 200) -> ResponseReturnValue:
    return doors.page("invite", form, status, notes=ROLE_NOTES)


def _person_page(found: Person, form: Any, reason: Any, status: int = 200) -> ResponseReturnValue:
    account = found.account
    return doors.page(
        "person", form, status, reason=reason, person=account, place=found.place, notes=ROLE_NOTES,
        roles=queries.roles_of([account.id])[account.id], role_words=ROLES, verbs=VERBS,
        acts=queries.acts_on_account(account.id, found.place.id), is_self=account.id == current_user.id,
    )  # fmt: skip
