"""Words of the open question: a moderator looks first, everybody reads the copy, the unit may reply."""

from __future__ import annotations

import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from forum.core.db import db
from forum.ledger.models import Act, Leaf
from forum.moderation.errors import AlreadyDecided, NoSuchGround
from forum.ratings.actions import holding, voices
from forum.ratings.errors import MarksUndecided, NotPublished, OtherWords
from forum.ratings.models import Burst, OpenAnswerCopy, OpenAnswerReply
from forum.ratings.queries import voices as known
from forum.units.models import Service
from tests.complaints.counting import plan_of, statements
from tests.conftest import Hands
from tests.factories import Town, sign_in
from tests.ratings.polled import find, said

SUARA = "/unit/contoh/dpu/suara"
DESK = "/meja/survei/suara"
WORDS = "Petugas Budi Santoso ramah, hubungi saya di 081234567890 bila perlu."


def published(town: Town, words: str = "Loketnya ramah dan cepat.", **choices: object) -> known.Case:
    case = said(town, words, **choices)
    voices.publish(case, by=town.actor("moderator"))
    db.session.commit()
    return find(case.subject.ref)


def test_words_wait_until_a_moderator_publishes_the_copy(town: Town, client: FlaskClient) -> None:
    case = said(town, WORDS)
    assert "ramah" not in client.get(SUARA).text
    voices.publish(case, by=town.actor("moderator"))
    db.session.commit()
    page = client.get(SUARA).text
    assert "ramah, hubungi saya di [nomor telepon disamarkan]" in page
    assert "081234567890" not in page
    assert "Perbaikan lampu jalan, Agustus 2026" in page or "November 2026" in page


def test_a_page_tells_the_month_and_nothing_of_the_respondent(town: Town, client: FlaskClient) -> None:
    case = published(town, "Antreannya tertib.", marks=(1, 2, 3, 4, 1, 2, 3, 4, 1), on=date(2026, 11, 17),
                     make_up={"age": "di_atas_65", "sex": "perempuan", "education": "sd"})  # fmt: skip
    page = client.get(SUARA).text.split("<main")[1]
    assert "November 2026" in page
    assert not re.search(r"1[78] Nov", page)
    assert case.subject.ref not in page
    for word in ("Di atas 65", "Perempuan", "SD atau", "2026-11-17", "2026-11-18"):
        assert word not in page


def test_hidden_words_leave_a_tombstone_with_the_ground(town: Town, client: FlaskClient) -> None:
    case = said(town, "KENARI menghina.")
    voices.hide(case, "sara", "Catatan MERPATI.", by=town.actor("moderator"))
    db.session.commit()
    page = client.get(SUARA).text
    assert "disembunyikan moderator" in page
    assert "Kebencian atas suku" in page
    assert "KENARI" not in page
    assert "MERPATI" not in page
    with pytest.raises(NoSuchGround):
        voices.hide(said(town, "Lain."), "kritik", by=town.actor("moderator"))


def test_a_decision_is_made_once(town: Town) -> None:
    case = published(town)
    with pytest.raises(AlreadyDecided):
        voices.publish(case, by=town.actor("second"))


def test_a_copy_hides_words_and_says_no_others(town: Town, client: FlaskClient) -> None:
    case = said(town, "Bu Rini di loket tiga galak sekali.")
    copy = voices.rewrite(case, "[disamarkan] di loket tiga galak sekali.", by=town.actor("moderator"))
    voices.publish(case, by=town.actor("moderator"))
    db.session.commit()
    assert copy.version == 2
    assert "[disamarkan] di loket tiga galak sekali." in client.get(SUARA).text
    for body in ("Bu Rini di loket tiga baik sekali.", "Loketnya bagus.", ""):
        with pytest.raises(OtherWords):
            voices.rewrite(case, body, by=town.actor("moderator"))


def test_the_database_refuses_to_rewrite_words_copies_and_replies(town: Town) -> None:
    case = published(town)
    voices.reply(case, "Terima kasih atas masukannya.", by=town.actor("officer"))
    db.session.commit()
    for row in (case.said, case.copy, db.session.scalars(select(OpenAnswerReply)).one()):
        row.body = "Lain."
        with pytest.raises(DatabaseError):
            db.session.commit()
        db.session.rollback()


