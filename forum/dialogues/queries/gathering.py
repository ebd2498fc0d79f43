"""The record of a session as plain values, by named queries: what a summary is assembled from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from html import unescape
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Select, distinct, func, select
from sqlalchemy.orm import joinedload

from forum.commitments.models import Commitment
from forum.complaints.models import Complaint
from forum.core import masking
from forum.core.clock import local_date
from forum.core.db import db
from forum.core.text import first_sentences
from forum.dialogues.models import AgendaItem, Attendance, Finding, Post, Session, Statement, Vote
from forum.dialogues.queries import agenda, record, sessions
from forum.dialogues.rules.recorded import (
    Item,
    Meeting,
    Named,
    Noted,
    Opinion,
    Promised,
    Quoted,
    Record,
    Scored,
    Touched,
)
from forum.dialogues.rules.recorded_words import month_words
from forum.scores.models import ScoreMonth, UnitScore
from forum.units.models import Unit

T = TypeVar("T")

MOST_ASKED = 5
MOST_ANSWERS = 10
MOST_QUOTED = 200
MOST_ROWS = 1_000
_TAGS = re.compile(r"<[^>]*>")


class Found(NamedTuple):
    """What an item is given: everything that belongs to it, by its id."""

    quoted: dict[tuple[int, str], list[Quoted]]
    counts: dict[tuple[int, str], int]
    findings: dict[tuple[int, str], list[Noted]]
    promises: dict[int, list[Promised]]
    with_minutes: set[int]


def attendance(session_id: int) -> Select[str, int]:
    """Heads by kind of participant."""
    rows = select(Attendance.kind, func.sum(Attendance.people)).where(Attendance.session_id == session_id)
    return rows.group_by(Attendance.kind).order_by(func.sum(Attendance.people).desc(), Attendance.kind)


def post_counts(session_id: int) -> Select[int, str, int]:
    """Shown posts by item and kind."""
    rows = select(Post.item_id, Post.kind, func.count()).join(AgendaItem, AgendaItem.id == Post.item_id)
    return rows.where(AgendaItem.session_id == session_id, Post.state == "shown").group_by(Post.item_id, Post.kind)


def said(session_id: int, kind: str) -> Select[int, str, str, int]:
    """Shown posts of a kind; questions with most support first, answers in the order they were given."""
    rows = (
        select(Post.item_id, Post.html, Unit.name, Post.support_count)
        .join(AgendaItem, AgendaItem.id == Post.item_id)
        .outerjoin(Unit, Unit.id == Post.unit_id)
        .where(AgendaItem.session_id == session_id, Post.state == "shown", Post.kind == kind)
    )
    order = (Post.item_id, Post.support_count.desc(), Post.id) if kind == "question" else (Post.item_id, Post.id)
    return rows.order_by(*order).limit(MOST_ROWS)


def findings(session_id: int) -> Select[int, str, int, str]:
    """Decisions, agreements and differences in the order they were captured."""
    rows = select(Finding.item_id, Finding.kind, Finding.id, Finding.body)
    rows = rows.join(AgendaItem, AgendaItem.id == Finding.item_id).where(AgendaItem.session_id == session_id)
    return rows.order_by(Finding.id).limit(MOST_ROWS)


def opinions(session_id: int) -> Select[str, int, int, int]:
    """Open statements with their counts, most answered first."""
    rows = select(Statement.body, Statement.agree, Statement.disagree, Statement.passed)
    rows = rows.where(Statement.session_id == session_id, Statement.state == "open")
    answered = Statement.agree + Statement.disagree + Statement.passed
    return rows.order_by(answered.desc(), Statement.id).limit(MOST_ROWS)


def voters(session_id: int) -> Select[Any]:
    """How many voices voted at all."""
    rows = select(func.count(distinct(Vote.voter))).join(Statement, Statement.id == Vote.statement_id)
    return rows.where(Statement.session_id == session_id, Statement.state == "open")


def promises(session_id: int) -> Select[int, Commitment]:
    """Commitments that everyone may read, born in an item of the session."""
    rows = select(AgendaItem.id, Commitment).join(Commitment, Commitment.origin_subject_id == AgendaItem.subject_id)
    rows = rows.where(AgendaItem.session_id == session_id, Commitment.worded_on.is_not(None))
    whole = (joinedload(Commitment.unit), joinedload(Commitment.subject))
    return rows.order_by(Commitment.due_on, Commitment.id).limit(MOST_ROWS).options(*whole)


def complaints(session_id: int) -> Select[str, str]:
    """Published complaints that an item is about; of a confidential one nothing."""
    rows = select(Complaint.number, Complaint.headline)
    rows = rows.join(AgendaItem, AgendaItem.origin_subject_id == Complaint.subject_id)
    rows = rows.where(AgendaItem.session_id == session_id, AgendaItem.state == "accepted")
    shown = (Complaint.verified_on.is_not(None), Complaint.is_confidential.is_(False))
    return rows.where(*shown).distinct().order_by(Complaint.number).limit(MOST_ROWS)


def scores(government_id: int, months: Sequence[str], unit_ids: Sequence[int]) -> Select[str, str, str, int | None]:
    """Published points of these units in these months, newest version last."""
    rows = select(Unit.name, Unit.code, ScoreMonth.month, UnitScore.points).select_from(UnitScore)
    rows = rows.join(ScoreMonth, ScoreMonth.id == UnitScore.score_month_id).join(Unit, Unit.id == UnitScore.unit_id)
    rows = rows.where(ScoreMonth.government_id == government_id, ScoreMonth.state == "published")
    rows = rows.where(ScoreMonth.month.in_(months), UnitScore.unit_id.in_(unit_ids))
    return rows.order_by(Unit.folded, Unit.id, ScoreMonth.month, ScoreMonth.version)


def score_months(government_id: int, before: str) -> Select[Any]:
    """The two newest published months before a month."""
    rows = select(ScoreMonth.month).where(ScoreMonth.government_id == government_id, ScoreMonth.state == "published")
    return rows.where(ScoreMonth.month < before).distinct().order_by(ScoreMonth.month.desc()).limit(2)


def sources(session: Session) -> dict[str, str]:
    """Every query behind the figures, by its name."""
    of = session.id
    named = {
        "attendance": attendance(of), "post_counts": post_counts(of), "questions": said(of, "question"),
        "answers": said(of, "answer"), "findings": findings(of), "opinions": opinions(of), "voters": voters(of),
        "promises": promises(of), "complaints": complaints(of),
        "score_months": score_months(session.government_id, _day(session).isoformat()[:7]),
        "scores": scores(session.government_id, [""], [0]),
    }  # fmt: skip
    return {name: " ".join(str(statement).split()) for name, statement in named.items()}


def record_of(session: Session) -> Record:
    """Everything the summary of a session rests on."""
    last = _last(session)
    asked = sessions.asked_units(session.id)
    path = path_of(session)
    items = _items(session, path)
    return Record(
        meeting=_meeting(session, path, asked), registered=session.registered, items=items,
        heads=tuple((kind, int(n)) for kind, n in db.session.execute(attendance(session.id))),
        opinions=_opinions(session.id),
        voters=db.session.scalar(voters(session.id)) or 0, photos=len(record.photos_of(session.id)),
        last=Named(last.title, path_of(last)) if last else None,
        last_promises=tuple(_promised(each) for _of, each in db.session.execute(promises(last.id))) if last else (),
        touched=tuple(Touched(n, title, f"/pengaduan/{n}") for n, title in db.session.execute(complaints(session.id))),
        scores=_scores(session, {session.unit_id, *(unit.id for unit in asked)}),
    )  # fmt: skip


def by_number(session_id: int, kept: Mapping[int, T]) -> list[tuple[int, str, T]]:
    """What is kept of each item, with the item's number and title, in the order of the agenda."""
    rows = enumerate(agenda.items_of(session_id, "accepted"), 1)
    return [(number, row.title, kept[row.id]) for number, row in rows if row.id in kept]


