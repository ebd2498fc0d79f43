"""Every decision of a moderator: what it does, what it refuses, and that a twin acts once."""

from __future__ import annotations

from threading import Barrier, Thread
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from forum.complaints.actions import answering, verifying
from forum.complaints.models import Complaint
from forum.complaints.queries import cases
from forum.core.db import db
from forum.ledger.queries import acts_on
from forum.notifications.queries import notices_of, read_notice
from tests.conftest import Hands
from tests.factories import Town, assigned, resolved, sign_in, submit

DESK = "/meja/verifikasi"
WORKS, CLINIC = "Dinas Pekerjaan Umum (dpu)", "Puskesmas Melati (pkm-melati)"


@pytest.fixture
def moderator(client: FlaskClient, town: Town) -> FlaskClient:
    return sign_in(client, town.people["moderator"])


def post(client: FlaskClient, complaint: Complaint, decision: str, once: str = "", **values: Any) -> TestResponse:
    """Send one decision's form; the fields carry its name."""
    sent = {f"{decision}-{key}": value for key, value in values.items() if key not in ("lanjut", "seen")}
    sent |= {key: value for key, value in values.items() if key in ("lanjut", "seen")}
    return client.post(f"{DESK}/{complaint.number}/{decision}", data={**sent, "once": once})


def fresh(complaint: Complaint) -> Complaint:
    db.session.expire_all()
    return cases.lock(complaint.id)


def verbs(complaint: Complaint) -> list[str]:
    return [act.verb for act in acts_on(complaint.subject_id)]


def waiting(town: Town, state: str) -> Complaint:
    """A complaint in one state."""
    by = town.actor("moderator")
    if state in ("submitted", "awaiting_completion", "archived", "referred"):
        complaint = cases.lock(submit(town).complaint.id)
        if state == "awaiting_completion":
            verifying.ask_completion(complaint, "Di RT berapa kejadiannya?", by=by)
        elif state == "archived":
            verifying.archive(complaint, "spam", "", by=by)
        elif state == "referred":
            verifying.refer(complaint, "PLN", "", "", "", by=by)
    else:
        complaint = resolved(town) if state == "resolved" else assigned(town)
    db.session.commit()
    return complaint


def test_assigning_starts_the_units_clock(moderator: FlaskClient, town: Town) -> None:
    complaint = submit(town).complaint
    answer = post(moderator, complaint, "disposisi", lead=WORKS, first=CLINIC, note="Mohon ditangani bersama.")
    assert answer.status_code == 303
    complaint = fresh(complaint)
    assert (complaint.state, complaint.unit_id, str(complaint.answer_due_on)) == (
        "assigned", town.works.id, "2026-11-25",
    )  # fmt: skip
    assert [(a.part, a.unit_id) for a in cases.assignments_of(complaint.id)] == [
        ("lead", town.works.id), ("support", town.clinic.id),
    ]  # fmt: skip


@pytest.mark.parametrize("lead", ["dpu", "dinas pekerjaan umum", WORKS])
def test_a_unit_is_known_by_code_name_or_label(moderator: FlaskClient, town: Town, lead: str) -> None:
    complaint = submit(town).complaint
    assert post(moderator, complaint, "disposisi", lead=lead).status_code == 303
    assert fresh(complaint).unit_id == town.works.id


def test_a_suggestion_can_be_taken_and_says_why(moderator: FlaskClient, town: Town) -> None:
    assigned(town, "Jalan berlubang di simpang.", category_id=town.category.id)
    complaint = submit(town, service_id=town.service.id, unit_id=town.clinic.id, category_id=town.category.id).complaint
    page = moderator.get(f"{DESK}/{complaint.number}").text
    assert "Memberi layanan yang dilaporkan. Menangani 1 laporan terakhir dalam kategori ini." in page
    assert "Disebut oleh pelapor." in page
    post(moderator, complaint, "disposisi", suggested=str(town.works.id))
    assert fresh(complaint).unit_id == town.works.id


@pytest.mark.parametrize("values", [{}, {"lead": "Dinas Khayal"}, {"suggested": "999999"}, {"suggested": "x"}])
def test_assigning_needs_a_known_unit(moderator: FlaskClient, town: Town, values: dict[str, str]) -> None:
    complaint = submit(town).complaint
    answer = post(moderator, complaint, "disposisi", note="Catatan yang harus tetap ada.", **values)
    assert answer.status_code == 422
    assert "Catatan yang harus tetap ada." in answer.text
    assert fresh(complaint).state == "submitted"


