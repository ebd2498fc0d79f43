"""Reading the tree of units."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, case, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from forum.core.db import db
from forum.units.models import Service, SettingChange, Unit, UnitClosure

# Columns of the table, not of the class: a statement of these goes past the unit of work, which costs as much again.
_UNIT: Any = Unit.__table__.c
MOST_CHILDREN = 200
MOST_FOUND = 50
MOST_IN_TREE = 400
MOST_CHOICES = 1_000


class NotFound(LookupError):
    """No such government, unit, service or area."""


class Twig(NamedTuple):
    """A unit as a list shows it."""

    id: int
    parent_id: int | None
    code: str
    name: str
    kind: str


def find_root(government_id: int) -> Unit | None:
    """The unit at the root of a government's tree."""
    return db.session.scalar(select(Unit).where(Unit.government_id == government_id, Unit.parent_id.is_(None)))


def find_unit(government_id: int, code: str) -> Unit | None:
    """A unit of a government by its code."""
    return db.session.scalar(select(Unit).where(Unit.government_id == government_id, Unit.code == code))


def find_unit_id(unit_id: int) -> Unit | None:
    """A unit by its id, with its parent."""
    return db.session.scalar(select(Unit).where(Unit.id == unit_id).options(joinedload(Unit.parent)))


def get_unit(unit_id: int) -> Unit:
    """A unit by its id. Raises NotFound."""
    unit = db.session.get(Unit, unit_id)
    if unit is None:
        raise NotFound(unit_id)
    return unit


class Named(NamedTuple):
    """A unit as pages about it name it."""

    id: int
    code: str
    name: str
    status: str


NAMED = select(_UNIT.id, _UNIT.code, _UNIT.name, _UNIT.status).where(
    _UNIT.government_id == bindparam("government_id"), _UNIT.code == bindparam("code")
)


def named_unit(government_id: int, code: str) -> Named | None:
    """What a unit is called, by its code."""
    row = db.session.execute(NAMED, {"government_id": government_id, "code": code}).first()
    return None if row is None else Named(*row)


class Member(NamedTuple):
    """A unit of a family, as its public page shows it."""

    id: int
    parent_id: int | None
    code: str
    kind: str
    name: str
    does: str
    address: str
    phone: str
    email: str
    website: str
    hours: str
    status: str


def _family() -> Select[Any]:
    code = (_UNIT.government_id == bindparam("government_id"), _UNIT.code == bindparam("code"))
    own = select(_UNIT.id, _UNIT.parent_id).where(*code).subquery()
    children = select(_UNIT.id).where(_UNIT.parent_id == select(own.c.id).scalar_subquery(), _UNIT.status == "open")
    members = or_(
        _UNIT.id == select(own.c.id).scalar_subquery(),
        _UNIT.id == select(own.c.parent_id).scalar_subquery(),
        _UNIT.id.in_(children),
    )
    columns = [_UNIT[name] for name in Member._fields]
    return select(*columns).where(members).order_by(_UNIT.folded).limit(MOST_CHILDREN + 2)


FAMILY = _family()


def family_of(government_id: int, code: str) -> tuple[Member | None, Member | None, tuple[Member, ...]]:
    """A unit by its code, its parent and its open children, in one statement."""
    rows = [Member(*row) for row in db.session.execute(FAMILY, {"government_id": government_id, "code": code})]
    unit = next((row for row in rows if row.code == code), None)
    if unit is None:
        return None, None, ()
    parent = next((row for row in rows if row.id == unit.parent_id), None)
    return unit, parent, tuple(row for row in rows if row.parent_id == unit.id)


def open_children(unit_id: int) -> list[Twig]:
    """Open units right below one, by name."""
    below = _twigs().where(Unit.parent_id == unit_id, Unit.status == "open")
    return [Twig(*row) for row in db.session.execute(below.order_by(Unit.folded).limit(MOST_CHILDREN))]


def grandchildren_of(unit_id: int) -> list[Twig]:
    """Open units two levels below one, by name; at most MOST_IN_TREE."""
    child = aliased(Unit)
    below = _twigs().join(child, child.id == Unit.parent_id).where(child.parent_id == unit_id, child.status == "open")
    rows = below.where(Unit.status == "open").order_by(Unit.folded).limit(MOST_IN_TREE)
    return [Twig(*row) for row in db.session.execute(rows)]


