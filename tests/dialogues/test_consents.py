"""A promise is taken back by a decision that a forum recorded, and by nothing else once its day is over."""

from __future__ import annotations

from flask.testing import FlaskClient

from forum.commitments.consents import consents_for
from forum.commitments.models import Commitment
from forum.commitments.queries import cases
from forum.core import clock
from forum.core.db import db
from forum.dialogues.actions import agenda, finding, summarising
from forum.dialogues.actions.agenda import Proposal
from forum.dialogues.actions.summarising import Ready
from forum.dialogues.models import AgendaItem, Session, Statement
from forum.dialogues.queries import agenda as agendas
from forum.ledger.rules import SYSTEM
from tests.commitments.promises import accepted as promised
from tests.conftest import Hands
from tests.dialogues.voting import accepted as stated
from tests.dialogues.voting import make_item, ref_of
from tests.factories import Town, sign_in

DECIDED = "Forum tidak menuntut lampu ini lagi: jalannya dipindahkan ke provinsi."
REASON = "Jalannya bukan milik kota lagi sejak bulan ini."


def kept(commitment: Commitment) -> Commitment:
    db.session.commit()
    return cases.lock(commitment.id)


def decided(town: Town, item: AgendaItem, words: str = DECIDED, kind: str = "decision") -> None:
    finding.capture(item, kind, words, by=town.actor("moderator"))
    db.session.commit()


def told(town: Town, session: Session) -> None:
    """The meeting is over and its summary is published."""
    session.state = "ended"
    made = summarising.begin(session, by=town.actor("moderator"))
    ready = Ready(summarising.mark_of(made.body), *summarising.made_ready(made.body), b"%PDF-1.7", clock.now())
    summarising.publish(session, ready, "", by=town.actor("moderator"))
    db.session.commit()


def offered_to(commitment: Commitment) -> list[str]:
    return [each.decided for each in consents_for(cases.lock(commitment.id))]


def send(client: FlaskClient, ref: str, consent: str) -> tuple[int, str]:
    answer = client.post(f"/meja/komitmen/{ref}/penarikan",
                         data={"withdraw-consent": consent, "withdraw-reason": REASON})  # fmt: skip
    return answer.status_code, answer.text


def test_the_desk_asks_for_a_recorded_decision_and_the_page_shows_it(
    client: FlaskClient, town: Town, hands: Hands, opened: Session
) -> None:
    item = make_item(opened)
    decided(town, item, "Sebelum dijanjikan, jadi bukan tentang janji ini.")
    hands.move(minutes=1)
    commitment = kept(promised(town))
    ref = commitment.subject.ref
    hands.move(minutes=1)
    sign_in(client, town.people["moderator"])
    status, page = send(client, ref, "")
    assert status == 422
    assert "Pilih keputusan forum yang menyetujui penarikan ini." in page
    decided(town, item)
    decided(town, item, "Masih berbeda pendapat tentang tiangnya.", "difference")
    told(town, opened)
    (offered,) = consents_for(cases.lock(commitment.id))
    assert offered.decided == DECIDED
    db.session.rollback()
    assert send(client, ref, "finding:999999")[0] == 422
    assert send(client, ref, offered.key)[0] == 303
    page = client.application.test_client().get(f"/komitmen/{ref}").text
    assert DECIDED in page
    assert "Disetujui: Temu Warga" in page
    assert ref_of(item) in page


def test_what_was_said_about_the_promise_itself_stands_first(town: Town, hands: Hands, opened: Session) -> None:
    about_all = make_item(opened)
    commitment = kept(promised(town))
    hands.move(minutes=1)
    session = agendas.lock_session(opened.id)
    about_it = agenda.put(session, Proposal("Lampu yang dijanjikan"), "overdue", {}, commitment.subject_id, SYSTEM)
    agenda.accept(about_it, None, by=town.actor("moderator"))
    decided(town, about_it, "Yang tentang janji ini.")
    decided(town, about_all, "Yang lain, lebih baru.")
    told(town, agendas.lock_session(opened.id))
    found = [each.decided for each in consents_for(cases.lock(commitment.id))]
    assert found == ["Yang tentang janji ini.", "Yang lain, lebih baru."]


def test_another_governments_decisions_are_not_offered(town: Town, hands: Hands, opened: Session) -> None:
    item = make_item(opened)
    commitment = kept(promised(town))
    hands.move(minutes=1)
    decided(town, item)
    told(town, opened)
    assert len(consents_for(cases.lock(commitment.id))) == 1
    opened.government_id = town.other.id
    db.session.flush()
    assert consents_for(cases.lock(commitment.id)) == []


def test_a_closed_statement_that_most_agreed_to_is_a_decision_too(town: Town, hands: Hands, opened: Session) -> None:
    item = make_item(opened)
    commitment = kept(promised(town))
    hands.move(minutes=1)
    outcomes = {"Lampu ini tidak perlu diganti lagi.": (20, 2), "Lampu ini tetap perlu diganti.": (11, 9),
                "Biarkan saja dulu lampu itu.": (5, 0)}  # fmt: skip
    for body, (agree, disagree) in outcomes.items():
        said = stated(town, opened, body).statement
        said.item_id, said.agree, said.disagree = item.id, agree, disagree
    db.session.flush()
    assert consents_for(cases.lock(commitment.id)) == [], "open ones may still change"
    for said in db.session.query(Statement):
        said.state = "closed"
    db.session.flush()
    (offered,) = consents_for(cases.lock(commitment.id))
    assert offered.decided == (
        "Lampu ini tidak perlu diganti lagi. (20 dari 22 yang menjawab setuju, 91 persen "
        "(rentang 95 persen: 72 sampai 97); 2 tidak setuju, 0 melewati)"
    )
    assert offered.key.startswith("statement:")


def test_only_what_a_published_summary_could_tell_counts(town: Town, hands: Hands, opened: Session) -> None:
    item = make_item(opened)
    commitment = kept(promised(town))
    hands.move(minutes=1)
    decided(town, item)
    assert offered_to(commitment) == [], "nobody has read it yet"
    told(town, opened)
    assert offered_to(commitment) == [DECIDED]
    hands.move(minutes=1)
    late = "Dinas dinyatakan tidak bersalah dalam hal ini."
    finding.capture(item, "decision", late, "Lupa dicatat waktu rapat.", by=town.actor("moderator"))
    db.session.commit()
    assert offered_to(commitment) == [DECIDED], "what was added afterwards is no consent"


def test_what_was_struck_is_no_consent(town: Town, hands: Hands, opened: Session) -> None:
    item = make_item(opened)
    commitment = kept(promised(town))
    hands.move(minutes=1)
    decided(town, item)
    wrong = finding.capture(item, "decision", "Salah catat: lampu dicabut semua.", by=town.actor("moderator"))
    told(town, opened)
    assert len(offered_to(commitment)) == 2
    finding.strike(item, wrong.id, "Salah dengar waktu rapat.", by=town.actor("moderator"))
    db.session.commit()
    assert offered_to(commitment) == [DECIDED]
