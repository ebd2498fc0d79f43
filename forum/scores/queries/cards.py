"""What a unit's scorecard shows, in as few statements as it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, case, select

from forum.commitments.queries import scoring as commitments
from forum.commitments.rules import PENDING
from forum.commitments.rules import outcome as outcome_of
from forum.complaints.queries import trial_evidence
from forum.core.db import db
from forum.core.paging import Page
from forum.ledger.models import Subject
from forum.moderation.models import Decision, Standing
from forum.ratings.queries import scoring as ratings
from forum.scores.models import Publication, ScoreMonth, ScoreReply, UnitScore
from forum.scores.queries.evidence import C_TRIALS, K_SAID, R_TRIALS
from forum.scores.queries.months import LIVE
from forum.scores.rules.months import window
from forum.units.models import Unit

MOST_VERSIONS = 40
MOST_GROUPS = 50
MOST_REPLIES = 50
SHOWN = ("live", "published")
COUNTED = commitments.COUNTED
GROUPS = {"r": sorted(R_TRIALS), "k": sorted(K_SAID), "c": sorted(C_TRIALS)}
"""What the n of a figure on the scorecard is made of; of K the answered ones, beside which the overdue ones stand."""


class Version(NamedTuple):
    """A month of a unit in one version, with its number if it has one."""

    id: int
    month: str
    version: int
    state: str
    computed_at: datetime
    points: int | None
    low: int | None
    high: int | None
    formula: str
    published_at: datetime | None
    file_hash: str | None
    reason: str | None


@dataclass
class Shelf:
    """A unit and the months it has figures for, newest first."""

    unit_id: int
    code: str
    name: str
    kind: str
    path: str
    status: str
    versions: list[Version] = field(default_factory=list)

    @property
    def key(self) -> tuple[object, ...]:
        """All of it, to keep parts of pages under."""
        return (self.unit_id, self.code, self.name, self.kind, self.status, *self.versions)


SHELF = (
    select(
        Unit.id, Unit.code, Unit.name, Unit.kind, Unit.path, Unit.status, ScoreMonth.id, ScoreMonth.month,
        ScoreMonth.version, ScoreMonth.state, ScoreMonth.computed_at, UnitScore.points, UnitScore.low,
        UnitScore.high, ScoreMonth.formula, Publication.at, Publication.file_hash, Publication.reason,
    )
    .outerjoin(UnitScore, UnitScore.unit_id == Unit.id)
    .outerjoin(ScoreMonth, and_(ScoreMonth.id == UnitScore.score_month_id, ScoreMonth.state.in_(SHOWN)))
    .outerjoin(Publication, Publication.score_month_id == ScoreMonth.id)
    .where(Unit.government_id == bindparam("government_id"), Unit.code == bindparam("code"))
    .order_by(ScoreMonth.month.desc(), ScoreMonth.version.desc())
    .limit(MOST_VERSIONS)
)  # fmt: skip


def shelf_of(government_id: int, code: str) -> Shelf | None:
    """A unit with its months, published and live, in one statement."""
    rows = db.session.execute(SHELF, {"government_id": government_id, "code": code}).all()
    if not rows:
        return None
    versions = [Version(*row[6:]) for row in map(tuple, rows) if row[6] is not None]
    published = {version.month for version in versions if version.version != LIVE}
    chosen = [v for v in versions if v.version != LIVE or v.month not in published]
    return Shelf(*rows[0][:6], versions=chosen)


def choose(versions: Sequence[Version], month: str | None, version: int | None) -> Version | None:
    """The version asked for; else of the month the newest published; else the newest published of all, else live."""
    fitting = [v for v in versions if (month is None or v.month == month) and (version is None or v.version == version)]
    published = [v for v in fitting if v.version != LIVE]
    if published:
        return max(published, key=lambda v: (v.month, v.version))
    return max(fitting, key=lambda v: v.month, default=None)


def figures_of(score_month_id: int, unit_id: int) -> UnitScore | None:
    """All figures of a unit in a month."""
    own = select(UnitScore).where(UnitScore.score_month_id == score_month_id, UnitScore.unit_id == unit_id)
    return db.session.scalar(own)


class Reply(NamedTuple):
    """What a unit said about its scorecard; hidden words are not among it."""

    ref: str
    html: str
    at: datetime
    hidden_on: datetime | None
    ground: str | None


def _replies() -> Select[Any]:
    ground = (
        select(Decision.ground).where(Decision.subject_id == ScoreReply.subject_id)
        .order_by(Decision.id.desc()).limit(1).scalar_subquery()
    )  # fmt: skip
    is_hidden = Standing.state == "hidden"
    return (
        select(Subject.ref, case((is_hidden, ""), else_=ScoreReply.html), ScoreReply.at,
               case((is_hidden, Standing.since)), case((is_hidden, ground)))
        .join(Subject, Subject.id == ScoreReply.subject_id)
        .outerjoin(Standing, Standing.subject_id == ScoreReply.subject_id)
        .where(ScoreReply.unit_id == bindparam("unit_id"), ScoreReply.month == bindparam("month"))
        .order_by(ScoreReply.id).limit(MOST_REPLIES)
    )  # fmt: skip


REPLIES = _replies()


def replies_to(unit_id: int, month: str) -> Sequence[Reply]:
    """What the unit said about its scorecard of a month, oldest first, with the tombstones of what was hidden."""
    return [Reply(*row) for row in db.session.execute(REPLIES, {"unit_id": unit_id, "month": month})]


def find_reply(ref: str) -> tuple[ScoreReply, Unit, Subject] | None:
    """A reply with its unit, by the reference of its subject."""
    named = select(ScoreReply, Unit, Subject).join(Unit, Unit.id == ScoreReply.unit_id)
    row = db.session.execute(named.join(Subject, Subject.id == ScoreReply.subject_id).where(Subject.ref == ref)).first()
    return (row[0], row[1], row[2]) if row else None


@dataclass(frozen=True)
class Piece:
    """One case behind a figure: what it is called, where it leads, how it came out."""

    title: str
    endpoint: str
    argument: str
    month: str
    outcome: str
    due_on: date | None = None
    marks: tuple[int, int] | None = None
    """Sum and number of a respondent's marks."""
    n: int = 1
    """Respondents who gave these very marks."""


