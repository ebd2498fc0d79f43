"""Who answered is shown for settled rounds only, and never so that one person could be told."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from forum.core.db import db
from forum.ratings.rules.makeup import SMALL, printable, printable_sum
from forum.units.models import Service
from tests.conftest import Hands
from tests.factories import Town
from tests.ratings.polled import answer, hold_round

IKM = "/unit/contoh/dpu/ikm"
tables = st.lists(st.lists(st.integers(0, 12), min_size=4, max_size=4), min_size=1, max_size=5).map(
    lambda rows: [{f"g{k}": count for k, count in enumerate(row)} for row in rows]
)


def fill(town: Town, women: int = 12, men: int = 7, untold: int = 0) -> None:
    for sex, count in (("perempuan", women), ("laki_laki", men), (None, untold)):
        for _ in range(count):
            answer(town, make_up={"sex": sex})


def sexes(page: str) -> str:
    return page.split("<caption>Jenis kelamin</caption>")[1].split("</table>", maxsplit=1)[0]


def test_groups_of_a_settled_round_are_shown(town: Town, client: FlaskClient) -> None:
    hold_round(town)
    fill(town)
    page = sexes(client.get(IKM).text)
    assert "12" in page.split("Perempuan</th>")[1].split("</tr>")[0]
    assert "7" in page.split("Laki-laki</th>")[1].split("</tr>")[0]
    assert "tidak ditampilkan" not in page


def test_small_groups_are_not_shown_and_cannot_be_computed(town: Town, client: FlaskClient) -> None:
    hold_round(town)
    fill(town, women=12, men=3)
    page = sexes(client.get(IKM).text)
    for group in ("Perempuan", "Laki-laki", "Tidak disebut"):
        assert "tidak ditampilkan" in page.split(f"{group}</th>")[1].split("</tr>")[0]
    assert ">12<" not in page


@pytest.mark.parametrize(("moment", "is_shown"), [(datetime(2026, 10, 31, 4, tzinfo=UTC), False),
                                                  (datetime(2026, 11, 1, 4, tzinfo=UTC), True)])  # fmt: skip
def test_a_round_shows_it_once_no_visit_of_it_can_be_answered_any_more(
    town: Town, client: FlaskClient, hands: Hands, moment: datetime, is_shown: bool
) -> None:
    hold_round(town)
    fill(town)
    hands.set(moment)
    page = client.get(IKM).text
    assert ("Perempuan</th>" in page) is is_shown
    assert ("Ditampilkan mulai 1 November 2026" in page) is not is_shown
    government = client.get("/ikm?kota=contoh").text
    assert ("Perempuan</th>" in government) is is_shown


def test_a_month_never_shows_it(town: Town, client: FlaskClient) -> None:
    hold_round(town)
    fill(town)
    page = client.get(f"{IKM}?periode=2026-08").text
    assert "Perempuan</th>" not in page
    assert "per periode survei, bukan per bulan" in page


def test_a_government_hides_what_would_betray_a_unit(town: Town, client: FlaskClient) -> None:
    held = hold_round(town)
    poli = Service(unit_id=town.clinic.id, name="Poli umum")
    db.session.add(poli)
    db.session.commit()
    fill(town, women=20, men=20)
    for sex, count in (("perempuan", 6), ("laki_laki", 2)):
        for _ in range(count):
            answer(town, service=poli, make_up={"sex": sex})
    page = sexes(client.get(f"/ikm?kota=contoh&periode=r{held.id}").text)
    assert "22" not in page  # less the 20 of the first unit it would tell the two
    assert page.count("tidak ditampilkan") == 3


@given(tables)
def test_a_sum_never_gives_away_what_one_table_hides(parts: list[dict[str, int]]) -> None:
    whole, shown = printable_sum(parts), [printable(part) for part in parts]
    sums = Counter({group: sum(part[group] for part in parts) for group in parts[0]})
    for group, count in whole.items():
        hiding = [part[group] for part, told in zip(parts, shown, strict=True) if told[group] is None]
        if count is not None:
            assert count == sums[group]
            assert not 0 < count < SMALL
            assert not hiding or (len(hiding) > 1 and sum(hiding) >= SMALL)
    hidden = [group for group, count in whole.items() if count is None]
    assert len(hidden) != 1  # the total stands beside: a single hidden group would be its rest
    if hidden:
        assert sum(sums[group] for group in hidden) >= SMALL or len(hidden) == len(whole)


def test_one_table_alone_is_printed_as_it_is() -> None:
    for counts in ([20, 30, 5], [1, 9, 9], [0, 0, 0], [4, 20, 30]):
        part = {str(k): count for k, count in enumerate(counts)}
        assert printable_sum([part]) == printable(part)
    assert printable_sum([]) == {}
