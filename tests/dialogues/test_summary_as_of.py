"""A draft tells what was known when it was drawn up: it comes again as it was stored, whatever happened since."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask

from forum.commitments.actions import keeping, making
from forum.commitments.actions.making import Promise
from forum.commitments.models import Commitment
from forum.commitments.queries import cases
from forum.core import clock
from forum.core.db import db
from forum.dialogues.actions import finding, summarising
from forum.dialogues.models import AgendaItem
from forum.dialogues.queries import agenda, sessions
from forum.ledger.actions import append_leaf, open_subject
from forum.scores.models import Publication, ScoreMonth, UnitScore
from tests.conftest import Hands
from tests.dialogues.recorded import Met, add_post, add_statement, meet
from tests.factories import Town


def publish_month(town: Town, month: str, version: int, points: int) -> None:
    """The score of works in a month, made public now."""
    row = ScoreMonth(government_id=town.government.id, month=month, version=version, state="closed", formula="v1",
                     computed_at=clock.now())  # fmt: skip
    db.session.add(row)
    db.session.flush()
    db.session.add(UnitScore(score_month_id=row.id, unit_id=town.works.id, is_published=True, points=points))
    db.session.flush()
    subject = open_subject("score")
    leaf = append_leaf(subject, "score", 1, {"month": month, "version": version})
    db.session.add(Publication(
        score_month_id=row.id, subject_id=subject.id, file=b"{}", file_hash="0", reason="", by_id=1, at=clock.now(),
        salt=leaf.salt, leaf_index=leaf.index,
    ))  # fmt: skip
    row.state = "published"
    db.session.commit()


def earlier(met: Met) -> Commitment:
    """The promise of the meeting before."""
    before = sessions.find_session(met.session.government_id, 2026, 2)
    assert before is not None
    return cases.lock(cases.born_in(agenda.items_of(before.id, "accepted")[0].subject_id)[0].id)


def begun(town: Town, met: Met) -> tuple[str, datetime]:
    summary = summarising.begin(sessions.lock(met.session.id), by=town.actor("moderator"))
    at = summarising.drawn_up(summary)
    assert at is not None
    db.session.commit()
    return summary.draft, at


def test_what_happened_since_does_not_change_the_stored_draft(town: Town, hands: Hands, app: Flask) -> None:
    met = meet(town)
    publish_month(town, "2026-10", 1, 7000)
    making.accept(earlier(met), by=town.actor("head", "head"))
    db.session.commit()
    hands.move(minutes=1)
    stored, at = begun(town, met)
    assert "[70,00](/unit/contoh/dpu/rapor?bulan=2026-10&versi=1)" in stored
    assert "Disanggupi, sedang dikerjakan (tenggat" in stored
    hands.move(minutes=1)
    publish_month(town, "2026-10", 2, 7100)
    keeping.claim(earlier(met), "Sudah rata, foto terlampir.", by=town.actor("officer"))
    keeping.settle(earlier(met), "keep", "Foto dan lokasi cocok.", by=town.actor("moderator"))
    words = Promise(
        "Kata-kata baru untuk lampu itu.", "Terlihat menyala.", clock.today("Asia/Makassar") + timedelta(40)
    )
    making.amend(cases.lock(met.promise.id), words, "Diperjelas atas permintaan.", by=town.actor("moderator"))
    item = db.session.get_one(AgendaItem, met.items[0].id)
    add_post(item, "question", "Pertanyaan yang datang kemudian?", town)
    finding.capture(item, "agreement", "Yang dicatat kemudian sekali.", by=town.actor("moderator"))
    add_statement(sessions.get_session(met.session.id), "Pernyataan yang datang kemudian", 12, 0)
    db.session.commit()
    session = sessions.get_session(met.session.id)
    now = summarising.draft_of(session)
    assert summarising.draft_of(session, at) == stored != now
    for later in ("71,00", "versi=2", "Ditepati", "Kata-kata baru", "datang kemudian?", "kemudian sekali"):
        assert later in now, later
    ref, runner = met.ref, app.test_cli_runner()
    db.session.rollback()
    assert runner.invoke(args=["dialogues", "summary", ref]).output == stored
    told = runner.invoke(args=["dialogues", "summary", ref, "--as-of", clock.now().isoformat()]).output
    assert told == now


def test_a_finding_struck_later_leaves_the_next_draft_alone(town: Town, hands: Hands) -> None:
    met = meet(town)
    hands.move(minutes=1)
    stored, at = begun(town, met)
    hands.move(minutes=1)
    finding.strike(db.session.get_one(AgendaItem, met.items[1].id), 3, "Salah dengar waktu rapat.",
                   by=town.actor("moderator"))  # fmt: skip
    db.session.commit()
    session = sessions.get_session(met.session.id)
    assert summarising.draft_of(session, at) == stored
    assert "Loket lansia dibuka" in stored
    assert "Loket lansia dibuka" not in summarising.draft_of(session)
