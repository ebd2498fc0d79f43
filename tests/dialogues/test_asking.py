"""Ten participants drawn by lot are asked whether they see a promise kept: told in numbers, leading to nobody."""

from __future__ import annotations

import hashlib
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from forum.accounts.models import Account, Membership
from forum.commitments import jobs
from forum.commitments.actions import asking, keeping, making
from forum.commitments.errors import AlreadyAsking, NobodyToAsk, NotAsked
from forum.commitments.models import Asking, Commitment, Sighting, Witness
from forum.commitments.queries import asking as known
from forum.commitments.queries import cases
from forum.commitments.rules import asking as drawing
from forum.core import clock, mail, outbox
from forum.core.db import db
from forum.core.outbox import Address, Letter
from forum.dialogues.models import Attendance, Registration, Session
from forum.ledger.models import Leaf
from forum.notifications import actions as notifications
from tests.commitments.promises import head
from tests.conftest import Hands
from tests.dialogues.recorded import add_item, add_post, make_ended, promised
from tests.factories import Town, make_account, sign_in

EVIDENCE = "Dua belas lampu sudah menyala sejak kemarin."


def there(session: Session, account: Account, kind: str = "user") -> None:
    db.session.add(Attendance(session_id=session.id, account_id=account.id, kind=kind, way="qr", at=clock.now()))
    db.session.flush()


def there_by_mail(session: Session, email: str, kind: str = "user") -> int:
    """Somebody who registered by a confirmed address and was ticked off at the door; the contact."""
    contact = notifications.make_contact(email, "id")
    contact.confirmed_at = clock.now()
    entry = Registration(session_id=session.id, contact_id=contact.id, kind=kind, state="registered", at=clock.now())
    db.session.add(entry)
    db.session.flush()
    db.session.add(Attendance(session_id=session.id, registration_id=entry.id, kind=kind, way="desk", at=clock.now()))
    db.session.flush()
    return contact.id


def heard(town: Town, people: int = 0) -> tuple[Session, Commitment]:
    """A promise of the works department, made in a session where some residents were."""
    session = make_ended(town)
    item = add_item(session, "Lampu jalan", 1)
    for k in range(people):
        there(session, make_account(f"hadir{k}", None, None, town.government))
    commitment = promised(town, item, "Mengganti dua belas lampu di Jalan Melati.")
    making.accept(commitment, by=head(town))
    db.session.commit()
    return session, cases.lock(commitment.id)


def claimed(town: Town, commitment: Commitment) -> Asking:
    held = cases.lock(commitment.id)
    keeping.claim(held, EVIDENCE, by=town.actor("officer"))
    db.session.commit()
    newest = known.find_newest(commitment.id)
    assert newest is not None
    return newest


def witnesses(made: Asking) -> list[Witness]:
    return list(db.session.scalars(select(Witness).where(Witness.asking_id == made.id).order_by(Witness.id)))


def link(witness_id: int) -> str:
    return f"/komitmen/tanya/{witness_id}/{asking.tag_of(witness_id)}"


def answered(made: Asking, *said: str) -> None:
    for witness, each in zip([w.id for w in witnesses(made) if w.state == "asked"], said, strict=False):
        asking.answer(witness, each)
    db.session.commit()


