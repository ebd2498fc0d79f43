"""The agenda of a session: proposing, accepting, declining, ordering."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from forum.complaints.models import Complaint
from forum.core import clock, masking, text
from forum.core.db import db
from forum.dialogues.actions import talk_telling as telling
from forum.dialogues.actions.mentioning import tell_complaint
from forum.dialogues.actions.wording import OVER, keep_words
from forum.dialogues.models import AgendaItem, Session
from forum.dialogues.queries import agenda
from forum.dialogues.rules import threads
from forum.dialogues.talk_errors import AlreadyOnAgenda, ItemDecided, NoSuchUnit, NothingSaid, ProposalsClosed
from forum.ledger.actions import open_subject, record
from forum.ledger.rules import Actor
from forum.moderation import actions as moderation
from forum.notifications import actions as notifications
from forum.units.models import Unit

MOST_TITLE = threads.MOST_WORDED
HIDDEN_KIND = "agenda"


@dataclass(frozen=True)
class Proposal:
    """What to talk about; `detail` holds the figures of the reason it is there."""

    title: str
    body: str = ""
    unit: Unit | None = None
    complaint: Complaint | None = None
    detail: dict[str, Any] = field(default_factory=dict)


def propose(session: Session, proposal: Proposal, *, by: Actor, reason: str = "resident") -> AgendaItem:
    """Put something before the moderators; whoever proposes it follows it.

    Raises ProposalsClosed, AlreadyOnAgenda, NoSuchUnit, NothingSaid.
    """
    session = agenda.lock_session(session.id)
    _refuse_unless_proposing(session)
    detail, origin_id = dict(proposal.detail), None
    if proposal.complaint is not None:
        detail["number"], origin_id = proposal.complaint.number, proposal.complaint.subject_id
    item = put(session, proposal, reason, detail, origin_id, by)
    if by.account_id is not None:
        notifications.follow(item.subject_id, account_id=by.account_id)
    return item


def put(
    session: Session, proposal: Proposal, reason: str, detail: dict[str, Any], origin_id: int | None, by: Actor
) -> AgendaItem:
    """One more item of a session that is held. Raises AlreadyOnAgenda, NoSuchUnit, NothingSaid."""
    _refuse_foreign(session, proposal.unit)
    title, body = text.tidy(proposal.title), text.tidy(proposal.body)
    if not title:
        raise NothingSaid
    if origin_id is not None and origin_id in {each.origin_subject_id for each in agenda.on_agenda(session.id)}:
        raise AlreadyOnAgenda
    body = masking.mask(body)
    item = AgendaItem(
        subject=open_subject("agenda"), session=session, session_id=session.id, title=masking.mask(title)[:MOST_TITLE],
        html=text.render_markdown(body) if body else "", version=1, reason=reason, detail=detail,
        unit=proposal.unit, unit_id=proposal.unit.id if proposal.unit else None, origin_subject_id=origin_id,
        state="proposed", by_id=by.account_id, support_count=0, post_count=0, position=0, made_at=clock.now(),
    )  # fmt: skip
    db.session.add(item)
    db.session.flush()
    leaf = keep_words(item, body, by.role)
    record(item.subject_id, "propose", by=unnamed(by), leaf=leaf, why=reason)
    return item


def accept(item: AgendaItem, unit: Unit | None, *, by: Actor) -> None:
    """It will be talked about, and this unit is asked to answer. Raises ItemDecided, NoSuchUnit."""
    if item.state == "accepted" or "ground" in item.detail or item.session.state in OVER:
        raise ItemDecided
    _refuse_foreign(item.session, unit)
    item.unit, item.unit_id = unit, unit.id if unit else None
    item.position, item.state = agenda.last_position(item.session_id) + 1, "accepted"
    item.detail = {name: value for name, value in item.detail.items() if name != "declined"}
    db.session.flush()
    record(item.subject_id, "accept", by=by)
    _note_at_complaint(item, by)
    telling.tell_proposer(item, "accepted")
    telling.tell_unit(item, "asked")


def decline(item: AgendaItem, reason: str, *, by: Actor, ground: str = "") -> None:
    """It will not be talked about, and everyone reads why; on a ground of the closed list its words are hidden.

    Raises ItemDecided, NothingSaid, NoSuchGround.
    """
    if item.state == "declined" or item.session.state in OVER:
        raise ItemDecided
    reason = masking.mask(text.tidy(reason))
    if not reason:
        raise NothingSaid
    item.state, item.position = "declined", 0
    item.detail = {**item.detail, "declined": reason}
    db.session.flush()
    record(item.subject_id, "decline", by=by, reason=reason)
    if ground:
        moderation.put_in_queue(item.subject, item.session.government_id, HIDDEN_KIND)
        moderation.hide(item.subject, ground, by=by)
        item.detail = {**item.detail, "ground": ground}
    telling.tell_proposer(item, "declined")


def move(item: AgendaItem, up: bool, *, by: Actor) -> None:
    """One place up or down; at the end nothing happens. Every place is written anew, so that no two are alike."""
    accepted = list(agenda.items_of(item.session_id, "accepted"))
    place = next((k for k, each in enumerate(accepted) if each.id == item.id), None)
    if place is None:
        raise ItemDecided
    target = place - 1 if up else place + 1
    if 0 <= target < len(accepted):
        accepted.insert(target, accepted.pop(place))
        for position, each in enumerate(accepted, 1):
            each.position = position
        record(item.session.subject_id, "order", by=by, audience="staff")


def unnamed(by: Actor) -> Actor:
    """A resident's act in the ledger names nobody; the row of what they wrote does, for its author's rights."""
    return Actor("resident") if by.role == "resident" else by


def _refuse_unless_proposing(session: Session) -> None:
    if not threads.takes_proposals(session.state, session.starts_at, clock.now()):
        raise ProposalsClosed


def _refuse_foreign(session: Session, unit: Unit | None) -> None:
    if unit is not None and (unit.government_id != session.government_id or unit.status != "open"):
        raise NoSuchUnit


def _note_at_complaint(item: AgendaItem, by: Actor) -> None:
    """Whoever reads the complaint sees where it is talked about; once, however often it is accepted."""
    if item.origin_subject_id is None or "number" not in item.detail or item.detail.get("noted"):
        return
    tell_complaint(item, item.origin_subject_id, by)
    item.detail = {**item.detail, "noted": True}
