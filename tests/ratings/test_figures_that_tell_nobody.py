"""What who reads every figure before and after each answer can learn: never the marks of fewer than five."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from forum.core import clock, kept
from forum.core.db import db
from forum.ratings import report_sheets
from forum.ratings.actions import holding, waiting
from forum.ratings.models import Burst, Round, ServicePoint, TokenBlock
from forum.ratings.published import government_result, unit_result
from forum.ratings.queries import results, scoring
from forum.ratings.queries import waiting as known
from forum.ratings.queries.recording import answers_of_burst
from forum.ratings.rules import tokens
from forum.ratings.rules.results import Result
from forum.ratings.rules.waiting import LEAST, last_settled
from forum.units.models import Service
from tests.conftest import Hands
from tests.factories import Town
from tests.haste import lives
from tests.ratings.conftest import give, make_block, make_point, marked, token
from tests.ratings.polled import hold_round

acts = st.lists(
    st.one_of(
        st.tuples(st.just("token"), st.integers(1, 4), st.integers(0, 1), st.integers(1, 9)),
        st.tuples(st.just("open"), st.integers(1, 4), st.integers(0, 1), st.integers(1, 4)),
        st.tuples(st.just("decide"), st.booleans(), st.just(0), st.just(1)),
        st.tuples(st.just("pass"), st.integers(1, 40), st.just(0), st.just(1)),
    ),
    min_size=8,
    max_size=24,
)  # fmt: skip


class Reading(NamedTuple):
    """All the public figures at one moment: respondents and sums of marks, by where they are read."""

    sums: dict[str, tuple[int, ...]]
    visits: dict[tuple[int, str, int, int], int]


def read(town: Town, months: Sequence[str], made: Round) -> Reading:
    """As pages, files, frames and scores read them."""
    today = clock.today(town.government.zone)
    sums: dict[str, tuple[int, ...]] = {}
    for key in [*(month for month in months if month <= f"{today:%Y-%m}"), f"r{made.id}"]:
        whole = government_result(town.government.id, key, today)
        unit = unit_result(town.government.id, town.works.id, key, today)
        listed = results.every_unit(town.government.id)
        table = results.of_units([one.id for one in listed], key)
        lines = [report_sheets.unit_line(one, table.get(one.id) or Result({}), None) for one in listed]
        for one, line in zip(listed, lines, strict=True):
            in_file = dict(zip(report_sheets.unit_header(), line, strict=True))
            shown = table.get(one.id) or Result({})
            assert (in_file["IKM"], in_file["Responden"]) == (shown.figure, shown.received)
        places = {"government": whole.result, "unit": unit.result,
                  **{f"service {one.id}": one.result for one in unit.services}}  # fmt: skip
        for name, result in places.items():
            for source in ("token", "open", "paper"):
                part = result.part(source)
                sums[f"{key} {name} {source}"] = (part.n, *part.sums, *part.counts)
    headline = results.headline("unit", town.works.id, town.government.id, today)
    if headline:
        whole_unit = headline.result.counted
        sums[f"headline {headline.key}"] = (whole_unit.n, *whole_unit.sums, *whole_unit.counts)
    marks = scoring.marks_between(town.government.id, months).get(town.works.id)
    sums["score"] = (marks.n, *marks.sums, *marks.counts) if marks else (0,) * 19
    counted = scoring.visits_between(town.government.id, months[0], months[-1])
    visits = {(row.unit_id, row.month, row.total, row.answered): row.n for row in counted}
    return Reading(sums, visits)


@pytest.fixture
def second(town: Town) -> Service:
    other = Service(unit_id=town.works.id, name="Izin galian jalan", status="open")
    db.session.add(other)
    make_point(town)
    return other


@pytest.fixture
def made(town: Town) -> Round:
    return hold_round(town, date(2026, 11, 1), date(2026, 12, 31))


class Story:
    """Plays acts; after each, everything public is read anew and compared."""

    months = ("2026-11", "2026-12", "2027-01", "2027-02")

    def __init__(self, town: Town, services: tuple[Service, Service], made: Round, hands: Hands) -> None:
        self.town, self.services, self.made, self.hands = town, services, made, hands
        self.point = db.session.scalars(select(ServicePoint)).one()
        self.block: TokenBlock | None = None
        self.serial = 0
        self.before = read(town, self.months, made)

    def play(self, kind: str, value: int, which: int) -> None:
        self.town.service = self.services[which]
        if kind == "token":
            give(self.town, marks=marked(value, waktu=5 - value), token=self.next_token(), commit=False)
        elif kind == "open":
            give(self.town, marks=marked(value), commit=False)
        elif kind == "pass":
            self.hands.move(days=value)
        elif burst := db.session.scalars(select(Burst).where(Burst.state == "held")).first():
            few = bool(value) and self.comes_back_to_few(burst)
            holding.decide(burst, bool(value), "Diperiksa.", by=self.town.actor("moderator"))
            if few:
                self.before = read(self.town, self.months, self.made)

    def comes_back_to_few(self, burst: Burst) -> bool:
        """Decided only when its month was settled, and fewer than five in all: the same limit."""
        newest = last_settled(clock.today(self.town.government.zone))
        held = Counter(known.Cell.of(answer) for answer in answers_of_burst(burst.id))
        return any(
            cell.month <= newest and n < LEAST and not known.shown_in(cell) for cell, n in held.items()
        )  # fmt: skip

    def next_token(self) -> tokens.Token:
        today = clock.today(self.town.government.zone)
        if self.block is None or self.block.day != today:
            self.block = TokenBlock(
                ref=tokens.block_ref(os.urandom(4)), government_id=self.town.government.id, unit_id=self.point.unit_id,
                point_id=self.point.id, day=today, month=f"{today:%Y-%m}", size=500, used=0, issued_at=clock.now(),
            )  # fmt: skip
            db.session.add(self.block)
            db.session.flush()
            self.serial = 0
        self.serial += 1
        return token(self.block, self.serial)

    def settle(self) -> None:
        """What the worker does, looked at after each cell; one with fewer than five in all is the stated limit."""
        today = clock.today(self.town.government.zone)
        for cell in known.cells_until(self.town.government.id, last_settled(today)):
            is_few = known.waiting_in(cell) < LEAST and not known.shown_in(cell)
            waiting.settle_cell(cell)
            if is_few:
                self.before = read(self.town, self.months, self.made)
            self.look()

    def look(self) -> None:
        """Wherever a figure differs, it differs by five respondents or more; none is taken out again."""
        now = read(self.town, self.months, self.made)
        for place, after in now.sums.items():
            before = self.before.sums.get(place, (0,) * len(after))
            assert after == before or after[0] - before[0] >= LEAST, (place, before, after)
        come = sum(now.visits.values()) - sum(self.before.visits.values())
        assert now.visits == self.before.visits or come >= LEAST
        self.before = now


@settings(
    max_examples=lives(8), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)  # fmt: skip
@given(story=acts)
def test_no_two_readings_are_fewer_than_five_answers_apart(
    town: Town, second: Service, made: Round, hands: Hands, story: list[tuple[str, int, int, int]]
) -> None:
    began, first = hands.now, town.service
    told = Story(town, (first, second), made, hands)
    try:
        for kind, value, which, many in story:
            for _each in range(many):
                told.play(kind, value, which)
                told.look()
            told.settle()
        hands.move(days=100)
        told.settle()
    finally:
        db.session.rollback()
        town.service = first
        hands.set(began)


PUBLIC = ("/ikm.csv?kota=contoh", "/ikm?kota=contoh", "/unit/contoh/dpu/ikm", "/unit/contoh/dpu/ikm/widget",
          "/unit/contoh/dpu/ikm/lencana.svg", "/unit/contoh/dpu", "/?kota=contoh")  # fmt: skip


def figures(client: FlaskClient) -> dict[str, list[str]]:
    """Every number with decimals that anybody can read, by address."""
    return {address: re.findall(r"\d+[.,]\d\d\b", client.get(address).text) for address in PUBLIC}


def test_a_clerk_who_reads_before_and_after_one_visitor_learns_only_that_somebody_answered(
    town: Town, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "SECONDS", -1.0)  # what is kept for a minute is read anew
    block = make_block(town, make_point(town))
    for serial in range(1, 11):
        give(town, marks=marked(3), token=token(block, serial))
    before = figures(client)
    assert before["/unit/contoh/dpu/ikm"]
    assert before["/ikm.csv?kota=contoh"]
    for serial in range(11, 15):
        give(town, marks=marked(1, waktu=4), token=token(block, serial))
        assert figures(client) == before
    assert "14 responden, 9 di antaranya menunggu" in client.get("/unit/contoh/dpu/ikm").text
    give(town, marks=marked(1), token=token(block, 15))
    assert figures(client) == before  # the five that went in are those that waited longest: all threes
    assert "15 responden, 5 di antaranya menunggu" in client.get("/unit/contoh/dpu/ikm").text
