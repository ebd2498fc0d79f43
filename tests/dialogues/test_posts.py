"""Saying, answering, editing and supporting, and what people write that they should not."""

from __future__ import annotations

import io

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from forum.accounts.actions.own import kept_elsewhere
from forum.accounts.models import Membership
from forum.core.db import db
from forum.dialogues.actions import posting
from forum.dialogues.actions.posting import Saying
from forum.dialogues.models import Session
from forum.dialogues.queries import agenda as agendas
from forum.dialogues.queries import posts as found_posts
from forum.dialogues.queries import threads
from forum.dialogues.talk_errors import NotAPlaceToReply, NotYours
from forum.ledger.queries import acts_on, find_leaf
from tests.dialogues.talking import WORDS, accepted, officer, proposed, resident, said, url
from tests.factories import Town, sign_in

HOSTILE = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[klik](javascript:alert(1))",
    "![x](https://jahat.example/a.png)", '<a href="https://jahat.example" onclick="x()">a</a>', "<style>*{}</style>",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
)  # fmt: skip


def photo(name: str = "foto.jpg") -> tuple[io.BytesIO, str]:
    raw = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(raw, "JPEG")
    raw.seek(0)
    return raw, name


@pytest.mark.parametrize("body", HOSTILE)
def test_hostile_words_are_shown_as_words(client: FlaskClient, town: Town, session_: Session, body: str) -> None:
    item = accepted(town, session_)
    post = said(town, item, f"Halo {body} semua")
    for forbidden in ("<script", "<img", "<style", 'href="javascript', 'href="data:', 'onclick="'):
        assert forbidden not in post.html
    page = client.get(url(item)).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_numbers_of_persons_are_masked_in_every_version(client: FlaskClient, town: Town, session_: Session) -> None:
    item = accepted(town, session_)
    post = said(town, item, "Hubungi 0812-3456-7890.")
    posting.edit(found_posts.lock_post(post.id), agendas.lock_item(item.id), "Hubungi 0813-9999-0000 saja.",
                 by=resident(town))  # fmt: skip
    db.session.commit()
    assert found_posts.newest_words(found_posts.lock_post(post.id)) == "Hubungi 0813-9999-0000 saja."
    for address in (url(item), f"/forum/tulisan/{post.subject.ref}/riwayat"):
        page = client.get(address).text
        assert "disamarkan" in page
        assert "7890" not in page
        assert "9999" not in page


def test_an_edit_keeps_the_former_words_and_their_leaf(client: FlaskClient, town: Town, session_: Session) -> None:
    item = accepted(town, session_)
    post = said(town, item, "Versi pertama saya.")
    ref, where = post.subject.ref, url(item)
    sign_in(client, town.people["resident"])
    assert "Versi pertama saya." in client.get(f"/forum/tulisan/{ref}/suntingan").text
    assert client.post(f"/forum/tulisan/{ref}/suntingan", data={"body": "Versi kedua saya."}).status_code == 303
    page = client.get(where).text
    assert "Versi kedua saya." in page
    assert "Versi pertama saya." not in page
    assert "Disunting, lihat riwayat" in page
    history = client.get(f"/forum/tulisan/{ref}/riwayat").text
    assert "Versi pertama saya." in history
    versions = found_posts.versions_of(post.id)
    assert [each.version for each in versions] == [2, 1]
    leaves = [find_leaf(each.leaf_index) for each in versions]
    assert [(leaf.kind, leaf.version) for leaf in leaves if leaf is not None] == [("reply", 2), ("reply", 1)]


def test_versions_are_never_rewritten(town: Town, session_: Session) -> None:
    post = said(town, accepted(town, session_))
    for statement in ("update post_versions set body = 'lain' where post_id = :id",
                      "delete from post_versions where post_id = :id"):  # fmt: skip
        with pytest.raises(DatabaseError):
            db.session.execute(text(statement), {"id": post.id})
        db.session.rollback()


