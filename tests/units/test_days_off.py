"""Days off come from the library, are added and removed per government, and every change is counted."""

from __future__ import annotations

from datetime import date

import pytest

from forum.core.db import db
from forum.ledger.rules import Actor
from forum.units import queries
from forum.units.actions import days_off
from forum.units.errors import AlreadyOff
from forum.units.words import decree_warning
from tests.factories import Town

ADMIN = Actor("administrator")


def test_the_library_brings_holidays_and_collective_leave(town: Town) -> None:
    days_off.seed_days_off([2026])
    db.session.commit()
    rows = {row.day: row.kind for row in queries.listed_days_off(town.government.id, 2026)}
    assert rows[date(2026, 12, 25)] == "libur"
    assert rows[date(2026, 12, 24)] == "cuti-bersama"
    assert 2026 in queries.decreed_years(town.government.id)
    assert 2040 not in queries.decreed_years(town.government.id)


def test_seeding_twice_adds_nothing(town: Town) -> None:
    first = days_off.seed_days_off([2026])
    assert first > 20
    assert days_off.seed_days_off([2026]) == 0


def test_a_day_belongs_to_one_government(town: Town) -> None:
    day = date(2026, 11, 27)
    days_off.add_day_off(town.government.id, day, "Hari jadi kota", "daerah", by=ADMIN)
    db.session.commit()
    assert day in queries.days_off(town.government.id, date(2026, 1, 1))
    assert day not in queries.days_off(town.other.id, date(2026, 1, 1))
    with pytest.raises(AlreadyOff):
        days_off.add_day_off(town.government.id, day, "Lagi", "daerah", by=ADMIN)


def test_every_change_raises_the_version(town: Town) -> None:
    row = days_off.add_day_off(town.government.id, date(2026, 11, 27), "Hari jadi kota", "daerah", by=ADMIN)
    assert queries.calendar_versions() == {town.government.id: 1}
    days_off.remove_day_off(row, town.government.id, by=ADMIN)
    db.session.commit()
    assert queries.calendar_versions() == {town.government.id: 2}
    assert queries.find_day_off(town.government.id, date(2026, 11, 27)) is None


def test_a_common_day_is_not_one_governments_to_remove(town: Town) -> None:
    days_off.seed_days_off([2026])
    row = queries.find_day_off(town.government.id, date(2026, 12, 25))
    assert row is not None
    with pytest.raises(ValueError, match="common"):
        days_off.remove_day_off(row, town.government.id, by=ADMIN)


def test_a_deadline_in_an_undecreed_year_is_doubtful(town: Town) -> None:
    days_off.decree_year(town.government.id, 2026, by=ADMIN)
    db.session.commit()
    decreed = queries.decreed_years(town.government.id)
    assert decree_warning(date(2026, 12, 30), decreed) == ""
    assert "2027" in decree_warning(date(2027, 1, 4), decreed)
    assert 2026 not in queries.decreed_years(town.other.id)
