"""Hollow answers: the reporter marks, a moderator decides, and a void answer counts as none."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from forum.complaints.actions import answering, hollow
from forum.complaints.actions.identity import Identity
from forum.complaints.errors import AlreadyDecided, AlreadyMarked
from forum.complaints.models import Complaint, HollowMark, HollowReview, Trial, VoidAnswer
from forum.complaints.queries import cases, timeline
from forum.complaints.queries import hollow as queries
from forum.core.db import db
from forum.ledger.queries import acts_on
from forum.notifications.queries import notices_of, read_notice
from tests.complaints.trial_counts import check_trials
from tests.conftest import Hands
from tests.factories import Town, assigned, sign_in

EMPTY = "Laporan Anda kami terima dan kami teruskan."


@pytest.fixture
def case(town: Town, hands: Hands) -> Complaint:
    """A case of the resident, answered emptily on two days and properly after the deadline."""
    complaint = assigned(town, identity=Identity(account_id=town.people["resident"].id))
    for _ in range(2):
        hands.move(days=1)
        answering.answer(complaint, EMPTY, by=town.actor("officer"))
    hands.move(days=8)
    answering.answer(complaint, "Lampu diganti Senin pekan depan.", by=town.actor("officer"))
    db.session.commit()
    return complaint


def ids(complaint: Complaint) -> list[int]:
    return [answer.id for answer in queries.answers_of(complaint.id)]


def response(complaint: Complaint) -> str:
    return db.session.scalars(select(Trial.outcome).where(Trial.complaint_id == complaint.id, Trial.part == "R")).one()


def mark_two(complaint: Complaint) -> None:
    for message_id in ids(complaint)[:2]:
        hollow.mark(complaint, message_id)
    db.session.commit()


def told(town: Town, who: str) -> list[str]:
    return [read_notice(each)["kind"] for each in reversed(notices_of(town.people[who].id))]


def test_one_mark_is_noted_and_two_ask_a_moderator(town: Town, case: Complaint) -> None:
    hollow.mark(case, ids(case)[0])
    assert queries.find_review(case.id) is None
    assert acts_on(case.subject_id)[-1].verb == "mark_hollow"
    hollow.mark(case, ids(case)[1])
    db.session.commit()
    assert queries.count_waiting(town.government.id) == 1
    assert told(town, "moderator")[-1] == "hollow_marked"
    assert response(case) == "met"


def test_an_answer_is_marked_once_and_nobody_elses_at_all(town: Town, case: Complaint) -> None:
    first = ids(case)[0]
    hollow.mark(case, first)
    with pytest.raises(AlreadyMarked):
        hollow.mark(case, first)
    with pytest.raises(LookupError):
        hollow.mark(assigned(town), first)


def test_void_answers_stay_readable_and_count_no_more(town: Town, case: Complaint) -> None:
    mark_two(case)
    hollow.decide(case, ids(case)[:2], "Tidak menyebut apa pun.", by=town.actor("moderator"))
    db.session.commit()
    assert response(case) == "late"
    assert [a.is_void for a in queries.answers_of(case.id)] == [True, True, False]
    assert EMPTY in [m.body for m in cases.messages_of(case.id)]
    assert [a.reason for a in acts_on(case.subject_id) if a.verb == "void_answer"] == ["Tidak menyebut apa pun."] * 2
    assert told(town, "officer")[-1] == "answer_voided"
    assert told(town, "resident")[-1] == "hollow_decided"
    check_trials(town.government.id)


def test_one_void_answer_leaves_the_next_to_count(town: Town, case: Complaint) -> None:
    mark_two(case)
    hollow.decide(case, ids(case)[:1], "Yang kedua menyebut tanggal.", by=town.actor("moderator"))
    assert response(case) == "met"


def test_answers_that_stand_change_nothing(town: Town, case: Complaint) -> None:
    mark_two(case)
    hollow.decide(case, [], "Keduanya menyebut tindakan.", by=town.actor("moderator"))
    db.session.commit()
    assert response(case) == "met"
    assert acts_on(case.subject_id)[-1].verb == "let_stand"
    assert told(town, "officer")[-1] == "answer_stands"
    with pytest.raises(AlreadyDecided):
        hollow.decide(case, ids(case)[:1], "Sekali lagi.", by=town.actor("moderator"))


def test_two_new_marks_ask_again_and_one_does_not(town: Town, case: Complaint, hands: Hands) -> None:
    mark_two(case)
    hollow.decide(case, [], "Keduanya menyebut tindakan.", by=town.actor("moderator"))
    hands.move(days=1)
    answering.answer(case, EMPTY, by=town.actor("officer"))
    hollow.mark(case, ids(case)[2])
    assert queries.count_waiting(town.government.id) == 0
    hollow.mark(case, ids(case)[3])
    assert queries.count_waiting(town.government.id) == 1


@pytest.mark.parametrize("table", [HollowMark, VoidAnswer])
def test_marks_and_voids_are_never_changed(town: Town, case: Complaint, table: type[HollowMark | VoidAnswer]) -> None:
    mark_two(case)
    hollow.decide(case, ids(case)[:2], "Tidak menyebut apa pun.", by=town.actor("moderator"))
    db.session.commit()
    with pytest.raises(DatabaseError, match="never changed"):
        db.session.query(table).delete()
    db.session.rollback()


def test_the_reporter_marks_on_their_page(town: Town, case: Complaint, client: FlaskClient) -> None:
    sign_in(client, town.people["resident"])
    url = f"/pengaduan/{case.number}/pelapor"
    page = client.get(url).text
    assert page.count("Tandai jawaban kosong") == 3
    sent = client.post(f"{url}/jawaban-kosong", data={"jawaban": str(ids(case)[0])})
    assert sent.status_code == 303
    page = client.get(url).text
    assert page.count("Tandai jawaban kosong") == 2
    assert "Anda menandainya kosong" in page
    assert client.post(f"{url}/jawaban-kosong", data={"jawaban": str(ids(case)[0])}).status_code == 409
    assert client.post(f"{url}/jawaban-kosong", data={"jawaban": "999999"}).status_code == 404
    assert client.post(f"{url}/jawaban-kosong", data={"jawaban": "x"}).status_code == 404


def test_a_neighbour_marks_nothing(town: Town, case: Complaint, client: FlaskClient) -> None:
    sign_in(client, town.people["neighbour"])
    sent = client.post(f"/pengaduan/{case.number}/pelapor/jawaban-kosong", data={"jawaban": str(ids(case)[0])})
    assert sent.location.endswith("/lacak")
    assert db.session.query(HollowMark).count() == 0


def test_a_moderator_decides_on_the_desk(town: Town, case: Complaint, client: FlaskClient) -> None:
    mark_two(case)
    first, second, _third = ids(case)
    sign_in(client, town.people["moderator"])
    assert "Jawaban kosong" in client.get("/meja/verifikasi").text
    url = f"/meja/verifikasi/{case.number}/jawaban-kosong"
    assert f'href="{url}"' in client.get("/meja/verifikasi/jawaban-kosong").text
    assert client.get(url).text.count('type="checkbox"') == 3
    refused = client.post(url, data={"kosong-void": [str(first)], "kosong-reason": ""})
    assert refused.status_code == 422
    assert " checked" in refused.text
    assert db.session.query(VoidAnswer).count() == 0
    sent = client.post(
        url, data={"kosong-void": [str(first), str(second)], "kosong-reason": "Tidak menyebut apa pun.", "once": "k1"}
    )
    assert sent.location.startswith("/meja/verifikasi/jawaban-kosong")
    assert response(case) == "late"
    assert client.post(url, data={"kosong-reason": "Lain lagi.", "once": "k1"}).status_code == 303
    assert client.post(url, data={"kosong-reason": "Lain lagi.", "once": "k2"}).status_code == 409
    assert f'href="{url}"' not in client.get("/meja/verifikasi/jawaban-kosong").text
    assert "Sudah diputuskan" in client.get(url).text


def test_a_foreign_answer_cannot_be_voided(town: Town, case: Complaint, client: FlaskClient) -> None:
    mark_two(case)
    other = assigned(town)
    message = answering.answer(other, EMPTY, by=town.actor("officer"))
    db.session.commit()
    sign_in(client, town.people["moderator"])
    sent = client.post(
        f"/meja/verifikasi/{case.number}/jawaban-kosong",
        data={"kosong-void": [str(message.id)], "kosong-reason": "Tidak menyebut apa pun."},
    )
    assert sent.status_code == 422
    assert db.session.query(VoidAnswer).count() == 0


def test_an_inspector_reads_and_decides_nothing(town: Town, case: Complaint, client: FlaskClient) -> None:
    mark_two(case)
    sign_in(client, town.people["inspector"])
    url = f"/meja/verifikasi/{case.number}/jawaban-kosong"
    page = client.get(url).text
    assert EMPTY in page
    assert "Simpan keputusan" not in page
    assert client.post(url, data={"kosong-reason": "Tidak menyebut apa pun."}).status_code == 403
    assert client.get(f"/meja/verifikasi/{assigned(town).number}/jawaban-kosong").status_code == 404


def test_everyone_sees_which_answer_is_void(town: Town, case: Complaint, client: FlaskClient) -> None:
    mark_two(case)
    hollow.decide(case, ids(case)[:1], "Tidak menyebut apa pun.", by=town.actor("moderator"))
    db.session.commit()
    page = client.get(f"/pengaduan/{case.number}").text
    assert page.count("Moderator menyatakan jawaban ini kosong.") == 1
    assert "Tidak menyebut apa pun." in page
    assert EMPTY in page


def test_of_a_confidential_case_the_public_reads_no_reason(town: Town, client: FlaskClient) -> None:
    case = assigned(town, is_confidential=True)
    for _ in range(2):
        answering.answer(case, EMPTY, by=town.actor("officer"))
    mark_two(case)
    hollow.decide(case, ids(case), "Rahasia dalam alasan.", by=town.actor("moderator"))
    db.session.commit()
    assert "Rahasia dalam alasan" not in client.get(f"/pengaduan/{case.number}").text
    assert [h.verb for h in timeline.happenings(case.subject_id)].count("void_answer") == 2
    assert db.session.get_one(HollowReview, case.id).decided_at is not None
