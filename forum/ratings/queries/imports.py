"""Reading imports of answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum.core.db import db
from forum.ratings.models import SurveyImport
from forum.ratings.queries.reach import within
from forum.units.models import Service, Unit

MOST_SERVICES = 20_000
TAKEN = ("waiting", "running", "stopped", "done")


def find_import(import_id: int) -> SurveyImport | None:
    """An import by its id."""
    return db.session.get(SurveyImport, import_id)


def lock_import(import_id: int) -> SurveyImport:
    """An import, held for this transaction."""
    held = select(SurveyImport).where(SurveyImport.id == import_id).with_for_update()
    return db.session.scalars(held.execution_options(populate_existing=True)).one()


def latest_imports(government_id: int, by_id: int | None = None, limit: int = 20) -> Sequence[SurveyImport]:
    """The newest imports of a government, or somebody's own."""
    own = select(SurveyImport).where(SurveyImport.government_id == government_id)
    if by_id is not None:
        own = own.where(SurveyImport.by_id == by_id)
    return db.session.scalars(own.order_by(SurveyImport.id.desc()).limit(limit)).all()


def taken_with(government_id: int, file_hash: str) -> SurveyImport | None:
    """An import of the same rows that was confirmed before."""
    same = select(SurveyImport).where(SurveyImport.file_hash == file_hash, SurveyImport.state.in_(TAKEN))
    return db.session.scalar(same.where(SurveyImport.government_id == government_id).limit(1))


def taken_rows(government_id: int, since: datetime) -> Iterator[tuple[int, list[Any]]]:
    """(id, rows) of every import confirmed since then, newest first, one at a time."""
    taken = select(SurveyImport.id, SurveyImport.source).where(SurveyImport.government_id == government_id)
    taken = taken.where(SurveyImport.state.in_(TAKEN), SurveyImport.at >= since).order_by(SurveyImport.id.desc())
    for row in db.session.execute(taken.execution_options(yield_per=1)):
        yield row[0], row[1]


def next_waiting() -> int | None:
    """The import that waits longest; one that a stopped worker left behind counts as waiting."""
    waiting = select(SurveyImport.id).where(SurveyImport.state.in_(("waiting", "running")))
    return db.session.scalar(waiting.order_by(SurveyImport.id).limit(1))


def services_within(government_id: int, paths: Sequence[str]) -> list[tuple[str, str, int]]:
    """(code of the unit, service, id) of what open units below some paths give."""
    asked = select(Unit.code, Service.name, Service.id).join(Service, Service.unit_id == Unit.id)
    own = asked.where(Unit.government_id == government_id, within(paths), Unit.status == "open")
    rows = own.where(Service.status == "open").limit(MOST_SERVICES)
    return [(code, name, key) for code, name, key in db.session.execute(rows)]


def services_by_id(ids: Sequence[int]) -> dict[int, Service]:
    """Services with their units."""
    chosen = select(Service).where(Service.id.in_(set(ids))).options(joinedload(Service.unit, innerjoin=True))
    return {service.id: service for service in db.session.scalars(chosen)}