def test_a_closed_unit_takes_no_case(moderator: FlaskClient, town: Town) -> None:
    complaint = submit(town).complaint
    moderator.get(f"{DESK}/{complaint.number}")  # the list is remembered with the unit in it
    town.clinic.status = "closed"
    db.session.commit()
    assert post(moderator, complaint, "disposisi", lead=CLINIC).status_code == 422
    assert fresh(complaint).state == "submitted"


def test_the_next_case_opens_after_the_last(moderator: FlaskClient, town: Town, hands: Hands) -> None:
    first, second = submit(town).complaint, submit(town, "Air keran keruh sejak kemarin.").complaint
    answer = post(moderator, first, "disposisi", lead=WORKS, lanjut="1")
    assert answer.location.endswith(f"{DESK}/{second.number}")
    answer = post(moderator, second, "arsip", ground="spam", lanjut="1")
    assert answer.location.endswith(f"{DESK}?kota=contoh")
    stays = submit(town).complaint
    assert post(moderator, stays, "arsip", ground="spam").location.endswith(f"{DESK}/{stays.number}")


def test_asking_for_completion_stops_the_clock(moderator: FlaskClient, town: Town) -> None:
    complaint = submit(town).complaint
    assert post(moderator, complaint, "kelengkapan", question="pendek").status_code == 422
    post(moderator, complaint, "kelengkapan", question="Di RT berapa kejadiannya?")
    complaint = fresh(complaint)
    assert (complaint.state, complaint.due_on) == ("awaiting_completion", None)
    assert "Di RT berapa kejadiannya?" in moderator.get(f"{DESK}/{complaint.number}").text


@pytest.mark.parametrize("ground", ["", "bosan"])
def test_archiving_needs_a_ground_of_the_list(moderator: FlaskClient, town: Town, ground: str) -> None:
    complaint = submit(town).complaint
    answer = post(moderator, complaint, "arsip", ground=ground, note="Sudah dibaca dua kali.")
    assert answer.status_code == 422
    assert "Sudah dibaca dua kali." in answer.text
    assert fresh(complaint).state == "submitted"


def test_archiving_and_reopening(moderator: FlaskClient, town: Town) -> None:
    complaint = submit(town).complaint
    post(moderator, complaint, "arsip", ground="no_substance", note="Tidak ada tempat kejadian.")
    assert fresh(complaint).state == "archived"
    assert post(moderator, complaint, "pembukaan", reason="").status_code == 422
    post(moderator, complaint, "pembukaan", reason="Pelapor memberi alamat.")
    assert fresh(complaint).state == "submitted"


def test_referring_outside(moderator: FlaskClient, town: Town) -> None:
    complaint = submit(town).complaint
    assert post(moderator, complaint, "rujukan", agency="", reference="PLN-1").status_code == 422
    post(moderator, complaint, "rujukan", agency="PLN", reference="PLN-1", contact="123")
    assert fresh(complaint).state == "referred"
    referral = cases.latest_referral(complaint.id)
    assert referral is not None
    assert (referral.agency, referral.reference, referral.contact) == ("PLN", "PLN-1", "123")


def test_moving_to_another_unit_starts_only_the_answer_clock_anew(
    moderator: FlaskClient, town: Town, hands: Hands
) -> None:
    complaint = assigned(town)
    before = complaint.resolve_due_on
    hands.move(days=2)
    assert post(moderator, complaint, "pemindahan", to=CLINIC, reason="").status_code == 422
    post(moderator, complaint, "pemindahan", to=CLINIC, reason="Ini urusan puskesmas.")
    complaint = fresh(complaint)
    assert (complaint.unit_id, complaint.resolve_due_on) == (town.clinic.id, before)
    assert str(complaint.answer_due_on) == "2026-11-27"
    assert told(town, "nurse") == ["assigned"]
    assert told(town, "officer") == ["assigned", "moved_away"]


def told(town: Town, who: str) -> list[str]:
    """Kinds of what somebody found in the inbox, oldest first."""
    return [read_notice(each)["kind"] for each in reversed(notices_of(town.people[who].id))]


