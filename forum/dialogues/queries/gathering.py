"""The record of a session as plain values, by named queries: what a summary is assembled from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from html import unescape
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Select, distinct, func, select
from sqlalchemy.orm import joinedload

from forum.core import masking
from forum.core.clock import local_date
from forum.core.db import db
from forum.core.text import first_sentences
from forum.dialogues.models import AgendaItem, Attendance, Finding, Post, Session, Statement, Vote
from forum.dialogues.queries import agenda, clerks, mentions, promised, record, sessions
from forum.dialogues.queries.statements import TOLD
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
from forum.ledger.models import Subject
from forum.scores.models import Publication, ScoreMonth, UnitScore
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


def post_counts(session_id: int, until: datetime) -> Select[int, str, int]:
    """Shown posts by item and kind."""
    rows = select(Post.item_id, Post.kind, func.count()).join(AgendaItem, AgendaItem.id == Post.item_id)
    rows = rows.where(AgendaItem.session_id == session_id, Post.state == "shown", Post.at <= until)
    return rows.group_by(Post.item_id, Post.kind)


def said(session_id: int, kind: str, until: datetime) -> Select[int, str, str, int, str]:
    """Shown posts of a kind; questions with most support first, answers in the order they were given."""
    rows = (
        select(Post.item_id, Post.html, Unit.name, Post.support_count, Subject.ref)
        .join(AgendaItem, AgendaItem.id == Post.item_id)
        .join(Subject, Subject.id == Post.subject_id)
        .outerjoin(Unit, Unit.id == Post.unit_id)
        .where(AgendaItem.session_id == session_id, Post.state == "shown", Post.kind == kind, Post.at <= until)
    )
    order = (Post.item_id, Post.support_count.desc(), Post.id) if kind == "question" else (Post.item_id, Post.id)
    return rows.order_by(*order).limit(MOST_ROWS)


def findings(session_id: int, until: datetime) -> Select[int, str, int, str]:
    """Decisions, agreements and differences in the order they were captured."""
    rows = select(Finding.item_id, Finding.kind, Finding.id, Finding.body)
    rows = rows.join(AgendaItem, AgendaItem.id == Finding.item_id).where(AgendaItem.session_id == session_id)
    rows = rows.where(Finding.at <= until)
    return rows.order_by(Finding.id).limit(MOST_ROWS)


def opinions(session_id: int, until: datetime) -> Select[str, int, int, int, str]:
    """Statements that were put to the vote, closed ones with them, with their counts, most answered first."""
    rows = select(Statement.body, Statement.agree, Statement.disagree, Statement.passed, Subject.ref)
    rows = rows.join(Subject, Subject.id == Statement.subject_id)
    rows = rows.where(Statement.session_id == session_id, Statement.state.in_(TOLD), Statement.at <= until)
    answered = Statement.agree + Statement.disagree + Statement.passed
    return rows.order_by(answered.desc(), Statement.id).limit(MOST_ROWS)


def voters(session_id: int) -> Select[Any]:
    """How many voices voted at all."""
    rows = select(func.count(distinct(Vote.voter))).join(Statement, Statement.id == Vote.statement_id)
    return rows.where(Statement.session_id == session_id, Statement.state.in_(TOLD))


def scores(
    government_id: int, months: Sequence[str], unit_ids: Sequence[int], until: datetime
) -> Select[str, str, str, int, int | None]:
    """Points of these units in these months, as published until then, the newest version last."""
    rows = select(Unit.name, Unit.code, ScoreMonth.month, ScoreMonth.version, UnitScore.points).select_from(UnitScore)
    rows = rows.join(ScoreMonth, ScoreMonth.id == UnitScore.score_month_id).join(Unit, Unit.id == UnitScore.unit_id)
    rows = rows.join(Publication, Publication.score_month_id == ScoreMonth.id)
    rows = rows.where(ScoreMonth.government_id == government_id, Publication.at <= until)
    rows = rows.where(ScoreMonth.month.in_(months), UnitScore.unit_id.in_(unit_ids))
    return rows.order_by(Unit.folded, Unit.id, ScoreMonth.month, ScoreMonth.version)


def score_months(government_id: int, before: str, until: datetime) -> Select[Any]:
    """The two newest months before a month that were published until then."""
    rows = select(ScoreMonth.month).join(Publication, Publication.score_month_id == ScoreMonth.id)
    rows = rows.where(ScoreMonth.government_id == government_id, Publication.at <= until)
    return rows.where(ScoreMonth.month < before).distinct().order_by(ScoreMonth.month.desc()).limit(2)


def sources(session: Session) -> dict[str, str]:
    """Every query behind the figures, by its name."""
    of, at = session.id, session.starts_at
    named = {
        "attendance": attendance(of), "post_counts": post_counts(of, at), "questions": said(of, "question", at),
        "answers": said(of, "answer", at), "findings": findings(of, at), "struck": clerks.remarks(of),
        "opinions": opinions(of, at), "voters": voters(of), "promises": promised.promises(of, at),
        "promise_steps": promised.steps([0], at), "promise_words": promised.wordings([0], at),
        "complaints": mentions.complaints(of, at),
        "score_months": score_months(session.government_id, _day(session).isoformat()[:7], at),
        "scores": scores(session.government_id, [""], [0], at),
    }  # fmt: skip
    return {name: " ".join(str(statement).split()) for name, statement in named.items()}


def record_of(session: Session, until: datetime) -> Record:
    """Everything the summary of a session rests on, as it was known at a moment.

    Posts, statements and findings since then are left out; scores and promises are told as they stood. Attendance and
    the counts of votes have no such history: they are told as they stand.
    """
    last = _last(session)
    asked = sessions.asked_units(session.id)
    path = path_of(session)
    items = _items(session, path, until)
    return Record(
        meeting=_meeting(session, path, asked), registered=session.registered, items=items,
        heads=tuple((kind, int(n)) for kind, n in db.session.execute(attendance(session.id))),
        opinions=_opinions(session.id, until),
        voters=db.session.scalar(voters(session.id)) or 0, photos=len(record.photos_of(session.id)),
        last=Named(last.title, path_of(last)) if last else None,
        last_promises=tuple(each for _of, each in promised.promised_in(last.id, until)) if last else (),
        touched=tuple(Touched(n, title, f"/pengaduan/{n}") for n, title in mentions.touched(session.id, until)),
        scores=_scores(session, {session.unit_id, *(unit.id for unit in asked)}, until),
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


def _items(session: Session, path: str, until: datetime) -> tuple[Item, ...]:
    found = _found(session.id, until)
    rows = agenda.items_of(session.id, "accepted")
    return tuple(_item(number, row, path, found) for number, row in enumerate(rows, 1))


def _item(number: int, row: AgendaItem, path: str, found: Found) -> Item:
    posts = sum(n for (of, _kind), n in found.counts.items() if of == row.id)
    noted = {kind: tuple(found.findings[row.id, kind]) for kind in ("decision", "agreement", "difference")}
    own = f"{path}/{row.subject.ref}"
    return Item(
        number=number, title=masking.mask(row.title), path=own,
        unit=row.unit.name if row.unit else "",
        questions=found.counts.get((row.id, "question"), 0), answered=found.counts.get((row.id, "answer"), 0),
        posts=posts, has_minutes=row.id in found.with_minutes,
        asked=tuple(each.at(own) for each in found.quoted[row.id, "question"][:MOST_ASKED]),
        answers=tuple(each.at(own) for each in found.quoted[row.id, "answer"][:MOST_ANSWERS]),
        decisions=noted["decision"], agreements=noted["agreement"], differences=noted["difference"],
        promises=tuple(found.promises[row.id]),
    )  # fmt: skip


def _found(session_id: int, until: datetime) -> Found:
    found = Found(defaultdict(list), {}, defaultdict(list), defaultdict(list), set(record.minutes_of(session_id)))
    for of, kind, n in db.session.execute(post_counts(session_id, until)):
        found.counts[of, kind] = n
    for kind in ("question", "answer"):
        for of, html, unit, support, ref in db.session.execute(said(session_id, kind, until)):
            found.quoted[of, kind].append(Quoted(_shortened(html), unit or "", support, ref))
    struck = clerks.struck(clerks.remarks_of(session_id), until)
    for of, kind, id_, body in db.session.execute(findings(session_id, until)):
        if id_ not in struck:
            found.findings[of, kind].append(Noted(id_, body))
    for of, each in promised.promised_in(session_id, until):
        found.promises[of].append(each)
    return found


def _shortened(html: str) -> str:
    """What was said in short: an answer often stands in the second sentence."""
    return first_sentences(unescape(_TAGS.sub(" ", html.replace("</p>", "\n"))), MOST_QUOTED)


def _last(session: Session) -> Session | None:
    """The session before: of the series, else of the government."""
    own = select(Session).where(Session.government_id == session.government_id, Session.state == "ended")
    own = own.where(Session.starts_at < session.starts_at).order_by(Session.starts_at.desc(), Session.id.desc())
    if session.series_id is not None:
        own = own.where(Session.series_id == session.series_id)
    return db.session.scalar(own.options(joinedload(Session.government)).limit(1))


def _opinions(session_id: int, until: datetime) -> tuple[Opinion, ...]:
    rows = db.session.execute(opinions(session_id, until))
    return tuple(
        Opinion(masking.mask(body), agree, disagree, passed, ref) for body, agree, disagree, passed, ref in rows
    )


def _scores(session: Session, unit_ids: set[int], until: datetime) -> tuple[Scored, ...]:
    before_month = _day(session).isoformat()[:7]
    months = db.session.scalars(score_months(session.government_id, before_month, until)).all()
    if not months:
        return ()
    points: dict[tuple[str, str], dict[str, tuple[int, int | None]]] = {}
    rows = db.session.execute(scores(session.government_id, months, sorted(unit_ids), until))
    for name, code, month, version, value in rows:
        points.setdefault((name, code), {})[month] = (version, value)
    newest, before = months[0], months[-1] if len(months) > 1 else ""
    return tuple(
        Scored(
            unit=name, month=month_words(newest), points=of[newest][1], was=of[before][1] if before in of else None,
            path=f"/unit/{session.government.slug}/{code}/rapor?bulan={newest}&versi={of[newest][0]}",
        )
        for (name, code), of in points.items() if newest in of
    )  # fmt: skip