def path_of(session: Session) -> str:
    """Where the page of a session is."""
    return f"/forum/{session.government.slug}/{session.year}/{session.number}"


def _day(session: Session) -> date:
    return local_date(session.starts_at, session.government.zone)


def _meeting(session: Session, path: str, asked: Sequence[Unit]) -> Meeting:
    return Meeting(
        title=session.title, number=session.number, year=session.year, day=_day(session), mode=session.mode,
        place=session.place, government=session.government.name, host=session.unit.name,
        asked=tuple(unit.name for unit in asked), path=path,
    )  # fmt: skip


def _items(session: Session, path: str) -> tuple[Item, ...]:
    found = _found(session.id)
    rows = agenda.items_of(session.id, "accepted")
    return tuple(_item(number, row, path, found) for number, row in enumerate(rows, 1))


def _item(number: int, row: AgendaItem, path: str, found: Found) -> Item:
    posts = sum(n for (of, _kind), n in found.counts.items() if of == row.id)
    noted = {kind: tuple(found.findings[row.id, kind]) for kind in ("decision", "agreement", "difference")}
    return Item(
        number=number, title=masking.mask(row.title), path=f"{path}/{row.subject.ref}",
        unit=row.unit.name if row.unit else "",
        questions=found.counts.get((row.id, "question"), 0), posts=posts, has_minutes=row.id in found.with_minutes,
        asked=tuple(found.quoted[row.id, "question"][:MOST_ASKED]),
        answers=tuple(found.quoted[row.id, "answer"][:MOST_ANSWERS]), decisions=noted["decision"],
        agreements=noted["agreement"], differences=noted["difference"], promises=tuple(found.promises[row.id]),
    )  # fmt: skip