def outcomes_of(part: str) -> list[str]:
    """The outcomes that a part's list can be narrowed to."""
    return {
        "r": ["met", "late", "unanswered", "transferred", "forwarded", "merged", "withdrawn", "referred", "closed"],
        "k": ["solved", "unsolved", "overdue", "silent", "transferred", "forwarded", "merged", "withdrawn", "referred",
              "closed"],
        "c": [*sorted(C_TRIALS), "withdrawn"],
    }.get(part, [])  # fmt: skip


def is_outcome(part: str, outcome: str) -> bool:
    """One of those, or all that the figure of the part is made of."""
    return outcome in outcomes_of(part) or (outcome == COUNTED and part in GROUPS)


def evidence_page(
    government_id: int, unit_id: int, part: str, month: str, outcome: str, cursor: str, today: date
) -> Page[Piece]:
    """A page of the cases behind a part in the window of a month, as they stand today. Raises BadCursor."""
    months = window(month)
    if part == "p":
        return _visits(government_id, unit_id, months, cursor)
    if part == "c":
        return commitments_page(unit_id, months, outcome, cursor, today)
    return complaints_page(unit_id, part.upper(), months, outcome, cursor, today)


def _visits(government_id: int, unit_id: int, months: Sequence[str], cursor: str) -> Page[Piece]:
    """Respondents who marked alike stand together, ordered by what they marked: an order of coming would tell a
    counter, which sees who comes, what the last visitor thought of it."""
    since = int(cursor) if cursor.isdecimal() and len(cursor) < 5 else 0
    alike = ratings.visits_between(government_id, months[0], months[-1], unit_id)
    alike.sort(key=lambda row: (row.month, row.total / row.answered, row.answered), reverse=True)
    pieces = [
        Piece(row.month, "", "", row.month, "", marks=(row.total, row.answered), n=row.n)
        for row in alike[since : since + MOST_GROUPS]
    ]
    more = len(alike) > since + MOST_GROUPS
    return Page(pieces, str(since + MOST_GROUPS) if more else None, None)


def complaints_page(
    unit_id: int, part: str, months: Sequence[str], outcome: str, cursor: str, today: date
) -> Page[Piece]:
    """Complaints behind R or K."""
    wanted = GROUPS[part.lower()] if outcome == COUNTED else [outcome] if outcome else None
    found = trial_evidence.trials_of(unit_id, part, months, wanted, cursor, today)
    pieces = [
        Piece(t.headline or t.number, "complaints.show", t.number, t.month, t.outcome, t.due_on) for t in found.rows
    ]
    return Page(pieces, found.older, found.newer)


def commitments_page(unit_id: int, months: Sequence[str], outcome: str, cursor: str, today: date) -> Page[Piece]:
    """Commitments behind C; past their day without an outcome they are "unkept", and none counts before its day."""
    asked = {"": None, "unkept": PENDING}.get(outcome, outcome)
    found = commitments.trials_of(unit_id, months, asked, cursor, before=today if outcome else None)
    pieces = [
        Piece(row.what, "commitments.show", row.subject.ref, row.month,
              outcome_of(row.state, row.due_on, row.accepted_on, row.claimed_on) or PENDING, row.due_on)
        for row in found.rows
    ]  # fmt: skip
    return Page(pieces, found.older, found.newer)
