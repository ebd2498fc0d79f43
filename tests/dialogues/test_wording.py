"""The words of an agenda item change in public only: every version, its leaf and the reason stay."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from forum.core.db import db
from forum.dialogues.actions import agenda, wording
from forum.dialogues.models import AgendaItem, Session
from forum.dialogues.queries import agenda as agendas
from forum.dialogues.talk_errors import ItemDecided, NothingSaid
from forum.ledger.models import Leaf
from forum.ledger.queries import acts_on
from forum.ledger.rules import commitment as committed
from forum.notifications.queries import notices_of, read_notice
from tests.dialogues.talking import TITLE, accepted, proposed, url
from tests.dialogues.voting import make_item
from tests.factories import Town, sign_in

ANEW = "Lampu jalan di Melati dan Kenari"
WHY = "Kenari disebut warga pada pertemuan lalu."


def reworded(town: Town, item: AgendaItem, title: str = ANEW, body: str = "Mohon dibahas.") -> AgendaItem:
    wording.reword(agendas.lock_item(item.id), title, body, WHY, by=town.actor("moderator"))
    db.session.commit()
    return agendas.lock_item(item.id)


def test_a_proposal_begins_with_a_first_version_and_its_leaf(town: Town, session_: Session) -> None:
    item = proposed(town, session_)
    (first,) = agendas.versions_of(item.id)
    assert (first.version, first.title, first.body, first.role) == (1, TITLE, "Mohon **dibahas**.", "resident")
    told = {"kind": "agenda", "version": 1, "title": TITLE, "body": "Mohon **dibahas**.", "reason": ""}
    assert db.session.get_one(Leaf, first.leaf_index).commitment == committed(first.salt, told)
    assert acts_on(item.subject_id)[0].leaf_index == first.leaf_index


def test_other_words_leave_the_former_ones_with_the_reason(client: FlaskClient, town: Town, session_: Session) -> None:
    item = reworded(town, accepted(town, session_))
    assert (item.title, item.version, item.state) == (ANEW, 2, "accepted")
    newest, first = agendas.versions_of(item.id)
    assert (newest.title, newest.reason, newest.role, first.title) == (ANEW, WHY, "moderator", TITLE)
    told = {"kind": "agenda", "version": 2, "title": ANEW, "body": "Mohon dibahas.", "reason": WHY}
    assert db.session.get_one(Leaf, newest.leaf_index).commitment == committed(newest.salt, told)
    act = acts_on(item.subject_id)[-1]
    assert (act.verb, act.role, act.audience, act.leaf_index) == ("reword", "moderator", "public", newest.leaf_index)
    where, ref = url(item), item.subject.ref
    heard = [str(read_notice(each)["step"]) for each in notices_of(town.people["resident"].id)]
    assert heard[0] == "reworded" or "reworded" in heard
    db.session.rollback()
    page = client.get(where).text
    assert ANEW in page
    assert f"/forum/pokok-bahasan/{ref}/riwayat" in page
    history = client.get(f"/forum/pokok-bahasan/{ref}/riwayat").text
    assert history.index(ANEW) < history.index(WHY) < history.rindex(TITLE)


def test_an_item_from_before_versions_were_kept_keeps_what_stood(town: Town, session_: Session) -> None:
    item = make_item(session_)
    item.html = "<p>Sudah <strong>lama</strong> gelap.</p>"
    db.session.commit()
    item = reworded(town, item)
    assert [(each.version, each.title, each.body) for each in agendas.versions_of(item.id)] == [
        (2, ANEW, "Mohon dibahas."), (1, "Lampu jalan padam", "Sudah lama gelap."),
    ]  # fmt: skip


def test_the_same_words_are_no_new_version(town: Town, session_: Session) -> None:
    item = accepted(town, session_)
    assert not wording.reword(agendas.lock_item(item.id), TITLE, "Mohon **dibahas**.", WHY, by=town.actor("moderator"))
    assert len(agendas.versions_of(item.id)) == 1


def test_numbers_of_persons_are_masked_in_new_words_too(town: Town, session_: Session) -> None:
    item = reworded(town, accepted(town, session_), body="Telepon Pak RT di 0812-3456-7890.")
    newest = agendas.versions_of(item.id)[0]
    assert "3456" not in newest.body + newest.html + item.html


def test_what_is_declined_or_over_is_not_worded_anew(town: Town, session_: Session) -> None:
    item = accepted(town, session_)
    with pytest.raises(NothingSaid):
        wording.reword(item, ANEW, "", "  ", by=town.actor("moderator"))
    session_.state = "ended"
    db.session.commit()
    with pytest.raises(ItemDecided):
        wording.reword(agendas.lock_item(item.id), ANEW, "", WHY, by=town.actor("moderator"))
    db.session.rollback()
    session_.state = "planned"
    agenda.decline(agendas.lock_item(item.id), "Dibahas bulan depan saja.", by=town.actor("moderator"))
    with pytest.raises(ItemDecided):
        wording.reword(agendas.lock_item(item.id), ANEW, "", WHY, by=town.actor("moderator"))


def test_the_history_of_a_hidden_item_is_for_moderators(client: FlaskClient, town: Town, session_: Session) -> None:
    item = proposed(town, session_)
    agenda.decline(item, "Melanggar aturan forum.", by=town.actor("moderator"), ground="spam")
    db.session.commit()
    where = f"/forum/pokok-bahasan/{agendas.lock_item(item.id).subject.ref}/riwayat"
    db.session.rollback()
    assert client.get(where).status_code == 404
    assert client.get("/forum/pokok-bahasan/tidak-ada/riwayat").status_code == 404
    sign_in(client, town.people["moderator"])
    assert TITLE in client.get(where).text


def test_a_moderator_words_it_anew_at_the_desk(client: FlaskClient, town: Town, session_: Session) -> None:
    item = accepted(town, session_)
    where = f"/meja/forum/agenda/{item.subject.ref}"
    item_id = item.id
    db.session.rollback()
    sign_in(client, town.people["moderator"])
    assert "Mohon **dibahas**." in client.get(where).text
    wrong = client.post(f"{where}/kata-kata", data={"kata-title": ANEW, "kata-body": "Baru.", "kata-why": "x"})
    assert wrong.status_code == 422
    assert ANEW in wrong.text
    good = {"kata-title": ANEW, "kata-body": "Baru.", "kata-why": WHY, "once": "satu"}
    for _twice in range(2):
        assert client.post(f"{where}/kata-kata", data=good).status_code == 303
    assert len(agendas.versions_of(item_id)) == 2
    db.session.rollback()
    for who in ("resident", "officer"):
        other = sign_in(client.application.test_client(), town.people[who])
        assert other.post(f"{where}/kata-kata", data=good | {"once": who}).status_code == 403


def test_former_words_are_never_rewritten(town: Town, session_: Session) -> None:
    reworded(town, accepted(town, session_))
    for statement in ("update agenda_item_versions set title = 'lain'", "delete from agenda_item_versions"):
        with pytest.raises(DatabaseError):
            db.session.execute(text(statement))
        db.session.rollback()
