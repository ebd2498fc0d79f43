"""Whether the record of a session may be written on, and what moderators did to it afterwards."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select

from forum.core.db import db
from forum.dialogues.models import AgendaItem, Finding, MinutesVersion, Session, SummaryPublication
from forum.dialogues.rules.clerks import Writing
from forum.ledger.models import Act
from forum.units.models import Government

AMENDED, STRUCK = "amend_minutes", "strike_finding"
MOST_REMARKS = 500


class Standing(NamedTuple):
    """Where the record of a session stands, and since when it is public."""

    state: str
    until: date
    zone: str
    published_at: datetime | None

    @property
    def writing(self) -> Writing:
        """As the rule reads it."""
        return Writing(self.state, self.published_at is not None, self.until)


class Remark(NamedTuple):
    """What was done to the record of an item, when and why; nobody's account."""

    item_id: int
    verb: str
    at: datetime
    reason: str
    detail: dict[str, Any]


def standing_of(session_id: int) -> Standing:
    """Where the record of a session stands."""
    first = select(func.min(SummaryPublication.at)).where(SummaryPublication.session_id == session_id)
    own = select(Session.state, Session.discuss_until, Government.zone, first.scalar_subquery())
    own = own.join(Government, Government.id == Session.government_id).where(Session.id == session_id)
    return Standing(*db.session.execute(own).one())


def session_of(item_id: int) -> int:
    """The session of an item."""
    return db.session.scalars(select(AgendaItem.session_id).where(AgendaItem.id == item_id)).one()


def subject_of(item_id: int) -> int:
    """The subject of an item."""
    return db.session.scalars(select(AgendaItem.subject_id).where(AgendaItem.id == item_id)).one()


def remarks(session_id: int) -> Select[Any]:
    """The statement of what was done to a record: minutes changed once they were public, findings struck."""
    rows = select(AgendaItem.id, Act.verb, Act.at, Act.reason, Act.detail)
    rows = rows.join(Act, Act.subject_id == AgendaItem.subject_id)
    rows = rows.where(AgendaItem.session_id == session_id, Act.verb.in_((AMENDED, STRUCK)))
    return rows.order_by(Act.id).limit(MOST_REMARKS)


def remarks_of(session_id: int) -> list[Remark]:
    """The same, oldest first."""
    return [Remark(*row) for row in db.session.execute(remarks(session_id))]


def struck(found: Sequence[Remark], by: datetime | None = None) -> dict[int, Remark]:
    """Findings that were struck (until a moment), by their id."""
    return {
        int(each.detail["finding"]): each
        for each in found
        if each.verb == STRUCK and (by is None or each.at <= by)
    }  # fmt: skip


def struck_in(item_ids: Collection[int]) -> set[int]:
    """Findings of some items that were struck."""
    if not item_ids:
        return set()
    rows = select(Act.detail).join(AgendaItem, AgendaItem.subject_id == Act.subject_id)
    rows = rows.where(AgendaItem.id.in_(item_ids), Act.verb == STRUCK)
    return {int(detail["finding"]) for detail in db.session.scalars(rows)}


def find_finding(item_id: int, finding_id: int) -> Finding | None:
    """A finding of an item."""
    return db.session.scalar(select(Finding).where(Finding.id == finding_id, Finding.item_id == item_id))


def reasons_of(findings: Sequence[Finding]) -> dict[int, str]:
    """Why findings were added once the record was public, by their id."""
    if not findings:
        return {}
    acts = {each.act_id: each.id for each in findings}
    rows = select(Act.id, Act.reason).where(Act.id.in_(list(acts)), Act.reason.is_not(None))
    return {acts[act_id]: str(reason) for act_id, reason in db.session.execute(rows)}


def bodies_of(versions: Collection[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """What minutes said in some versions, by item and version."""
    if not versions:
        return {}
    rows = select(MinutesVersion.item_id, MinutesVersion.version, MinutesVersion.body)
    rows = rows.where(MinutesVersion.item_id.in_({item_id for item_id, _version in versions}))
    found = {(item_id, version): body for item_id, version, body in db.session.execute(rows)}
    return {key: found[key] for key in versions if key in found}