def test_a_claim_asks_ten_by_mail_and_anyone_can_draw_again(client: FlaskClient, town: Town) -> None:
    _session, commitment = heard(town, 25)
    made = claimed(town, commitment)
    assert (made.asked, len(made.pool), len(witnesses(made))) == (10, 25, 10)
    leaf = db.session.get_one(Leaf, made.leaf_index)
    order = sorted(made.pool, key=lambda mark: hashlib.sha256(leaf.hash + mark.encode()).digest())
    assert {each.mark for each in witnesses(made)} == set(order[:10])
    letters = db.session.query(Letter).filter_by(kind=asking.KIND).all()
    assert len(letters) == 10
    message = mail.compose(letters[0], Address("warga@contoh.example", "id"))
    assert "Dinas Pekerjaan Umum" in message["Subject"]
    assert "/komitmen/tanya/" in message.as_string()
    assert made.leaf_index is not None
    marks = [each.mark for each in witnesses(made)]
    number, ref = leaf.index, cases.lock(commitment.id).subject.ref
    db.session.rollback()
    page = client.get(f"/komitmen/{ref}/undian").text
    assert leaf.hash.hex() in page
    assert f"Catatan nomor {number} " in page
    assert all(mark in page.split("Tanda yang tidak terpilih")[0] for mark in marks)
    assert "10 dari 25 peserta diundi" in client.get(f"/komitmen/{ref}").text


def test_the_same_marks_are_drawn_from_the_same_leaf_in_any_order() -> None:
    pool = [f"tanda{k}" for k in range(30)]
    first = drawing.drawn(b"\1" * 32, pool)
    assert first == drawing.drawn(b"\1" * 32, reversed(pool))
    assert first != drawing.drawn(b"\2" * 32, pool)
    assert sorted(drawing.drawn(b"\1" * 32, pool[:4])) == pool[:4], "everybody, when there are fewer than ten"


def test_every_participant_comes_up_about_as_often() -> None:
    pool = [f"tanda{k}" for k in range(20)]
    times = dict.fromkeys(pool, 0)
    for turn in range(400):
        for mark in drawing.drawn(hashlib.sha256(str(turn).encode()).digest(), pool):
            times[mark] += 1
    assert sum(times.values()) == 4_000
    assert all(150 <= n <= 250 for n in times.values()), times


def test_the_staff_around_the_unit_is_never_asked(town: Town) -> None:
    session, commitment = heard(town, 2)
    for who in ("officer", "head", "moderator", "nurse"):
        there(session, town.people[who])
    there(session, make_account("utusan", None, None, town.government), "unit")
    there_by_mail(session, str(town.people["officer"].email))
    there_by_mail(session, "utusan@dinas.example", "unit")
    db.session.commit()
    made = claimed(town, commitment)
    asked = {each.account_id for each in witnesses(made)}
    assert len(made.pool) == 3, "two residents, and the nurse of another unit"
    assert town.people["nurse"].id in asked
    assert not asked & {town.people[who].id for who in ("officer", "head", "moderator")}


def test_attendance_posts_and_confirmed_addresses_count_once_per_person(town: Town) -> None:
    session, commitment = heard(town)
    resident = town.people["resident"]
    there(session, resident)
    add_post(add_item(session, "Antrean", 2), "post", "Saya ikut dari rumah.", town)
    there_by_mail(session, str(resident.email))
    stopped = there_by_mail(session, "berhenti@contoh.example")
    contact_id = there_by_mail(session, "lain@contoh.example")
    notifications.stop_mail(db.session.get_one(notifications.Contact, stopped))
    db.session.commit()
    made = claimed(town, commitment)
    assert {(each.account_id, each.contact_id) for each in witnesses(made)} == {(resident.id, None), (None, contact_id)}


def test_nobody_is_asked_of_what_an_answer_promised_or_an_empty_hall(town: Town) -> None:
    _session, commitment = heard(town)
    held = cases.lock(commitment.id)
    keeping.claim(held, EVIDENCE, by=town.actor("officer"))
    assert known.find_newest(commitment.id) is None
    with pytest.raises(NobodyToAsk):
        asking.ask(held, by=town.actor("moderator"))


