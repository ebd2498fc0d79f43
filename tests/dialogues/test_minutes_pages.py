"""The clerk's pages: saved by script and by the button, findings, promises and photos captured in place."""

from __future__ import annotations

import io

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select

from forum.commitments.models import Commitment
from forum.core.db import db
from forum.dialogues.actions.minuting import MOST_LETTERS
from forum.dialogues.models import DialogueFile, Finding
from forum.dialogues.queries import record
from forum.ledger.models import Subject
from tests.dialogues.recorded import Met, meet
from tests.factories import Town, sign_in

JSON = {"Accept": "application/json"}


@pytest.fixture
def met(town: Town) -> Met:
    return meet(town)


def address(met: Met, act: str = "") -> str:
    return f"/meja/forum/sesi/{met.ref}/notulensi/{met.item_ref}{act}"


def test_saved_by_script_the_other_clerks_words_come_back(town: Town, met: Met, client: FlaskClient) -> None:
    url, item_id = address(met), met.items[1].id
    sign_in(client, town.people["nurse"])
    first = client.post(url, data={"base": "0", "body": "Pak RT hadir"}, headers=JSON).get_json()
    assert first == {"version": 1, "body": "Pak RT hadir", "typing": {"version": 1, "as_sent": True}}
    sign_in(client, town.people["moderator"])
    second = client.post(url, data={"base": "0", "body": "Antrean panjang"}, headers=JSON).get_json()
    assert set(second["body"].split()) == {"Pak", "RT", "hadir", "Antrean", "panjang"}
    assert client.get(url + "/keadaan.json").get_json() == {"version": 2, "body": second["body"]}
    found = record.find_minutes(item_id)
    assert found is not None
    assert found.body == second["body"]


def test_saved_by_the_button_a_merge_is_told(town: Town, met: Met, client: FlaskClient) -> None:
    url = address(met)
    sign_in(client, town.people["nurse"])
    client.post(url, data={"base": "0", "body": "Pak RT hadir\r\n"})
    told = client.post(url, data={"base": "0", "body": "Antrean panjang"}, follow_redirects=True).text
    assert "digabung dengan tulisan rekan" in told
    assert "Antrean panjang" in told
    assert 'name="base" type="hidden" value="2"' in told


def test_refusals_keep_what_was_typed(town: Town, met: Met, client: FlaskClient) -> None:
    url = address(met)
    sign_in(client, town.people["moderator"])
    long = "kata " * (MOST_LETTERS // 5 + 1)
    refused = client.post(url, data={"base": "0", "body": long})
    assert refused.status_code == 422
    assert "paling banyak 60.000 karakter" in refused.text
    assert "kata kata" in refused.text
    assert client.post(url, data={"base": "77", "body": "x"}, headers=JSON).status_code == 409


def test_findings_stand_where_they_were_captured(town: Town, met: Met, client: FlaskClient) -> None:
    url, item_id = address(met), met.items[1].id
    sign_in(client, town.people["nurse"])
    bad = client.post(url + "/temuan", data={"words": "x"})
    assert bad.status_code == 422
    assert "Pilih salah satu." in bad.text
    sent = {"kind": "agreement", "words": "Nomor antrean diumumkan. Hubungi 0812 3456 7890.", "once": "k1"}
    for _twice in range(2):
        assert client.post(url + "/temuan", data=sent).status_code == 303
    found = db.session.scalars(select(Finding).where(Finding.item_id == item_id).order_by(Finding.id.desc())).all()
    assert [each.kind for each in found] == ["agreement", "decision", "difference"]
    assert "0812" not in found[0].body
    assert "Nomor antrean diumumkan" in client.get(url).text


def test_a_promise_is_born_in_its_item(town: Town, met: Met, client: FlaskClient) -> None:
    url, subject_id = address(met), met.items[1].subject_id
    sign_in(client, town.people["moderator"])
    sent = {"unit": "pkm-melati", "what": "Membuka loket lansia setiap Senin pagi.", "due_on": "2026-12-20",
            "indicator": "Loket terlihat buka pukul tujuh.", "once": "k2"}  # fmt: skip
    assert client.post(url + "/komitmen", data=sent | {"due_on": "2026-11-01", "once": "k3"}).status_code == 422
    no_owner = client.post(url + "/komitmen", data=sent | {"unit": "", "once": "k4"})
    assert no_owner.status_code == 422
    assert "Pilih satu unit." in no_owner.text
    assert client.post(url + "/komitmen", data=sent).status_code == 303
    made = db.session.scalars(select(Commitment).where(Commitment.origin_subject_id == subject_id)).one()
    assert (made.origin, made.state) == ("forum", "worded")
    page = client.get(f"/komitmen/{db.session.get_one(Subject, made.subject_id).ref}")
    assert "Antrean puskesmas" in page.text


def test_a_unit_promises_for_itself_alone_and_a_moderator_checks(town: Town, met: Met, client: FlaskClient) -> None:
    url, subject_id = address(met), met.items[1].subject_id
    sign_in(client, town.people["nurse"])
    sent = {"unit": "dpu", "what": "Mengganti semua lampu di kota ini.", "due_on": "2026-12-20",
            "indicator": "Semua lampu menyala."}  # fmt: skip
    assert client.post(url + "/komitmen", data=sent | {"once": "k5"}).status_code == 422
    assert client.post(url + "/komitmen", data=sent | {"unit": "pkm-melati", "once": "k6"}).status_code == 303
    made = db.session.scalars(select(Commitment).where(Commitment.origin_subject_id == subject_id)).one()
    assert (made.state, made.unit_id) == ("drafted", town.clinic.id)


def test_photos_need_words_for_those_who_cannot_see(town: Town, met: Met, client: FlaskClient) -> None:
    ref = met.ref
    sign_in(client, town.people["moderator"])
    assert client.post(f"/meja/forum/sesi/{ref}/foto", data={"photos": picture()}).status_code == 422
    sent = {"photos": picture(), "words": "Warga duduk melingkar di baileo."}
    assert client.post(f"/meja/forum/sesi/{ref}/foto", data=sent).status_code == 303
    kept = db.session.scalars(select(DialogueFile)).one()
    assert 'alt="Warga duduk melingkar di baileo."' in client.get(f"/meja/forum/sesi/{ref}/notulensi").text
    assert client.get(f"/forum/berkas/{kept.ref}").status_code == 200


def picture() -> tuple[io.BytesIO, str]:
    kept = io.BytesIO()
    Image.new("RGB", (640, 480), "navy").save(kept, "JPEG")
    return io.BytesIO(kept.getvalue()), "foto.jpg"


@pytest.mark.parametrize("who", ["resident", "inspector", "admin"])
def test_nobody_else_takes_minutes(town: Town, met: Met, client: FlaskClient, who: str) -> None:
    url = address(met)
    sign_in(client, town.people[who])
    assert client.get(url).status_code == 403
    assert client.post(url, data={"base": "0", "body": "x"}).status_code == 403


def test_an_item_of_another_session_is_not_found(town: Town, met: Met, client: FlaskClient) -> None:
    sign_in(client, town.people["moderator"])
    assert client.get(address(met)[:-3] + "xyz").status_code == 404
