"""What could be talked about: the rows behind every suggestion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import joinedload

from forum.commitments import rules as promises
from forum.commitments.models import Commitment
from forum.complaints.models import Complaint
from forum.core.db import db
from forum.dialogues.models import AgendaItem, Session
from forum.dialogues.rules import suggestions as rules
from forum.ratings.queries import results
from forum.ratings.rules.results import Element, Result
from forum.scores.models import ScoreMonth
from forum.scores.queries import months
from forum.units.models import Unit

UNRESOLVED = ("assigned", "in_progress", "reopened")


def sessions_in_talk(government_id: int, today: date, moment: datetime) -> Sequence[int]:
    """Planned sessions of a government whose talk has begun."""
    own = select(Session.id).where(Session.government_id == government_id, Session.state == "planned")
    return db.session.scalars(own.where(Session.discuss_from <= today, Session.starts_at > moment).limit(100)).all()


def most_supported(session: Session) -> Sequence[Complaint]:
    """Unresolved complaints that everyone may read, most supported first."""
    found = select(Complaint).outerjoin(Unit, Unit.id == Complaint.unit_id).where(
        Complaint.government_id == session.government_id, Complaint.state.in_(UNRESOLVED),
        Complaint.verified_on.is_not(None), Complaint.is_confidential.is_(False),
        Complaint.support_count >= rules.LEAST_SUPPORT, *_within(session),
    )  # fmt: skip
    ordered = found.order_by(Complaint.support_count.desc(), Complaint.id.desc())
    return db.session.scalars(ordered.limit(rules.MOST_SUPPORTED).options(joinedload(Complaint.unit))).all()


def unkept(session: Session, today: date) -> Sequence[Commitment]:
    """Commitments past their day without accepted evidence, and broken ones that no session has heard of since.

    All of them, without those that stand on this agenda already, taken on or declined.
    """
    open_, broken = Commitment.state.in_(promises.OPEN), Commitment.state == "broken"
    late = Commitment.due_on < today
    found = _promises(session).where(late, or_(open_, and_(broken, ~_was_heard(session))))
    return db.session.scalars(found.limit(rules.MOST_OVERDUE)).all()


def _promises(session: Session) -> Select[Commitment]:
    own = select(Commitment).join(Unit, Unit.id == Commitment.unit_id)
    own = own.where(Commitment.government_id == session.government_id, Commitment.worded_on.is_not(None))
    whole = (joinedload(Commitment.unit), joinedload(Commitment.subject))
    own = own.where(~_is_listed(session), *_concerning(session))
    return own.order_by(Commitment.due_on, Commitment.id).options(*whole)


def _concerning(session: Session) -> list[ColumnElement[bool]]:
    """A unit's session hears what the unit and those below it promised, and what others promised before this host."""
    if session.unit.parent_id is None:
        return []
    made_here = select(AgendaItem.subject_id).join(Session, Session.id == AgendaItem.session_id)
    made_here = made_here.where(Session.unit_id == session.unit_id)
    return [or_(*_within(session), Commitment.origin_subject_id.in_(made_here))]


def _is_listed(session: Session) -> ColumnElement[bool]:
    """True when this session's agenda has it already."""
    own = select(AgendaItem.id).where(AgendaItem.session_id == session.id)
    return exists(own.where(AgendaItem.origin_subject_id == Commitment.subject_id))


def _was_heard(session: Session) -> ColumnElement[bool]:
    """True when another session took it on after it was declared broken; where it was declined, nobody heard of it."""
    heard = select(AgendaItem.id).join(Session, Session.id == AgendaItem.session_id)
    return exists(
        heard.where(
            AgendaItem.origin_subject_id == Commitment.subject_id,
            AgendaItem.session_id != session.id,
            AgendaItem.state == "accepted",
            Session.state != "cancelled",
            Session.occurrence_on >= Commitment.settled_on,
        )
    )


@dataclass(frozen=True)
class Weak:
    """A weak element of a survey: of whom, and where, of the units that enough people answered about, it is lowest."""

    element: Element
    of: str
    unit: Unit | None = None
    service: str = ""
    lowest: Element | None = None


def weakest_elements(session: Session, month: str) -> list[Weak]:
    """The lowest elements of the survey in a month: below the middle of all, with enough answers to say so."""
    is_whole = session.unit.parent_id is None
    scope, scope_id = ("government", session.government_id) if is_whole else ("unit", session.unit_id)
    result = results.results(scope, scope_id, [month]).get(month)
    if result is None:
        return []
    told = _told(result)
    middle = sum(each.nrr or 0 for each in told) / max(1, len(told))
    weak = sorted((each for each in told if (each.nrr or 0) < middle), key=lambda each: (each.nrr or 0, each.key))
    if not weak:
        return []
    units = {unit.id: unit for unit in _open_units(session)}
    reached = results.of_units(units, month)
    of = session.government.name if is_whole else session.unit.name
    return [_lowest(Weak(each, of), units, reached, month) for each in weak[: rules.MOST_ELEMENTS]]


def _lowest(weak: Weak, units: Mapping[int, Unit], reached: Mapping[int, Result], month: str) -> Weak:
    """At which unit it is the lowest, and of that unit's services at which."""
    at = [(units[unit_id], each) for unit_id, result in reached.items() for each in _told(result, weak.element.key)
          if (each.nrr or 0) <= (weak.element.nrr or 0)]  # fmt: skip
    if not at:
        return weak
    unit, lowest = min(at, key=lambda pair: (pair[1].nrr or 0, pair[0].id))
    served = results.at_unit(unit.id, month, None).services
    here = [(each.nrr or 0, one.name) for one in served for each in _told(one.result, weak.element.key)
            if (each.nrr or 0) <= (lowest.nrr or 0)]  # fmt: skip
    return Weak(weak.element, weak.of, unit, min(here)[1] if here else "", lowest)


def _told(result: Result, key: str = "") -> list[Element]:
    """Elements that enough people answered to speak of."""
    return [each for each in result.elements
            if each.nrr is not None and each.n >= rules.LEAST_ANSWERS and key in ("", each.key)]  # fmt: skip


def _open_units(session: Session) -> Sequence[Unit]:
    own = select(Unit).where(Unit.government_id == session.government_id, Unit.status == "open", *_within(session))
    return db.session.scalars(own.where(Unit.parent_id.is_not(None)).limit(results.MOST_UNITS)).all()


def newest_month(government_id: int) -> ScoreMonth | None:
    """The score month whose signals count: the newest published, else the newest live one."""
    chosen = months.choose(months.shown_months(government_id), None, None)
    return months.get_month(chosen.id) if chosen else None


def _within(session: Session) -> list[ColumnElement[bool]]:
    """A unit's session talks of the unit and what is below it."""
    return [] if session.unit.parent_id is None else [Unit.path.startswith(session.unit.path, autoescape=True)]
