"""What the settings pages of this package share."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import Field

from forum.core.edge import acting_once
from forum.core.errors import Refused
from forum.ledger.rules import Actor
from forum.units import queries
from forum.units.here import Place, get_administered, places
from forum.units.models import Service, Unit


def me() -> Actor:
    """The administrator as the author of an act."""
    actor: Actor = current_user.acting("administrator")
    return actor


def own_unit(unit_id: int) -> tuple[Place, Unit]:
    """A unit of a government that the person administers; 404 when there is none, 403 for another's."""
    unit = queries.find_unit_id(unit_id)
    if unit is None:
        abort(404)
    return _administering(unit), unit


def own_service(service_id: int) -> tuple[Place, Service]:
    """A service likewise."""
    service = queries.find_service(service_id)
    if service is None:
        abort(404)
    return _administering(service.unit), service


def _administering(unit: Unit) -> Place:
    if not current_user.holds_in(unit.government_id, "administrator"):
        abort(403)
    return next((place for place in places().values() if place.id == unit.government_id), None) or get_administered()


def acting_beside(field: Field, act: Callable[[], str]) -> Response | None:
    """Act once; a refusal is said beside a field (None), so that what was typed stays."""
    try:
        return acting_once(act)
    except Refused as refusal:
        field.errors = [*field.errors, refusal.sentence()]
        return None
