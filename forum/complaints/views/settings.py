"""Settings of clocks, and the end of a unit: the administrator's pages of this package."""

from __future__ import annotations

from itertools import groupby

from flask import abort, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from forum.complaints.actions import policies as changing
from forum.complaints.actions import units_gone
from forum.complaints.forms.settings import EndUnitForm, PolicyForm
from forum.complaints.queries import policies
from forum.complaints.queries import units_gone as left
from forum.complaints.views.blueprint import complaints
from forum.complaints.words import CLASSES
from forum.core import clock
from forum.core.access import requires
from forum.core.edge import acting_once
from forum.core.errors import Refused
from forum.core.forms import choices
from forum.ledger.rules import Actor
from forum.units import queries as units
from forum.units.here import Place, get_administered
from forum.units.models import Unit


@complaints.route("/pengaturan/tenggat", methods=["GET", "POST"], endpoint="policies")
@requires("administrator")
def show_policies() -> ResponseReturnValue:
    """Time limits by class, as they were, are and will be; a form brings in a new version."""
    place = get_administered()
    today = clock.today(place.zone)
    form = PolicyForm(valid_from=today)

    def act() -> str:
        changing.introduce(place.id, form.class_.data, form.valid_from.data, form.days(), form.legal_basis.data, today,
                           by=_me())  # fmt: skip
        flash(_("Kebijakan baru disimpan. Laporan yang masuk sejak hari itu mengikutinya."), "done")
        return url_for("complaints.policies", kota=place.slug)

    if form.validate_on_submit():
        try:
            return acting_once(act)
        except Refused as refusal:
            form.valid_from.errors = [refusal.sentence()]
    page = _policies_page(place, form)
    return (page, 422) if form.errors else page


@complaints.post("/pengaturan/tenggat/<int:policy_id>/pembatalan")
@requires("administrator")
def take_back_policy(policy_id: int) -> ResponseReturnValue:
    """Take back a version that does not hold yet."""
    policy = policies.find_policy(policy_id)
    if policy is None or policy.government_id is None:
        abort(404)
    government = units.get_government(policy.government_id)
    if not current_user.holds_in(government.id, "administrator"):
        abort(403)

    def act() -> str:
        changing.take_back(policy, government.id, clock.today(government.zone), by=_me())
        flash(_("Kebijakan yang belum berlaku itu dibatalkan."), "done")
        return url_for("complaints.policies", kota=government.slug)

    return acting_once(act)


@complaints.route("/pengaturan/unit/<int:unit_id>/penutupan", methods=["GET", "POST"])
@requires("administrator")
def end_unit(unit_id: int) -> ResponseReturnValue:
    """Close a unit or merge it into another one; its open cases go along."""
    unit = units.find_unit_id(unit_id)
    if unit is None:
        abort(404)
    if not current_user.holds_in(unit.government_id, "administrator"):
        abort(403)
    form = EndUnitForm()
    others = units.unit_choices(unit.government_id, without=unit.path)
    form.to.choices = choices([("", _("Tidak ada")), *others])

    def act() -> str:
        _end(unit, form)
        return url_for("units.edit_unit", unit_id=unit_id)

    if form.validate_on_submit():
        try:
            return acting_once(act)
        except Refused as refusal:
            form.to.errors = [refusal.sentence()]
    page = render_template("complaints/policies_end_unit.html", unit=unit, form=form,
                           led=left.open_led_count(unit.id), below=units.open_below(unit))  # fmt: skip
    return (page, 422) if form.errors else page


def _end(unit: Unit, form: EndUnitForm) -> None:
    to = units.find_unit(unit.government_id, form.to.data) if form.to.data else None
    if form.how.data == "merge" and to is not None:
        moved = units_gone.merge_unit(unit, to, form.reason.data, by=_me())
    else:
        moved = units_gone.close_unit(unit, form.reason.data, to, by=_me())
    flash(ngettext("Unit diakhiri. %(num)s laporan diserahkan.", "Unit diakhiri. %(num)s laporan diserahkan.", moved),
          "done")  # fmt: skip


def _policies_page(place: Place, form: PolicyForm) -> str:
    rows = groupby(policies.all_policies(place.id), key=lambda policy: policy.class_)
    by_class = {class_: list(versions) for class_, versions in rows}
    return render_template("complaints/policies.html", place=place, form=form, classes=CLASSES, by_class=by_class,
                           today=clock.today(place.zone))  # fmt: skip


def _me() -> Actor:
    actor: Actor = current_user.acting("administrator")
    return actor