def _found(session_id: int) -> Found:
    found = Found(defaultdict(list), {}, defaultdict(list), defaultdict(list), set(record.minutes_of(session_id)))
    for of, kind, n in db.session.execute(post_counts(session_id)):
        found.counts[of, kind] = n
    for kind in ("question", "answer"):
        for of, html, unit, support in db.session.execute(said(session_id, kind)):
            found.quoted[of, kind].append(Quoted(_shortened(html), unit or "", support))
    for of, kind, id_, body in db.session.execute(findings(session_id)):
        found.findings[of, kind].append(Noted(id_, body))
    for of, each in db.session.execute(promises(session_id)):
        found.promises[of].append(_promised(each))
    return found


def _shortened(html: str) -> str:
    """What was said in short: an answer often stands in the second sentence."""
    return first_sentences(unescape(_TAGS.sub(" ", html.replace("</p>", "\n"))), MOST_QUOTED)


def _promised(row: Commitment) -> Promised:
    return Promised(
        what=row.what, indicator=row.indicator, unit=row.unit.name, due_on=row.due_on, claimed_on=row.claimed_on,
        state=row.state, path=f"/komitmen/{row.subject.ref}",
    )  # fmt: skip


def _last(session: Session) -> Session | None:
    """The session before: of the series, else of the government."""
    own = select(Session).where(Session.government_id == session.government_id, Session.state == "ended")
    own = own.where(Session.starts_at < session.starts_at).order_by(Session.starts_at.desc(), Session.id.desc())
    if session.series_id is not None:
        own = own.where(Session.series_id == session.series_id)
    return db.session.scalar(own.options(joinedload(Session.government)).limit(1))


def _opinions(session_id: int) -> tuple[Opinion, ...]:
    rows = db.session.execute(opinions(session_id))
    return tuple(Opinion(masking.mask(body), agree, disagree, passed) for body, agree, disagree, passed in rows)


def _scores(session: Session, unit_ids: set[int]) -> tuple[Scored, ...]:
    months = db.session.scalars(score_months(session.government_id, _day(session).isoformat()[:7])).all()
    if not months:
        return ()
    points: dict[tuple[str, str], dict[str, int | None]] = {}
    for name, code, month, value in db.session.execute(scores(session.government_id, months, sorted(unit_ids))):
        points.setdefault((name, code), {})[month] = value
    newest, before = months[0], months[-1] if len(months) > 1 else ""
    return tuple(
        Scored(
            unit=name, month=month_words(newest), points=of[newest], was=of.get(before),
            path=f"/unit/{session.government.slug}/{code}/rapor?bulan={newest}",
        )
        for (name, code), of in points.items() if newest in of
    )  # fmt: skip