def test_words_of_held_or_left_out_marks_are_not_published(town: Town, client: FlaskClient, hands: Hands) -> None:
    cases = [said(town, f"Bagus sekali {k}.", channel="web", on=date(2026, 11, 18)) for k in range(6)]
    first, other = find(cases[0].subject.ref), find(cases[5].subject.ref)
    assert {first.marks, other.marks} == {"held"}
    with pytest.raises(MarksUndecided):
        voices.publish(other, by=town.actor("moderator"))
    holding.decide(db.session.query(Burst).one(), False, "Dari satu gawai.", by=town.actor("moderator"))
    db.session.commit()
    with pytest.raises(MarksUndecided):
        voices.publish(other, by=town.actor("moderator"))
    assert "Bagus" not in client.get(SUARA).text


def test_words_published_before_their_marks_were_held_step_back(town: Town, client: FlaskClient) -> None:
    published(town, "Kata pertama MERAK.", channel="web", on=date(2026, 11, 18))
    for _ in range(5):
        said(town, "Bagus.", channel="web", on=date(2026, 11, 18))
    page = client.get(SUARA).text
    assert "MERAK" not in page
    assert "Suara ini tidak ditampilkan" in page
    holding.decide(db.session.query(Burst).one(), True, "Acara besar.", by=town.actor("moderator"))
    db.session.commit()
    assert "MERAK" in client.get(SUARA).text


def test_a_reply_stands_below_with_its_leaf(town: Town, client: FlaskClient) -> None:
    case = published(town)
    sent = voices.reply(case, "Terima kasih. Loket **ketiga** dibuka pukul 09.00, telepon 081234567890.",
                        by=town.actor("officer"))  # fmt: skip
    db.session.commit()
    page = client.get(SUARA).text
    assert "<strong>ketiga</strong>" in page
    assert "081234567890" not in page
    leaf = db.session.get_one(Leaf, sent.leaf_index)
    act = db.session.scalars(select(Act).where(Act.subject_id == case.subject.id, Act.verb == "reply")).one()
    assert (leaf.kind, act.leaf_index) == ("reply", leaf.index)
    with pytest.raises(NotPublished):
        voices.reply(said(town, "Masih menunggu."), "Terima kasih banyak.", by=town.actor("officer"))


def test_a_moderator_decides_on_the_desk(app: Flask, town: Town) -> None:
    case = said(town, WORDS)
    ref = case.subject.ref
    client = sign_in(app.test_client(), town.people["moderator"])
    assert "[nomor telepon disamarkan]" in client.get(f"{DESK}?kota=contoh").text
    page = client.get(f"{DESK}/{ref}").text
    assert "081234567890" in page  # the original, for moderators alone
    masked = "[disamarkan] ramah, hubungi saya di [nomor telepon disamarkan] bila perlu."
    wrong = client.post(f"{DESK}/{ref}/salinan", data={"body": "Petugasnya jahat.", "once": "a" * 20})
    assert wrong.status_code == 422
    assert "Petugasnya jahat." in wrong.text
    left = client.post(f"{DESK}/{ref}/salinan", data={"body": WORDS, "once": "b" * 20})
    assert left.status_code == 422
    assert "Masih ada yang tampak seperti data pribadi" in left.text
    masked = WORDS.replace("Budi Santoso", "[disamarkan]").replace("081234567890", "[nomor telepon disamarkan]")
    assert client.post(f"{DESK}/{ref}/salinan", data={"body": masked, "once": "c" * 20}).status_code == 303
    for _ in range(2):  # a double click acts once
        assert client.post(f"{DESK}/{ref}/penerbitan", data={"once": "d" * 20}).status_code == 303
    assert find(ref).state == "shown"
    assert "Petugas [disamarkan] ramah" in app.test_client().get(SUARA).text
    versions = db.session.scalars(select(OpenAnswerCopy.version).order_by(OpenAnswerCopy.version)).all()
    assert versions == [1, 2]
    none = client.post(f"{DESK}/{ref}/penyembunyian", data={"once": "e" * 20})
    assert none.status_code == 422
    assert client.post(f"{DESK}/{ref}/penyembunyian", data={"ground": "spam", "once": "f" * 20}).status_code == 303
    assert find(ref).state == "hidden"
    assert "Disembunyikan" in client.get(f"{DESK}?kota=contoh&bagian=tersembunyi").text


