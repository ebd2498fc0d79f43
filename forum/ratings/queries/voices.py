"""The words of open questions: as everybody reads them, and as moderators and units work on them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, func, literal, select
from sqlalchemy.orm import aliased

from forum.core.db import db
from forum.core.paging import PAGE, Cursor, Page, beyond, cut
from forum.ledger.models import Subject
from forum.moderation.models import Standing
from forum.ratings.models import OpenAnswer, OpenAnswerCopy, OpenAnswerReply, SurveyAnswer
from forum.units.models import Service, Unit

MOST_COUNTED = 99
MOST_PRINTED = 20
_OF_PUBLIC: tuple[Any, ...] = (OpenAnswer.id,)
_OF_DESK: tuple[Any, ...] = (Standing.subject_id,)


class Reply(NamedTuple):
    """What a unit said to it."""

    unit: str
    month: date
    html: str


class Voice(NamedTuple):
    """Published or hidden words as everybody reads them: nothing of the respondent stands beside them."""

    id: int
    subject_id: int
    service: str
    month: date
    html: str
    state: str
    """shown or hidden (forum.moderation)."""
    marks: str
    """How the marks given with it stand: counted, held or excluded."""


class Waiting(NamedTuple):
    """Words on a desk."""

    id: int
    subject_id: int
    ref: str
    unit_id: int
    unit: str
    unit_path: str
    service: str
    month: date
    html: str
    state: str
    marks: str
    has_reply: bool


class Case(NamedTuple):
    """One open answer with all that staff need to decide about it; `said.body` is for moderators alone."""

    said: OpenAnswer
    subject: Subject
    unit: Unit
    service: str
    state: str
    marks: str
    copy: OpenAnswerCopy


def published(unit_id: int, packed: str | None) -> Page[Voice]:
    """What residents said about a unit, newest first, a page at a time. Raises BadCursor."""
    cursor = Cursor.unpack(packed, (int,))
    rows = [_voice(row) for row in db.session.execute(listing(unit_id, cursor))]
    return cut(rows, cursor, lambda voice: (voice.id,))


def listing(unit_id: int, cursor: Cursor | None) -> Select[Any]:
    """The statement of such a page."""
    ascending = cursor is not None and cursor.backwards
    found = _voices().where(OpenAnswer.unit_id == unit_id, Standing.state.in_(("shown", "hidden")))
    if cursor is not None:
        found = found.where(beyond(_OF_PUBLIC, cursor.key, ascending))
    return found.order_by(OpenAnswer.id.asc() if ascending else OpenAnswer.id.desc()).limit(PAGE + 1)


def printed(unit_id: int, first: date, last: date) -> list[str]:
    """Words published about a unit between two days, newest first: the copies, as plain text, for a report."""
    found = select(OpenAnswerCopy.body).join(OpenAnswer, OpenAnswer.id == OpenAnswerCopy.open_answer_id)
    found = found.join(Standing, Standing.subject_id == OpenAnswer.subject_id)
    found = found.join(SurveyAnswer, SurveyAnswer.id == OpenAnswer.answer_id)
    own = (OpenAnswer.unit_id == unit_id, SurveyAnswer.visited_on.between(first, last), _newest(OpenAnswerCopy))
    found = found.where(*own, Standing.state == "shown", SurveyAnswer.standing == "counted")
    return list(db.session.scalars(found.order_by(OpenAnswer.id.desc()).limit(MOST_PRINTED)))


def replies_to(ids: Collection[int]) -> dict[int, list[Reply]]:
    """What units replied, oldest first, by open answer."""
    found: dict[int, list[Reply]] = {}
    if ids:
        rows = select(OpenAnswerReply.open_answer_id, Unit.name, OpenAnswerReply.at, OpenAnswerReply.html)
        rows = rows.join(Unit, Unit.id == OpenAnswerReply.unit_id).where(OpenAnswerReply.open_answer_id.in_(ids))
        for answer_id, unit, at, html in db.session.execute(rows.order_by(OpenAnswerReply.id)):
            found.setdefault(answer_id, []).append(Reply(unit, at.date().replace(day=1), html))
    return found


def queue(government_id: int, state: str, marks: str, packed: str | None) -> Page[Waiting]:
    """Words of a government for its moderators, the longest waiting first. Raises BadCursor."""
    cursor = Cursor.unpack(packed, (int,))
    rows = [_waiting(row) for row in db.session.execute(queueing(government_id, state, marks, cursor))]
    return cut(rows, cursor, lambda each: (each.subject_id,))


def queueing(government_id: int, state: str, marks: str, cursor: Cursor | None) -> Select[Any]:
    """The statement of such a page; decided ones come newest first."""
    ascending = (state == "waiting") != (cursor is not None and cursor.backwards)
    own = (Standing.government_id == government_id, Standing.state == state, Standing.kind == "open_answer")
    found = _desk().where(*own)
    if marks:
        found = found.where(SurveyAnswer.standing == marks)
    if cursor is not None:
        found = found.where(beyond(_OF_DESK, cursor.key, ascending))
    return found.order_by(Standing.subject_id.asc() if ascending else Standing.subject_id.desc()).limit(PAGE + 1)


def of_units(unit_ids: Sequence[int], packed: str | None) -> Page[Waiting]:
    """Published words about these units, newest first, for their staff. Raises BadCursor."""
    cursor = Cursor.unpack(packed, (int,))
    ascending = cursor is not None and cursor.backwards
    found = _desk().where(OpenAnswer.unit_id.in_(unit_ids), Standing.state == "shown")
    found = found.where(SurveyAnswer.standing == "counted")
    if cursor is not None:
        found = found.where(beyond(_OF_PUBLIC, cursor.key, ascending))
    found = found.order_by(OpenAnswer.id.asc() if ascending else OpenAnswer.id.desc()).limit(PAGE + 1)
    return cut([_waiting(row) for row in db.session.execute(found)], cursor, lambda each: (each.id,))


def count_waiting(government_id: int, marks: str) -> int:
    """How many wait whose marks stand so, counted to 99 and no further."""
    some = select(literal(1)).select_from(Standing)
    some = some.join(OpenAnswer, OpenAnswer.subject_id == Standing.subject_id)
    some = some.join(SurveyAnswer, SurveyAnswer.id == OpenAnswer.answer_id).where(
        Standing.government_id == government_id, Standing.state == "waiting", Standing.kind == "open_answer",
        SurveyAnswer.standing == marks,
    )  # fmt: skip
    return db.session.scalar(select(func.count()).select_from(some.limit(MOST_COUNTED).subquery())) or 0


def find_case(ref: str) -> Case | None:
    """An open answer by the reference of its subject."""
    found = select(OpenAnswer, Subject, Unit, Service.name, Standing.state, SurveyAnswer.standing, OpenAnswerCopy)
    found = _joined(found).join(Subject, Subject.id == OpenAnswer.subject_id)
    row = db.session.execute(found.where(Subject.ref == ref)).first()
    return None if row is None else Case(*row)


def copies_of(said: OpenAnswer) -> Sequence[OpenAnswerCopy]:
    """Every version of the copy, newest first."""
    own = select(OpenAnswerCopy).where(OpenAnswerCopy.open_answer_id == said.id)
    return db.session.scalars(own.order_by(OpenAnswerCopy.version.desc())).all()


def marks_of(said: OpenAnswer) -> str:
    """How the marks given with these words stand now."""
    return db.session.scalars(select(SurveyAnswer.standing).where(SurveyAnswer.id == said.answer_id)).one()


def last_version(said: OpenAnswer) -> int:
    """The newest version of the copy."""
    newest = select(func.max(OpenAnswerCopy.version)).where(OpenAnswerCopy.open_answer_id == said.id)
    return db.session.scalar(newest) or 0


def _voices() -> Select[Any]:
    return _joined(select(
        OpenAnswer.id, OpenAnswer.subject_id, Service.name, OpenAnswer.said_on, OpenAnswerCopy.html, Standing.state,
        SurveyAnswer.standing,
    ))  # fmt: skip


def _desk() -> Select[Any]:
    has_reply = select(literal(1)).where(OpenAnswerReply.open_answer_id == OpenAnswer.id).exists()
    found = select(
        OpenAnswer.id, OpenAnswer.subject_id, Subject.ref, Unit.id, Unit.name, Unit.path, Service.name,
        OpenAnswer.said_on, OpenAnswerCopy.html, Standing.state, SurveyAnswer.standing, has_reply,
    )  # fmt: skip
    return _joined(found).join(Subject, Subject.id == OpenAnswer.subject_id)


def _joined(columns: Any) -> Select[Any]:
    found: Select[Any] = columns.select_from(OpenAnswer).join(Standing, Standing.subject_id == OpenAnswer.subject_id)
    found = found.join(SurveyAnswer, SurveyAnswer.id == OpenAnswer.answer_id)
    found = found.join(Unit, Unit.id == OpenAnswer.unit_id).join(Service, Service.id == OpenAnswer.service_id)
    return found.join(OpenAnswerCopy, and_(OpenAnswerCopy.open_answer_id == OpenAnswer.id, _newest(OpenAnswerCopy)))


def _newest(copy: type[OpenAnswerCopy]) -> Any:
    other = aliased(OpenAnswerCopy)
    last = select(func.max(other.version)).where(other.open_answer_id == copy.open_answer_id)
    return copy.version == last.correlate(copy).scalar_subquery()


def _voice(row: Any) -> Voice:
    voice = Voice(*row)
    return voice._replace(month=voice.month.replace(day=1))


def _waiting(row: Any) -> Waiting:
    each = Waiting(*row)
    return each._replace(month=each.month.replace(day=1))
