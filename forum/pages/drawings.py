"""Drawn towns, kept in memory for each database: boundaries do not change while the application runs."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from forum.core.db import db
from forum.core.geometry import Drawing, project
from forum.units import queries as units

WIDTH, HEIGHT = 640, 560
_drawn: WeakKeyDictionary[Engine, dict[tuple[str, str], Drawing]] = WeakKeyDictionary()


def drawing_of(area_code: str, level: str) -> Drawing | None:
    """The districts of a place, or the villages of a district; None while no boundaries were loaded."""
    shelf = _drawn.setdefault(db.engine, {})
    key = (area_code, level)
    if key not in shelf:
        shapes = units.shapes_under(area_code, level)
        if not shapes:
            return None
        shelf[key] = project(shapes, WIDTH, HEIGHT)
    return shelf[key]
