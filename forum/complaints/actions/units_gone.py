"""A unit ends: its open cases go to another one first, so that none is left without somebody who must answer."""

from __future__ import annotations

from flask_babel import gettext as _

from forum.complaints.actions import tallying
from forum.complaints.actions.stepping import counted, write_down
from forum.complaints.actions.telling import tell_reporter, tell_unit
from forum.complaints.errors import UnitClosed
from forum.complaints.models import Assignment, Complaint
from forum.complaints.queries import cases, units_gone
from forum.core import clock
from forum.core.db import db
from forum.core.errors import Refused
from forum.ledger.rules import Actor
from forum.units.actions import tree
from forum.units.models import Unit


class CasesLeft(Refused):
    """The unit still has open cases and nobody was named to take them."""

    code = "cases-left"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Unit ini masih memimpin laporan yang berjalan. Pilih unit yang mengambil alih laporan-laporan itu.")


def close_unit(unit: Unit, reason: str, to: Unit | None, *, by: Actor) -> int:
    """Close a unit; its open cases go to `to`. Returns how many. Raises CasesLeft, and what `tree.close` raises."""
    moved = _empty(unit, to, reason, by)
    tree.close(unit, reason, by=by)
    return moved


def merge_unit(unit: Unit, into: Unit, reason: str, *, by: Actor) -> int:
    """Merge a unit into another one with its cases, units and services. Raises what `tree.merge` raises."""
    moved = _empty(unit, into, reason, by)
    tree.merge(unit, into, reason, by=by)
    return moved


def hand_over(unit: Unit, to: Unit, reason: str, *, by: Actor) -> int:
    """Give every open case of a unit to another one. No clock starts anew: the reporter has waited already."""
    if to.status != "open" or to.government_id != unit.government_id or to.id == unit.id:
        raise UnitClosed
    ids = units_gone.open_led_ids(unit.id)
    for complaint_id in ids:
        _give(cases.lock(complaint_id), to, reason, by)
    for held in units_gone.supported_by(unit.id):
        _help_instead(held, to)
    return len(ids)


def _empty(unit: Unit, to: Unit | None, reason: str, by: Actor) -> int:
    if to is not None:
        return hand_over(unit, to, reason, by=by)
    if units_gone.open_led_count(unit.id) or units_gone.supported_by(unit.id):
        raise CasesLeft
    return 0


def _give(complaint: Complaint, to: Unit, reason: str, by: Actor) -> None:
    was_assigned = complaint.assigned_on is not None
    with counted(complaint):
        if was_assigned:
            _change_lead(complaint, to, by)
        complaint.unit, complaint.unit_id, complaint.officer_id = to, to.id, None
    write_down(complaint, "hand_over", by, reason=reason, to=to.name, unit=to.id)
    if was_assigned:
        tallying.count_month(to.id, complaint, received=1)
        tell_unit(complaint, "assigned", due=str(complaint.due_on or complaint.answer_due_on))
        tell_reporter(complaint, "transferred", unit=to.name, due=str(complaint.due_on or complaint.answer_due_on))


def _change_lead(complaint: Complaint, to: Unit, by: Actor) -> None:
    for held in cases.assignments_of(complaint.id):
        if held.part == "lead" or held.unit_id == to.id:
            held.ended_at = clock.now()
    db.session.add(Assignment(complaint_id=complaint.id, unit_id=to.id, part="lead", by_id=by.account_id,
                              at=clock.now()))  # fmt: skip


def _help_instead(held: Assignment, to: Unit) -> None:
    held.ended_at = clock.now()
    if all(other.unit_id != to.id for other in cases.assignments_of(held.complaint_id)):
        db.session.add(Assignment(complaint_id=held.complaint_id, unit_id=to.id, part="support", by_id=held.by_id,
                                  at=clock.now()))  # fmt: skip
