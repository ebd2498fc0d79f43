"""What the table of pages shows of the forum of Makassar beside the demonstration: a meeting in every state.

Acts of its people, each at its own moment: one meeting is over and its summary is being written, one runs, one is
ahead, one was called off.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import current_app

from forum.accounts.queries import find_by_email
from forum.commitments.actions import asking as answering
from forum.commitments.actions import keeping, making
from forum.commitments.actions.making import Promise
from forum.commitments.models import Commitment
from forum.commitments.queries import asking
from forum.commitments.queries import cases as promises
from forum.core import clock, typeset
from forum.dialogues.actions import (
    agenda,
    attending,
    finding,
    hall,
    hiding,
    minuting,
    posting,
    registering,
    stating,
    summarising,
    voting,
)
from forum.dialogues.actions import series as series_acts
from forum.dialogues.actions import sessions as acts
from forum.dialogues.actions.agenda import Proposal
from forum.dialogues.actions.finding import Meeting
from forum.dialogues.actions.minuting import Base
from forum.dialogues.actions.posting import Saying
from forum.dialogues.actions.series import SeriesPlan
from forum.dialogues.actions.sessions import SessionPlan
from forum.dialogues.actions.summarising import Ready
from forum.dialogues.berita_acara import LANGUAGE, values_now
from forum.dialogues.models import AgendaItem, Session
from forum.dialogues.queries import agenda as agendas
from forum.dialogues.queries import posts, sessions, statements
from forum.dialogues.rules.calendar import Plan
from forum.dialogues.rules.voices import voter_of_account
from forum.ledger.rules import Actor
from forum.units import queries as units
from forum.units.models import Unit
from tests.browser.polling import Cast, day_of, ref_of

HALL = "Aula Contoh, Jalan Contoh 5, Makassar"
OVER, RUNS, AHEAD, OFF = "Temu Warga Tallo", "Temu Warga Hari Ini", "Temu Warga Panakkukang", "Temu Warga Rappocini"
SERIES = "Temu Warga Akhir Bulan"
PROMISED = "Mengganti lima lampu gang di Tallo."
TALKED, PROPOSED = "Lampu gang di Tallo", "Parkir liar di trotoar"
STATED = ("Lampu gang harus menyala pada malam hari.", "Iuran kebersihan perlu diumumkan setiap bulan.",
          "Jalan gang cukup untuk satu truk kecil.", "Kalimat ini tidak berkaitan dengan layanan.")  # fmt: skip


def plant_forum(cast: Cast) -> None:
    """A series, and the four; nothing is committed."""
    with clock.at(day_of(11, 1)):
        plan = SeriesPlan(SERIES, "Setiap akhir bulan.", -1, 5, "09:00", 120, "hall", HALL, "", 80)
        series_acts.open_series(_root(cast), plan, by=cast.moderator)
    people = [_resident(name) for name in ("sitti", "fajar", "ramlah")]
    _over(cast, people)
    _running(cast, people)
    _ahead(cast, people)
    with clock.at(day_of(11, 10)):
        off = _plan(cast, OFF, day_of(12, 3))
    with clock.at(day_of(11, 16)):
        acts.cancel(sessions.lock(off.id), "Aula dipakai untuk menampung warga yang kebanjiran.", by=cast.moderator)


def _resident(name: str) -> Actor:
    account = find_by_email(f"{name}.warga.makassar@contoh.example")
    if account is None:
        raise LookupError(name)
    return Actor("resident", account.id)


def _plan(cast: Cast, title: str, starts_at: datetime) -> Session:
    """A meeting of two hours whose threads are open for three weeks on both sides."""
    plan = Plan(starts_at, starts_at + timedelta(hours=2), "hall", HALL)
    wish = SessionPlan(title, "Jalan, lampu dan sampah di lingkungan kita.", plan, 80, 21, 21, (cast.unit.id,))
    return acts.plan_by_hand(_root(cast), wish, by=cast.moderator)


def _root(cast: Cast) -> Unit:
    root = units.find_unit(cast.government.id, "root")
    if root is None:
        raise LookupError("root")
    return root


def _propose(session: Session, title: str, by: Actor) -> AgendaItem:
    return agenda.propose(sessions.lock(session.id), Proposal(title, "Mohon **dijawab** di pertemuan."), by=by)


def _take_on(cast: Cast, session: Session, title: str, by: Actor) -> AgendaItem:
    item = _propose(session, title, by)
    agenda.accept(item, cast.unit, by=cast.moderator)
    return agendas.lock_item(item.id)


def _state(cast: Cast, session: Session, people: Sequence[Actor]) -> None:
    """Statements of every kind: answered, waiting, declined."""
    for turn, body in enumerate(STATED):
        made = stating.propose(session, body, voter_of_account(people[turn % 3].account_id or 0))
        case = statements.find_case(ref_of(made.subject_id))
        if case is None:
            raise LookupError(body)
        if turn in (0, 1):
            stating.accept(case, by=cast.moderator)
            for each, value in zip(people, (1, 1, -1), strict=True):
                voting.vote(case, voter_of_account(each.account_id or 0), value)
        elif turn == 3:
            stating.decline(case, "irrelevant", by=cast.moderator)


def _over(cast: Cast, people: Sequence[Actor]) -> None:
    with clock.at(day_of(11, 2)):
        session = _plan(cast, OVER, day_of(11, 11))
        lamps = _take_on(cast, session, TALKED, people[0])
        rubbish = _take_on(cast, session, "Sampah di mulut gang", people[1])
    with clock.at(day_of(11, 5)):
        _talk(cast, lamps, people)
        _state(cast, session, people)
    with clock.at(day_of(11, 11)):
        acts.begin(sessions.lock(session.id), by=cast.moderator)
        attending.write_down(sessions.lock(session.id), "user", 24, by=cast.moderator)
        minuting.save(lamps.id, Base(0), "Warga menyebut tiga gang yang gelap sejak Agustus.", by=cast.moderator)
        finding.capture(lamps, "agreement", "Lampu padam dilaporkan ketua RT setiap Senin.", by=cast.moderator)
        finding.capture(rubbish, "difference", "Jam angkut pagi atau malam belum disepakati.", by=cast.moderator)
        promise = Promise(PROMISED, "Lima lampu menyala, dengan foto.", day_of(12, 9).date())
        made = finding.promise(Meeting(cast.government, lamps, f"{OVER}, 11 November 2026"), cast.unit, promise,
                               by=cast.moderator)  # fmt: skip
    with clock.at(day_of(11, 11, 5)):
        acts.end(sessions.lock(session.id), by=cast.moderator)
    with clock.at(day_of(11, 13)):
        _publish(cast, session)
        summarising.begin(session, by=cast.moderator)
    _promise_weighed(cast, made)


def _promise_weighed(cast: Cast, made: Commitment) -> None:
    """Evidence is in, and those who took part say what they see."""
    with clock.at(day_of(11, 14)):
        making.accept(promises.lock(made.id), by=cast.head)
    with clock.at(day_of(11, 16)):
        keeping.claim(promises.lock(made.id), "Lima lampu menyala sejak Minggu malam.", by=cast.officer)
    asked = asking.find_newest(made.id)
    if asked is None:
        raise LookupError("nobody was asked")
    with clock.at(day_of(11, 17)):
        for witness, said in zip(asking.witness_ids(asked.id), ("yes", "yes", "partly"), strict=False):
            answering.answer(witness, said, "Empat menyala, satu masih padam." if said == "partly" else "")


def _publish(cast: Cast, session: Session) -> None:
    """The summary as it was assembled."""
    summary = summarising.begin(session, by=cast.moderator)
    body, html = summarising.made_ready(summary.body)
    at, site = clock.now(), str(current_app.config["BASE_URL"])
    sheet = typeset.pdf("berita_acara.typ", values_now(session, 1, body, "", at, site), LANGUAGE)
    ready = Ready(summarising.mark_of(summary.body), body, html, sheet, at)
    summarising.publish(session, ready, "", by=cast.moderator)


def _talk(cast: Cast, item: AgendaItem, people: Sequence[Actor]) -> None:
    """A question with its official answer, replies, one edited, one doubted, one hidden."""
    asked = posting.write(item, Saying("Kapan lampu di gang dua menyala lagi?", "question"), by=people[0])
    posting.write(item, Saying("Kami ganti pada hari Jumat.", "answer", asked), by=cast.officer)
    reply = posting.write(item, Saying("Terima kasih, kami tunggu.", "post", asked), by=people[1])
    posting.edit(posts.lock_post(reply.id), item, "Terima kasih, kami tunggu hari Jumat.", by=people[1])
    doubted = posting.write(item, Saying("Pasti tidak jadi, seperti biasa.", "post"), by=people[1])
    hiding.flag(doubted, item, "defamation", people[2].account_id or 0)
    hidden = posting.write(item, Saying("Jual lampu murah, hubungi saya.", "post"), by=people[2])
    hiding.hide(posts.lock_post(hidden.id), item, "spam", by=cast.moderator)


def _running(cast: Cast, people: Sequence[Actor]) -> None:
    with clock.at(day_of(11, 15)):
        session = _plan(cast, RUNS, day_of(11, 18, 1))
        item = _take_on(cast, session, "Trotoar di depan pasar", people[2])
        _state(cast, session, people)
        posting.write(item, Saying("Apakah trotoar bisa dilewati kursi roda?", "question"), by=people[0])
    with clock.at(day_of(11, 18, 1)):
        acts.begin(sessions.lock(session.id), by=cast.moderator)
        attending.make_tokens(sessions.lock(session.id), 24, by=cast.moderator)
        hall.show_item(sessions.lock(session.id), item)
        hall.show_statement(sessions.lock(session.id), statements.lock(_first_statement(session)))


def _first_statement(session: Session) -> int:
    return statements.statements_of(session.id)[0].id


def _ahead(cast: Cast, people: Sequence[Actor]) -> None:
    with clock.at(day_of(11, 12)):
        session = _plan(cast, AHEAD, day_of(11, 27))
        _take_on(cast, session, "Saluran yang tersumbat di Panakkukang", people[0])
        _propose(session, PROPOSED, people[1])
        turned_down = _propose(session, "Nama baru untuk lapangan", people[2])
        agenda.decline(turned_down, "Bukan kewenangan pertemuan ini.", by=cast.moderator)
        for each in people:
            registering.register(sessions.hold_seats(session.id), "user", account_id=each.account_id or 0)
    with clock.at(day_of(11, 14)):
        plan = Plan(day_of(11, 28), day_of(11, 28, 4), "hall", HALL)
        acts.move(sessions.lock(session.id), plan, "Hari Jumat aula dipakai untuk vaksinasi.", by=cast.moderator)
