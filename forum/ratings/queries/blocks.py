"""Reading blocks of visit tokens."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from forum.core.db import db
from forum.core.paging import PAGE, Cursor, Page, beyond, cut
from forum.ratings.models import ServicePoint, TokenBlock
from forum.ratings.queries.reach import within
from forum.units.models import Unit


def find_block(ref: str) -> TokenBlock | None:
    """A block by its reference, with its point and unit."""
    return db.session.scalar(_with_point().where(TokenBlock.ref == ref))


def lock_block(ref: str) -> TokenBlock | None:
    """The same, held for this transaction."""
    return db.session.scalar(_with_point().where(TokenBlock.ref == ref).with_for_update(of=TokenBlock))


def newest_blocks(government_id: int, cursor: Cursor | None = None, size: int = PAGE) -> Page[TokenBlock]:
    """Blocks of a government, the newest first."""
    return _page(select(TokenBlock).where(TokenBlock.government_id == government_id), cursor, size)


def newest_blocks_within(
    government_id: int, paths: Sequence[str], cursor: Cursor | None = None, size: int = PAGE
) -> Page[TokenBlock]:
    """Blocks of the units below some paths, the newest first."""
    own = select(Unit.id).where(Unit.government_id == government_id, within(paths))
    return _page(select(TokenBlock).where(TokenBlock.unit_id.in_(own)), cursor, size)


def listed(chosen: Select[TokenBlock], cursor: Cursor | None, size: int = PAGE) -> Select[TokenBlock]:
    """The statement of one page."""
    ascending = cursor is not None and cursor.backwards
    if cursor is not None:
        chosen = chosen.where(beyond([TokenBlock.id.expression], cursor.key, ascending))
    order = TokenBlock.id.asc() if ascending else TokenBlock.id.desc()
    return chosen.options(_POINT).order_by(order).limit(size + 1)


_POINT = joinedload(TokenBlock.point, innerjoin=True).joinedload(ServicePoint.unit, innerjoin=True)


def _with_point() -> Select[TokenBlock]:
    return select(TokenBlock).options(_POINT)


def _page(chosen: Select[TokenBlock], cursor: Cursor | None, size: int) -> Page[TokenBlock]:
    return cut(db.session.scalars(listed(chosen, cursor, size)).all(), cursor, lambda block: (block.id,), size)
