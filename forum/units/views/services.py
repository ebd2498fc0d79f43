"""Settings of services."""

from __future__ import annotations

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from forum.core.access import requires
from forum.core.edge import acting_once
from forum.core.forms import Form, choices
from forum.units import queries
from forum.units.actions import services
from forum.units.errors import NotOpen
from forum.units.forms import MoveForm, ServiceForm
from forum.units.models import Service
from forum.units.views.blueprint import units
from forum.units.views.settings import acting_beside, me, own_service, own_unit


class MergeForm(Form):
    """The service that stays."""

    into = SelectField(_l("Gabung ke layanan"), coerce=int)


@units.route("/pengaturan/unit/<int:unit_id>/layanan/baru", methods=["GET", "POST"])
@requires("administrator")
def new_service(unit_id: int) -> ResponseReturnValue:
    """A new service of a unit."""
    _place, unit = own_unit(unit_id)
    form = ServiceForm()

    def act() -> str:
        services.open_service(unit, form.details(), by=me())
        flash(_("Layanan dibuat."), "done")
        return url_for("units.edit_unit", unit_id=unit_id)

    if form.validate_on_submit() and (done := acting_beside(form.name, act)):
        return done
    page = render_template("units/service.html", unit=unit, form=form, service=None)
    return (page, 422) if form.errors else page


@units.route("/pengaturan/layanan/<int:service_id>", methods=["GET", "POST"])
@requires("administrator")
def edit_service(service_id: int) -> ResponseReturnValue:
    """One service: its standard, its unit, its end."""
    _place, service = own_service(service_id)
    form = ServiceForm(obj=service)

    def act() -> str:
        changed = services.edit(service, form.details(), by=me())
        flash(_("Perubahan disimpan.") if changed else _("Tidak ada yang berubah."), "done")
        return url_for("units.edit_service", service_id=service_id)

    if form.validate_on_submit() and (done := acting_beside(form.name, act)):
        return done
    return _service_page(service, form)


@units.post("/pengaturan/layanan/<int:service_id>/pemindahan")
@requires("administrator")
def move_service(service_id: int) -> ResponseReturnValue:
    """Give a service to another unit."""
    _place, service = own_service(service_id)
    form = _move_form(service)

    def act() -> str:
        to = queries.find_unit(service.unit.government_id, form.to.data)
        if to is None:
            raise NotOpen
        services.move(service, to, by=me())
        flash(_("Layanan dipindahkan ke %(name)s.", name=to.name), "done")
        return url_for("units.edit_service", service_id=service_id)

    if form.validate() and (done := acting_beside(form.to, act)):
        return done
    return _service_page(service, ServiceForm(None, obj=service), move=form)


@units.post("/pengaturan/layanan/<int:service_id>/penggabungan")
@requires("administrator")
def merge_service(service_id: int) -> ResponseReturnValue:
    """End a service in favour of another of the same unit."""
    _place, service = own_service(service_id)
    form = _merge_form(service)

    def act() -> str:
        into = queries.find_service(form.into.data)
        if into is None:
            raise NotOpen
        services.merge(service, into, by=me())
        flash(_("Layanan digabung ke %(name)s.", name=into.name), "done")
        return url_for("units.edit_service", service_id=service_id)

    if form.validate() and (done := acting_beside(form.into, act)):
        return done
    return _service_page(service, ServiceForm(None, obj=service), merge=form)


@units.post("/pengaturan/layanan/<int:service_id>/penutupan")
@requires("administrator")
def close_service(service_id: int) -> ResponseReturnValue:
    """The unit gives this service no more."""
    _place, service = own_service(service_id)

    def act() -> str:
        services.close(service, by=me())
        flash(_("Layanan ditutup."), "done")
        return url_for("units.edit_service", service_id=service_id)

    return acting_once(act)


@units.post("/pengaturan/layanan/<int:service_id>/pembukaan")
@requires("administrator")
def reopen_service(service_id: int) -> ResponseReturnValue:
    """The unit gives it again."""
    _place, service = own_service(service_id)

    def act() -> str:
        services.reopen(service, by=me())
        flash(_("Layanan dibuka kembali."), "done")
        return url_for("units.edit_service", service_id=service_id)

    return acting_once(act)


def _move_form(service: Service) -> MoveForm:
    form = MoveForm(to=service.unit.code)
    form.to.label.text = _("Pindahkan ke unit")
    form.to.choices = choices(queries.unit_choices(service.unit.government_id))
    return form


def _merge_form(service: Service) -> MergeForm:
    form = MergeForm()
    others = [other for other in queries.open_services(service.unit_id) if other.id != service.id]
    form.into.choices = choices((other.id, other.name) for other in others)
    return form


def _service_page(
    service: Service, form: ServiceForm, move: MoveForm | None = None, merge: MergeForm | None = None
) -> ResponseReturnValue:
    page = render_template("units/service.html", unit=service.unit, form=form, service=service,
                           move=move or _move_form(service), merge=merge or _merge_form(service))  # fmt: skip
    refused = form.errors or (move and move.errors) or (merge and merge.errors)
    return (page, 422) if refused else page
