"""Counting anew gives what was counted as the answers came: any order of answers, tokens, bursts and decisions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from forum.core import clock
from forum.core.db import Base, db
from forum.ratings.actions import holding, rebuilding
from forum.ratings.models import Burst, Round, ServicePoint, TokenBlock
from forum.ratings.rules.makeup import AGES, OCCUPATIONS
from tests.conftest import Hands
from tests.factories import Town
from tests.haste import lives
from tests.ratings.conftest import TODAY, give, make_block, make_point, marked, token

acts = st.lists(
    st.one_of(
        st.tuples(st.just("open"), st.integers(1, 4), st.sampled_from([None, *AGES])),
        st.tuples(st.just("token"), st.integers(1, 4), st.sampled_from([None, *OCCUPATIONS])),
        st.tuples(st.just("paper"), st.integers(1, 4), st.integers(0, 40)),
        st.tuples(st.just("few"), st.integers(1, 4), st.none()),
        st.tuples(st.just("decide"), st.booleans(), st.none()),
        st.tuples(st.just("wait"), st.integers(1, 30), st.none()),
    ),
    min_size=1,
    max_size=30,
)


def tallies() -> dict[str, list[tuple[Any, ...]]]:
    """Every counter that is not zero."""
    found = {}
    for table in rebuilding.TALLIES:
        rows = db.session.execute(select(*table.__table__.c)).all()
        counters = [c.name for c in table.__table__.c if c.name == "n" or c.name.endswith(("_n", "_sum"))]
        shown = [tuple(row) for row in rows if any(getattr(row, name) for name in counters)]
        found[table.__tablename__] = sorted(shown, key=str)
    return found


def play(town: Town, block: TokenBlock, hands: Hands, story: list[tuple[Any, Any, Any]]) -> None:
    serial = block.used
    for kind, value, more in story:
        if kind == "wait":
            hands.move(hours=value)
        elif kind == "decide":
            burst = db.session.scalars(select(Burst).where(Burst.state == "held")).first()
            if burst:
                holding.decide(burst, value, "Diperiksa.", by=town.actor("moderator"))
        elif kind == "token":
            if clock.today("Asia/Makassar") <= block.day + timedelta(days=30):
                serial += 1
                give(town, marks=marked(value), token=token(block, serial), make_up={"occupation": more}, commit=False)
        elif kind == "paper":
            day = clock.today("Asia/Makassar") - timedelta(days=more)
            give(town, marks=marked(value), channel="paper", visited_on=day, commit=False)
        elif kind == "few":
            give(town, marks=marked(None, waktu=value), commit=False)
        else:
            give(town, marks=marked(value), make_up={"age": more}, commit=False)


@pytest.fixture
def block(town: Town) -> TokenBlock:
    db.session.add(Round(government_id=town.government.id, title="Semester 2", starts_on=TODAY - timedelta(days=20),
                         ends_on=TODAY + timedelta(days=5), made_at=clock.now()))  # fmt: skip
    point = make_point(town)
    assert db.session.get(ServicePoint, point.id) is point
    return make_block(town, point, size=2000)


@settings(max_examples=lives(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=acts)
def test_counting_anew_gives_the_same(town: Town, block: TokenBlock, hands: Hands, story: list[Any]) -> None:
    began = hands.now
    play(town, block, hands, story)
    db.session.flush()
    kept = tallies()
    rebuilding.rebuild()
    assert tallies() == kept
    db.session.rollback()
    hands.set(began)


def test_a_command_mends_what_was_spoilt(app: Flask, town: Town, block: TokenBlock) -> None:
    for serial in range(1, 4):
        give(town, token=token(block, serial))
    kept = tallies()
    table: type[Base]
    for table in rebuilding.TALLIES:
        db.session.execute(table.__table__.update().values(n=99))
    db.session.commit()
    done = app.test_cli_runner().invoke(args=["rebuild-ratings"])
    assert done.exit_code == 0, done.output
    assert tallies() == kept
