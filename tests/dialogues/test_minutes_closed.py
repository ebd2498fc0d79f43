"""When the record of a meeting closes: units write while it is the meeting's, moderators later with a reason."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.core import clock
from forum.core.db import db
from forum.dialogues.actions import finding, minuting, summarising
from forum.dialogues.actions.minuting import Base
from forum.dialogues.actions.summarising import Ready
from forum.dialogues.models import Finding, MinutesVersion
from forum.dialogues.queries import record, sessions
from forum.dialogues.record_errors import ChangeReasonMissing, FindingStruck, RecordClosed, RecordNotOpen
from tests.conftest import Hands
from tests.dialogues.recorded import Met, meet
from tests.factories import Town, sign_in

JSON = {"Accept": "application/json"}
RECORD = "/forum/contoh/2026/3/catatan"
WHY = "Nama jalan keliru dicatat."


@pytest.fixture
def met(town: Town) -> Met:
    return meet(town)


def address(met: Met, act: str = "") -> str:
    return f"/meja/forum/sesi/{met.ref}/notulensi/{met.item_ref}{act}"


def publish(town: Town, met: Met) -> None:
    session, by = sessions.lock(met.session.id), town.actor("moderator")
    made = summarising.begin(session, by=by)
    ready = Ready(summarising.mark_of(made.body), *summarising.made_ready(made.body), b"%PDF-1.7", clock.now())
    summarising.publish(session, ready, "", by=by)
    db.session.commit()


def written(town: Town, met: Met, body: str, reason: str = "", who: str = "nurse") -> None:
    now = record.find_minutes(met.items[1].id)
    minuting.save(met.items[1].id, Base(now.version if now else 0), body, reason, by=town.actor(who))
    db.session.commit()


def test_units_write_only_from_the_start_until_the_summary(town: Town, met: Met, client: FlaskClient) -> None:
    written(town, met, "Kepala bidang mengakui lembar kedua dibuat loket.")
    publish(town, met)
    sign_in(client, town.people["nurse"])
    page = client.get(address(met))
    assert page.status_code == 200
    assert "Catatan ini sudah ditutup" in page.text
    assert "Simpan notulensi" not in page.text
    sent = {"base": "1", "body": "Semua sudah baik."}
    refused = client.post(address(met), data=sent)
    assert (refused.status_code, client.post(address(met), data=sent, headers=JSON).status_code) == (409, 409)
    assert "Semua sudah baik." in refused.text, "typed words come back"
    added = {"kind": "decision", "words": "Dinas dinyatakan tidak bersalah.", "once": "k1"}
    assert client.post(address(met, "/temuan"), data=added).status_code == 409
    promise = {"unit": "pkm-melati", "what": "Membuka loket lansia setiap Senin pagi.", "due_on": "2026-12-20",
               "indicator": "Loket terlihat buka pukul tujuh.", "once": "k2"}  # fmt: skip
    assert client.post(address(met, "/komitmen"), data=promise).status_code == 409
    kept = client.get(RECORD).text
    assert "Kepala bidang mengakui" in kept
    assert "tidak bersalah" not in kept


def test_units_write_no_more_once_the_discussion_is_over(town: Town, met: Met, hands: Hands) -> None:
    hands.move(days=6)
    with pytest.raises(RecordClosed):
        written(town, met, "Ditambahkan jauh sesudahnya.")
    db.session.rollback()
    written(town, met, "Moderator masih melengkapi.", who="moderator")


def test_units_do_not_write_before_the_meeting(town: Town, met: Met) -> None:
    sessions.lock(met.session.id).state = "planned"
    db.session.commit()
    with pytest.raises(RecordNotOpen):
        written(town, met, "Sudah dicatat dari rumah.")


def test_a_moderator_changes_public_minutes_with_a_reason_and_both_stay_readable(
    town: Town, met: Met, client: FlaskClient
) -> None:
    written(town, met, "Lampu di Jalan Melati. Telepon 0812 3456 7890.")
    publish(town, met)
    sign_in(client, town.people["moderator"])
    sent = {"base": "1", "body": "Lampu di Jalan Mawar."}
    without = client.post(address(met), data=sent)
    assert without.status_code == 422
    assert "Tulis alasan perubahan" in without.text
    assert "Jalan Mawar" in without.text
    assert client.post(address(met), data=sent | {"reason": "x" * 3}).status_code == 422
    assert client.post(address(met), data=sent | {"reason": WHY}).status_code == 303
    client.post("/keluar")
    kept = client.get(RECORD).text
    for words in ("Lampu di Jalan Mawar.", "Lampu di Jalan Melati.", WHY, "Diubah sesudah ringkasan terbit"):
        assert words in kept, words
    assert "0812" not in kept


def test_a_finding_added_later_is_marked(town: Town, met: Met, client: FlaskClient) -> None:
    publish(town, met)
    assert "Dicatat sesudah ringkasan terbit" not in client.get(RECORD).text
    by = town.actor("moderator")
    with pytest.raises(ChangeReasonMissing):
        finding.capture(met.items[1], "decision", "Loket buka pukul tujuh.", by=by)
    db.session.rollback()
    sign_in(client, town.people["moderator"])
    added = {"kind": "decision", "words": "Loket buka pukul tujuh.", "reason": WHY, "once": "k3"}
    assert client.post(address(met, "/temuan"), data=added).status_code == 303
    kept = client.get(RECORD).text
    assert "Dicatat sesudah ringkasan terbit" in kept
    assert WHY in kept


def test_a_mistaken_finding_is_struck_with_a_reason_and_told_nowhere(town: Town, met: Met, client: FlaskClient) -> None:
    wrong = db.session.scalars(select(Finding).where(Finding.kind == "decision")).one()
    at = address(met, f"/temuan/{wrong.id}/pencoretan")
    sign_in(client, town.people["nurse"])
    assert client.post(at, data={"why": WHY}).status_code == 403
    sign_in(client, town.people["moderator"])
    assert client.post(at, data={"why": "x"}).status_code == 422
    assert client.post(at, data={"why": WHY, "once": "s1"}).status_code == 303
    assert client.post(at, data={"why": WHY, "once": "s2"}).status_code == 409
    with pytest.raises(FindingStruck):
        finding.strike(met.items[1], 999, WHY, by=town.actor("moderator"))
    db.session.rollback()
    assert '<s lang="id">Loket lansia dibuka.</s>' in client.get(address(met)).text
    draft = summarising.draft_of(sessions.get_session(met.session.id))
    assert "Loket lansia dibuka" not in draft
    assert "Disepakati atau diputuskan 1 hal" in draft
    kept = client.get(RECORD).text
    assert "Loket lansia dibuka." in kept
    assert WHY in kept


def test_minutes_typed_beside_a_finding_are_kept_with_it(town: Town, met: Met, client: FlaskClient) -> None:
    sign_in(client, town.people["nurse"])
    page = client.get(address(met)).text
    assert 'form="tulisan"' in page
    assert f'formaction="{address(met, "/temuan")}"' in page
    typed = {"base": "0", "body": "Bu Ani bercerita panjang.", "words": "x", "once": "m1"}
    refused = client.post(address(met, "/temuan"), data=typed)
    assert refused.status_code == 422
    assert "Bu Ani bercerita panjang." in refused.text
    right = typed | {"kind": "agreement", "words": "Nomor antrean diumumkan."}
    assert client.post(address(met, "/temuan"), data=right).status_code == 303
    assert db.session.scalars(select(MinutesVersion.body)).all() == ["Bu Ani bercerita panjang."]
    beside = {"base": "1", "body": "Bu Ani bercerita panjang. Pak RT juga.", "words": "Belum selesai ditulis"}
    told = client.post(address(met), data=beside)
    assert told.status_code == 200
    assert "Belum selesai ditulis" in told.text
