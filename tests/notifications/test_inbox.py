"""The inbox: own notices only, words made at reading, read when one says so."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

from forum.complaints.actions import answering
from forum.complaints.actions.identity import Identity
from forum.complaints.queries import cases
from forum.core.db import db
from forum.notifications import actions, letters, queries
from forum.notifications.models import Notice
from tests.factories import Town, assigned, sign_in


def test_visitors_are_led_to_sign_in(client: FlaskClient, town: Town) -> None:
    assert client.get("/kotak-masuk").status_code == 302


def test_news_of_ones_own_case(client: FlaskClient, town: Town) -> None:
    me = town.people["resident"]
    complaint = assigned(town, identity=Identity(account_id=me.id))
    answering.answer(cases.lock(complaint.id), "Kami periksa besok.", by=town.actor("officer"))
    db.session.commit()
    sign_in(client, me)
    page = client.get("/kotak-masuk").text
    assert f"Laporan {complaint.number} mendapat jawaban resmi." in page
    assert "diserahkan kepada Dinas Pekerjaan Umum" in page
    assert f'href="/pengaduan/{complaint.number}"' in page
    assert "Kami periksa besok" not in page


def test_the_table_does_not_tell_whose_case_is_whose(town: Town) -> None:
    complaint = assigned(town, identity=Identity(account_id=town.people["resident"].id))
    sealed = [notice.sealed for notice in db.session.query(Notice)]
    assert sealed
    assert all(complaint.number not in s for s in sealed)


def test_looking_changes_nothing_and_the_button_marks_read(client: FlaskClient, town: Town) -> None:
    me = town.people["resident"]
    assigned(town, identity=Identity(account_id=me.id))
    sign_in(client, me)
    page = client.get("/kotak-masuk").text
    assert queries.unread_count(me.id) == 1
    upto = re.search(r'name="sampai" value="(\d+)"', page)
    assert upto is not None
    assert client.post("/kotak-masuk/bacaan", data={"sampai": upto[1]}).status_code == 303
    assert queries.unread_count(me.id) == 0
    assert "Belum dibaca" not in client.get("/kotak-masuk").text


def test_nobody_marks_what_is_not_theirs(client: FlaskClient, town: Town) -> None:
    me, other = town.people["resident"], town.people["neighbour"]
    actions.notify(me.id, "answered", number="CTH-2026-000001", government="Kota Contoh")
    db.session.commit()
    sign_in(client, other)
    client.post("/kotak-masuk/bacaan", data={"sampai": "999"})
    client.post("/kotak-masuk/bacaan", data={"sampai": "bukan angka"})
    assert queries.unread_count(me.id) == 1
    assert "CTH-2026-000001" not in client.get("/kotak-masuk").text


def test_pages_of_an_inbox(client: FlaskClient, town: Town) -> None:
    me = town.people["resident"]
    for n in range(25):
        actions.notify(me.id, "progressed", number=f"CTH-2026-{n:06d}", government="Kota Contoh")
    db.session.commit()
    sign_in(client, me)
    first = client.get("/kotak-masuk").text
    older = re.search(r'rel="next" href="([^"]+)"', first)
    assert older is not None
    second = client.get(older[1]).text
    assert "CTH-2026-000024" in first
    assert "CTH-2026-000000" not in first
    assert "CTH-2026-000000" in second


def test_stopping_mail_asks_first_and_can_be_undone(client: FlaskClient, town: Town) -> None:
    contact = actions.make_contact("warga@contoh.example", "id")
    actions.confirm(contact)
    db.session.commit()
    link = letters.stop_url(contact.id).split("//", 1)[1]
    path = link[link.index("/") :]
    assert "Berhenti menerima surel?" in client.get(path).text
    assert letters.open_contact(str(contact.id)) is not None
    client.post(f"{path}/persetujuan")
    assert letters.open_contact(str(contact.id)) is None
    assert "Terima surel lagi" in client.get(path).text
    client.post(f"{path}/pembatalan")
    assert letters.open_contact(str(contact.id)) is not None
    assert client.get(path[:-1] + ("0" if path[-1] != "0" else "1")).status_code == 404
