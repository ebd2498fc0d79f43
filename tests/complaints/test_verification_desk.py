"""The moderator's queue, and who may look at it."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from forum.accounts.models import Membership
from forum.complaints.actions import answering, reporting, verifying
from forum.complaints.queries import cases
from forum.core import clock
from forum.core.db import db
from forum.units.models import Unit
from tests.conftest import Hands
from tests.factories import Town, assigned, make_account, resolved, sign_in, submit

DESK = "/meja/verifikasi"


@pytest.fixture
def moderator(client: FlaskClient, town: Town) -> FlaskClient:
    return sign_in(client, town.people["moderator"])


def foreigner(client: FlaskClient, town: Town) -> FlaskClient:
    """A moderator of the other government."""
    account = make_account("elsewhere", None, None, town.other)
    account.totp_since = clock.now()
    root = db.session.query(Unit).filter_by(government_id=town.other.id).one()
    db.session.add(Membership(account_id=account.id, unit_id=root.id, role="moderator", since=clock.now()))
    db.session.commit()
    return sign_in(client, account)


def numbers(page: str) -> list[str]:
    return [part.split("<")[0] for part in page.split('class="number">')[1:]]


def test_visitors_sign_in_first(client: FlaskClient, town: Town) -> None:
    number = submit(town).complaint.number
    for address in (DESK, f"{DESK}/{number}"):
        answer = client.get(address)
        assert answer.status_code == 302
        assert "/masuk" in answer.location


@pytest.mark.parametrize("who", ["officer", "head", "admin", "resident"])
def test_others_are_refused(client: FlaskClient, town: Town, who: str) -> None:
    number = submit(town).complaint.number
    sign_in(client, town.people[who])
    assert client.get(DESK).status_code == 403
    assert client.get(f"{DESK}/{number}").status_code == 403
    assert client.post(f"{DESK}/{number}/arsip", data={"arsip-ground": "spam"}).status_code == 403
    assert cases.find_number(number).state == "submitted"


def test_another_governments_moderator_finds_nothing(client: FlaskClient, town: Town) -> None:
    number = submit(town).complaint.number
    foreigner(client, town)
    assert client.get(f"{DESK}/{number}").status_code == 404
    assert client.post(f"{DESK}/{number}/arsip", data={"arsip-ground": "spam"}).status_code == 404
    assert client.get(f"{DESK}?kota=contoh").status_code == 404
    assert number not in client.get(f"{DESK}?kota=lain").text
    assert cases.find_number(number).state == "submitted"


def test_without_the_second_factor_nothing_opens(client: FlaskClient, town: Town) -> None:
    sign_in(client, town.people["moderator"], factor=False)
    answer = client.get(DESK)
    assert answer.status_code == 302
    assert "/masuk/kode" in answer.location


def test_the_oldest_deadline_stands_first(moderator: FlaskClient, town: Town, hands: Hands) -> None:
    first = submit(town, "Selokan mampet di depan sekolah dasar.").complaint.number
    hands.move(days=2)
    second = submit(town).complaint.number
    page = moderator.get(DESK).text
    assert numbers(page) == [first, second]
    assert "tersisa" in page


def test_each_list_holds_its_own(moderator: FlaskClient, town: Town) -> None:
    waits = submit(town, "Air keran keruh sejak kemarin pagi.").complaint.number
    asked = cases.lock(submit(town).complaint.id)
    verifying.ask_completion(asked, "Di RT berapa kejadiannya?", by=town.actor("moderator"))
    proposed = assigned(town)
    answering.propose_transfer(proposed, "Bukan kewenangan kami.", town.clinic, by=town.actor("officer"))
    disputed = resolved(town)
    reporting.dispute(disputed, "Masih padam.")
    done = resolved(town)
    db.session.commit()
    expected = {
        "masuk": waits, "kelengkapan": asked.number, "usulan": proposed.number, "dibuka-kembali": disputed.number,
        "selesai-unit": done.number,
    }  # fmt: skip
    for shelf, number in expected.items():
        assert numbers(moderator.get(f"{DESK}?daftar={shelf}").text) == [number], shelf
    assert set(numbers(moderator.get(f"{DESK}?daftar=semua").text)) == {waits, proposed.number, disputed.number}
    assert moderator.get(f"{DESK}?daftar=lain").status_code == 404


def test_words_are_found_before_and_after_verification(moderator: FlaskClient, town: Town) -> None:
    waits = submit(town, "Pohon tumbang menutup jalan setapak.").complaint.number
    hidden = submit(town, "Pungutan liar di loket lantai dua.", is_confidential=True).complaint.number
    known = assigned(town, "Trotoar berlubang dekat halte.").number
    assert numbers(moderator.get(f"{DESK}?q=tumbang").text) == [waits]
    assert numbers(moderator.get(f"{DESK}?q=pungutan").text) == [hidden]
    assert numbers(moderator.get(f"{DESK}?q=trotoar&daftar=semua").text) == [known]
    assert numbers(moderator.get(f"{DESK}?q={known.lower()}&daftar=semua").text) == [known]
    assert "Tidak ada yang cocok" in moderator.get(f"{DESK}?q=gajah").text


def test_places_and_lateness_narrow_the_list(moderator: FlaskClient, town: Town, hands: Hands) -> None:
    late = submit(town).complaint.number
    hands.move(days=9)
    elsewhere = submit(town, village_code=None, district_code=None).complaint.number
    assert numbers(moderator.get(f"{DESK}?terlambat=1").text) == [late]
    assert numbers(moderator.get(f"{DESK}?wilayah=99.71.01").text) == [late]
    assert numbers(moderator.get(DESK).text) == [late, elsewhere]


def test_pages_follow_each_other_without_gap(moderator: FlaskClient, town: Town) -> None:
    made = [submit(town, f"Laporan nomor {n} tentang lampu.").complaint.number for n in range(23)]
    first = moderator.get(DESK).text
    following = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = moderator.get(following).text
    assert numbers(first) + numbers(second) == made
    back = second.split('rel="prev" href="')[1].split('"')[0].replace("&amp;", "&")
    assert numbers(moderator.get(back).text) == made[:20]


@pytest.mark.parametrize("cursor", ["xx", "W2ZhbHNlLCJhIiwxXQ", "W2ZhbHNlLDEsMV0"])
def test_a_changed_page_address_is_refused(moderator: FlaskClient, town: Town, cursor: str) -> None:
    assert moderator.get(f"{DESK}?hal={cursor}").status_code == 400
