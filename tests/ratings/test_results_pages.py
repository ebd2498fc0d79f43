"""The IKM of a unit and of a government, from real answers through the kept counts to the page."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.core.db import db
from forum.ratings.actions import holding
from forum.ratings.models import Burst
from forum.ratings.published import UnknownPeriod, unit_result
from forum.ratings.queries import results
from forum.ratings.rules import skm
from forum.ratings.rules.elements import ELEMENTS
from forum.units.models import Service
from tests.complaints.counting import plan_of, statements
from tests.conftest import Hands
from tests.factories import Town, make_unit
from tests.ratings.polled import answer, answers, hold_round
from tests.ratings.test_skm_arithmetic import QUARTER, sekadau

TODAY = date(2026, 11, 18)
IKM = "/unit/contoh/dpu/ikm"


def spread_of(totals: list[int], n: int) -> list[list[int]]:
    """Answers of `n` respondents that add up to these totals."""
    columns = []
    for total in totals:
        low, more = divmod(total, n)
        columns.append([low + 1] * more + [low] * (n - more))
    return [list(row) for row in zip(*columns, strict=True)]


def test_49_real_respondents_give_the_published_figure(town: Town, client: FlaskClient) -> None:
    held = hold_round(town, population=56)
    answers(town, sekadau())
    page = client.get(f"{IKM}?periode=r{held.id}").text
    assert "<strong>78,74</strong>" in page
    assert "mutu B (baik)" in page
    assert "49 responden" in page
    assert "Supaya mewakili 56 pengguna, perlu paling sedikit 49 responden." in page
    assert "Sampel cukup" in page
    assert "78,66" in page  # with the printed weight


def test_a_quarter_of_29_respondents_gives_the_published_figure(town: Town, client: FlaskClient) -> None:
    held = hold_round(town, population=100)
    answers(town, spread_of(QUARTER, 29))
    page = client.get(f"{IKM}?periode=r{held.id}").text
    assert "<strong>91,48</strong>" in page
    assert "mutu A (sangat baik)" in page
    assert "kurang 51 responden" in page


def test_the_table_holds_each_element_with_its_mean_grade_and_number(town: Town, client: FlaskClient) -> None:
    hold_round(town)
    answers(town, [[4, 3, None, 2, 3, 3, 3, 3, 3], [4, 3, 2, 1, 3, 3, 3, 3, 3]])
    page = client.get(IKM).text
    row = page.split('scope="row">Biaya atau tarif')[1].split("</tr>")[0]
    assert re.findall(r"<span>(.*?)</span>", row) == ["1,50", "37,50", "D", "2"]
    row = page.split('scope="row">Waktu pelayanan')[1].split("</tr>")[0]
    assert re.findall(r"<span>(.*?)</span>", row) == ["2,00", "50,00", "D", "1"]
    assert "Paling lemah: biaya atau tarif, waktu pelayanan" in page


def test_an_element_nobody_answered_is_named(town: Town, client: FlaskClient) -> None:
    hold_round(town)
    answers(town, [[3, 3, 3, None, 3, 3, 3, 3, 3]] * 2)
    page = client.get(IKM).text
    assert "IKM tidak dapat dihitung" in page
    assert "Belum ada jawaban untuk biaya atau tarif" in page
    assert "tidak dapat dihitung: belum ada jawaban untuk biaya atau tarif" in client.get("/ikm?kota=contoh").text


def shown_under(label: str, page: str) -> str:
    held = re.search(rf"<dt>{label}</dt><dd class=\"value \">(\d+)", page)
    assert held is not None, label
    return held[1]


def test_while_all_wait_there_is_no_figure_but_how_many_more(town: Town, client: FlaskClient) -> None:
    for _each in range(4):
        answer(town, [4] * 9, on=TODAY, channel="web")
    page = client.get(IKM).text
    assert "IKM belum ditampilkan" in page
    assert "Ada 4 jawaban, semuanya masih menunggu." in page
    assert "paling sedikit 6 lagi" in page
    assert "100,00" not in page
    table = client.get("/ikm?kota=contoh").text
    assert "4 (4 menunggu)" in table
    assert "100,00" not in table


def test_the_csv_tells_who_waits_and_never_what_they_marked(town: Town, client: FlaskClient) -> None:
    for _each in range(4):
        answer(town, [4] * 9, on=TODAY, channel="web")
    header, works = (line.split(";" if ";" in line else ",") for line in
                     client.get("/ikm.csv?kota=contoh").text.lstrip("\ufeff").splitlines()
                     if line.startswith(("Kode unit", "dpu")))  # fmt: skip
    row = dict(zip(header, works, strict=True))
    assert (row["Responden"], row["Menunggu"], row["IKM"], row["Tanpa kode"]) == ("4", "4", "", "0")


def test_the_last_figure_stands_until_the_new_round_has_one(town: Town, client: FlaskClient) -> None:
    hold_round(town)
    hold_round(town, date(2026, 10, 1), date(2026, 12, 31), "Triwulan IV 2026")
    answers(town, [[4] * 9] * 3)
    answer(town, [1] * 9, on=TODAY, channel="web")
    page = client.get(IKM).text
    assert "<strong>100,00</strong>" in page
    assert "Triwulan IV 2026, 1 responden</option>" in page
    headline = results.headline("unit", town.works.id, town.government.id, TODAY)
    assert headline is not None
    assert headline.round_title == "Triwulan III 2026"


def test_a_round_that_is_being_filled_shows_nothing_yet(town: Town, client: FlaskClient) -> None:
    held = hold_round(town)
    answers(town, [[4] * 9] * 3)
    assert "100,00" in client.get(f"{IKM}?periode=r{held.id}").text
    held.count_until = held.counted_to + 1
    db.session.commit()
    for page in (f"{IKM}?periode=r{held.id}", f"/ikm?kota=contoh&periode=r{held.id}"):
        assert "100,00" not in client.get(page).text
        assert "Jawaban lama sedang dimasukkan ke periode ini" in client.get(page).text
    headline = results.headline("unit", town.works.id, town.government.id, TODAY)
    assert headline is not None
    assert headline.key == "2026-08"


def test_sources_stand_apart_and_the_held_are_told(town: Town, client: FlaskClient, hands: Hands) -> None:
    hold_round(town, date(2026, 10, 1), date(2026, 12, 31), "Triwulan IV 2026")
    answers(town, [[4] * 9] * 3, on=TODAY)
    answers(town, [[2] * 9] * 5, on=TODAY, channel="web")
    hands.move(days=2)
    answers(town, [[2] * 9] * 5, on=TODAY, channel="web")
    page = client.get(IKM).text
    assert "IKM dari jawaban ini saja: 50,00" in page
    assert "Ditahan" not in page
    assert "dari 13 responden, 5 di antaranya menunggu" in page
    assert "Nilai dari 5 jawaban menunggu sampai cukup banyak agar tak seorang pun terbaca" in page
    assert shown_under("Menunggu", page) == "5"
    answers(town, [[1] * 9], on=TODAY, channel="web")  # the sixth in a day: what is not in a figure and may go is held
    page = client.get(IKM).text
    assert "<strong>68,75</strong>" in page
    assert shown_under("Menunggu", page) == "5"
    assert shown_under("Ditahan", page) == "1"
    holding.decide(db.session.query(Burst).one(), False, "Dari satu gawai.", by=town.actor("moderator"))
    db.session.commit()
    page = client.get(IKM).text
    assert "<dt>Dikeluarkan</dt>" in page
    assert "<dt>Ditahan</dt>" not in page


def test_the_last_round_is_compared_in_words(town: Town, client: FlaskClient) -> None:
    hold_round(town, date(2026, 4, 1), date(2026, 6, 30), "Triwulan II 2026")
    now = hold_round(town)
    answers(town, [[3] * 9] * 2, on=date(2026, 5, 5))
    answers(town, [[4, 3, 2, 3, 3, 3, 3, 3, 3]] * 2)
    page = client.get(f"{IKM}?periode=r{now.id}").text
    assert "Dibanding Triwulan II 2026: tetap" in page
    assert "naik 25,00" in page.split('scope="row">Persyaratan')[1].split("</tr>")[0]
    assert "turun 25,00" in page.split('scope="row">Waktu pelayanan')[1].split("</tr>")[0]


def test_without_a_round_the_newest_month_is_shown(town: Town, client: FlaskClient) -> None:
    answer(town, [2] * 9, on=date(2026, 7, 3))
    answer(town, [4] * 9, on=date(2026, 9, 3))
    page = client.get(IKM).text
    assert "September 2026" in page
    assert "<strong>100,00</strong>" in page
    assert "<strong>50,00</strong>" in client.get(f"{IKM}?periode=2026-07").text


@pytest.mark.parametrize("asked", ["r999", "2026-13", "2027-01", "r0", "x", "2026-9", "r1; drop", "r12345678901"])
def test_no_such_period_is_404(town: Town, client: FlaskClient, asked: str) -> None:
    hold_round(town)
    assert client.get(f"{IKM}?periode={asked}").status_code == 404
    assert client.get(f"/ikm?kota=contoh&periode={asked}").status_code == 404


def test_a_round_of_another_government_is_404(town: Town, client: FlaskClient) -> None:
    held = hold_round(town)
    assert client.get(f"/ikm?kota=lain&periode=r{held.id}").status_code == 404
    with pytest.raises(UnknownPeriod):
        unit_result(town.other.id, town.works.id, f"r{held.id}", TODAY)


def test_a_unit_without_answers_says_what_will_stand_there(town: Town, client: FlaskClient) -> None:
    page = client.get("/unit/contoh/pkm-melati/ikm").text
    assert "Belum ada jawaban yang dihitung" in page
    assert "laporan.pdf" not in page
    assert client.get("/unit/contoh/tidak-ada/ikm").status_code == 404


def test_services_stand_with_their_own_figure(town: Town, client: FlaskClient) -> None:
    other = Service(unit_id=town.works.id, name="Izin galian")
    closed = Service(unit_id=town.works.id, name="Layanan lama", status="closed")
    db.session.add_all([other, closed])
    db.session.commit()
    answer(town, [4] * 9)
    answer(town, [2] * 9, service=other)
    page = client.get(IKM).text.split('id="per-layanan"')[1].split("</section>")[0]
    assert "50,00" in page.split("Izin galian")[1].split("</tr>")[0]
    assert "100,00" in page.split("Perbaikan lampu jalan")[1].split("</tr>")[0]
    assert "Layanan lama" not in page


def test_a_government_lists_every_serving_unit_without_rank(town: Town, client: FlaskClient) -> None:
    hold_round(town, population=1000)
    db.session.add(Service(unit_id=town.clinic.id, name="Poli umum"))
    db.session.commit()
    answers(town, [[4] * 9] * 2)
    page = client.get("/ikm?kota=contoh").text
    table = page.split('id="unit"')[1].split("</section>")[0]
    assert table.index("Dinas Pekerjaan Umum") < table.index("Puskesmas Melati")
    assert "100,00" in table.split("Dinas Pekerjaan Umum")[1].split("</tr>")[0]
    assert "kurang 276 responden" in table
    assert "belum ada jawaban" in table.split("Puskesmas Melati")[1].split("</tr>")[0]
    assert "UPTD Jalan Timur" not in table  # gives no service, so nobody can rate it
    only = client.get("/ikm?kota=contoh&jenis=puskesmas").text.split('id="unit"')[1]
    assert "Dinas Pekerjaan Umum</a>" not in only
    assert client.get("/ikm?kota=contoh&jenis=istana").status_code == 404
    assert client.get("/ikm?kota=contoh&hal=xx").status_code == 404


def test_the_units_of_a_government_come_in_pages(town: Town, client: FlaskClient) -> None:
    for k in range(45):
        unit = make_unit(town.government, town.root, f"kel-{k:02}", "kelurahan", f"Kelurahan {k:02}")
        db.session.add(Service(unit_id=unit.id, name="Surat pengantar"))
    db.session.commit()
    address, names = "/ikm?kota=contoh&jenis=kelurahan", []
    for _page in range(4):
        page = client.get(address).text
        names += re.findall(r"Kelurahan \d\d(?=</a>)", page)
        onward = re.search(r'rel="next" href="([^"]+)"', page)
        if onward is None:
            break
        address = onward[1].replace("&amp;", "&")
    assert names == [f"Kelurahan {k:02}" for k in range(45)]


def test_the_file_of_all_units_is_a_table_to_compute_with(town: Town, client: FlaskClient) -> None:
    hold_round(town, population=1000)
    answers(town, sekadau()[:10])
    sent = client.get("/ikm.csv?kota=contoh")
    lines = sent.text.lstrip("\ufeff").splitlines()
    assert sent.headers["Content-Type"].startswith("text/csv")
    assert lines[0].startswith("Kode unit,Unit,Jenis,IKM,Mutu,Responden")
    assert lines[1].startswith("dpu,Dinas Pekerjaan Umum,Dinas,")
    assert len(lines) == 2


answer_rows = st.lists(
    st.lists(st.one_of(st.none(), st.integers(1, 4)), min_size=9, max_size=9).filter(any),
    min_size=1, max_size=12,
)  # fmt: skip


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=answer_rows, month=st.integers(1, 10))
def test_the_page_says_what_an_independent_count_says(
    town: Town, client: FlaskClient, rows: list[list[int | None]], month: int
) -> None:
    seen = db.session.query(results.SkmTally).filter_by(scope="unit", period=f"2026-{month:02}").count()
    if seen:  # an earlier example filled this month
        return
    answers(town, rows, on=date(2026, month, 7))
    columns = [[row[k] for row in rows if row[k] is not None] for k in range(len(ELEMENTS))]
    page = client.get(f"{IKM}?periode=2026-{month:02}").text
    if not all(columns):
        assert "IKM tidak dapat dihitung" in page
        return
    value = sum(Fraction(sum(column), len(column)) for column in columns) / 9 * 25
    figure = Decimal(int(value * 100 + Fraction(1, 2))) / 100
    assert f"<strong>{figure:.2f}</strong>".replace(".", ",") in page
    assert f"mutu {skm.grade(figure)} " in page


def test_a_page_costs_the_same_with_ten_times_the_answers(town: Town, client: FlaskClient) -> None:
    hold_round(town)
    answers(town, sekadau()[:2])
    client.get(IKM)  # the places are read once
    counts = []
    for _ in range(2):
        for address in (IKM, "/ikm?kota=contoh"):
            with statements() as sent:
                assert client.get(address).status_code == 200
            counts.append(len(sent))
        answers(town, sekadau()[:20])
    assert counts[:2] == counts[2:]
    assert max(counts) <= 8


def test_a_units_page_takes_four_statements(town: Town, client: FlaskClient) -> None:
    hold_round(town, date(2026, 10, 1), date(2026, 12, 31), population=100)
    answers(town, sekadau()[:2], on=TODAY)
    client.get(IKM)  # the places are read once
    with statements() as sent:
        page = client.get(IKM).text
    assert "mewakili 100 pengguna" in page
    assert len([statement for statement in sent if statement.startswith("SELECT")]) <= 4


def test_results_are_found_by_keys(town: Town) -> None:
    hold_round(town)
    answers(town, sekadau()[:3])
    for statement in (
        results.TALLIES.params(scope="unit", scope_id=town.works.id, keys=["2026-08", "r1"]),
        results.SERVED_IN_ROUND.params(unit_id=town.works.id, key="r1", round_id=1),
        results.SERVED_IN_MONTH.params(unit_id=town.works.id, key="2026-08"),
        results.listing(town.government.id, "", None),
        results.headlines("unit", town.works.id, town.government.id, TODAY),
    ):
        plan = plan_of(statement)
        assert "SCAN skm_tallies" not in plan
        assert "SCAN units" not in plan
        assert "SCAN survey_rounds" not in plan
        assert "Seq Scan" not in plan


def test_the_headline_is_the_newest_round_with_answers_else_the_newest_month(town: Town, hands: Hands) -> None:
    assert results.headline("unit", town.works.id, town.government.id, TODAY) is None
    answer(town, [2] * 9, on=date(2026, 10, 3))
    shown = results.headline("unit", town.works.id, town.government.id, TODAY)
    assert shown is not None
    assert (shown.key, shown.result.n) == ("2026-10", 1)
    held = hold_round(town)
    answer(town, [4] * 9, on=date(2026, 8, 3))
    shown = results.headline("unit", town.works.id, town.government.id, TODAY)
    assert shown is not None
    assert (shown.key, shown.round_title, str(shown.result.figure)) == (f"r{held.id}", "Triwulan III 2026", "100.00")