def search_units(government_id: int, folded: str, kind: str = "") -> list[tuple[Twig, str]]:
    """Open units whose name, or the name of whose service, holds the words; (unit, service found), best first."""
    pattern = f"%{_escaped(folded)}%"
    service = select(func.min(Service.name)).where(Service.unit_id == Unit.id, Service.status == "open")
    served = service.where(func.lower(Service.name).like(pattern, escape="\\")).correlate(Unit).scalar_subquery()
    named = Unit.folded.like(pattern, escape="\\")
    found = select(Unit.id, Unit.parent_id, Unit.code, Unit.name, Unit.kind, served.label("served"))
    found = found.where(Unit.government_id == government_id, Unit.status == "open", Unit.parent_id.is_not(None))
    if folded:
        found = found.where(or_(named, served.is_not(None)))
    if kind:
        found = found.where(Unit.kind == kind)
    rank = case((Unit.folded.like(pattern[1:], escape="\\"), 0), (named, 1), else_=2)
    rows = db.session.execute(found.order_by(rank, Unit.folded).limit(MOST_FOUND)).all()
    return [(Twig(*row[:5]), row[5] or "" if folded and folded not in row[3].lower() else "") for row in rows]


def subtree(government_id: int, path: str) -> Sequence[Unit]:
    """A unit and everything below it, each after its parent."""
    below = select(Unit).where(Unit.government_id == government_id, Unit.path.like(f"{path}%"))
    return db.session.scalars(below.order_by(Unit.path)).all()


def children_of(unit_id: int) -> Sequence[Unit]:
    """Every unit right below one."""
    return db.session.scalars(select(Unit).where(Unit.parent_id == unit_id).order_by(Unit.id)).all()


def open_below(unit: Unit) -> int:
    """How many open units lie below."""
    below = select(func.count()).where(Unit.government_id == unit.government_id, Unit.path.like(f"{unit.path}_%"))
    return db.session.scalar(below.where(Unit.status == "open")) or 0


def listed_units(government_id: int, folded: str, status: str, after: str, size: int) -> Sequence[Unit]:
    """Units for the administrator, by name and code from the key `after` on (folded name and code)."""
    found = select(Unit).where(Unit.government_id == government_id).options(joinedload(Unit.parent))
    if folded:
        pattern = f"%{_escaped(folded)}%"
        found = found.where(or_(Unit.folded.like(pattern, escape="\\"), Unit.code.like(pattern, escape="\\")))
    if status:
        found = found.where(Unit.status == status)
    if after:
        name, _, code = after.partition("|")
        found = found.where(or_(Unit.folded > name, (Unit.folded == name) & (Unit.code > code)))
    return db.session.scalars(found.order_by(Unit.folded, Unit.code).limit(size)).all()


def unit_choices(government_id: int, without: str = "-") -> list[tuple[str, str]]:
    """(code, name) of open units to choose from, the root first; `without` leaves a subtree out by its path."""
    rows = select(Unit.code, Unit.name).where(Unit.government_id == government_id, Unit.status == "open")
    rows = rows.where(Unit.path.not_like(f"{without}%"))
    ordered = rows.order_by(Unit.parent_id.is_not(None), Unit.folded).limit(MOST_CHOICES)
    return [(code, name) for code, name in db.session.execute(ordered)]


def units_by_code(government_id: int) -> dict[str, Unit]:
    """Every unit of a government by its code: for imports only."""
    return {u.code: u for u in db.session.scalars(select(Unit).where(Unit.government_id == government_id))}


def units_by_id(ids: Collection[int]) -> dict[int, Unit]:
    """Units by their ids."""
    return {unit.id: unit for unit in db.session.scalars(select(Unit).where(Unit.id.in_(ids)))}


def closure_of(unit_id: int) -> tuple[UnitClosure, Unit | None] | None:
    """Why a unit is closed now, and the unit it was merged into."""
    rows = select(UnitClosure, Unit).outerjoin(Unit, Unit.id == UnitClosure.into_id)
    now = rows.where(UnitClosure.unit_id == unit_id, UnitClosure.ended_at.is_(None))
    found = db.session.execute(now.order_by(UnitClosure.id.desc()).limit(1)).first()
    return None if found is None else (found[0], found[1])


def changes_of(government_id: int, unit_id: int | None = None, limit: int = 20) -> Sequence[SettingChange]:
    """The newest changes of settings."""
    changes = select(SettingChange).where(SettingChange.government_id == government_id)
    if unit_id is not None:
        changes = changes.where(SettingChange.unit_id == unit_id)
    return db.session.scalars(changes.order_by(SettingChange.id.desc()).limit(limit)).all()


def units_on_path(path: str) -> list[int]:
    """Ids from a unit up to its root, the nearest first."""
    return [int(part) for part in reversed(path.strip("/").split("/"))]


def _twigs() -> Select[int, int | None, str, str, str]:
    return select(Unit.id, Unit.parent_id, Unit.code, Unit.name, Unit.kind)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
