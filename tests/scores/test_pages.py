"""The pages of scores: what they say, who reaches them, what bad addresses get."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from forum.core.db import db
from forum.scores.actions import closing
from forum.scores.queries import months as known
from forum.scores.views import compare
from tests.complaints.counting import statements
from tests.conftest import Hands
from tests.factories import Town, sign_in
from tests.scores.test_months import BEGAN, CHECKER, LATER, a_month_of_work, at

pytestmark = pytest.mark.usefixtures("own_hands")


def card(town: Town) -> str:
    return f"/unit/{town.government.slug}/{town.works.code}/rapor"


def test_the_scorecard_says_the_number_its_range_and_its_evidence(june: Town, client: FlaskClient) -> None:
    page = client.get(card(june)).text
    assert "Nilai akuntabilitas" in page
    assert "diterbitkan dan dikunci" in page
    assert "10 dari 15 dijawab tepat waktu" in page
    assert "5 dari 5 diakui selesai oleh pelapor" in page
    assert "5 lewat tenggat dan belum selesai" in page
    assert "Tidak ada bukti sendiri: dinilai setara rata-rata sebaya." in page


def test_every_figure_leads_to_its_very_cases(june: Town, client: FlaskClient) -> None:
    late = client.get(f"{card(june)}/bukti/r?bulan=2026-06&hasil=unanswered").text
    assert late.count('<li class="case">') == 5
    met = client.get(f"{card(june)}/bukti/r?bulan=2026-06&hasil=met").text
    assert met.count('<li class="case">') == 10
    assert client.get(f"{card(june)}/bukti/k?bulan=2026-06&hasil=silent").text.count('<li class="case">') == 5
    assert client.get(f"{card(june)}/bukti/p?bulan=2026-06").status_code == 200
    assert client.get(f"{card(june)}/bukti/c?bulan=2026-06").status_code == 200


def test_a_unit_without_enough_says_how_much_is_missing_and_shows_no_number(
    town: Town, client: FlaskClient, hands: Hands
) -> None:
    a_month_of_work(town, 4)
    hands.set(BEGAN + timedelta(days=40))
    closing.refresh(town.government)
    db.session.commit()
    page = client.get(f"{card(town)}?bulan=2026-06").text
    assert "Data belum cukup" in page
    assert "Masih kurang 6 laporan dengan tenggat jawaban" in page
    assert "Sementara." in page
    assert "Nilai akuntabilitas <strong>" not in page


def test_a_unit_without_any_score_says_so(town: Town, client: FlaskClient) -> None:
    answer = client.get(card(town))
    assert answer.status_code == 200
    assert "Belum ada rapor" in answer.text


def test_a_month_or_version_that_is_not_there_is_404(june: Town, client: FlaskClient) -> None:
    for query in ("bulan=2026-13", "bulan=x", "bulan=2001-01", "bulan=2026-06&versi=7", "versi=x"):
        assert client.get(f"{card(june)}?{query}").status_code == 404, query
        assert client.get(f"/rapor?kota={june.government.slug}&{query}").status_code == 404, query


def test_a_broken_address_of_evidence_is_404(june: Town, client: FlaskClient) -> None:
    for tail in ("r?bulan=2026-06&hasil=x", "z?bulan=2026-06", "r?bulan=2026-06&sesudah=%21"):
        assert client.get(f"{card(june)}/bukti/{tail}").status_code == 404, tail


def test_the_comparison_lists_ranges_and_names_without_numbers(june: Town, client: FlaskClient) -> None:
    kind = june.works.kind
    page = client.get(f"/rapor?kota={june.government.slug}&jenis={kind}").text
    assert june.works.name in page
    assert "Urutan 1 di antara unit segala jenis yang punya nilai" in page
    other = client.get(f"/rapor?kota={june.government.slug}&jenis={june.clinic.kind}").text
    assert june.clinic.name in other
    assert "Data belum cukup" in other


def test_the_csv_holds_no_number_of_a_unit_without_enough(june: Town, client: FlaskClient) -> None:
    answer = client.get(f"/rapor.csv?kota={june.government.slug}")
    rows = {row["kode"]: row for row in csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")))}
    assert rows[june.works.code]["nilai"]
    assert not any(rows[june.clinic.code][name] for name in ("nilai", "rendah", "tinggi", "r_rata", "p_rata"))


def test_the_file_and_the_script_from_the_site_agree(june: Town, client: FlaskClient, tmp_path: Path) -> None:
    file, script = tmp_path / "masukan.json", tmp_path / "score_check.py"
    answer = client.get(f"/rapor/bulan/2026-06/1/masukan.json?kota={june.government.slug}")
    file.write_bytes(answer.data)
    script.write_bytes(client.get("/rapor/pemeriksa").data)
    assert script.read_bytes() == CHECKER.read_bytes()
    done = subprocess.run([sys.executable, "-I", str(script), str(file)], capture_output=True, check=False)
    assert done.returncode == 0
    assert json.loads(answer.data)["inputs"]["month"] == "2026-06"


def test_an_unpublished_month_has_no_file(june: Town, client: FlaskClient) -> None:
    for path in ("2026-07/1", "2026-07/0", "2026-06/2", "2026-6/1"):
        assert client.get(f"/rapor/bulan/{path}/masukan.json?kota={june.government.slug}").status_code == 404


def test_the_method_page_computes_its_example(client: FlaskClient, town: Town) -> None:
    page = client.get("/rapor/metode").text
    for figure in ("78,18", "77,74", "70,39", "62,11", "60,97", "56,45", "89,11 %", "75,70 %", "10,79"):
        assert figure in page
    assert page.count("data belum cukup") == 2


def test_the_head_replies_in_public_and_nobody_else_can(june: Town, client: FlaskClient) -> None:
    url = f"{card(june)}/tanggapan?bulan=2026-06"
    words = {"body": "Dua petugas **ditambah** sejak Juli. Hubungi 0812-3456-7890."}
    sign_in(client, june.people["officer"])
    assert client.post(url, data=words).status_code == 403
    sign_in(client, june.people["head"])
    empty = client.post(url, data={"body": "  "})
    assert empty.status_code == 422
    assert "Tulis tanggapannya lebih dahulu." in empty.text
    assert client.post(url, data=words | {"once": "k1"}).status_code == 303
    assert client.post(url, data=words | {"once": "k1"}).status_code == 303
    page = client.get(f"{card(june)}?bulan=2026-06").text
    assert page.count("<strong>ditambah</strong>") == 1
    assert "0812-3456-7890" not in page
    assert client.post(f"/unit/{june.government.slug}/{june.clinic.code}/rapor/tanggapan?bulan=2026-06",
                       data=words).status_code == 403  # fmt: skip


def test_a_moderator_closes_publishes_and_corrects_from_the_desk(town: Town, client: FlaskClient, hands: Hands) -> None:
    from forum.scores import jobs

    a_month_of_work(town)
    hands.set(LATER)
    sign_in(client, town.people["moderator"])
    kota = f"?kota={town.government.slug}"
    assert "Tutup bulan ini" in client.get(f"/meja/rapor{kota}").text
    assert client.post(f"/meja/rapor/2026-06/penutupan{kota}").status_code == 303
    assert "Sedang dihitung" in client.get(f"/meja/rapor{kota}").text
    assert client.post(f"/meja/rapor/2026-06/penerbitan{kota}", data={"version": "1"}).status_code == 409
    while jobs.close_next():
        pass
    assert "Terbitkan" in client.get(f"/meja/rapor{kota}").text
    assert client.post(f"/meja/rapor/2026-06/penerbitan{kota}", data={"version": "1"}).status_code == 303
    assert client.post(f"/meja/rapor/2026-06/penerbitan{kota}", data={"version": "1"}).status_code == 409
    assert "diterbitkan" in client.get(f"/rapor/bulan{kota}").text
    refused = client.post(f"/meja/rapor/2026-06/koreksi{kota}")
    assert refused.status_code == 409
    assert "angka yang sama" in refused.text
    assert "Meja rapor" in refused.text
    assert known.newest_version(town.government.id, "2026-06") == 1
    assert client.post(f"/meja/rapor/2026-08/penutupan{kota}").status_code == 409


def test_unit_staff_neither_close_nor_watch(june: Town, client: FlaskClient) -> None:
    kota = f"?kota={june.government.slug}"
    for who in ("officer", "head", "resident"):
        sign_in(client, june.people[who])
        assert client.get(f"/meja/rapor{kota}").status_code == 403
        assert client.get(f"/meja/rapor/perhatian{kota}").status_code == 403
        assert client.get(f"/meja/rapor/corong{kota}").status_code == 403
        assert client.post(f"/meja/rapor/2026-06/penutupan{kota}").status_code == 403


def test_a_pile_of_overdue_cases_is_a_signal_in_words(june: Town, client: FlaskClient) -> None:
    sign_in(client, june.people["inspector"])
    page = client.get(f"/meja/rapor/perhatian?kota={june.government.slug}&bulan=2026-06").text
    assert june.works.name not in page  # 5 of 15 is no pile
    assert client.get(f"/meja/rapor/corong?kota={june.government.slug}&bagian=r").status_code == 200
    assert client.get(f"/meja/rapor/corong?kota={june.government.slug}&bagian=x").status_code == 404


def test_the_scorecard_takes_few_statements_however_many_cases(june: Town, client: FlaskClient) -> None:
    path = card(june)
    _count(client, path)  # what the process keeps is read once
    few = _count(client, path)
    with at(LATER):
        a_month_of_work(june, 12)
    _count(client, path)
    assert _count(client, path) == few
    assert few <= 4


def _count(client: FlaskClient, path: str) -> int:
    with statements() as sent:
        assert client.get(path).status_code == 200
    return len(sent)


def test_a_page_says_how_many_units_it_has_no_room_for(
    june: Town, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/rapor?kota={june.government.slug}&jenis={june.works.kind}"
    assert "unit lagi tidak dimuat" not in client.get(address).text
    monkeypatch.setattr(compare, "MOST_SHOWN", 0)
    client.application.extensions["fragments"].clear()
    full = client.get(f"{address}&bulan=2026-06").text
    assert "1 unit lagi tidak dimuat di halaman ini; semuanya ada di CSV." in full
    rows = client.get(f"/rapor.csv?kota={june.government.slug}").data.decode("utf-8-sig")
    assert june.works.code in rows


def test_a_reply_that_breaks_a_rule_leaves_a_tombstone_and_can_return(june: Town, client: FlaskClient) -> None:
    sign_in(client, june.people["head"])
    words = {"body": "Pelapornya tinggal di rumah biru.", "once": "k2"}
    client.post(f"{card(june)}/tanggapan?bulan=2026-06", data=words)
    page = f"{card(june)}?bulan=2026-06"
    assert "Periksa tanggapan ini" not in client.get(page).text
    sign_in(client, june.people["moderator"])
    address = re.search(r'href="(/meja/rapor/tanggapan/\w+)"', client.get(page).text)
    assert address
    assert "Pilih satu alasan dari daftar." in client.post(f"{address[1]}/penyembunyian", data={"once": "a"}).text
    hidden = client.post(f"{address[1]}/penyembunyian", data={"ground": "personal_data", "once": "b"})
    assert hidden.status_code == 303
    anybody = client.application.test_client()
    told = anybody.get(page).text
    assert "rumah biru" not in told
    assert "Tanggapan unit atas rapornya ini disembunyikan moderator" in told
    assert "Tanggapan unit atas rapornya" in anybody.get(f"/moderasi?kota={june.government.slug}").text
    assert client.post(f"{address[1]}/penampilan").status_code == 303
    assert "rumah biru" in anybody.get(page).text
    assert client.post(f"{address[1]}/penampilan").status_code == 409
    sign_in(client, june.people["officer"])
    assert client.get(address[1]).status_code == 403
