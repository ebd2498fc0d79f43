"""The list behind a figure holds what the figure counts; of a locked month it says what changed since."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.commitments.actions import keeping
from forum.complaints.actions import reporting
from forum.complaints.models import Complaint
from forum.complaints.queries import cases
from forum.core import clock
from forum.core.db import db
from forum.ratings.actions import recording, waiting
from forum.ratings.actions.recording import Given
from forum.ratings.rules.elements import ELEMENTS
from forum.ratings.rules.tokens import Token
from forum.scores.actions import closing
from forum.scores.queries import cards, locked
from tests.commitments.promises import accepted, agreed, claimed
from tests.complaints.counting import statements
from tests.conftest import Hands
from tests.factories import Town, day
from tests.ratings.conftest import make_block, make_point
from tests.scores.test_months import LATER, a_month_of_work, published

VISITED = day("2026-11-18")


pytestmark = pytest.mark.usefixtures("own_hands")


@pytest.fixture
def june(town: Town, hands: Hands) -> Town:
    """June is published; it is September."""
    a_month_of_work(town)
    complaint = db.session.scalars(select(Complaint).where(Complaint.state == "resolved")).first()
    assert complaint is not None
    reporting.dispute(cases.lock(complaint.id), "Ternyata lampunya mati lagi.")
    db.session.commit()
    published(town)
    hands.set(LATER)
    return town


def listed(client: FlaskClient, address: str) -> list[str]:
    found = re.findall(r'<li class="case">.*?<p class="meta"><span>(.*?)</span>', client.get(address).text, re.DOTALL)
    return sorted(found)


def links(client: FlaskClient, town: Town) -> dict[str, str]:
    page = client.get(f"/unit/{town.government.slug}/{town.works.code}/rapor?bulan=2026-06").text
    found = re.findall(r'<a href="([^"]*/rapor/bukti/[^"]*)">(.*?)</a>', page)
    return {words: address.replace("&amp;", "&") for address, words in found}


def test_s_of_n_opens_all_n(june: Town, client: FlaskClient) -> None:
    found = links(client, june)
    for words in ("10 dari 15 dijawab tepat waktu", "5 dari 6 diakui selesai oleh pelapor"):
        assert len(listed(client, found[words])) == int(words.split()[2]), words
    outcomes = listed(client, found["5 dari 6 diakui selesai oleh pelapor"])
    assert outcomes.count("Diakui selesai oleh pelapor") == 5


def test_what_is_left_out_is_not_among_what_counts(june: Town, client: FlaskClient) -> None:
    """Four silent ones stand behind their own number."""
    found = links(client, june)
    assert not any("tidak menjawab" in said for said in listed(client, found["5 dari 6 diakui selesai oleh pelapor"]))
    assert len(listed(client, found["4"])) == 4


def test_a_locked_figure_and_its_list_agree_and_that_is_said(june: Town, client: FlaskClient) -> None:
    for address in links(client, june).values():
        assert "Banyaknya hari ini sama dengan rapor yang dikunci" in client.get(address).text
        assert "versi=1" in address


def test_what_changed_after_the_lock_is_named(june: Town, client: FlaskClient) -> None:
    address = links(client, june)["5 dari 6 diakui selesai oleh pelapor"]
    silent = db.session.scalars(select(Complaint).where(Complaint.state == "resolved")).first()
    assert silent is not None
    reporting.dispute(cases.lock(silent.id), "Lampu yang ini juga mati lagi.")
    db.session.commit()
    page = client.get(address).text
    assert "dikunci pada" in page
    assert "belum selesai, atau dibuka kembali dalam 14 hari: di rapor 1, sekarang 2" in page
    assert "pelapor tidak menjawab: di rapor 4, sekarang 3" in page
    assert "Banyaknya hari ini sama" not in page


def test_a_list_takes_few_statements(june: Town, client: FlaskClient) -> None:
    for part in "rkpc":
        address = f"/unit/{june.government.slug}/{june.works.code}/rapor/bukti/{part}?bulan=2026-06&versi=1"
        client.get(address)
        with statements() as sent:
            assert client.get(address).status_code == 200
        assert len(sent) <= 4, part


def test_a_version_that_is_not_there_is_404(june: Town, client: FlaskClient) -> None:
    address = f"/unit/{june.government.slug}/{june.works.code}/rapor/bukti/r?bulan=2026-06"
    assert client.get(f"{address}&versi=1").status_code == 200
    assert client.get(f"{address}&versi=2").status_code == 404
    assert client.get(f"{address.replace('bukti/r', 'bukti/p')}&hasil=counted").status_code == 404


def test_changes_are_those_outcomes_that_differ() -> None:
    then, now = {"met": 8, "failed_r": 7, "merged": 1}, {"met": 9, "failed_r": 7, "referred": 1}
    assert locked.changes(then, now) == [("merged", 1, 0), ("met", 8, 9), ("referred", 0, 1)]


def test_commitments_count_from_the_day_after_their_date_and_not_when_let_go(town: Town, hands: Hands) -> None:
    made = {name: claimed(town, days=5) for name in ("kept", "withdrawn", "early")}
    made["unkept"], made["ahead"] = accepted(town, days=2), accepted(town, days=11)
    keeping.settle(made["kept"], "keep", "Bukti lengkap.", by=town.actor("moderator"))
    keeping.withdraw(made["withdrawn"], agreed(), "Tidak perlu lagi.", by=town.actor("moderator"))
    hands.move(days=7)
    db.session.commit()
    today = clock.today("Asia/Makassar")

    def found(outcome: str) -> set[str]:
        rows = cards.evidence_page(town.government.id, town.works.id, "c", "2026-11", outcome, "", today).rows
        return {row.outcome for row in rows}

    counted = cards.evidence_page(town.government.id, town.works.id, "c", "2026-11", "counted", "", today).rows
    assert len(counted) == 3
    assert "withdrawn" not in found("counted")
    assert found("withdrawn") == {"withdrawn"}
    assert len(cards.evidence_page(town.government.id, town.works.id, "c", "2026-11", "", "", today).rows) == 5
    now = locked.now_of(town.government.id, town.works.id, "c", ["2026-09", "2026-10", "2026-11"], today)
    assert now == {"kept": 1, "failed_c": 2, "withdrawn": 1}


def test_the_cards_ikm_says_its_three_months_and_leads_to_each(town: Town, client: FlaskClient, hands: Hands) -> None:
    point = make_point(town)
    for _turn in range(6):
        block = make_block(town, point, day=VISITED, size=1)
        given = Given(dict.fromkeys(ELEMENTS, 3), "web", VISITED, token=Token(block.ref, 1, VISITED, 1))
        recording.rate(given, town.government, town.works, town.service)
    recording.rate(Given(dict.fromkeys(ELEMENTS, 4), "paper", VISITED), town.government, town.works, town.service)
    hands.set(datetime(2027, 1, 2, 4, tzinfo=UTC))
    waiting.settle(town.government)
    closing.refresh(town.government)
    db.session.commit()
    page = client.get("/unit/contoh/dpu/rapor?bulan=2026-11").text
    assert "tiga bulan: September 2026 sampai November 2026" in page
    months = re.findall(r'href="(/unit/contoh/dpu/ikm\?periode=(2026-\d\d))"', page)
    assert [month for _, month in months] == ["2026-09", "2026-10", "2026-11"]
    assert all(client.get(address).status_code == 200 for address, _ in months)
    assert re.search(r'Kepuasan \(SKM\): Lembar kertas.*?<a href="/unit/contoh/dpu/ikm">1</a>', page, re.DOTALL)
