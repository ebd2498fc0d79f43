"""A month of a place on one page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from forum.commitments.actions import keeping, making
from forum.core.db import db
from tests.commitments.promises import accepted as agreed
from tests.commitments.promises import agreed as consent
from tests.commitments.promises import head, worded
from tests.conftest import Hands
from tests.dialogues.recorded import add_item, make_ended, meet, promised, read_anew
from tests.dialogues.talking import broken as settle_broken
from tests.factories import Town

DUE = "Komitmen yang jatuh tempo"


def test_sessions_and_commitments_of_the_month_stand_there(town: Town, client: FlaskClient) -> None:
    met = meet(town)
    late = make_ended(town, 9, title="Temu di malam terakhir")
    late.starts_at = datetime(2026, 11, 30, 15, 30, tzinfo=UTC)  # 23.30 in Makassar
    late.ends_at = datetime(2026, 11, 30, 16, 30, tzinfo=UTC)
    outside = make_ended(town, 10, title="Temu bulan depan")
    outside.starts_at = datetime(2026, 11, 30, 16, 0, tzinfo=UTC)  # midnight there
    outside.ends_at = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
    promised(town, add_item(met.session, "Parit", 3), "Membersihkan parit di Jalan Kenanga.", 7)
    db.session.commit()
    page = client.get("/bulan/contoh/2026-11").text
    assert "Temu Warga" in page
    assert "Temu di malam terakhir" in page
    assert "Temu bulan depan" not in page
    assert "Membersihkan parit" in page
    made, due = (between(page, *ends) for ends in (("Dijanjikan bulan ini", DUE), (DUE, "Nilai unit")))
    assert "Mengganti dua belas lampu" in made
    assert "Mengganti dua belas lampu" not in due, "it falls due in December"
    assert "Nilai bulan ini belum diterbitkan." in page
    assert "paling cepat 1 Januari 2027" in page


def test_months_count_kept_promises_as_the_commitments_page_does_and_add_up(
    town: Town, client: FlaskClient, hands: Hands
) -> None:
    kept, overdue, late = (agreed(town, days) for days in (3, 4, 14))
    making.decline(worded(town, 5), "Anggarannya tidak ada tahun ini.", by=head(town))
    worded(town, 6)
    keeping.withdraw(agreed(town, 7), consent(), "Warga meminta dana dipakai lain.", by=town.actor("moderator"))
    keeping.claim(kept, "Dua belas lampu sudah menyala.", by=town.actor("officer"))
    keeping.settle(kept, "keep", "Fotonya jelas dan lengkap.", by=town.actor("moderator"))
    db.session.commit()
    hands.move(days=17)
    settle_broken(town, late)
    assert overdue.state == "accepted"
    november = between(client.get("/bulan/contoh/2026-11").text, DUE, "Nilai unit")
    december = between(client.get("/bulan/contoh/2026-12").text, DUE, "Nilai unit")
    assert "1 dari 2 ditepati tepat waktu." in november
    assert "1 ditarik sebelum tenggatnya dan tidak ikut dihitung." in november
    assert "0 dari 1 ditepati tepat waktu." in december
    assert "1 dari 3 komitmen yang jatuh tempo" in client.get("/komitmen?kota=contoh").text


def between(page: str, begin: str, end: str) -> str:
    return page[page.index(f"<h2>{begin}") : page.index(f"<h2>{end}")]


@pytest.mark.parametrize("month", ["2026-13", "2026-12", "november", "2026-1", "2026-11x"])
def test_a_month_that_is_none_or_has_not_begun_is_not_found(town: Town, client: FlaskClient, month: str) -> None:
    assert client.get(f"/bulan/contoh/{month}").status_code == 404


def test_ten_times_the_rows_cost_the_same_statements(town: Town, client: FlaskClient) -> None:
    met = meet(town)
    client.get("/bulan/contoh/2026-11")
    few = statements_of(client)
    met = read_anew(met.ref)
    for number in range(20, 40):
        make_ended(town, number)
        promised(town, met.items[0], f"Membersihkan parit nomor {number} di Jalan Kenanga.", 7)
    db.session.commit()
    assert statements_of(client) == few <= 4


def statements_of(client: FlaskClient) -> int:
    db.session.rollback()
    counted: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        counted.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    assert client.get("/bulan/contoh/2026-11").status_code == 200
    event.remove(db.engine, "before_cursor_execute", note)
    return len(counted)
