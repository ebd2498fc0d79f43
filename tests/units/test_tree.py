"""Units are created, edited, moved, merged and closed, and the tree stays a tree."""

from __future__ import annotations

import pytest

from forum.core.db import db
from forum.ledger.rules import Actor
from forum.units import queries
from forum.units.actions import tree
from forum.units.actions.tree import UnitDetails
from forum.units.errors import CodeTaken, NotClosed, NotOpen, RootStays, UnitsBelow, WouldCycle
from forum.units.models import Service
from tests.factories import Town

ADMIN = Actor("administrator")


def test_a_new_unit_hangs_below_its_parent(town: Town) -> None:
    unit = tree.open_unit(
        town.government.id, town.works, UnitDetails("dpu-barat", "uptd", "UPTD Jalan Barat"), by=ADMIN
    )
    db.session.commit()
    assert unit.path == f"{town.works.path}{unit.id}/"
    assert unit.folded == "uptd jalan barat"
    assert queries.changes_of(town.government.id, unit.id)[0].verb == "open_unit"


def test_a_code_is_given_once_in_a_government(town: Town) -> None:
    with pytest.raises(CodeTaken):
        tree.open_unit(town.government.id, town.root, UnitDetails("dpu", "dinas", "Dinas Lain"), by=ADMIN)
    elsewhere = queries.find_root(town.other.id)
    assert tree.open_unit(town.other.id, elsewhere, UnitDetails("dpu", "dinas", "Dinas Lain"), by=ADMIN).id


def test_a_unit_of_another_government_is_no_parent(town: Town) -> None:
    with pytest.raises(NotOpen):
        tree.open_unit(town.government.id, queries.find_root(town.other.id), UnitDetails("x", "dinas", "X"), by=ADMIN)


def test_editing_says_what_changed_and_nothing_when_nothing_did(town: Town) -> None:
    same = UnitDetails("dpu", "dinas", "Dinas Pekerjaan Umum")
    assert not tree.edit(town.works, same, by=ADMIN)
    assert tree.edit(town.works, UnitDetails("dpu", "dinas", "Dinas Jalan", phone="0411-1"), by=ADMIN)
    db.session.commit()
    note = queries.changes_of(town.government.id, town.works.id)[0].note
    assert note == "name: Dinas Pekerjaan Umum → Dinas Jalan; phone: - → 0411-1"


def test_a_moved_unit_takes_what_is_below_along(town: Town) -> None:
    assert tree.move(town.works, town.clinic, by=ADMIN)
    db.session.commit()
    assert town.branch.path == f"{town.clinic.path}{town.works.id}/{town.branch.id}/"
    assert town.branch.is_within(town.clinic.path)


def test_no_unit_lies_below_itself(town: Town) -> None:
    for target in (town.works, town.branch):
        with pytest.raises(WouldCycle):
            tree.move(town.works, target, by=ADMIN)
        with pytest.raises(WouldCycle):
            tree.merge(town.works, target, "Perampingan", by=ADMIN)
    assert town.works.parent_id == town.root.id


def test_the_root_stays(town: Town) -> None:
    with pytest.raises(RootStays):
        tree.move(town.root, town.works, by=ADMIN)
    with pytest.raises(RootStays):
        tree.close(town.root, "Tidak ada lagi", by=ADMIN)


def test_a_merged_unit_leaves_its_units_and_services_to_the_other(town: Town) -> None:
    db.session.add(Service(unit_id=town.clinic.id, name="Perbaikan lampu jalan"))
    db.session.flush()
    tree.merge(town.clinic, town.works, "Perampingan", by=ADMIN)
    tree.move(town.branch, town.root, by=ADMIN)
    tree.merge(town.works, town.branch, "Perampingan", by=ADMIN)
    db.session.commit()
    assert town.works.status == "merged"
    assert [s.name for s in queries.open_services(town.branch.id)] == ["Perbaikan lampu jalan"]
    ended = queries.closure_of(town.works.id)
    assert ended is not None
    assert ended[1] is town.branch


def test_a_unit_with_units_below_is_not_closed(town: Town) -> None:
    with pytest.raises(UnitsBelow):
        tree.close(town.works, "Tidak ada lagi", by=ADMIN)
    tree.close(town.branch, "Tidak ada lagi", by=ADMIN)
    tree.close(town.works, "Tidak ada lagi", by=ADMIN)
    assert town.works.status == "closed"
    with pytest.raises(NotClosed):
        tree.reopen(town.branch, by=ADMIN)


def test_a_closed_unit_opens_again(town: Town) -> None:
    tree.close(town.clinic, "Salah pilih", by=ADMIN)
    tree.reopen(town.clinic, by=ADMIN)
    db.session.commit()
    assert town.clinic.status == "open"
    assert queries.closure_of(town.clinic.id) is None
