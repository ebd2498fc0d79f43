"""Flags, hiding with a ground, and the tombstone that stays."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from forum.core.db import db
from forum.dialogues.actions import hiding
from forum.dialogues.models import Session
from forum.dialogues.queries import agenda as agendas
from forum.dialogues.queries import posts as found_posts
from forum.dialogues.queries import threads
from forum.moderation.errors import AlreadyDecided, NoSuchGround
from forum.moderation.queries import count_waiting, standing_of
from forum.notifications.queries import notices_of, read_notice
from tests.dialogues.talking import accepted, hidden, said, url
from tests.factories import Town, sign_in

INSULT = "Kepala dinas itu pencuri."


def test_a_flag_puts_a_post_before_the_moderators_and_leaves_it_readable(
    client: FlaskClient, town: Town, session_: Session
) -> None:
    item = accepted(town, session_)
    post = said(town, item, INSULT)
    ref, where = post.subject.ref, url(item)
    assert client.post(f"/forum/tulisan/{ref}/tanda", data={"ground": "spam"}).status_code in (302, 401, 403)
    sign_in(client, town.people["neighbour"])
    assert client.post(f"/forum/tulisan/{ref}/tanda", data={"ground": "tidak suka"}).status_code == 422
    for _again in range(2):
        assert client.post(f"/forum/tulisan/{ref}/tanda", data={"ground": "defamation"}).status_code == 303
    assert INSULT in client.get(where).text
    assert count_waiting(town.government.id, "post") == 1
    assert found_posts.flags_on([post.subject_id]) == {post.subject_id: ["defamation"]}
    sign_in(client, town.people["moderator"])
    assert "pencuri" in client.get("/meja/forum/tanda?kota=contoh").text
    steps = [read_notice(notice).get("step") for notice in notices_of(town.people["moderator"].id)]
    assert steps.count("flagged") == 1


def test_hidden_words_leave_a_tombstone_with_the_ground_and_the_way_to_object(
    client: FlaskClient, town: Town, session_: Session
) -> None:
    item = accepted(town, session_)
    post = said(town, item, INSULT)
    ref, where = post.subject.ref, url(item)
    sign_in(client, town.people["moderator"])
    assert client.post(f"/meja/forum/tanda/{ref}/penyembunyian", data={"note": "x"}).status_code == 422
    sent = {"ground": "defamation", "note": "Kalimat pertama."}
    assert client.post(f"/meja/forum/tanda/{ref}/penyembunyian", data=sent).status_code == 303
    sign_in(client, town.people["resident"])
    page = client.get(where).text
    assert "pencuri" not in page
    assert "Tuduhan tanpa fakta" in page
    assert "Keberatan dapat disampaikan" in page
    for address in (f"/forum/tulisan/{ref}/riwayat", f"/forum/tulisan/{ref}/suntingan", f"/forum/tulisan/{ref}/tanda"):
        assert client.get(address).status_code == 404, address
    assert "pencuri" not in client.get(f"{where}/{ref}").text
    notice = read_notice(notices_of(town.people["resident"].id)[0])
    assert (notice["step"], notice["ground"]) == ("hidden", "defamation")
    assert "Tulisan di forum" in client.get("/moderasi?kota=contoh").text
    assert found_posts.newest_words(found_posts.lock_post(post.id)) == INSULT


def test_what_was_hidden_comes_back_with_all_its_words(client: FlaskClient, town: Town, session_: Session) -> None:
    item = accepted(town, session_)
    post = hidden(town, item, said(town, item, INSULT))
    ref = post.subject.ref
    sign_in(client, town.people["second"])
    assert "pencuri" in client.get("/meja/forum/tanda?kota=contoh&bagian=tersembunyi").text
    assert client.post(f"/meja/forum/tanda/{ref}/penampilan").status_code == 303
    assert INSULT in client.get(url(item)).text


def test_a_post_that_was_kept_can_be_flagged_again_by_somebody_else(town: Town, session_: Session) -> None:
    item = accepted(town, session_)
    post = said(town, item)
    hiding.flag(post, item, "spam", town.people["neighbour"].id)
    hiding.keep(post, item, by=town.actor("moderator"))
    assert count_waiting(town.government.id, "post") == 0
    assert not hiding.flag(post, item, "spam", town.people["neighbour"].id)
    assert count_waiting(town.government.id, "post") == 0
    assert hiding.flag(post, item, "sara", town.people["nurse"].id)
    assert count_waiting(town.government.id, "post") == 1


def test_one_decision_at_a_time_and_only_on_a_ground(town: Town, session_: Session) -> None:
    item = accepted(town, session_)
    post = said(town, item)
    with pytest.raises(AlreadyDecided):
        hiding.keep(post, item, by=town.actor("moderator"))
    with pytest.raises(NoSuchGround):
        hiding.hide(post, item, "kritik", by=town.actor("moderator"))
    db.session.rollback()
    post = hidden(town, agendas.lock_item(item.id), found_posts.lock_post(post.id))
    with pytest.raises(AlreadyDecided):
        hiding.hide(post, agendas.lock_item(item.id), "spam", by=town.actor("second"))


def test_the_staff_of_a_unit_has_no_moderating_verb(client: FlaskClient, town: Town, session_: Session) -> None:
    item = accepted(town, session_)
    post = said(town, item, INSULT)
    ref = post.subject.ref
    for who in ("officer", "head", "nurse", "inspector", "admin", "resident"):
        sign_in(client, town.people[who])
        assert client.get(f"/meja/forum/tanda/{ref}").status_code == 403, who
        assert client.post(f"/meja/forum/tanda/{ref}/penyembunyian", data={"ground": "spam"}).status_code == 403, who
        assert f"/meja/forum/tanda/{ref}" not in client.get(url(agendas.lock_item(item.id))).text
    assert standing_of(post.subject_id) is None


def test_pictures_of_hidden_words_are_gone_too(client: FlaskClient, town: Town, session_: Session) -> None:
    from tests.dialogues.test_posts import photo

    item = accepted(town, session_)
    where = url(item)
    sign_in(client, town.people["resident"])
    sent = {"kind": "post", "body": INSULT, "photo_1": photo(), "words_1": "Wajah seseorang"}
    client.post(f"{where}/tulisan", data=sent, content_type="multipart/form-data")
    page = client.get(where).text
    ref = page.split("/forum/berkas/")[1].split('"')[0]
    post = threads.thread(threads.Wish(item.id), None).page.rows[0]
    hidden(town, agendas.lock_item(item.id), found_posts.lock_post(post.id))
    assert client.get(f"/forum/berkas/{ref}").status_code == 404
    assert "Wajah seseorang" not in client.get(where).text
