"""The months: the live preview, the closing job, publication and correction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert

from forum.core import clock
from forum.core.db import db
from forum.ledger import queries as ledger
from forum.ledger.actions import append_leaf, open_subject, record
from forum.ledger.rules import SYSTEM, Actor
from forum.ratings.actions import waiting
from forum.scores.actions.computing import Computed, compute, inputs_hash
from forum.scores.actions.telling import tell_heads
from forum.scores.errors import AlreadyPublished, NothingChanged, NotSettled, ReasonMissing, StillClosing
from forum.scores.models import Publication, ScoreMonth, UnitScore
from forum.scores.queries import months as known
from forum.scores.rules.inputs import canonical
from forum.scores.rules.months import is_settled, month_of, shifted
from forum.scores.rules.version import FORMULA
from forum.units.models import Government

LIVE = known.LIVE
BATCH = 50
PREVIEWED = 3
"""The month that runs and the two before it: those that are not settled, or not published, yet."""


@dataclass(frozen=True)
class Preview:
    """A month of a government as it stands, and what it was computed from."""

    month: str
    stamp: str
    computed: Computed


def refresh(government: Government) -> int:
    """The live preview of the newest months anew where anything happened; how many were computed. Edge commits."""
    return keep_previews(government, previews(government))


def previews(government: Government) -> list[Preview]:
    """The newest months anew where anything happened. Only reads: it may take longer than a writer should wait."""
    today = clock.today(government.zone)
    stamp = f"{FORMULA}:{ledger.last_act()}:{today}"
    fresh = []
    for month in (shifted(month_of(today), -back) for back in range(PREVIEWED)):
        row = known.find_month(government.id, month, LIVE)
        if row is None or row.detail.get("stamp") != stamp:
            fresh.append(Preview(month, stamp, compute(government, month, LIVE, today)))
    return fresh


def keep_previews(government: Government, fresh: Sequence[Preview]) -> int:
    """In place of the figures that stood there; how many months. Edge commits."""
    for each in fresh:
        row = known.find_month(government.id, each.month, LIVE)
        row = row or _new_month(government, each.month, LIVE, "live", None)
        _keep(row, each.computed)
        row.file, row.detail = None, each.computed.detail | {"stamp": each.stamp}
    return len(fresh)


def ask_closing(government: Government, month: str, *, by: Actor) -> ScoreMonth:
    """Let the worker close a month; asked again before publication, the same version is computed anew.

    Answers of the month that wait for others go into the figures first: a published score counts everything.
    """
    if not is_settled(month, clock.today(government.zone)):
        raise NotSettled
    waiting.settle(government, month)
    version = known.newest_version(government.id, month)
    row = known.lock_month(government.id, month, version) if version else None
    if row is not None and row.state == "published":
        raise AlreadyPublished
    if version > 1:
        _must_have_changed(government, month, version - 1)
    row = row or _new_month(government, month, 1, "closing", by.account_id)
    row.state, row.done_units, row.problem = "closing", 0, ""
    return row


def ask_correction(government: Government, month: str, *, by: Actor) -> ScoreMonth:
    """Let the worker compute a further version of a published month. Raises NothingChanged."""
    waiting.settle(government, month)
    version = known.newest_version(government.id, month)
    row = known.lock_month(government.id, month, version) if version else None
    if row is None or row.state != "published":
        return ask_closing(government, month, by=by)
    _must_have_changed(government, month, version)
    return _new_month(government, month, version + 1, "closing", by.account_id)


def _must_have_changed(government: Government, month: str, published: int) -> None:
    before = known.find_month(government.id, month, published)
    today = clock.today(government.zone)
    if before is not None and before.inputs_hash == inputs_hash(government, month, published, today):
        raise NothingChanged


def drop_correction(government: Government, month: str) -> bool:
    """Take away a further version that was never published; False where the newest one is the first or is public."""
    version = known.newest_version(government.id, month)
    row = known.lock_month(government.id, month, version) if version > 1 else None
    if row is None or row.state == "published":
        return False
    db.session.execute(delete(UnitScore).where(UnitScore.score_month_id == row.id))
    db.session.delete(row)
    db.session.flush()
    return True


def compute_closed(government: Government, month: str, version: int) -> Computed:
    """A month that is being closed. Only reads: it may take longer than a writer should wait."""
    return compute(government, month, version, clock.today(government.zone))


def close(row: ScoreMonth, computed: Computed) -> Iterator[int]:
    """Keep a month that is being closed; yields how many units are kept, and the edge commits each time.

    Nobody sees a month that is being closed. Cut off and begun again, or asked for again, it gives the same.
    """
    _empty(row, computed)
    yield 0
    rows = list(computed.rows.items())
    for start in range(0, len(rows), BATCH):
        _insert(row, dict(rows[start : start + BATCH]))
        row.done_units = min(start + BATCH, len(rows))
        yield row.done_units
    row.state, row.file, row.inputs_hash = "closed", computed.file, computed.inputs_hash
    row.detail, row.computed_at = computed.detail, clock.now()
    yield row.units


def publish(government: Government, month: str, version: int, reason: str = "", *, by: Actor) -> Publication:
    """Make a closed month public for good: its file, its hash and a leaf of the log."""
    row = known.lock_month(government.id, month, version)
    if row is None or row.state == "closing" or row.file is None:
        raise StillClosing
    if row.state == "published":
        raise AlreadyPublished
    if version > 1:
        _must_differ(row, government, reason)
    subject = open_subject("score")
    content = {"government": government.prefix, "month": month, "version": version, "formula": row.formula,
               "inputs_sha256": row.inputs_hash}  # fmt: skip
    leaf = append_leaf(subject, "score", 1, content)
    said = Publication(
        score_month_id=row.id, subject_id=subject.id, file=row.file, file_hash=row.inputs_hash, reason=reason.strip(),
        by_id=by.account_id or 0, at=clock.now(), salt=leaf.salt, leaf_index=leaf.index,
    )  # fmt: skip
    db.session.add(said)
    record(subject.id, "publish_score", by=by, reason=reason.strip() or None, leaf=leaf, month=month, version=version)
    row.state = "published"
    db.session.flush()
    tell_heads(government, row)
    return said


def _must_differ(row: ScoreMonth, government: Government, reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing
    before = known.lock_month(government.id, row.month, row.version - 1)
    if before is not None and before.file and row.file and _without_version(before.file) == _without_version(row.file):
        raise NothingChanged


def _without_version(file: bytes) -> bytes:
    import json

    inputs: dict[str, Any] = json.loads(file)["inputs"]
    return canonical({name: value for name, value in inputs.items() if name != "version"})


def _new_month(government: Government, month: str, version: int, state: str, by_id: int | None) -> ScoreMonth:
    row = ScoreMonth(
        government_id=government.id, month=month, version=version, state=state, formula=FORMULA,
        computed_at=clock.now(), by_id=by_id, units=0, done_units=0, detail={}, inputs_hash="",
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row


def _keep(row: ScoreMonth, computed: Computed) -> None:
    """The units' figures in place of what stood there."""
    _empty(row, computed)
    _insert(row, computed.rows)


def _empty(row: ScoreMonth, computed: Computed) -> None:
    db.session.execute(delete(UnitScore).where(UnitScore.score_month_id == row.id))
    row.units, row.done_units, row.formula, row.computed_at = len(computed.rows), 0, FORMULA, clock.now()


def _insert(row: ScoreMonth, figures: Mapping[int, dict[str, Any]]) -> None:
    rows = [{"score_month_id": row.id, "unit_id": unit_id, **kept} for unit_id, kept in figures.items()]
    if rows:
        db.session.execute(insert(UnitScore), rows)


def close_settled(government: Government, first: str | None) -> int:
    """Ask for the closing of every settled month since the first with evidence that was never closed."""
    today, asked = clock.today(government.zone), 0
    month = first
    while month is not None and is_settled(month, today):
        if known.newest_version(government.id, month) == 0:
            ask_closing(government, month, by=SYSTEM)
            asked += 1
        month = shifted(month, 1)
    return asked
