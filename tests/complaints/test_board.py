"""The board: what everyone can list, narrow and sort, and what nobody can find by narrowing."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.complaints.actions import verifying
from forum.complaints.models import Complaint
from forum.complaints.queries import board, cases, tallies
from forum.complaints.queries.board import SORTS, Wish
from forum.core.db import db, is_sqlite
from forum.core.paging import Cursor
from tests.complaints.counting import plan_of, statements
from tests.conftest import Hands
from tests.factories import Town, assigned, day, resolved, sign_in, submit

BOARD = "/pengaduan?kota=contoh"
NARROWED = ("", "&q=lampu", "&kategori=lampu", "&unit=dpu", "&terlambat=1")
WISHES: tuple[dict[str, object], ...] = (
    {}, {"state": "assigned"}, {"category_id": 1}, {"class_": "complaint"}, {"district": "99.71.01"},
    {"village": "99.71.01.1001"}, {"unit_id": 2}, {"month": "2026-11"}, {"sort": "tenggat"}, {"sort": "dukungan"},
    {"overdue_on": day("2026-11-18")}, {"unit_id": 2, "state": "assigned"},
)  # fmt: skip


def words_of(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.text


def test_a_board_without_complaints_says_what_to_do(client: FlaskClient, town: Town) -> None:
    assert "Belum ada laporan di sini" in words_of(client, BOARD)


def test_newest_stand_first(client: FlaskClient, town: Town) -> None:
    first, second = assigned(town, "Jalan rusak di depan sekolah dasar."), assigned(town)
    page = words_of(client, BOARD)
    assert page.index(second.number) < page.index(first.number)
    assert "Jalan rusak di depan sekolah dasar" in page
    assert "Menampilkan 2 dari 2 laporan" in page


def test_before_verification_only_number_date_and_unit_show(client: FlaskClient, town: Town) -> None:
    complaint = submit(town, "Kenari rahasia bernyanyi di pasar lama.", category_id=town.category.id,
                       unit_id=town.works.id).complaint  # fmt: skip
    page = words_of(client, BOARD)
    assert complaint.number in page
    assert "Dinas Pekerjaan Umum" in page
    assert "18 Nov 2026" in page
    assert "Kenari" not in page
    assert "Lampu jalan" not in page.split('<ul class="cases">')[1]
    assert "Timur" not in page.split('<ul class="cases">')[1]


def test_a_confidential_complaint_shows_no_words_and_no_place(client: FlaskClient, town: Town) -> None:
    complaint = assigned(town, "Kenari rahasia bernyanyi di pasar lama.", is_confidential=True,
                         category_id=town.category.id)  # fmt: skip
    row = words_of(client, BOARD).split('<ul class="cases">')[1]
    assert complaint.number in row
    assert "Lampu jalan" in row
    assert "Kenari" not in row
    assert "Timur" not in row


@pytest.mark.parametrize(
    "narrowed",
    ["kategori=lampu", "kecamatan=99.71.01", "desa=99.71.01.1001", "jenis=complaint", "q=kenari"],
)
def test_narrowing_finds_nothing_unverified(client: FlaskClient, town: Town, narrowed: str) -> None:
    hidden = submit(town, "Kenari rahasia bernyanyi di pasar.", category_id=town.category.id).complaint
    shown = assigned(town, "Kenari lain bernyanyi di taman kota.", category_id=town.category.id)
    page = words_of(client, f"{BOARD}&{narrowed}")
    assert shown.number in page
    assert hidden.number not in page


@pytest.mark.parametrize("narrowed", ["kecamatan=99.71.01", "desa=99.71.01.1001", "jenis=complaint", "q=kenari"])
def test_narrowing_finds_nothing_confidential(client: FlaskClient, town: Town, narrowed: str) -> None:
    hidden = assigned(town, "Kenari rahasia bernyanyi di pasar.", is_confidential=True)
    assert hidden.number not in words_of(client, f"{BOARD}&{narrowed}")


def test_filters_narrow(client: FlaskClient, town: Town, hands: Hands) -> None:
    late = assigned(town, "Jembatan kayu di sungai kecil sudah lapuk.")
    hands.move(days=30)
    fresh = resolved(town, category_id=town.category.id)
    for narrowed, found, left_out in (
        ("keadaan=resolved", fresh, late), ("terlambat=1", late, fresh), ("bulan=2026-11", late, fresh),
        ("q=jembatan", late, fresh), ("kategori=lampu", fresh, late), ("urut=tenggat", late, fresh),
    ):  # fmt: skip
        page = words_of(client, f"{BOARD}&{narrowed}")
        assert found.number in page, narrowed
        assert left_out.number not in page, narrowed
    assert late.number in words_of(client, f"{BOARD}&unit=dpu")
    assert late.number not in words_of(client, f"{BOARD}&unit=pkm-melati")


def test_overdue_is_visible(client: FlaskClient, town: Town, hands: Hands) -> None:
    assigned(town)
    hands.move(days=12)
    assert "Terlambat 3 hari kerja" in words_of(client, BOARD)


def test_archived_ones_stay_visible(client: FlaskClient, town: Town) -> None:
    complaint = cases.lock(submit(town).complaint.id)
    verifying.archive(complaint, "spam", "", by=town.actor("moderator"))
    db.session.commit()
    page = words_of(client, BOARD)
    assert complaint.number in page
    assert "Diarsipkan" in page


def test_pages_show_each_complaint_once_and_lead_back(client: FlaskClient, town: Town, hands: Hands) -> None:
    for k in range(45):
        complaint = assigned(town, f"Laporan ke {k} tentang lampu jalan yang padam.")
        complaint.support_count = k % 4
        hands.move(hours=7)
    db.session.commit()
    for sort in SORTS:
        wish, seen, cursor, last = Wish(town.government.id, sort=sort), [], None, None
        for _page in range(3):
            page = board.page_of(wish, cursor)
            seen += [line.id for line in page.rows]
            last, cursor = page, page.older
        assert cursor is None, sort
        assert len(seen) == len(set(seen)) == 45, sort
        assert last is not None
        back = board.page_of(wish, last.newer)
        assert [line.id for line in back.rows] == seen[20:40], sort


def test_due_sort_begins_with_the_latest(town: Town, hands: Hands) -> None:
    for _n in range(3):
        assigned(town)
        hands.move(days=1)
    rows = board.page_of(Wish(town.government.id, sort="tenggat"), None).rows
    assert all((a.due_on or day("2099-01-01")) <= (b.due_on or day("2099-01-01")) for a, b in pairwise(rows))


def test_more_than_a_thousand_are_not_counted(town: Town, monkeypatch: pytest.MonkeyPatch, client: FlaskClient) -> None:
    monkeypatch.setattr(board, "MOST_COUNTED", 1)
    monkeypatch.setattr(tallies, "MOST_COUNTED", 1)
    for _n in range(3):
        assigned(town)
    assert board.count_of(Wish(town.government.id, class_="complaint")) == 2
    assert "dari lebih dari 1.000 laporan" in words_of(client, f"{BOARD}&jenis=complaint")


@pytest.mark.parametrize(
    "bad",
    ["unit=tidak-ada", "kategori=tidak-ada", "keadaan=hilang", "jenis=x", "bulan=2026-13", "urut=acak", "hal=!!",
     "desa=%27", "hal=W2ZhbHNlLCJ4Il0", "kota=tidak-ada"],
)  # fmt: skip
def test_an_address_that_means_nothing_is_not_found(client: FlaskClient, town: Town, bad: str) -> None:
    address = f"/pengaduan?{bad}" if bad.startswith("kota") else f"{BOARD}&{bad}"
    assert client.get(address).status_code == 404


def test_who_looks_for_a_unit_is_shown_the_way(client: FlaskClient, town: Town) -> None:
    page = words_of(client, f"{BOARD}&q=melati")
    assert 'href="/unit?kota=contoh&amp;q=melati"' in page
    assert "Puskesmas Melati" in words_of(client, "/unit?kota=contoh&q=melati")


def test_markup_in_words_stays_text(client: FlaskClient, town: Town) -> None:
    assigned(town, "<script>alert(1)</script> lampu padam di gang sempit")
    page = words_of(client, BOARD)
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_four_statements_at_any_size(client: FlaskClient, town: Town) -> None:
    assigned(town, category_id=town.category.id)
    client.get(BOARD)  # names are kept from here on
    counts = []
    for more in (1, 30):
        for _n in range(more):
            assigned(town, category_id=town.category.id)
        counts.append([_selects(client, narrowed) for narrowed in NARROWED])
    assert counts[0] == counts[1]
    assert max(counts[1]) <= 4, dict(zip(NARROWED, counts[1], strict=True))


def _selects(client: FlaskClient, narrowed: str) -> int:
    with statements() as sent:
        words_of(client, f"{BOARD}{narrowed}")
    return len([s for s in sent if s.lstrip().upper().startswith("SELECT")])


def test_signed_in_at_most_eight_statements(client: FlaskClient, town: Town) -> None:
    assigned(town)
    sign_in(client, town.people["resident"])
    client.get(BOARD)
    with statements() as sent:
        words_of(client, BOARD)
    assert len([s for s in sent if s.lstrip().upper().startswith("SELECT")]) <= 8


def test_no_list_reads_every_complaint(town: Town) -> None:
    for _n in range(30):
        assigned(town, category_id=town.category.id)
    for wish in WISHES:
        whole = Wish(town.government.id, **wish)  # type: ignore[arg-type]
        plan = plan_of(board.listing(whole, None)).lower()
        db.session.rollback()
        assert "scan complaints" not in plan, (wish, plan)
        assert "seq scan on complaints" not in plan, (wish, plan)
        if whole.sort == "terbaru" and whole.overdue_on is None and not whole.village and is_sqlite():
            assert "temp b-tree" not in plan, (wish, plan)


def test_searching_reads_matches_only(town: Town) -> None:
    for _n in range(30):
        assigned(town)
    plan = plan_of(board.listing(Wish(town.government.id, q="lampu"), None)).lower()
    assert "scan complaints" not in plan, plan
    assert "ix_complaints_board" not in plan, plan


def test_a_later_page_starts_at_its_key(town: Town) -> None:
    for _n in range(30):
        assigned(town)
    plan = plan_of(board.listing(Wish(town.government.id), Cursor((10,)))).lower()
    assert re.search(r"government_id=\? and (rowid|id)<\?" if is_sqlite() else r"index cond: .*id <", plan), plan


def test_detail_reads_by_index(town: Town) -> None:
    wanted = select(Complaint.id).where(Complaint.number == "CTH-2026-000001")
    plan = plan_of(wanted).lower()
    assert "index" in plan
    assert "seq scan" not in plan
