"""Pages of the forum are kept under everything they show: what changes is seen at once, and each sees their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from forum.accounts.models import Account
from forum.core.db import db
from forum.dialogues.actions import agenda, backing, hiding, posting, registering, wording
from forum.dialogues.actions import sessions as session_acts
from forum.dialogues.models import AgendaItem, Post, Session
from forum.dialogues.queries import agenda as agendas
from forum.dialogues.queries import posts as found_posts
from forum.dialogues.queries import sessions as known
from forum.dialogues.rules.calendar import Plan
from forum.ledger.rules import Actor
from tests.conftest import Hands
from tests.dialogues.conftest import HALL
from tests.dialogues.talking import accepted, said, url
from tests.dialogues.voting import accepted as stated
from tests.factories import Town, make_account, sign_in

Change = Callable[[Town, AgendaItem, Post], object]


def answer(town: Town, item: AgendaItem, post: Post) -> object:
    return said(town, item, "Kami ganti lampunya besok pagi.", "officer", "answer", post)


def support(_town: Town, item: AgendaItem, post: Post) -> object:
    return backing.back(found_posts.lock_post(post.id), item.session, "a77")


def hide(town: Town, item: AgendaItem, post: Post) -> object:
    return hiding.hide(found_posts.lock_post(post.id), item, "spam", by=town.actor("moderator"))


def edit(town: Town, item: AgendaItem, post: Post) -> object:
    by = Actor("resident", town.people["resident"].id)
    return posting.edit(found_posts.lock_post(post.id), item, "Kata-kata lain dari penulisnya.", by=by)


def reword(town: Town, item: AgendaItem, _post: Post) -> object:
    held = agendas.lock_item(item.id)
    return wording.reword(held, "Judul yang lain sekali", "", "Judulnya kurang jelas.", by=town.actor("moderator"))


def take_off(town: Town, item: AgendaItem, _post: Post) -> object:
    return agenda.decline(agendas.lock_item(item.id), "Dibahas bulan depan saja.", by=town.actor("moderator"))


def ask_another(town: Town, item: AgendaItem, _post: Post) -> object:
    agendas.lock_item(item.id).unit = town.clinic
    return db.session.flush()


def state(town: Town, item: AgendaItem, _post: Post) -> object:
    made = stated(town, item.session, "Lampu harus menyala sebelum akhir tahun.").statement
    made.item_id = item.id
    return db.session.flush()


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        (answer, "Kami ganti lampunya besok pagi."), (support, "1 dukungan"), (hide, "t-"),
        (edit, "Kata-kata lain dari penulisnya."), (reword, "Judul yang lain sekali"),
        (take_off, "Dibahas bulan depan saja."), (ask_another, "Puskesmas"),
        (state, "Lampu harus menyala sebelum akhir tahun."),
    ],
)  # fmt: skip
def test_what_changes_in_a_thread_is_seen_at_once(
    client: FlaskClient, town: Town, session_: Session, change: Change, shown: str
) -> None:
    item = accepted(town, session_)
    post = said(town, item)
    where = url(item)
    db.session.rollback()
    before = client.get(where).text
    assert client.get(where).text == before, "the same is made once"
    item, post = agendas.lock_item(item.id), found_posts.lock_post(post.id)
    change(town, item, post)
    db.session.commit()
    after = client.get(where).text
    assert shown in after
    assert after != before


def test_a_closed_thread_says_so_though_nobody_acted(
    client: FlaskClient, town: Town, session_: Session, hands: Hands
) -> None:
    where = url(accepted(town, session_))
    db.session.rollback()
    assert "Diskusi terbuka sampai" in client.get(where).text
    hands.move(days=30)
    assert "Diskusi ditutup sejak" in client.get(where).text


def test_each_viewer_sees_their_own_buttons(client: FlaskClient, town: Town, session_: Session) -> None:
    item = accepted(town, session_)
    post = said(town, item)
    where, edit_url = url(item), f"/forum/tulisan/{post.subject.ref}/ubah"
    backing.back(found_posts.lock_post(post.id), item.session, f"a{town.people['resident'].id}")
    other = make_account("lain", None, None, town.government)
    db.session.commit()

    def page(who: Account | None) -> str:
        viewer = client.application.test_client()
        return (sign_in(viewer, who) if who else viewer).get(where).text

    author, reader, nobody = (page(who) for who in (town.people["resident"], other, None))
    marks = {"own": found_edit(author), "support": "Batalkan dukungan"}
    assert marks["own"]
    assert marks["support"] in author
    for page_of_others in (reader, nobody):
        assert not found_edit(page_of_others)
        assert marks["support"] not in page_of_others
    assert "Kirim" in reader
    assert "Masuk untuk ikut bicara" in nobody
    assert edit_url.rpartition("/")[0] in author
    assert found_edit(page(town.people["resident"])), "and again, from what was kept"


def found_edit(page: str) -> bool:
    return ">Ubah</a>" in page


def test_what_changes_in_a_session_is_seen_at_once(client: FlaskClient, town: Town, session_: Session) -> None:
    here = f"/forum/{session_.government.slug}/{session_.year}/{session_.number}"
    index = f"/forum?kota={session_.government.slug}"
    session_id = session_.id
    db.session.rollback()
    seen = [client.get(here).text, client.get(index).text]
    registering.register(known.hold_seats(session_id), "user", account_id=town.people["resident"].id)
    db.session.commit()
    assert "49 dari 50" in client.get(here).text
    assert "49" in client.get(index).text
    assert [client.get(here).text, client.get(index).text] != seen
    accepted(town, known.get_session(session_id), "Bahasan yang baru masuk")
    assert "Bahasan yang baru masuk" in client.get(here).text
    held = known.lock(session_id)
    moved = Plan(held.starts_at + timedelta(days=1), held.ends_at + timedelta(days=1), "hall", HALL)
    session_acts.move(held, moved, "Gedungnya dipakai.", by=town.actor("moderator"))
    db.session.commit()
    assert "Gedungnya dipakai." in client.get(here).text
    mine = sign_in(client.application.test_client(), town.people["resident"])
    assert "Anda terdaftar" in mine.get(here).text
    assert "Anda terdaftar" not in client.get(here).text
    assert "Anda terdaftar" in mine.get(here).text
