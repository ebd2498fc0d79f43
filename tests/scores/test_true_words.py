"""What the pages say about ranks, ranges and watching is what the rules do."""

from __future__ import annotations

from decimal import Decimal

import pytest
from flask.testing import FlaskClient

from forum.scores import words
from forum.scores.rules.ranks import surpasses
from forum.scores.rules.score import range_of
from forum.scores.rules.version import SURE
from tests.factories import Town

OVERLAPPING = ((Decimal("79.87"), Decimal("1.62")), (Decimal("73.78"), Decimal("2.66")))


pytestmark = pytest.mark.usefixtures("own_hands")


def test_overlapping_ranges_may_be_told_apart_and_no_page_says_otherwise(june: Town, client: FlaskClient) -> None:
    better, worse = OVERLAPPING
    assert range_of(*worse)[1] > range_of(*better)[0]
    assert surpasses(better, worse) >= SURE
    pages = [
        client.get(f"/rapor?kota={june.government.slug}").text,
        client.get("/rapor/metode").text,
        client.get(f"/unit/{june.government.slug}/{june.works.code}/rapor").text,
    ]
    for page in pages[:2]:
        assert "kemungkinan yang satu lebih baik sedikitnya 95 %" in page
    for page in pages:
        assert "rentangnya bertumpuk belum dapat dikatakan" not in page


def test_ranks_say_that_they_go_over_all_kinds(june: Town, client: FlaskClient) -> None:
    page = client.get(f"/rapor?kota={june.government.slug}&jenis={june.works.kind}").text
    assert "di antara unit segala jenis yang punya nilai" in page
    assert "apa pun jenisnya" in page
    assert "apa pun jenisnya" in client.get("/rapor/metode").text


def test_the_comparison_says_what_each_unit_lacks(june: Town, client: FlaskClient) -> None:
    page = client.get(f"/rapor?kota={june.government.slug}&jenis={june.clinic.kind}").text
    assert "bukti sesedikit ini" not in page
    assert "Masih kurang 10 laporan dengan tenggat jawaban, dan 20 bukti seluruhnya." in page


def test_of_tokens_only_what_is_there_is_promised() -> None:
    said = str(words.LIMITS["own_tokens"])
    assert "tidak diperiksa" in said
    assert "tidak ada pemeriksaan mendadak" in said
    assert "mengawasinya" not in said


def test_a_range_with_few_peers_says_that_it_holds_less(june: Town, client: FlaskClient) -> None:
    page = client.get(f"/unit/{june.government.slug}/{june.works.code}/rapor").text
    assert "84 sampai 88 dari 100 kali" in page


@pytest.mark.parametrize(
    "said",
    [
        "dipindahkan ke unit lain dengan persetujuan moderator",
        "sudah ditandai selesai tetapi pelapornya diam",
        "seribu kali di sekitar bobot kami",
        "delapan bulan berturut-turut",
        "kurang dari 1 dari 1.000",
        "90 hari sekali",
        "empat kali rata-rata hariannya selama 28 hari",
    ],
)
def test_the_method_page_says_every_rule(said: str, town: Town, client: FlaskClient) -> None:
    assert said in client.get("/rapor/metode").text
