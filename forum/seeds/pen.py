"""What every generator of a load writes with: rows, ids, chance, subjects and leaves."""

from __future__ import annotations

import hashlib
import random
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Select, func, select

from forum.commitments.models import Commitment
from forum.complaints.models import Complaint, Message
from forum.core.db import db
from forum.core.workdays import add_working_days
from forum.ledger.actions import new_reference
from forum.ledger.models import Act, Leaf, Subject
from forum.ratings.models import SurveyAnswer, TokenBlock
from forum.seeds import bulk

NUMBERED: dict[str, Any] = {
    "subject": Subject.id, "complaint": Complaint.id, "act": Act.id, "message": Message.id, "answer": SurveyAnswer.id,
    "block": TokenBlock.id, "commitment": Commitment.id, "leaf": Leaf.index,
}  # fmt: skip
"""What is written with numbers of its own."""


@dataclass
class Ids:
    """The next free id of each table that is filled."""

    subject: int
    complaint: int
    act: int
    message: int
    answer: int
    block: int
    commitment: int
    leaf: int

    @classmethod
    def next(cls) -> Ids:
        """As the database stands now."""
        last = db.session.execute(_highest()).one()._mapping
        free = {name: (last[name] or 0) + 1 for name in NUMBERED if name != "leaf"}
        return cls(**free, leaf=0 if last["leaf"] is None else last["leaf"] + 1)

    def refresh(self) -> None:
        """Others wrote meanwhile."""
        self.__dict__.update(Ids.next().__dict__)

    def take(self, name: str) -> int:
        """One of them, used up."""
        number: int = getattr(self, name)
        setattr(self, name, number + 1)
        return number


@cache
def _highest() -> Select[Any]:
    """The highest number of each, asked at once: a demonstration asks a thousand times."""
    return select(*(select(func.max(number)).scalar_subquery().label(name) for name, number in NUMBERED.items()))


class Pen:
    """Writes subjects, leaves and acts into a batch."""

    def __init__(self, rows: bulk.Rows, ids: Ids, dice: random.Random, now: datetime) -> None:
        self.rows, self.ids, self.dice, self.now = rows, ids, dice, now

    def open_subject(self, kind: str, moment: datetime) -> tuple[int, str]:
        """A subject: (id, reference)."""
        number, ref = self.ids.take("subject"), new_reference()
        self.rows.subjects.append((number, ref, kind, self.rows.moment(moment)))
        return number, ref

    def leaf(
        self, kind: str, subject: int, ref: str, version: int, content: str, moment: datetime
    ) -> tuple[bytes, int]:  # fmt: skip
        """A leaf as ledger.rules makes it, written without its JSON encoder: seven a case are most of the work."""
        salt, month, index = secrets.token_bytes(32), f"{moment.astimezone(UTC):%Y-%m}", self.ids.leaf
        committed = hashlib.sha256(b"forum-commit-v1\0" + salt + content.encode()).digest()
        entry = f'{{"c":"{committed.hex()}","k":"{kind}","r":"{ref}","t":"{month}","v":{version}}}'
        self.ids.leaf += 1
        hashed = hashlib.sha256(b"\0" + entry.encode()).digest()
        self.rows.leaves.append((index, subject, kind, version, month, committed, hashed))
        return salt, index

    def act(self, subject: int, verb: str, moment: datetime, by: tuple[str, int | None, int | None], line: str,
            leaf: tuple[bytes | None, int | None] = (None, None)) -> int:  # fmt: skip
        """A line of the ledger; `by` is role, account and unit, `line` its detail as JSON. Returns its id."""
        number = self.ids.take("act")
        self.rows.acts.append((number, subject, verb, self.rows.moment(moment), *by, None, "public", line, *leaf))
        return number


@lru_cache(maxsize=100_000)
def working_days_after(start: date, days: int, days_off: frozenset[date]) -> date:
    """The same question comes a thousand times a day."""
    return add_working_days(start, days, days_off)
