"""Changing clock policies: a new row ends the old one; what is or was in force is never rewritten."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta

from flask_babel import gettext as _

from forum.complaints.models import ClockPolicy
from forum.complaints.queries import policies
from forum.core.db import db
from forum.core.errors import Refused
from forum.ledger.rules import Actor
from forum.units.actions.days_off import bump
from forum.units.actions.trail import note_change

ONE_DAY = timedelta(days=1)


class TooEarly(Refused):
    """A policy begins today or later, and after the one before it."""

    code = "too-early"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Kebijakan baru mulai berlaku hari ini atau nanti, dan sesudah kebijakan yang sekarang mulai berlaku.")


class AlreadyInForce(Refused):
    """Only a policy that does not hold yet can be taken back."""

    code = "already-in-force"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Kebijakan ini sudah berlaku atau sudah berakhir, sehingga tidak dapat dibatalkan.")


@dataclass(frozen=True)
class PolicyDays:
    """Limits in working days (1 to 250), and how many after a deadline who is told."""

    verify_days: int
    answer_days: int
    resolve_days: int
    silence_days: int
    completion_days: int
    reopen_days: int
    remind_before: int
    head_after: int
    moderator_after: int
    inspector_after: int
    ombudsman_after: int


def introduce(
    government_id: int, class_: str, valid_from: date, days: PolicyDays, legal_basis: str, today: date, *, by: Actor
) -> ClockPolicy:
    """A policy of a government for complaints that come from a day on. Raises TooEarly."""
    before = policies.newest_own(government_id, class_)
    if valid_from < today or (before is not None and valid_from <= before.valid_from):
        raise TooEarly
    if before is not None and (before.valid_to is None or before.valid_to >= valid_from):
        before.valid_to = valid_from - ONE_DAY
    policy = ClockPolicy(government_id=government_id, class_=class_, valid_from=valid_from, legal_basis=legal_basis,
                         **asdict(days))  # fmt: skip
    db.session.add(policy)
    note_change(government_id, "new_policy", f"{class_}, {valid_from.isoformat()}: {legal_basis}", by=by)
    bump(government_id)
    db.session.flush()
    return policy


def take_back(policy: ClockPolicy, government_id: int, today: date, *, by: Actor) -> None:
    """Take back a policy that does not hold yet; the one before it goes on. Raises AlreadyInForce."""
    if policy.government_id != government_id or policy.valid_from <= today:
        raise AlreadyInForce
    words = f"{policy.class_}, {policy.valid_from.isoformat()}"
    ended, class_ = policy.valid_from - ONE_DAY, policy.class_
    db.session.delete(policy)
    db.session.flush()
    before = policies.newest_own(government_id, class_)
    if before is not None and before.valid_to == ended:
        before.valid_to = None
    note_change(government_id, "drop_policy", words, by=by)
    bump(government_id)
