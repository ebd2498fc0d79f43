"""The chart of twelve months: months are named, a month without trials is a gap, a part without a chart says so."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient

from forum.core.db import db
from forum.scores import figures
from forum.scores.actions import closing, signalling
from forum.scores.rules.months import shifted
from forum.scores.rules.trend import chart
from tests.conftest import Hands
from tests.factories import Town
from tests.scores.test_months import a_month_of_work

YEAR = [shifted("2026-09", by) for by in range(-11, 1)]
DRAWN = """{% from "scores/_range.html" import trend_chart %}{{ trend_chart(chart, "Tren", year, short_month) }}"""


def drawn(app: Flask, without: set[int]) -> str:
    given = [(month, 8.0, 10.0) for number, month in enumerate(YEAR) if number not in without]
    with app.test_request_context("/"):
        return render_template_string(
            DRAWN, chart=signalling._chart(chart(given)), year=YEAR, short_month=figures.short_month
        )


def run_of(svg: str) -> str:
    found = re.search(r'class="run" d="([^"]+)"', svg)
    assert found
    return found[1]


def test_a_month_without_trials_breaks_the_line(app: Flask, town: Town) -> None:
    whole, gapped = run_of(drawn(app, set())), run_of(drawn(app, {6}))
    assert (whole.count("M"), whole.count("L")) == (1, 11)
    assert (gapped.count("M"), gapped.count("L")) == (2, 9)
    assert gapped.startswith("M52.0 ")
    assert "M260.6 " in gapped  # the eighth month stands where it would without the gap
    assert "L260.6 " in whole


def test_a_month_between_two_gaps_is_still_seen(app: Flask, town: Town) -> None:
    assert "h6" in run_of(drawn(app, {1, 3}))
    assert "h6" not in run_of(drawn(app, {3}))


def test_months_and_percents_are_named(app: Flask, town: Town) -> None:
    svg = drawn(app, {4})
    for said in ("Okt 2025", "Mar 2026", "Sep 2026", "0 %", ">100<"):
        assert said in svg


@pytest.mark.parametrize("part", ["Jawaban pertama", "Penyelesaian", "Kepuasan (SKM)", "Komitmen"])
def test_each_part_without_eight_months_says_so(part: str, town: Town, client: FlaskClient, hands: Hands) -> None:
    from tests.scores import test_months

    test_months._hands = hands
    a_month_of_work(town, 3)
    hands.set(datetime(2026, 6, 1, 2, tzinfo=UTC) + timedelta(days=40))
    closing.refresh(town.government)
    db.session.commit()
    page = client.get(f"/unit/{town.government.slug}/{town.works.code}/rapor?bulan=2026-06").text
    assert f'<strong>{part}</strong> <span class="quiet">belum ada grafik' in page
