"""A stranger with the scorecard alone adds it up again to the number that is shown."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings

from forum.core.db import db
from forum.scores import figures
from forum.scores.actions.computing import _parts
from forum.scores.models import UnitScore
from forum.scores.rules import Evidence
from tests.factories import Town
from tests.haste import lives
from tests.scores.cases import months, scored
from tests.scores.test_months import a_month_of_work, published, score_of

CENT = Decimal("0.01")


pytestmark = pytest.mark.usefixtures("own_hands")


def number(said: str) -> Decimal:
    return Decimal(said.replace(",", "."))


def cells_of(page: str) -> dict[str, list[Decimal]]:
    table = re.search(r"<table[^>]*><caption>Angka lengkap.*?</table>", page, re.DOTALL)
    assert table
    rows = re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', table[0])
    return {name: [number(cell) for cell in re.findall(r"<span>(.*?)</span>", cells)] for name, cells in rows}


def test_the_cards_figures_add_up_to_the_shown_score(town: Town, client: FlaskClient) -> None:
    a_month_of_work(town)
    row = published(town)
    page = client.get(f"/unit/{town.government.slug}/{town.works.code}/rapor?bulan=2026-06").text
    whole = Decimal()
    for s, n, prior, strength, mean, weight, adds in cells_of(page).values():
        again = (prior * strength + s) / (strength + n)
        assert again == pytest.approx(mean, abs=Decimal("0.000002"))
        assert 100 * weight * again == pytest.approx(adds, abs=Decimal("0.0001"))
        whole += adds
    shown = re.search(r"Tepatnya (\d+,\d\d)", page)
    assert shown
    assert whole.quantize(CENT, ROUND_HALF_UP) == number(shown[1])
    assert score_of(row, town.works).points == 100 * number(shown[1])


def test_the_card_says_how_overdue_cases_weigh(town: Town, client: FlaskClient) -> None:
    a_month_of_work(town)
    published(town)
    page = client.get(f"/unit/{town.government.slug}/{town.works.code}/rapor?bulan=2026-06").text
    said = re.search(r"(\d+) terjawab \+ q × (\d+) lewat tenggat; q = (\d+) terjawab dari (\d+) .*? = (0,\d{6})", page)
    assert said
    answered, overdue, of, done = map(int, said.groups()[:4])
    assert number(said[5]) == pytest.approx(Decimal(of) / done, abs=Decimal("0.000001"))
    n = cells_of(page)["Penyelesaian"][1]
    assert n == pytest.approx(answered + number(said[5]) * overdue, abs=Decimal("0.00001"))


@settings(max_examples=lives(60), deadline=None)
@given(months())
def test_of_any_month_the_full_parts_round_to_the_score(evidence: list[Evidence]) -> None:
    for one in scored(evidence).units.values():
        parts = _parts(one)
        if one.total is None:
            assert not any("full" in part for part in parts.values())
        else:
            whole = sum((Decimal(part["full"]["adds"]) for part in parts.values()), Decimal())
            assert abs(whole - one.total) <= Decimal("0.005002")


def test_a_unit_without_enough_shows_no_figure_to_add_up(town: Town, client: FlaskClient) -> None:
    a_month_of_work(town, 4)
    published(town)
    page = client.get(f"/unit/{town.government.slug}/{town.works.code}/rapor?bulan=2026-06").text
    assert "Data belum cukup" in page
    assert "Menyumbang" not in page
    assert "Setelah ditarik" not in page


def test_a_month_kept_before_says_that_its_parts_are_rounded(town: Town) -> None:
    kept = {"mean": "79.85", "s": "3.00", "n": "4.00", "only_prior": False, "group": "kind", "peers": 8}
    score = UnitScore(detail={"parts": dict.fromkeys("rkpc", kept)})
    shown = figures.Shown(lambda: score)
    assert shown.whole == ""
    assert [part.adds for part in shown.parts] == ["23,96", "23,96", "19,96", "11,98"]
    db.session.rollback()