def test_supporting_units_are_added(moderator: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    assert post(moderator, complaint, "pendukung", unit="").status_code == 422
    post(moderator, complaint, "pendukung", unit=CLINIC)
    assert [a.part for a in cases.assignments_of(complaint.id)] == ["lead", "support"]
    assert told(town, "nurse") == ["support_asked"]


def test_a_supporting_unit_is_let_go_and_named(moderator: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    assert f"/{complaint.number}/pelepasan" not in moderator.get(f"{DESK}/{complaint.number}").text
    post(moderator, complaint, "pendukung", unit=CLINIC)
    assert f"/{complaint.number}/pelepasan" in moderator.get(f"{DESK}/{complaint.number}").text
    clinic, why = str(town.clinic.id), "Bukan urusan kesehatan."
    assert post(moderator, complaint, "pelepasan", unit=str(town.works.id), reason=why).status_code == 422
    assert post(moderator, complaint, "pelepasan", unit=clinic, reason="").status_code == 422
    assert post(moderator, complaint, "pelepasan", unit=clinic, reason=why, once="sekali").status_code == 303
    assert [a.part for a in cases.assignments_of(complaint.id)] == ["lead"]
    assert told(town, "nurse") == ["support_asked", "support_ended"]
    assert moderator.get(f"/pengaduan/{complaint.number}").text.count("Unit pendukung dilepas: Puskesmas Melati") == 1
    nurse = sign_in(moderator.application.test_client(), town.people["nurse"])
    assert complaint.number not in nurse.get("/meja/unit?bagian=pendukung").text
    assert post(moderator, complaint, "pelepasan", unit=clinic, reason=why, once="sekali").status_code == 303
    assert post(moderator, complaint, "pelepasan", unit=clinic, reason=why).status_code == 409


def test_closing_says_why(moderator: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    assert post(moderator, complaint, "penutupan", reason=" ").status_code == 422
    post(moderator, complaint, "penutupan", reason="Sudah ditangani proyek lain.")
    assert fresh(complaint).state == "closed_by_moderator"
    assert "Sudah ditangani proyek lain." in moderator.get(f"{DESK}/{complaint.number}").text


def test_class_category_place_and_service_change_never_the_words(moderator: FlaskClient, town: Town) -> None:
    complaint = submit(town).complaint
    said = cases.text_of(complaint.id).body
    answer = post(
        moderator, complaint, "klasifikasi", class_="supervisory", category=str(town.category.id),
        village="Kenanga, Timur", service="Perbaikan lampu jalan · Dinas Pekerjaan Umum",
    )  # fmt: skip
    assert answer.status_code == 303
    complaint = fresh(complaint)
    assert (complaint.class_, complaint.category_id, complaint.village_code, complaint.district_code) == (
        "supervisory", town.category.id, "99.71.01.1002", "99.71.01",
    )  # fmt: skip
    assert complaint.service_id == town.service.id
    assert cases.text_of(complaint.id).body == said


@pytest.mark.parametrize(
    "wrong", [{"class_": "rumor"}, {"category": "999"}, {"village": "Atlantis"}, {"service": "Sulap"}]
)
def test_classification_takes_only_what_there_is(moderator: FlaskClient, town: Town, wrong: dict[str, str]) -> None:
    complaint = submit(town).complaint
    sent = {"class_": "complaint", "category": "", "village": "", "service": ""} | wrong
    assert post(moderator, complaint, "klasifikasi", **sent).status_code == 422
    assert "revise" not in verbs(complaint)


def test_notes_stay_among_staff(moderator: FlaskClient, town: Town) -> None:
    complaint = submit(town).complaint
    assert post(moderator, complaint, "catatan", body="").status_code == 422
    post(moderator, complaint, "catatan", body="Pelapor pernah melapor hal serupa.")
    page = moderator.get(f"{DESK}/{complaint.number}").text
    assert "Pelapor pernah melapor hal serupa." in page
    assert "Moderator Contoh" in page
    assert "note" not in verbs(complaint)


ILLEGAL = {
    "submitted": ("pemindahan", "pendukung", "pelepasan", "penutupan", "pembukaan", "pemisahan", "usulan"),
    "awaiting_completion": ("disposisi", "kelengkapan", "pemindahan", "penutupan"),
    "assigned": ("disposisi", "kelengkapan", "arsip", "pembukaan", "pemisahan", "usulan"),
    "resolved": ("disposisi", "penggabungan", "rujukan", "pemindahan", "arsip"),
    "archived": ("disposisi", "klasifikasi", "penyamaran", "penutupan", "arsip", "rujukan"),
    "referred": ("rujukan", "penggabungan", "disposisi", "klasifikasi"),
}


@pytest.mark.parametrize(("state", "decision"), [(s, d) for s, some in ILLEGAL.items() for d in some])
def test_an_illegal_step_is_refused_with_its_reason(
    moderator: FlaskClient, town: Town, state: str, decision: str
) -> None:
    complaint = waiting(town, state)
    before = verbs(complaint)
    answer = post(moderator, complaint, decision, lead=WORKS, ground="spam", reason="Alasan cukup panjang.", to=CLINIC)
    assert answer.status_code == 409
    assert "keadaan laporan sudah berubah" in answer.text
    assert (fresh(complaint).state, verbs(complaint)) == (state, before)
    page = moderator.get(f"{DESK}/{complaint.number}").text
    assert f"/{complaint.number}/{decision}" not in page


def test_a_merge_that_cannot_be_says_so_and_keeps_what_was_typed(moderator: FlaskClient, town: Town) -> None:
    complaint = submit(town).complaint
    answer = post(moderator, complaint, "penggabungan", into=complaint.number)
    assert answer.status_code == 422
    assert "tidak dapat digabung ke laporan itu" in answer.text
    assert f'value="{complaint.number}"' in answer.text
    assert fresh(complaint).state == "submitted"


def test_a_double_click_acts_once(moderator: FlaskClient, town: Town) -> None:
    complaint, note = submit(town).complaint, submit(town).complaint
    led = [post(moderator, complaint, "disposisi", once="kunci-1", lead=WORKS).location for _ in range(2)]
    assert led[0] == led[1]
    assert verbs(complaint).count("assign") == 1
    for _ in range(2):
        assert post(moderator, note, "catatan", once="kunci-2", body="Sekali saja.").status_code == 303
    assert len(cases.notes_on(note.id)) == 1


def test_the_slower_of_two_moderators_gets_the_reason(client: FlaskClient, town: Town) -> None:
    complaint = submit(town).complaint
    quick = sign_in(client.application.test_client(), town.people["moderator"])
    slow = sign_in(client.application.test_client(), town.people["second"])
    assert post(quick, complaint, "disposisi", lead=WORKS).status_code == 303
    answer = post(slow, complaint, "arsip", ground="spam")
    assert answer.status_code == 409
    assert "keadaan laporan sudah berubah" in answer.text
    assert fresh(complaint).state == "assigned"


def test_an_edit_on_an_old_page_waits_and_keeps_what_was_typed(client: FlaskClient, town: Town) -> None:
    complaint = submit(town).complaint
    seen = str(acts_on(complaint.subject_id)[-1].id)
    quick = sign_in(client.application.test_client(), town.people["moderator"])
    slow = sign_in(client.application.test_client(), town.people["second"])
    sent = {"class_": "supervisory", "category": "", "village": "Melati, Timur", "service": ""}
    assert post(quick, complaint, "klasifikasi", seen=seen, **sent).status_code == 303
    answer = post(slow, complaint, "arsip", seen=seen, ground="spam", note="Ketikan yang tidak boleh hilang.")
    assert answer.status_code == 409
    assert "Moderator lain baru saja bertindak" in answer.text
    assert "Ketikan yang tidak boleh hilang." in answer.text
    assert fresh(complaint).state == "submitted"
    newer = str(acts_on(complaint.subject_id)[-1].id)
    assert post(slow, complaint, "arsip", seen=newer, ground="spam").status_code == 303


def test_a_case_page_costs_few_statements(moderator: FlaskClient, town: Town) -> None:
    from sqlalchemy import event

    complaint = assigned(town)
    answering.note(complaint, "Satu.", by=town.actor("officer"))
    db.session.commit()
    address = f"{DESK}/{complaint.number}"
    said: list[str] = []
    moderator.get(address)
    moderator.get(DESK)

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        moderator.get(DESK)
        for_desk, said[:] = list(said), []
        moderator.get(address)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    suggesting = [s for s in said if "search_index" in s or "tsvector" in s or "public_copies.version = " in s]
    assert len(for_desk) <= 8
    assert len(said) - len(suggesting) <= 8


def test_two_moderators_in_the_same_moment_do_not_both_decide(client: FlaskClient, town: Town) -> None:
    complaint = submit(town).complaint
    number = complaint.number
    hands_up = [sign_in(client.application.test_client(), town.people[who]) for who in ("moderator", "second")]
    decisions = [("disposisi", {"disposisi-lead": WORKS}), ("arsip", {"arsip-ground": "spam"})]
    db.session.remove()
    together, answers = Barrier(2), [0, 0]

    def decide(k: int) -> None:
        decision, sent = decisions[k]
        together.wait()
        answers[k] = hands_up[k].post(f"{DESK}/{number}/{decision}", data=sent).status_code

    threads = [Thread(target=decide, args=(k,)) for k in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [303, 409]
    found = cases.find_number(number)
    assert found is not None
    assert found.state == ("assigned" if answers[0] == 303 else "archived")
    assert len(verbs(found)) == 2
