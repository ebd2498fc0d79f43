"""A series comes back every nth weekday, in the clock of its place; the worker makes each session once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.core.db import db
from forum.dialogues.actions import series as series_acts
from forum.dialogues.actions import sessions as session_acts
from forum.dialogues.errors import PlanRefused, SeriesClosed, UnitNotOpen
from forum.dialogues.models import Series, Session
from forum.dialogues.queries import series as known
from forum.dialogues.rules import calendar
from forum.ledger.queries import acts_on
from forum.notifications import actions as notifications
from forum.notifications import queries as notices
from tests.conftest import Hands
from tests.dialogues.conftest import series_plan
from tests.factories import Town, day


@pytest.mark.parametrize(
    ("nth", "weekday", "month", "expected"),
    [
        (1, 3, (2026, 10), "2026-10-01"),  # the first Thursday is the first of the month
        (2, 3, (2026, 12), "2026-12-10"),
        (4, 0, (2027, 2), "2027-02-22"),
        (-1, 4, (2026, 12), "2026-12-25"),
        (-1, 6, (2028, 2), "2028-02-27"),  # a leap year
    ],
)
def test_the_nth_weekday_of_a_month(nth: int, weekday: int, month: tuple[int, int], expected: str) -> None:
    assert calendar.nth_weekday(*month, nth, weekday) == day(expected)


@given(
    st.sampled_from(calendar.NTHS), st.integers(0, 6), st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    st.integers(0, 900),
)  # fmt: skip
def test_every_month_has_one(nth: int, weekday: int, first: date, length: int) -> None:
    days = calendar.occurrences(nth, weekday, first, first + timedelta(days=length))
    assert days == sorted(set(days))
    assert all(each.weekday() == weekday for each in days)
    months = [(each.year, each.month) for each in days]
    assert len(set(months)) == len(months)
    assert len(days) >= length // 31 - 1


@pytest.mark.parametrize(
    ("zone", "hour"), [("Asia/Jakarta", 2), ("Asia/Makassar", 1), ("Asia/Jayapura", 0)], ids=["WIB", "WITA", "WIT"]
)
@pytest.mark.parametrize("on", ["2026-01-08", "2026-07-09"])
def test_nine_in_the_morning_is_nine_there_all_year(zone: str, hour: int, on: str) -> None:
    moment = calendar.moment_of(day(on), "09:00", zone)
    assert moment == datetime(*day(on).timetuple()[:3], hour, tzinfo=UTC)
    assert calendar.wall_clock(moment, zone) == "09:00"


def test_where_clocks_change_the_wall_clock_is_kept() -> None:
    winter, summer = (calendar.moment_of(day(on), "09:00", "Europe/Amsterdam") for on in ("2026-01-08", "2026-07-09"))
    assert (winter.hour, summer.hour) == (8, 7)


def test_the_worker_makes_two_months_and_none_twice(series: Series, hands: Hands) -> None:
    made = session_acts.make_ahead(known.lock(series.id))
    db.session.commit()
    assert [each.occurrence_on.isoformat() for each in made] == ["2026-12-10", "2027-01-14"]
    assert made[0].starts_at == datetime(2026, 12, 10, 1, 0, tzinfo=UTC), "nine in Makassar"
    assert [(each.year, each.number) for each in made] == [(2026, 1), (2027, 1)]
    assert session_acts.make_ahead(known.lock(series.id)) == []
    hands.move(days=31)
    assert [each.occurrence_on.isoformat() for each in session_acts.make_ahead(known.lock(series.id))] == ["2027-02-11"]


def test_a_moved_session_leaves_no_gap_to_fill(series: Series, town: Town) -> None:
    first = session_acts.make_ahead(known.lock(series.id))[0]
    later = calendar.Plan(first.starts_at + timedelta(days=1), first.ends_at + timedelta(days=1), "hall", first.place)
    session_acts.move(first, later, "Gedung dipakai pemilihan.", by=town.actor("moderator"))
    db.session.commit()
    assert session_acts.make_ahead(known.lock(series.id)) == []


def test_a_session_carries_what_its_series_says(series: Series, town: Town) -> None:
    made = session_acts.make_ahead(known.lock(series.id))[0]
    assert (made.title, made.capacity, made.place) == (series.title, series.capacity, series.place)
    assert made.ends_at - made.starts_at == timedelta(minutes=120)
    assert (made.discuss_from, made.discuss_until) == (day("2026-11-26"), day("2026-12-17"))
    from forum.dialogues.queries import sessions

    assert {unit.id for unit in sessions.asked_units(made.id)} == {town.works.id, town.clinic.id}


def test_followers_of_a_series_hear_of_new_sessions(series: Series, town: Town) -> None:
    reader = town.people["resident"]
    notifications.follow(series.subject_id, account_id=reader.id)
    session_acts.make_ahead(known.lock(series.id))
    db.session.commit()
    said = [notices.read_notice(each) for each in notices.notices_of(reader.id)]
    assert [(each["step"], each["on"]) for each in said] == [("planned", "2027-01-14"), ("planned", "2026-12-10")]


def test_a_change_is_for_sessions_not_made_yet(series: Series, town: Town) -> None:
    made = session_acts.make_ahead(known.lock(series.id))
    changed = series_plan(town, title="Rembuk Kamis", begins="13:30", host_ids=(town.works.id,))
    series_acts.edit_series(known.lock(series.id), changed, by=town.actor("moderator"))
    db.session.commit()
    assert {each.title for each in made} == {"Forum Warga Contoh"}
    assert [unit.id for unit in known.asked_units(series.id)] == [town.works.id]


def test_a_closed_series_makes_nothing_more(series: Series, town: Town) -> None:
    series_acts.close_series(known.lock(series.id), by=town.actor("moderator"))
    db.session.commit()
    assert session_acts.make_ahead(known.lock(series.id)) == []
    with pytest.raises(SeriesClosed):
        series_acts.edit_series(series, series_plan(town), by=town.actor("moderator"))
    with pytest.raises(SeriesClosed):
        series_acts.close_series(series, by=town.actor("moderator"))


@pytest.mark.parametrize(
    ("choices", "fault"),
    [
        ({"place": " "}, "no-place"), ({"mode": "online"}, "no-link"), ({"mode": "hybrid"}, "no-link"),
        ({"mode": "online", "link": "http://temu.example/a"}, "bad-link"),
        ({"mode": "online", "link": "https://a:b@temu.example"}, "bad-link"),
        ({"mode": "online", "link": "javascript:alert(1)"}, "bad-link"),
        ({"begins": "25:00"}, "bad-clock"), ({"nth": 5}, "bad-rule"), ({"weekday": 7}, "bad-rule"),
        ({"minutes": 721}, "too-long"), ({"minutes": 10}, "ends-first"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(town: Town, choices: dict[str, object], fault: str) -> None:
    with pytest.raises(PlanRefused) as refused:
        series_acts.open_series(town.root, series_plan(town, **choices), by=town.actor("moderator"))
    assert refused.value.fault == fault
    assert refused.value.sentence()


def test_only_units_of_the_own_government_are_asked(town: Town) -> None:
    from forum.units.queries import find_root

    foreign = find_root(town.other.id)
    assert foreign is not None
    with pytest.raises(UnitNotOpen):
        series_acts.open_series(town.root, series_plan(town, host_ids=(foreign.id,)), by=town.actor("moderator"))


def test_every_step_is_in_the_ledger(series: Series, town: Town) -> None:
    made = session_acts.make_ahead(known.lock(series.id))[0]
    series_acts.close_series(known.lock(series.id), by=town.actor("moderator"))
    db.session.commit()
    assert [act.verb for act in acts_on(series.subject_id)] == ["open_series", "close_series"]
    planned = acts_on(made.subject_id)
    assert [(act.verb, act.role) for act in planned] == [("plan_session", "system")]
    assert all(act.leaf_index is not None for act in planned)
    assert db.session.get_one(Session, made.id).state == "planned"
