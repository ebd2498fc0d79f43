"""What is proposed, taken on, declined and ordered."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from forum.core.db import db
from forum.dialogues.actions import agenda, backing
from forum.dialogues.actions.agenda import Proposal
from forum.dialogues.models import AgendaItem, Session
from forum.dialogues.queries import agenda as agendas
from forum.dialogues.talk_errors import AlreadyOnAgenda, ItemDecided, NoSuchUnit, ProposalsClosed, SupportClosed
from forum.notifications.queries import notices_of, read_notice
from tests.conftest import Hands
from tests.dialogues.conftest import make_session
from tests.dialogues.talking import TITLE, accepted, proposed, resident, url
from tests.factories import Town, assigned, make_unit, sign_in


def page_of(session: Session) -> str:
    return f"/forum/{session.government.slug}/{session.year}/{session.number}/usulan"


def titles(session: Session, state: str) -> list[str]:
    return [item.title for item in agendas.items_of(session.id, state)]


def steps_heard(account_id: int) -> list[str]:
    return [str(read_notice(notice)["step"]) for notice in notices_of(account_id) if "step" in read_notice(notice)]


def test_a_resident_proposes_with_unit_and_complaint(client: FlaskClient, town: Town, session_: Session) -> None:
    complaint = assigned(town)
    where = page_of(session_)
    sign_in(client, town.people["resident"])
    sent = {"title": TITLE, "body": "**Gelap** <script>x</script>", "unit": "dpu", "complaint_number": complaint.number}
    assert client.post(where, data=sent).status_code == 303
    item = agendas.items_of(session_.id, "proposed")[0]
    assert (item.reason, item.unit_id, item.origin_subject_id) == ("resident", town.works.id, complaint.subject_id)
    page = client.get(where).text
    assert TITLE in page
    assert "Usulan warga" in page
    assert "<strong>Gelap</strong>" in client.get(url(agendas.lock_item(item.id))).text
    assert "<script>x" not in client.get(url(agendas.lock_item(item.id))).text


def test_numbers_of_persons_are_masked_in_proposals(town: Town, session_: Session) -> None:
    item = proposed(town, session_, "Hubungi 0812-3456-7890 soal lampu")
    assert "7890" not in item.title


def test_only_open_complaints_of_the_same_place_can_be_linked(
    client: FlaskClient, town: Town, session_: Session
) -> None:
    secret = assigned(town, is_confidential=True)
    where, number = page_of(session_), secret.number
    sign_in(client, town.people["resident"])
    for wrong in (number, "LAI-2026-000001"):
        answer = client.post(where, data={"title": TITLE, "unit": "", "complaint_number": wrong})
        assert answer.status_code == 422
        assert "Tidak ada laporan terbuka dengan nomor itu" in answer.text
        assert TITLE in answer.text


def test_the_same_complaint_stands_once(town: Town, session_: Session) -> None:
    complaint = assigned(town)
    agenda.propose(session_, Proposal(TITLE, complaint=complaint), by=resident(town))
    with pytest.raises(AlreadyOnAgenda):
        agenda.propose(session_, Proposal("Lampu lagi", complaint=complaint), by=resident(town, "neighbour"))


def test_proposals_end_when_the_session_begins(client: FlaskClient, town: Town, opened: Session, hands: Hands) -> None:
    with pytest.raises(ProposalsClosed):
        agenda.propose(opened, Proposal(TITLE), by=resident(town))
    db.session.rollback()
    where = page_of(opened)
    sign_in(client, town.people["resident"])
    assert "sudah ditutup untuk usulan baru" in client.get(where).text
    late = client.post(where, data={"title": TITLE, "body": "Sudah tiga malam gelap.", "unit": ""})
    assert late.status_code == 409
    assert "Usulkan untuk pertemuan berikutnya." in late.text
    assert f"{TITLE}</textarea>" in late.text
    assert "Sudah tiga malam gelap.</textarea>" in late.text


def test_a_foreign_or_closed_unit_is_not_asked(town: Town, session_: Session) -> None:
    other = make_unit(town.other, None, "lain-dpu", "dinas", "Dinas Lain")
    with pytest.raises(NoSuchUnit):
        agenda.propose(session_, Proposal(TITLE, unit=other), by=resident(town))


def test_moderators_order_without_script_and_residents_see_the_order(
    client: FlaskClient, town: Town, session_: Session
) -> None:
    first, second, third = (accepted(town, session_, name) for name in ("Lampu kota", "Jalan rusak", "Air bersih"))
    ref, where = third.subject.ref, page_of(session_)
    sign_in(client, town.people["moderator"])
    assert client.post(f"/meja/forum/agenda/{ref}/pemindahan", data={"arah": "naik"}).status_code == 303
    assert titles(session_, "accepted") == ["Lampu kota", "Air bersih", "Jalan rusak"]
    client.post(f"/meja/forum/agenda/{ref}/pemindahan", data={"arah": "naik"})
    client.post(f"/meja/forum/agenda/{ref}/pemindahan", data={"arah": "naik"})
    assert titles(session_, "accepted") == ["Air bersih", "Lampu kota", "Jalan rusak"]
    page = client.get(where).text
    assert page.index("Air bersih") < page.index("Lampu kota") < page.index("Jalan rusak")
    assert client.post(f"/meja/forum/agenda/{ref}/pemindahan", data={"arah": "ke samping"}).status_code == 400
    assert {first.id, second.id, third.id} == {item.id for item in agendas.items_of(session_.id, "accepted")}


def test_declining_takes_a_reason_that_everyone_reads(client: FlaskClient, town: Town, session_: Session) -> None:
    item = proposed(town, session_)
    ref, where = item.subject.ref, page_of(session_)
    sign_in(client, town.people["moderator"])
    assert client.post(f"/meja/forum/agenda/{ref}/penolakan", data={"reason": ""}).status_code == 422
    assert client.post(f"/meja/forum/agenda/{ref}/penolakan",
                       data={"reason": "Sudah dibahas bulan lalu.", "ground": ""}).status_code == 303  # fmt: skip
    assert "Sudah dibahas bulan lalu." in client.get(where).text
    assert steps_heard(town.people["resident"].id) == ["declined"]


def test_a_proposal_that_breaks_a_rule_leaves_a_tombstone_only(
    client: FlaskClient, town: Town, session_: Session
) -> None:
    item = proposed(town, session_, "Kepala dinas itu pencuri")
    agenda.decline(item, "Menuduh tanpa fakta.", by=town.actor("moderator"), ground="defamation")
    db.session.commit()
    for address in (page_of(session_), url(item)):
        page = client.get(address).text
        assert "pencuri" not in page
        assert "Tuduhan tanpa fakta" in page
    with pytest.raises(ItemDecided):
        agenda.accept(agendas.lock_item(item.id), None, by=town.actor("moderator"))


def test_accepting_tells_unit_and_proposer_and_is_done_once(town: Town, session_: Session) -> None:
    item = accepted(town, session_)
    assert steps_heard(town.people["officer"].id) == ["asked"]
    assert steps_heard(town.people["resident"].id) == ["accepted"]
    with pytest.raises(ItemDecided):
        agenda.accept(item, None, by=town.actor("moderator"))


def test_the_complaint_says_where_it_is_talked_about(client: FlaskClient, town: Town, session_: Session) -> None:
    complaint = assigned(town)
    made = agenda.propose(session_, Proposal(TITLE, complaint=complaint), by=resident(town))
    agenda.accept(made, town.works, by=town.actor("moderator"))
    agenda.decline(agendas.lock_item(made.id), "Ditunda satu bulan.", by=town.actor("moderator"))
    agenda.accept(agendas.lock_item(made.id), town.works, by=town.actor("moderator"))
    db.session.commit()
    page = client.get(f"/pengaduan/{complaint.number}").text
    assert page.count("Dibahas di forum") == 1
    assert url(agendas.lock_item(made.id)) in page
    assert complaint.number in client.get(url(agendas.lock_item(made.id))).text


def test_one_account_supports_an_item_once_and_takes_it_back(
    client: FlaskClient, town: Town, session_: Session
) -> None:
    item = proposed(town, session_)
    ref, where = item.subject.ref, page_of(session_)
    assert client.post(f"/forum/dukungan/{ref}").status_code in (302, 401, 403)
    sign_in(client, town.people["neighbour"])
    for _again in range(2):
        assert client.post(f"/forum/dukungan/{ref}", data={"dari": "usulan"}).status_code == 303
    assert "1 dukungan" in client.get(where).text
    for _again in range(2):
        client.post(f"/forum/dukungan/{ref}/pembatalan", data={"dari": "usulan"})
    assert agendas.lock_item(item.id).support_count == 0


def test_what_was_declined_is_not_supported_any_more(town: Town, session_: Session) -> None:
    item = proposed(town, session_)
    agenda.decline(item, "Bukan urusan kota ini.", by=town.actor("moderator"))
    with pytest.raises(SupportClosed):
        backing.back(item, item.session, "a1")


def test_only_moderators_of_the_government_work_on_its_agenda(
    client: FlaskClient, town: Town, session_: Session
) -> None:
    item = proposed(town, session_)
    ref, session_ref = item.subject.ref, item.session.subject.ref
    for who in ("officer", "head", "resident", "inspector"):
        sign_in(client, town.people[who])
        assert client.get(f"/meja/forum/sesi/{session_ref}/agenda").status_code == 403, who
        assert client.post(f"/meja/forum/agenda/{ref}/penerimaan", data={"unit": ""}).status_code == 403, who
    assert agendas.lock_item(item.id).state == "proposed"


def test_an_item_is_found_only_at_its_own_place(client: FlaskClient, town: Town, session_: Session) -> None:
    item = accepted(town, session_)
    another = accepted(town, make_session(town, days=12), "Sampah pasar")
    ours = url(item)
    assert client.get(ours).status_code == 200
    assert client.get(ours.replace("/contoh/", "/lain/")).status_code == 404
    assert client.get(ours.replace(item.subject.ref, another.subject.ref)).status_code == 404
    assert client.get(ours.replace(item.subject.ref, "a\0b")).status_code in (400, 404)


def test_staff_propose_as_staff(client: FlaskClient, town: Town, session_: Session) -> None:
    where = page_of(session_)
    sign_in(client, town.people["officer"])
    client.post(where, data={"title": "Jadwal layanan keliling", "unit": ""})
    assert "Usulan petugas" in client.get(where).text
    item: AgendaItem = agendas.items_of(session_.id, "proposed")[0]
    assert item.reason == "staff"
