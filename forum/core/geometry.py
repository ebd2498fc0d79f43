"""Areas as drawn and asked about: point in area, a point inside, boundary files as SVG paths. Pure."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

Point = tuple[float, float]
Ring = Sequence[Point]
Grid = tuple[int, int]  # tenths of a pixel
Box = tuple[int, int, int, int]  # x, y, width, height in pixels

_FAR = 4.0  # times the median distance from the middle of a town: islands go to an inset
_INSET_SHARES = (0.3, 0.25, 0.2)  # of the drawing's width and height; the first that covers nothing
_TOLERANCE = 7.0  # tenths of a pixel that simplifying may move a border
_SPECK = 50.0  # square tenths of a pixel: smaller islets are left out


@dataclass(frozen=True)
class Shape:
    """One area of a boundary file: Kemendagri code, name, code of its district, rings, holes among them."""

    code: str
    name: str
    district: str
    rings: tuple[tuple[Point, ...], ...]


@dataclass(frozen=True)
class Drawing:
    """Paths and middles by code, in pixels; `frame` (x, y, width, height) surrounds `islands`."""

    width: int
    height: int
    paths: dict[str, str]
    middles: dict[str, Point]
    islands: frozenset[str]
    frame: Box | None


@dataclass
class _View:
    """Longitude and latitude to tenths of a pixel: equirectangular at the middle latitude."""

    west: float
    north: float
    squeeze: float
    scale: float
    left: float
    top: float
    snapped: dict[Point, Grid] = field(default_factory=dict)

    def at(self, point: Point) -> Grid:
        """Where the point falls."""
        if point not in self.snapped:
            x = self.left + (point[0] - self.west) * self.squeeze * self.scale
            y = self.top + (self.north - point[1]) * self.scale
            self.snapped[point] = (round(x * 10), round(y * 10))
        return self.snapped[point]


def read_shapes(path: Path) -> list[Shape]:
    """The areas of a GeoJSON file whose features carry a code as `id`."""
    return [_shape(feature) for feature in json.loads(path.read_text(encoding="utf-8"))["features"]]


def _shape(feature: Mapping[str, Any]) -> Shape:
    geometry, properties = feature["geometry"], feature["properties"]
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    rings = tuple(tuple((float(x), float(y)) for x, y, *_ in ring) for polygon in polygons for ring in polygon)
    code = str(feature["id"])
    return Shape(code, properties["name"], properties.get("district", code), rings)


def contains(rings: Iterable[Ring], lon: float, lat: float) -> bool:
    """True when the point lies inside (even-odd over all rings, so holes count)."""
    return sum(x < lon for x in _crossings(rings, lat)) % 2 == 1


def _crossings(rings: Iterable[Ring], lat: float) -> Iterator[float]:
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
            if (y1 > lat) != (y2 > lat):
                yield x1 + (lat - y1) * (x2 - x1) / (y2 - y1)


def bbox(rings: Iterable[Ring]) -> tuple[float, float, float, float]:
    """West, south, east, north."""
    points = [point for ring in rings for point in ring]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def inside_point(rings: Sequence[Ring]) -> Point:
    """A point well inside: the middle of the widest stretch near the middle of the largest part."""
    _, south, _, north = bbox([max(rings, key=lambda ring: abs(_area(ring)))])
    best: tuple[float, Point] = (-1.0, rings[0][0])
    for k in range(1, 16):
        lat = south + (north - south) * k / 16
        crossings = sorted(_crossings(rings, lat))
        nearness = 1 - abs(k - 8) / 12
        for left, right in zip(crossings[::2], crossings[1::2], strict=True):
            best = max(best, ((right - left) * nearness, ((left + right) / 2, lat)))
    return best[1]


def locate(shapes: Iterable[Shape], lon: float, lat: float) -> str | None:
    """Code of the area that holds the point, or None."""
    for shape in shapes:
        west, south, east, north = bbox(shape.rings)
        if west <= lon <= east and south <= lat <= north and contains(shape.rings, lon, lat):
            return shape.code
    return None


def far_districts(shapes: Sequence[Shape]) -> set[str]:
    """Districts that lie so far out that they would shrink the rest of the drawing."""
    members: dict[str, list[Ring]] = defaultdict(list)
    for shape in shapes:
        members[shape.district].extend(shape.rings)
    middles = {code: _middle(bbox(rings)) for code, rings in members.items()}
    centre = median(x for x, _ in middles.values()), median(y for _, y in middles.values())
    away = {code: math.dist(centre, middle) for code, middle in middles.items()}
    return {code for code, distance in away.items() if distance > _FAR * median(away.values())}


def _middle(box: tuple[float, float, float, float]) -> Point:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def project(shapes: Sequence[Shape], width: int, height: int, pad: int = 8, far: set[str] | None = None) -> Drawing:
    """Draw the areas into a box; `far` districts (found when None) stand in an inset, in an empty corner."""
    codes = far_districts(shapes) if far is None else far
    near = [shape for shape in shapes if shape.district not in codes] or list(shapes)
    islands = [shape for shape in shapes if shape not in near]
    mainland = _view(near, (pad, pad, width - 2 * pad, height - 2 * pad))
    drawn, frame = _draw(near, mainland), None
    if islands:
        frame = _empty_corner(near, mainland, width, height, pad)
        x, y, w, h = frame
        drawn |= _draw(islands, _view(islands, (x + pad, y + pad, w - 2 * pad, h - 2 * pad)))
    paths = {code: path for code, (path, _) in drawn.items()}
    middles = {code: middle for code, (_, middle) in drawn.items()}
    return Drawing(width, height, paths, middles, frozenset(shape.code for shape in islands), frame)


def _empty_corner(shapes: Sequence[Shape], view: _View, width: int, height: int, pad: int) -> Box:
    points = {view.at(point) for shape in shapes for ring in shape.rings for point in ring}
    covered: list[tuple[int, Box]] = []
    for share in _INSET_SHARES:
        w, h = round(width * share), round(height * share)
        corners = [(x, y, w, h) for y in (height - pad - h, pad) for x in (pad, width - pad - w)]
        covered += [(sum(_holds(box, point) for point in points), box) for box in corners]
    return min(covered, key=lambda pair: pair[0])[1]


def _holds(box: Box, point: Grid) -> bool:
    return 0 <= point[0] / 10 - box[0] <= box[2] and 0 <= point[1] / 10 - box[1] <= box[3]


def _view(shapes: Sequence[Shape], box: Box) -> _View:
    return _fit(bbox([ring for shape in shapes for ring in shape.rings]), box)


def _draw(shapes: Sequence[Shape], view: _View) -> dict[str, tuple[str, Point]]:
    snapped = [[_snap(ring, view) for ring in shape.rings] for shape in shapes]
    corners = _corners(ring for rings in snapped for ring in rings)
    drawn = {}
    for shape, rings in zip(shapes, snapped, strict=True):
        x, y = view.at(inside_point(shape.rings))
        path = "".join(_path(_simplify(ring, corners)) for ring in _worth_drawing(rings))
        drawn[shape.code] = (path, (x / 10, y / 10))
    return drawn


def _fit(bounds: tuple[float, float, float, float], box: Box) -> _View:
    (west, south, east, north), (left, top, width, height) = bounds, box
    squeeze = math.cos(math.radians((south + north) / 2))
    wide, high = max((east - west) * squeeze, 1e-9), max(north - south, 1e-9)
    scale = min(width / wide, height / high)
    return _View(west, north, squeeze, scale, left + (width - wide * scale) / 2, top + (height - high * scale) / 2)


def _snap(ring: Ring, view: _View) -> list[Grid]:
    """The ring on the grid, open (its end is not its start again), without repetition."""
    out: list[Grid] = []
    for point in map(view.at, ring):
        if not out or out[-1] != point:
            out.append(point)
    while len(out) > 1 and out[0] == out[-1]:
        out.pop()
    return out


def _worth_drawing(rings: list[list[Grid]]) -> list[list[Grid]]:
    """Rings that can be seen; the largest always, so that no area vanishes."""
    ordered = sorted(rings, key=lambda ring: abs(_area(ring)), reverse=True)
    return ordered[:1] + [ring for ring in ordered[1:] if abs(_area(ring)) >= _SPECK]


def _corners(rings: Iterable[Sequence[Grid]]) -> set[Grid]:
    """Points where borders meet: they stay, so that neighbours simplify a shared border alike."""
    beside: dict[Grid, set[Grid]] = defaultdict(set)
    for ring in rings:
        for before, point, after in zip((ring[-1], *ring[:-1]), ring, (*ring[1:], ring[0]), strict=True):
            beside[point] |= {before, after}
    return {point for point, neighbours in beside.items() if len(neighbours) != 2}


def _simplify(ring: list[Grid], corners: set[Grid]) -> list[Grid]:
    if len(ring) < 4:
        return ring
    cuts = [k for k, point in enumerate(ring) if point in corners]
    if len(cuts) < 2:  # a coast without neighbours, or with one meeting point: also cut far across
        anchor = cuts[0] if cuts else ring.index(min(ring))
        across = max(range(len(ring)), key=lambda k: (math.dist(ring[k], ring[anchor]), ring[k]))
        cuts = sorted({anchor, across})
    out: list[Grid] = []
    for start, end in zip(cuts, (*cuts[1:], cuts[0] + len(ring)), strict=True):
        out += _thin([ring[k % len(ring)] for k in range(start, end + 1)])[:-1]
    return out


def _thin(arc: list[Grid]) -> list[Grid]:
    """Douglas-Peucker, the same from either end."""
    if arc[0] > arc[-1]:
        return _thin(arc[::-1])[::-1]
    keep, spans = {0, len(arc) - 1}, [(0, len(arc) - 1)]
    while spans:
        first, last = spans.pop()
        away = [(_distance(arc[k], arc[first], arc[last]), k) for k in range(first + 1, last)]
        if away and max(away)[0] > _TOLERANCE:
            farthest = max(away)[1]
            keep.add(farthest)
            spans += [(first, farthest), (farthest, last)]
    return [arc[k] for k in sorted(keep)]


def _distance(point: Grid, a: Grid, b: Grid) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    if not (dx or dy):
        return math.dist(point, a)
    along = ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / (dx * dx + dy * dy)
    along = min(1.0, max(0.0, along))
    return math.hypot(point[0] - a[0] - along * dx, point[1] - a[1] - along * dy)


def _area(ring: Sequence[tuple[float, float]]) -> float:
    """Twice the signed area, halved."""
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs) / 2


def _path(ring: Sequence[Grid]) -> str:
    (x, y), rest = ring[0], ring[1:]
    out = [f"M{_tenths(x)} {_tenths(y)}"]
    for k, (to_x, to_y) in enumerate(rest):
        out.append(("l" if not k else " ") + f"{_tenths(to_x - x)} {_tenths(to_y - y)}")
        x, y = to_x, to_y
    return "".join(out).replace(" -", "-") + "z"


def _tenths(value: int) -> str:
    text = f"{value / 10:g}"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
