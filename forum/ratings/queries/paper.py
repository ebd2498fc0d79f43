"""Reading batches of paper sheets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Select, func, select

from forum.accounts.models import Account
from forum.core.db import db
from forum.core.paging import PAGE, Cursor, Page, beyond, cut
from forum.ratings.models import PaperBatch, PaperSheet
from forum.ratings.queries.reach import within
from forum.units.models import Service, Unit

LATEST = 20


class Laid(NamedTuple):
    """A batch with what a list says of it."""

    batch: PaperBatch
    unit: Unit
    service: Service
    typed_by: str


def find_batch(batch_id: int) -> Laid | None:
    """A batch by its id."""
    row = db.session.execute(_laid().where(PaperBatch.id == batch_id)).first()
    return None if row is None else Laid(*row)


def lock_batch(batch_id: int) -> PaperBatch:
    """A batch, held for this transaction."""
    held = select(PaperBatch).where(PaperBatch.id == batch_id).with_for_update()
    return db.session.scalars(held.execution_options(populate_existing=True)).one()


def batches_within(
    government_id: int, paths: Sequence[str], cursor: Cursor | None = None, size: int = PAGE
) -> Page[Laid]:
    """Batches of units below some paths, the newest first."""
    chosen = _laid().where(Unit.government_id == government_id, within(paths))
    ascending = cursor is not None and cursor.backwards
    if cursor is not None:
        chosen = chosen.where(beyond([PaperBatch.id.expression], cursor.key, ascending))
    rows = db.session.execute(chosen.order_by(PaperBatch.id if ascending else PaperBatch.id.desc()).limit(size + 1))
    return cut([Laid(*row) for row in rows], cursor, lambda laid: (laid.batch.id,), size)


def waiting_within(government_id: int, paths: Sequence[str], account_id: int) -> int:
    """Batches that somebody else than this account typed, waiting for a second person."""
    asked = select(func.count()).select_from(PaperBatch).join(Unit, Unit.id == PaperBatch.unit_id)
    asked = asked.where(Unit.government_id == government_id, within(paths), PaperBatch.state == "checking")
    return db.session.scalar(asked.where(PaperBatch.typed_by_id != account_id)) or 0


def find_sheet(batch_id: int, position: int) -> PaperSheet | None:
    """A sheet by its place in the batch."""
    own = select(PaperSheet).where(PaperSheet.batch_id == batch_id, PaperSheet.position == position)
    return db.session.scalar(own)


def latest_sheets(batch_id: int, limit: int = LATEST) -> Sequence[PaperSheet]:
    """The sheets typed last."""
    own = select(PaperSheet).where(PaperSheet.batch_id == batch_id)
    return db.session.scalars(own.order_by(PaperSheet.position.desc()).limit(limit)).all()


def sheets_at(batch_id: int, positions: Iterable[int]) -> Sequence[PaperSheet]:
    """Some sheets of a batch, in their order."""
    own = select(PaperSheet).where(PaperSheet.batch_id == batch_id, PaperSheet.position.in_(list(positions)))
    return db.session.scalars(own.order_by(PaperSheet.position)).all()


def next_sheets(batch_id: int, limit: int) -> Sequence[PaperSheet]:
    """Sheets that are not recorded yet."""
    own = select(PaperSheet).where(PaperSheet.batch_id == batch_id, PaperSheet.answer_id.is_(None))
    return db.session.scalars(own.order_by(PaperSheet.position).limit(limit)).all()


def next_counting() -> int | None:
    """A batch whose sheets are being recorded."""
    return db.session.scalar(
        select(PaperBatch.id).where(PaperBatch.state == "counting").order_by(PaperBatch.id).limit(1)
    )


def name_of(account_id: int | None) -> str:
    """How an account is called; empty for nobody."""
    return (db.session.scalar(select(Account.name).where(Account.id == account_id)) or "") if account_id else ""


def _laid() -> Select[PaperBatch, Unit, Service, str]:
    rows = select(PaperBatch, Unit, Service, Account.name).join(Unit, Unit.id == PaperBatch.unit_id)
    return rows.join(Service, Service.id == PaperBatch.service_id).join(Account, Account.id == PaperBatch.typed_by_id)