def test_a_unit_reads_published_copies_and_replies(app: Flask, town: Town) -> None:
    waiting, case = said(town, "Belum diperiksa KENARI."), published(town, WORDS)
    client = sign_in(app.test_client(), town.people["officer"])
    page = client.get(DESK).text
    assert "ramah" in page
    assert "KENARI" not in page
    assert client.get(f"{DESK}/{waiting.subject.ref}").status_code == 404
    one = client.get(f"{DESK}/{case.subject.ref}").text
    assert "081234567890" not in one
    short = client.post(f"{DESK}/{case.subject.ref}/balasan", data={"reply": "Ya.", "once": "a" * 20})
    assert short.status_code == 422
    data = {"reply": "Terima kasih atas sarannya.", "once": "b" * 20}
    for _ in range(2):
        assert client.post(f"{DESK}/{case.subject.ref}/balasan", data=data).status_code == 303
    assert app.test_client().get(SUARA).text.count("Terima kasih atas sarannya.") == 1
    assert "Sudah dijawab" in client.get(DESK).text


@pytest.mark.asvs("8.2.2")
def test_nobody_works_on_words_of_others(app: Flask, town: Town) -> None:
    case = published(town)
    acts = {"salinan": {"body": "x"}, "penerbitan": {}, "penyembunyian": {"ground": "spam"}}
    nurse = sign_in(app.test_client(), town.people["nurse"])
    assert nurse.get(f"{DESK}/{case.subject.ref}").status_code == 403
    assert nurse.post(f"{DESK}/{case.subject.ref}/balasan", data={"reply": "Terima kasih banyak."}).status_code == 403
    assert "ramah" not in nurse.get(DESK).text
    for who in ("officer", "head", "nurse", "inspector", "admin"):
        client = sign_in(app.test_client(), town.people[who])
        for act, data in acts.items():
            assert client.post(f"{DESK}/{case.subject.ref}/{act}", data=data).status_code == 403, (who, act)
    moderator = sign_in(app.test_client(), town.people["moderator"])
    assert moderator.post(f"{DESK}/{case.subject.ref}/balasan", data={"reply": "Terima kasih."}).status_code == 403
    assert sign_in(app.test_client(), town.people["officer"]).get(f"{DESK}?bagian=menunggu").status_code == 403


@pytest.mark.asvs("8.2.2")
def test_a_moderator_of_another_government_sees_nothing(app: Flask, town: Town) -> None:
    from forum.accounts.models import Membership

    case = said(town, WORDS)
    row = db.session.scalars(
        select(Membership).where(Membership.account_id == town.people["second"].id, Membership.role == "moderator")
    ).one()
    from forum.units.queries import find_root

    root = find_root(town.other.id)
    assert root is not None
    row.unit_id = root.id
    db.session.commit()
    client = sign_in(app.test_client(), town.people["second"])
    assert client.get(f"{DESK}/{case.subject.ref}").status_code == 403
    assert client.post(f"{DESK}/{case.subject.ref}/penerbitan").status_code == 403
    assert client.get(f"{DESK}?kota=contoh").status_code == 403
    assert "ramah" not in client.get(f"{DESK}?kota=lain").text


def test_pages_cost_the_same_with_more_words_and_use_an_index(town: Town, client: FlaskClient) -> None:
    for k in range(2):
        voices.reply(published(town, f"Suara nomor {k}."), "Terima kasih banyak.", by=town.actor("officer"))
    db.session.commit()
    client.get(SUARA)
    with statements() as few:
        client.get(SUARA)
    for k in range(25):
        published(town, f"Suara lagi {k}.")
    with statements() as many:
        page = client.get(SUARA).text
    assert len(few) == len(many) <= 5
    older = re.search(r'rel="next" href="([^"]+)"', page)
    assert older is not None
    assert "Suara nomor 0." in client.get(older[1].replace("&amp;", "&")).text
    assert client.get(f"{SUARA}?hal=zzz").status_code == 404
    for statement in (
        known.listing(town.works.id, None),
        known.queueing(town.government.id, "waiting", "counted", None),
    ):
        assert "Seq Scan" not in plan_of(statement)
        assert "SCAN open_answers" not in plan_of(statement).replace("SCAN open_answers USING", "")


def test_service_of_the_words_is_named(town: Town, client: FlaskClient) -> None:
    other = Service(unit_id=town.works.id, name="Izin galian <b>")
    db.session.add(other)
    db.session.commit()
    published(town, "<script>alert(1)</script> & aman", service=other)
    page = client.get(SUARA).text
    assert "Izin galian &lt;b&gt;" in page
    assert "<script>alert" not in page
