"""When the demonstration's forums meet, whatever day it is planted on."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from forum.core import clock
from forum.dialogues.rules.calendar import MONTHS_AHEAD, months_after
from forum.seeds import books, convening, preparing
from forum.seeds.convening import _Convened
from forum.seeds.deeds import Deed
from forum.seeds.meeting import Meeting
from forum.seeds.scripts import read_programme


def meetings(slug: str, anchor: datetime, days_off: frozenset[date] = frozenset()) -> list[Meeting]:
    """The meetings of a place for a demonstration planted at `anchor`; no database is asked for their days."""
    book = SimpleNamespace(slug=slug, zone=books.read_book(slug, books.read_shared()).zone)
    around = SimpleNamespace(
        place=SimpleNamespace(book=book), anchor=anchor, seed=1, ground=SimpleNamespace(days_off=days_off)
    )
    return list(_Convened(around, read_programme(slug)).meetings())  # type: ignore[arg-type]


@pytest.mark.parametrize("slug", books.SLUGS)
def test_on_any_day_the_coming_meeting_lies_ahead_and_is_talked_about(slug: str) -> None:
    zone = books.read_book(slug, books.read_shared()).zone
    for days in range(0, 366, 3):
        anchor = datetime(2026, 11, 22, 3, tzinfo=UTC) + timedelta(days=days)
        *past, coming = meetings(slug, anchor)
        today = clock.local_date(anchor, zone)
        assert all(each.planned_on <= today for each in past)
        assert today <= coming.on
        talk_begins = coming.on - timedelta(days=convening.TALKS_BEFORE)
        assert talk_begins <= today - timedelta(days=convening.COMING_FOR)
        made_by = today - timedelta(days=convening.COMING_FOR + convening.MADE_EVERY)
        assert coming.on <= months_after(made_by, MONTHS_AHEAD)


def test_a_meeting_that_would_fall_on_a_holiday_takes_place_a_week_later() -> None:
    anchor = datetime(2026, 11, 22, 3, tzinfo=UTC)
    usual = meetings("makassar", anchor)
    holiday = usual[2].planned_on
    moved = meetings("makassar", anchor, frozenset([holiday]))[2]
    assert usual[2].on == holiday
    assert (moved.planned_on, moved.on) == (holiday, holiday + preparing.MOVED_BY)


def test_what_is_said_about_a_coming_meeting_fills_office_hours_in_its_order() -> None:
    noon = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("Asia/Jayapura"))
    told: list[int] = []
    deeds = [Deed(noon + timedelta(days=turn), lambda turn=turn: told.append(turn)) for turn in (3, 1, 2, 0)]  # type: ignore[misc]
    spread = list(preparing.squeezed(deeds, noon, 6))
    for deed in spread:
        deed.do()
    assert told == [0, 1, 2, 3]
    assert [deed.at for deed in spread] == sorted(deed.at for deed in spread)
    assert all(noon - timedelta(days=7) < deed.at < noon for deed in spread)
    assert all(7 <= deed.at.hour <= 16 for deed in spread)