def test_reading_the_link_changes_nothing_and_it_answers_once(client: FlaskClient, town: Town) -> None:
    _session, commitment = heard(town, 4)
    made = claimed(town, commitment)
    witness_id, asking_id, ref = witnesses(made)[0].id, made.id, cases.lock(commitment.id).subject.ref
    db.session.rollback()
    where = link(witness_id)
    for _scan in range(3):
        page = client.get(where)
        assert page.status_code == 200
        assert page.headers["Cache-Control"] == "no-store"
    client.head(where)
    assert db.session.query(Sighting).count() == 0
    db.session.rollback()
    assert client.post(where, data={}).status_code == 422
    assert client.post(where, data={"answer": "mungkin"}).status_code == 422
    sent = client.post(where, data={"answer": "yes", "words": "Semua menyala, telepon 0812-3456-7890."})
    assert (sent.status_code, sent.headers["Location"]) == (303, f"/komitmen/{ref}")
    again = client.post(where, data={"answer": "no"})
    assert again.status_code == 409
    assert "sudah dipakai" in again.text
    assert "sudah dipakai" in client.get(where).text
    (kept,) = db.session.scalars(select(Sighting)).all()
    assert (kept.asking_id, kept.answer) == (asking_id, "yes")
    assert "3456" not in kept.words
    assert set(Sighting.__table__.columns.keys()) == {"id", "asking_id", "answer", "words"}, "nothing leads to a person"


def test_a_wrong_tag_and_an_unknown_question_are_alike(client: FlaskClient, town: Town) -> None:
    _session, commitment = heard(town, 1)
    witness_id = witnesses(claimed(town, commitment))[0].id
    db.session.rollback()
    for wrong in (f"/komitmen/tanya/{witness_id}/{'0' * 32}", f"/komitmen/tanya/999/{asking.tag_of(999)}"):
        assert client.get(wrong).status_code == 404
        assert client.post(wrong, data={"answer": "yes"}).status_code == 404


def test_the_link_ends_and_then_nothing_tells_who_was_asked(client: FlaskClient, town: Town, hands: Hands) -> None:
    _session, commitment = heard(town, 3)
    made_id = claimed(town, commitment).id
    witness_id = witnesses(db.session.get_one(Asking, made_id))[0].id
    jobs.forget_who_was_asked()
    assert db.session.get_one(Witness, witness_id).account_id is not None
    db.session.rollback()
    hands.move(days=15)
    late = client.post(link(witness_id), data={"answer": "yes"})
    assert late.status_code == 409
    assert "Waktu menjawab sudah habis" in late.text
    assert "Waktu menjawab sudah habis" in client.get(link(witness_id)).text
    jobs.forget_who_was_asked()
    db.session.expire_all()
    left = witnesses(db.session.get_one(Asking, made_id))
    assert [(each.account_id, each.contact_id) for each in left] == [(None, None)] * 3


def test_answers_are_told_in_numbers_from_three_on(client: FlaskClient, town: Town) -> None:
    _session, commitment = heard(town, 10)
    made = claimed(town, commitment)
    ref = cases.lock(commitment.id).subject.ref
    answered(made, "yes", "yes")
    page = client.get(f"/komitmen/{ref}").text
    assert "2 dari 10 ditanya menjawab. Jawabannya disebut" in page
    assert "melihat ditepati" not in page
    answered(known.find_newest(commitment.id) or made, "yes", "no", "unknown", "yes", "yes")
    page = client.get(f"/komitmen/{ref}").text
    assert "7 dari 10 ditanya menjawab: 5 melihat ditepati, 0 sebagian, 1 tidak, 1 tidak tahu." in page


def test_the_moderator_reads_the_words_and_the_unit_does_not(client: FlaskClient, town: Town) -> None:
    _session, commitment = heard(town, 5)
    made = claimed(town, commitment)
    for k, witness in enumerate([each.id for each in witnesses(made)][:3]):
        asking.answer(witness, "partly", f"Kalimat ke-{k} dari warga.")
    db.session.commit()
    where = f"/meja/komitmen/{cases.lock(commitment.id).subject.ref}"
    db.session.rollback()
    sign_in(client, town.people["moderator"])
    page = client.get(where).text
    assert "Kalimat ke-1 dari warga." in page
    assert "3 dari 5 ditanya menjawab: 0 melihat ditepati, 3 sebagian" in page
    other = sign_in(client.application.test_client(), town.people["officer"])
    assert "Kalimat ke-1" not in other.get(where).text
    assert "Kalimat ke-1" not in client.application.test_client().get(where.replace("/meja", "")).text