def test_authors_close_their_own_former_versions(client: FlaskClient, town: Town, session_: Session) -> None:
    item = accepted(town, session_)
    post = said(town, item, "Nama tetangga saya Budi.")
    posting.edit(found_posts.lock_post(post.id), item, "Tetangga saya.", by=resident(town))
    db.session.commit()
    ref = post.subject.ref
    address = f"/forum/tulisan/{ref}/riwayat/1/penyamaran"
    sign_in(client, town.people["neighbour"])
    assert client.post(address).status_code == 403
    sign_in(client, town.people["resident"])
    assert client.post(address).status_code == 303
    assert client.post(f"/forum/tulisan/{ref}/riwayat/2/penyamaran").status_code == 409
    page = client.get(f"/forum/tulisan/{ref}/riwayat").text
    assert "Budi" not in page
    assert "ditutup oleh penulisnya" in page


def test_only_the_author_edits_and_only_while_the_thread_is_open(
    client: FlaskClient, town: Town, session_: Session
) -> None:
    item = accepted(town, session_)
    post = said(town, item)
    ref = post.subject.ref
    for who in ("neighbour", "moderator", "officer"):
        sign_in(client, town.people[who])
        assert client.post(f"/forum/tulisan/{ref}/suntingan", data={"body": "Bukan saya."}).status_code == 403, who
    with pytest.raises(NotYours):
        posting.edit(found_posts.lock_post(post.id), item, "Bukan saya.", by=resident(town, "neighbour"))


def test_only_the_unit_that_is_asked_answers_officially(client: FlaskClient, town: Town, session_: Session) -> None:
    item = accepted(town, session_, unit=town.works)
    where = url(item)
    for who, status in (("resident", 422), ("nurse", 422), ("moderator", 422), ("officer", 303), ("head", 303)):
        sign_in(client, town.people[who])
        answer = client.post(f"{where}/tulisan", data={"kind": "answer", "body": f"Jawaban dari {who}."})
        assert answer.status_code == status, who
    page = client.get(where).text
    assert page.count("Jawaban resmi Dinas Pekerjaan Umum") >= 2
    assert "Jawaban dari nurse" not in page


def test_the_staff_asked_speak_only_for_their_unit(client: FlaskClient, town: Town, session_: Session) -> None:
    where = url(accepted(town, session_, unit=town.works))
    sign_in(client, town.people["officer"])
    assert client.post(f"{where}/tulisan", data={"kind": "post", "body": "Kerja bagus!"}).status_code == 422


def test_who_left_the_unit_does_not_change_its_answer(client: FlaskClient, town: Town, session_: Session) -> None:
    item = accepted(town, session_)
    ref = said(town, item, "Kami kerjakan besok.", who="officer", kind="answer").subject.ref
    held = db.session.query(Membership).filter_by(account_id=town.people["officer"].id).one()
    held.ended_at = held.since
    db.session.commit()
    sign_in(client, town.people["officer"])
    assert client.post(f"/forum/tulisan/{ref}/suntingan", data={"body": "Kami tidak jadi."}).status_code == 403


def test_replies_are_one_level_deep_and_of_the_same_thread(town: Town, session_: Session) -> None:
    item, another = accepted(town, session_), accepted(town, session_, "Jalan rusak")
    post = said(town, item)
    reply = said(town, item, "Setuju.", parent=post)
    for place, parent in ((item, reply), (another, post)):
        with pytest.raises(NotAPlaceToReply):
            posting.write(place, Saying("Di sini?", parent=parent), by=resident(town))
        db.session.rollback()
    assert found_posts.lock_post(post.id).reply_count == 1


def test_a_post_is_found_only_in_its_own_thread(client: FlaskClient, town: Town, session_: Session) -> None:
    item, another = accepted(town, session_), accepted(town, session_, "Jalan rusak")
    post = said(town, item)
    ref, ours, theirs = post.subject.ref, url(item), url(another)
    assert client.get(f"{ours}/{ref}").status_code == 200
    assert client.get(f"{theirs}/{ref}").status_code == 404
    sign_in(client, town.people["resident"])
    sent = {"kind": "post", "body": "Balasan", "induk": ref}
    assert client.post(f"{theirs}/tulisan", data=sent).status_code == 404
    assert client.post(f"{ours}/tulisan".replace("/contoh/", "/lain/"), data=sent).status_code == 404
    assert client.get(f"{theirs}/{another.subject.ref}?kutip={ref}").status_code == 404


