"""Areas answer where a point lies, and draw small and without gaps."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.core.geometry import (
    Shape,
    bbox,
    contains,
    far_districts,
    inside_point,
    locate,
    project,
    read_shapes,
)

FOLDER = Path(__file__).parents[2] / "forum/units/boundaries"
TOWNS = ["ambon", "batanghari", "jakarta", "makassar"]
SQUARE = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0))
HOLE = ((4.0, 4.0), (6.0, 4.0), (6.0, 6.0), (4.0, 6.0), (4.0, 4.0))


def shapes(town: str, level: str) -> list[Shape]:
    return read_shapes(FOLDER / f"{town}_{level}.geojson")


def points(path: str) -> list[list[tuple[float, float]]]:
    """Absolute points of each ring of a path."""
    rings = []
    for part in path.split("z")[:-1]:
        numbers = [float(n) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", part)]
        ring = [(numbers[0], numbers[1])]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            ring.append((round(ring[-1][0] + dx, 1), round(ring[-1][1] + dy, 1)))
        rings.append(ring)
    return rings


@given(st.floats(-5, 15), st.floats(-5, 15))
def test_a_square_with_a_hole_holds_what_lies_between(x: float, y: float) -> None:
    edge = {0.0, 4.0, 6.0, 10.0}
    if x not in edge and y not in edge:
        expected = 0 < x < 10 and 0 < y < 10 and not (4 < x < 6 and 4 < y < 6)
        assert contains([SQUARE, HOLE], x, y) is expected


def test_bbox_is_west_south_east_north() -> None:
    assert bbox([SQUARE, HOLE]) == (0.0, 0.0, 10.0, 10.0)


def test_inside_point_avoids_the_hole() -> None:
    assert contains([SQUARE, HOLE], *inside_point([SQUARE, HOLE]))


@pytest.mark.parametrize("town", TOWNS)
@pytest.mark.parametrize("level", ["districts", "villages"])
def test_every_shipped_area_holds_its_inside_point(town: str, level: str) -> None:
    for shape in shapes(town, level):
        assert contains(shape.rings, *inside_point(shape.rings)), shape.name


def test_a_position_is_matched_to_its_village() -> None:
    villages = shapes("makassar", "villages")
    for village in villages[::10]:
        assert locate(villages, *inside_point(village.rings)) == village.code
    assert locate(villages, 0.0, 0.0) is None


@pytest.mark.parametrize(
    ("town", "far"),
    [
        ("makassar", {"73.71.15"}),
        ("jakarta", {"31.01.01", "31.01.02"}),
        ("ambon", set()),
        ("batanghari", set()),
    ],
)
def test_far_islands_are_found(town: str, far: set[str]) -> None:
    assert far_districts(shapes(town, "districts")) == far
    assert far_districts(shapes(town, "villages")) == far


@pytest.mark.parametrize("town", TOWNS)
@pytest.mark.parametrize("level", ["districts", "villages"])
def test_drawing_shows_every_area_inside_its_box(town: str, level: str) -> None:
    areas = shapes(town, level)
    drawing = project(areas, 720, 600)
    assert set(drawing.paths) == set(drawing.middles) == {shape.code for shape in areas}
    for path in drawing.paths.values():
        rings = points(path)
        assert rings
        assert all(0 <= x <= 720 and 0 <= y <= 600 for ring in rings for x, y in ring)


@pytest.mark.parametrize(("town", "limit"), [("makassar", 12), ("ambon", 6), ("batanghari", 12), ("jakarta", 22)])
def test_a_district_map_is_light(town: str, limit: int) -> None:
    drawing = project(shapes(town, "districts"), 720, 720)
    assert sum(map(len, drawing.paths.values())) < limit * 1024


def test_islands_stand_in_a_frame_that_covers_nothing() -> None:
    drawing = project(shapes("makassar", "districts"), 720, 720)
    assert drawing.frame is not None
    left, top, width, height = drawing.frame
    assert drawing.islands == {"73.71.15"}
    for code, path in drawing.paths.items():
        inside = [left <= x <= left + width and top <= y <= top + height for ring in points(path) for x, y in ring]
        assert all(inside) if code in drawing.islands else not any(inside)


def test_a_town_without_far_islands_has_no_frame() -> None:
    drawing = project(shapes("ambon", "districts"), 720, 720)
    assert drawing.frame is None
    assert not drawing.islands


def test_neighbours_share_the_simplified_border() -> None:
    wave = [(5.0 + 0.4 * ((k * 7) % 5 - 2) / 2, k / 2) for k in range(21)]
    west = Shape("1", "Barat", "1", (((0.0, 0.0), *wave, (0.0, 10.0), (0.0, 0.0)),))
    east = Shape("2", "Timur", "2", (((10.0, 10.0), *reversed(wave), (10.0, 0.0), (10.0, 10.0)),))
    drawing = project([west, east], 300, 300, far=set())
    border = [{point for point in points(path)[0] if 100 < point[0] < 200} for path in drawing.paths.values()]
    assert border[0] == border[1]
    assert len(border[0]) >= 3


def test_aspect_is_kept() -> None:
    drawing = project([Shape("1", "x", "1", (SQUARE,))], 400, 200, pad=0)
    west, north, east, south = bbox(points(drawing.paths["1"]))
    assert south - north == pytest.approx(200)
    assert east - west == pytest.approx(200, rel=0.01)