def test_a_moderator_asks_when_nobody_is_being_asked(client: FlaskClient, town: Town, hands: Hands) -> None:
    _session, commitment = heard(town, 12)
    where = f"/meja/komitmen/{commitment.subject.ref}"
    commitment_id = commitment.id
    db.session.rollback()
    sign_in(client, town.people["moderator"])
    assert "Tanya peserta forum" in client.get(where).text
    assert client.post(f"{where}/pertanyaan-peserta", data={"once": "satu"}).status_code == 303
    page = client.get(where).text
    assert "Sedang ditanya; dapat dijawab sampai 2 Desember 2026" in page
    assert "Tanya peserta forum" not in page
    client.post(f"{where}/pertanyaan-peserta", data={"once": "dua"})
    assert "sedang ditanya" in client.get(where).text
    assert db.session.query(Asking).count() == 1
    with pytest.raises(AlreadyAsking):
        asking.ask(cases.lock(commitment_id), by=town.actor("moderator"))
    db.session.rollback()
    hands.move(days=15)
    assert asking.ask(cases.lock(commitment_id), by=town.actor("moderator")).number == 2
    db.session.rollback()
    for who in ("officer", "resident"):
        other = sign_in(client.application.test_client(), town.people[who])
        assert other.post(f"{where}/pertanyaan-peserta", data={"once": who}).status_code == 403


def test_who_also_works_for_the_unit_asks_nobody(client: FlaskClient, town: Town) -> None:
    _session, commitment = heard(town, 2)
    both = town.people["moderator"]
    db.session.add(Membership(account_id=both.id, unit_id=town.works.id, role="officer", since=clock.now()))
    db.session.commit()
    where = f"/meja/komitmen/{cases.lock(commitment.id).subject.ref}"
    db.session.rollback()
    sign_in(client, both)
    assert client.post(f"{where}/pertanyaan-peserta", data={"once": "k"}).status_code == 403


def test_an_erased_account_is_forgotten_and_its_answer_counts_on(town: Town) -> None:
    _session, commitment = heard(town, 3)
    made = claimed(town, commitment)
    witness = witnesses(made)[0]
    asking.answer(witness.id, "yes")
    asking.forget_account(witness.account_id or 0)
    db.session.commit()
    db.session.expire_all()
    assert db.session.get_one(Witness, witness.id).account_id is None
    assert db.session.query(Sighting).count() == 1


@pytest.mark.parametrize("table", ["commitment_askings", "commitment_sightings"])
def test_draws_and_answers_are_never_rewritten(town: Town, table: str) -> None:
    _session, commitment = heard(town, 1)
    answered(claimed(town, commitment), "yes")
    for statement in (f"update {table} set id = id + 0", f"delete from {table}"):
        with pytest.raises(DatabaseError):
            db.session.execute(text(statement))
        db.session.rollback()


def test_an_unknown_answer_is_no_answer(town: Town) -> None:
    _session, commitment = heard(town, 1)
    made = claimed(town, commitment)
    with pytest.raises(NotAsked):
        asking.answer(witnesses(made)[0].id, "mungkin")


def test_letters_hold_no_address_in_the_clear(town: Town) -> None:
    session, commitment = heard(town)
    there_by_mail(session, "rahasia@contoh.example")
    db.session.commit()
    claimed(town, commitment)
    letter = db.session.query(Letter).filter_by(kind=asking.KIND).one()
    assert "rahasia" not in letter.recipient + letter.content
    assert re.fullmatch(r"/komitmen/tanya/\d+/[0-9a-f]{32}", outbox.read_content(letter)["path"])
