"""Promises of a session as they stood at a moment: in the words of then, with what had become of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from forum.commitments.models import Commitment, Wording
from forum.commitments.rules.life import LIFE
from forum.core.clock import local_date
from forum.core.db import db
from forum.dialogues.models import AgendaItem
from forum.dialogues.rules.recorded import Promised
from forum.ledger.models import Act

MOST_ROWS = 1_000
MOST_STEPS = 5_000
NEVER_SHOWN = "drafted"


def promises(session_id: int, until: datetime) -> Select[int, Commitment]:
    """Commitments that everyone may read, born in an item of the session."""
    rows = select(AgendaItem.id, Commitment).join(Commitment, Commitment.origin_subject_id == AgendaItem.subject_id)
    rows = rows.where(AgendaItem.session_id == session_id, Commitment.worded_on.is_not(None))
    rows = rows.where(Commitment.made_at <= until)
    whole = (joinedload(Commitment.unit), joinedload(Commitment.subject), joinedload(Commitment.government))
    return rows.order_by(Commitment.id).limit(MOST_ROWS).options(*whole)


def steps(subject_ids: Sequence[int], until: datetime) -> Select[Any]:
    """What was done to them, oldest first: every step tells the state it led to."""
    rows = select(Act.subject_id, Act.verb, Act.at, Act.detail).where(Act.subject_id.in_(subject_ids))
    return rows.where(Act.verb.in_(("propose", *LIFE)), Act.at <= until).order_by(Act.id).limit(MOST_STEPS)


def wordings(ids: Sequence[int], until: datetime) -> Select[Any]:
    """Their words, oldest first."""
    rows = select(Wording).where(Wording.commitment_id.in_(ids), Wording.at <= until)
    return rows.order_by(Wording.commitment_id, Wording.version).limit(MOST_STEPS)


def promised_in(session_id: int, until: datetime) -> list[tuple[int, Promised]]:
    """Every promise of a session that everyone could read at that moment, with its item; the first due first."""
    rows = db.session.execute(promises(session_id, until)).all()
    if not rows:
        return []
    states, claims = _stood([each for _of, each in rows], until)
    words = {said.commitment_id: said for said in db.session.scalars(wordings([row.id for _of, row in rows], until))}
    known = [(of, row) for of, row in rows if states.get(row.subject_id, row.state) != NEVER_SHOWN]
    told = [
        (of, row.id, _promised(row, words.get(row.id), states.get(row.subject_id, row.state), claims))
        for of, row in known
    ]
    return [(of, each) for of, _id, each in sorted(told, key=lambda one: (one[2].due_on, one[1]))]


def _stood(rows: Sequence[Commitment], until: datetime) -> tuple[dict[int, str], dict[int, date]]:
    """The state of each at that moment, and the day its evidence came, by its subject."""
    zones = {row.subject_id: row.government.zone for row in rows}
    states: dict[int, str] = {}
    claims: dict[int, date] = {}
    for subject_id, verb, at, detail in db.session.execute(steps(list(zones), until)):
        states[subject_id] = str(detail.get("state", states.get(subject_id, NEVER_SHOWN)))
        if verb == "claim":
            claims[subject_id] = local_date(at, zones[subject_id])
        elif verb == "return":
            claims.pop(subject_id, None)
    return states, claims


def _promised(row: Commitment, said: Wording | None, state: str, claims: dict[int, date]) -> Promised:
    words: Commitment | Wording = said or row
    return Promised(
        what=words.what, indicator=words.indicator, unit=row.unit.name, due_on=words.due_on,
        claimed_on=claims.get(row.subject_id), state=state, path=f"/komitmen/{row.subject.ref}",
    )  # fmt: skip
