"""Units in the order of their tree: each right above those below it, siblings by name."""

from __future__ import annotations

from dataclasses import dataclass

from forum.units.rules import in_tree_order


@dataclass
class Placed:
    id: int
    path: str
    folded: str


def ids(*units: Placed) -> list[int]:
    return [unit.id for unit in in_tree_order(units)]


def test_siblings_stand_by_name_and_children_below_their_parent() -> None:
    root, water = Placed(1, "/1/", "kota"), Placed(9, "/1/9/", "air")
    works, branch = Placed(10, "/1/10/", "pekerjaan umum"), Placed(2, "/1/9/2/", "zona barat")
    assert ids(works, branch, root, water) == [1, 9, 2, 10]


def test_two_of_the_same_name_keep_their_own_children() -> None:
    one, two = Placed(3, "/1/3/", "seksi"), Placed(4, "/1/4/", "seksi")
    assert ids(Placed(6, "/1/3/6/", "b"), two, Placed(5, "/1/4/5/", "a"), one) == [3, 6, 4, 5]


def test_a_part_of_a_tree_needs_no_root() -> None:
    assert ids(Placed(8, "/1/2/8/", "b"), Placed(7, "/1/2/7/", "a"), Placed(2, "/1/2/", "dinas")) == [2, 7, 8]