def test_a_double_click_says_it_once(client: FlaskClient, town: Town, session_: Session) -> None:
    item = accepted(town, session_)
    where = url(item)
    sign_in(client, town.people["resident"])
    sent = {"kind": "question", "body": WORDS, "once": "kunci-yang-sama"}
    first, second = (client.post(f"{where}/tulisan", data=sent) for _twice in range(2))
    assert first.status_code == second.status_code == 303
    assert first.headers["Location"] == second.headers["Location"]
    assert agendas.lock_item(item.id).post_count == 1


def test_a_post_is_supported_once_per_account(client: FlaskClient, town: Town, session_: Session) -> None:
    item = accepted(town, session_)
    post = said(town, item)
    sign_in(client, town.people["neighbour"])
    for _again in range(3):
        assert client.post(f"/forum/dukungan/{post.subject.ref}").status_code == 303
    assert found_posts.lock_post(post.id).support_count == 1
    assert "Batalkan dukungan" in client.get(url(item)).text


def test_pictures_come_with_words_for_those_who_do_not_see_them(
    client: FlaskClient, town: Town, session_: Session
) -> None:
    item = accepted(town, session_)
    where = url(item)
    sign_in(client, town.people["resident"])
    sent = {"kind": "post", "body": "Lihat fotonya."}
    answer = client.post(f"{where}/tulisan", data={**sent, "photo_1": photo()}, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "Tulis apa yang terlihat" in answer.text
    assert "Lihat fotonya." in answer.text
    given = {**sent, "photo_1": photo(), "words_1": "Lampu jalan yang mati"}
    assert client.post(f"{where}/tulisan", data=given, content_type="multipart/form-data").status_code == 303
    page = client.get(where).text
    assert 'alt="Lampu jalan yang mati"' in page
    ref = page.split("/forum/berkas/")[1].split('"')[0]
    picture = client.get(f"/forum/berkas/{ref}")
    assert (picture.status_code, picture.content_type) == (200, "image/jpeg")
    assert client.get(f"/forum/berkas/{ref}/kecil").status_code == 200
    assert client.get("/forum/berkas/tidak-ada").status_code == 404


def test_what_is_no_picture_is_refused_beside_its_field(client: FlaskClient, town: Town, session_: Session) -> None:
    where = url(accepted(town, session_))
    sign_in(client, town.people["resident"])
    sent = {
        "kind": "post",
        "body": "Lihat berkasnya.",
        "photo_2": (io.BytesIO(b"<svg/>"), "a.jpg"),
        "words_2": "Gambar",
    }
    answer = client.post(f"{where}/tulisan", data=sent, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "Hanya foto" in answer.text
    assert "Lihat berkasnya." in answer.text


def test_nothing_is_said_to_a_proposal(client: FlaskClient, town: Town, session_: Session) -> None:
    where = url(proposed(town, session_))
    sign_in(client, town.people["resident"])
    assert client.post(f"{where}/tulisan", data={"kind": "post", "body": "Halo semua."}).status_code == 409


def test_empty_and_endless_words_come_back_with_the_form(client: FlaskClient, town: Town, session_: Session) -> None:
    where = url(accepted(town, session_))
    sign_in(client, town.people["resident"])
    for body in ("", "   \r\n ", "x" * 5_001):
        answer = client.post(f"{where}/tulisan", data={"kind": "post", "body": body})
        assert answer.status_code == 422, body[:5]


def test_the_ledger_names_no_resident(town: Town, session_: Session) -> None:
    item = accepted(town, session_)
    post = said(town, item)
    answer = said(town, item, "Kami perbaiki.", who="officer", kind="answer")
    assert [act.by_id for act in acts_on(post.subject_id)] == [None]
    assert [act.by_id for act in acts_on(answer.subject_id)] == [officer(town).account_id]
    assert acts_on(item.subject_id)[0].by_id is None


def test_an_erased_account_takes_its_name_off_its_posts(town: Town, session_: Session) -> None:
    item = accepted(town, session_)
    made = posting.write(item, Saying("Dengan nama saya.", shown_name="Resident Contoh"), by=resident(town))
    db.session.commit()
    kept_elsewhere["posts"](town.people["resident"].id)
    db.session.commit()
    line = threads.line_of(found_posts.lock_post(made.id))
    assert line.shown_name is None
    assert "Dengan nama saya." in line.html
