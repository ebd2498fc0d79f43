"""A monthly forum of Kota Contoh: its series, one planned session, one whose threads are open, one that runs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from forum.core import clock
from forum.core.db import db
from forum.dialogues.actions import series as series_acts
from forum.dialogues.actions import sessions as session_acts
from forum.dialogues.actions.series import SeriesPlan
from forum.dialogues.actions.sessions import SessionPlan
from forum.dialogues.models import Series, Session
from forum.dialogues.queries import sessions as known
from forum.dialogues.rules.calendar import Plan
from tests.conftest import Hands
from tests.factories import Town

HALL = "Baileo Warga, Jalan Contoh 1"


def series_plan(town: Town, **choices: object) -> SeriesPlan:
    """Every second Thursday at nine, in the hall; works and clinic are asked."""
    given = {"title": "Forum Warga Contoh", "theme": "Pelayanan sehari-hari", "nth": 2, "weekday": 3,
             "begins": "09:00", "minutes": 120, "mode": "hall", "place": HALL, "link": "", "capacity": 100,
             "opens_before": 14, "closes_after": 7, "host_ids": (town.works.id, town.clinic.id)}  # fmt: skip
    return SeriesPlan(**{**given, **choices})  # type: ignore[arg-type]


def session_plan(town: Town, days: float = 10, hours: float = 2, **choices: object) -> SessionPlan:
    """A meeting by hand, some days from now."""
    starts = clock.now() + timedelta(days=days)
    given = {"title": "Temu Warga", "theme": "Lampu jalan", "capacity": 50, "opens_before": 14, "closes_after": 7,
             "host_ids": (town.works.id,),
             "plan": Plan(starts, starts + timedelta(hours=hours), "hall", HALL)}  # fmt: skip
    return SessionPlan(**{**given, **choices})  # type: ignore[arg-type]


def make_session(town: Town, days: float = 10, **choices: object) -> Session:
    """A planned meeting of the government's root; its threads are open when it is at most 14 days away."""
    made = session_acts.plan_by_hand(town.root, session_plan(town, days, **choices), by=town.actor("moderator"))
    db.session.commit()
    return made


@pytest.fixture
def series(town: Town) -> Series:
    """An open series, without sessions yet."""
    made = series_acts.open_series(town.root, series_plan(town), by=town.actor("moderator"))
    db.session.commit()
    return made


@pytest.fixture
def session_(town: Town) -> Session:
    """A planned session in ten days; its threads are open (they open 14 days before)."""
    return make_session(town)


@pytest.fixture
def opened(town: Town, hands: Hands) -> Session:
    """A session that runs now."""
    made = make_session(town, days=1)
    hands.move(days=1)
    session_acts.begin(known.lock(made.id), by=town.actor("moderator"))
    db.session.commit()
    return made
