"""Drawn towns, kept in memory for each database: boundaries do not change while the application runs."""

from __future__ import annotations

from dataclasses import replace
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from forum.core.db import db
from forum.core.geometry import Drawing, project
from forum.units import queries as units

WIDTH, HEIGHT = 640, 560
DOT = 12
"""Radius in pixels of the drawing."""
_drawn: WeakKeyDictionary[Engine, dict[tuple[str, str], Drawing]] = WeakKeyDictionary()


def drawing_of(area_code: str, level: str) -> Drawing | None:
    """The districts of a place, or the villages of a district; None while no boundaries were loaded."""
    shelf = _drawn.setdefault(db.engine, {})
    key = (area_code, level)
    if key not in shelf:
        shapes = units.shapes_under(area_code, level)
        if not shapes:
            return None
        shelf[key] = _with_dots(project(shapes, WIDTH, HEIGHT))
    return shelf[key]


def _with_dots(drawing: Drawing) -> Drawing:
    """Far islands are specks at any scale: a dot where each group lies can be seen and touched."""
    dots = {code: drawing.paths[code] + _dot(*drawing.middles[code]) for code in drawing.islands}
    return replace(drawing, paths=drawing.paths | dots)


def _dot(x: float, y: float) -> str:
    return f"M{x - DOT:g} {y:g}a{DOT} {DOT} 0 1 0 {2 * DOT} 0a{DOT} {DOT} 0 1 0-{2 * DOT} 0z"
