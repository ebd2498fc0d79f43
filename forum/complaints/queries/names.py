"""Names that lists show and narrow by: categories and areas, kept in memory for a minute."""

from __future__ import annotations

from sqlalchemy import select

from forum.complaints.models import Category
from forum.core.db import db
from forum.core.kept import kept
from forum.units import queries as tree
from forum.units.models import Area

Names = dict[str, str]


def categories() -> dict[int, tuple[str, str, str]]:
    """Every category by id: key, Indonesian and English name, in the order of choosing."""
    return kept(("categories",), _categories)


def _categories() -> dict[int, tuple[str, str, str]]:
    rows = select(Category.id, Category.key, Category.name, Category.name_en)
    return {i: (k, n, e) for i, k, n, e in db.session.execute(rows.order_by(Category.position, Category.name))}


def category_id(key: str) -> int | None:
    """The id of a category by its key."""
    return next((i for i, (k, _name, _english) in categories().items() if k == key), None)


def category_name(category_id: int | None, language: str) -> str:
    """A category in the reader's language; empty for none."""
    _key, name, english = categories().get(category_id or 0, ("", "", ""))
    return english if language == "en" else name


def category_choices(language: str) -> list[tuple[str, str]]:
    """Every category by key, in the reader's language."""
    return [(key, english if language == "en" else name) for key, name, english in categories().values()]


def category_names(language: str) -> dict[int | None, str]:
    """Every category in the reader's language by id."""
    return {i: english if language == "en" else name for i, (_key, name, english) in categories().items()}


def units(government_id: int) -> tuple[tuple[str, str], ...]:
    """Open units of a government to choose from: code and name, the root first."""
    return kept(("units", government_id), lambda: tuple(tree.unit_choices(government_id)))


def districts(area_code: str) -> Names:
    """Districts of a government's area (regency or province) by code, by name."""
    return kept(("districts", area_code), lambda: _below(area_code, "district"))


def villages(district_code: str) -> Names:
    """Villages of a district by code, by name."""
    return kept(("villages", district_code), lambda: _below(district_code, "village"))


def _below(code: str, level: str) -> Names:
    """Areas whose code begins with this one: a range of the primary key ('/' follows '.')."""
    rows = select(Area.code, Area.name).where(Area.code > f"{code}.", Area.code < f"{code}/", Area.level == level)
    return {code: name for code, name in db.session.execute(rows.order_by(Area.name))}
