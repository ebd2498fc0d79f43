"""Short ways to the acts of a commitment's life; what they make is flushed, not committed."""

from __future__ import annotations

from datetime import date, timedelta

from forum.commitments.actions import keeping, making
from forum.commitments.actions.making import Promise
from forum.commitments.consents import Consent
from forum.commitments.models import Commitment
from forum.complaints.actions import answering
from forum.complaints.models import Complaint
from forum.complaints.queries import cases as complaints
from forum.core import clock
from forum.core.db import db
from forum.ledger.rules import Actor
from forum.units.models import Unit
from tests.factories import Town, assigned

WHAT = "Mengganti dua belas lampu jalan yang padam di Jalan Melati."
INDICATOR = "Dua belas lampu menyala, dengan foto tiap titik."


def promise(days: int = 20, what: str = WHAT) -> Promise:
    return Promise(what, INDICATOR, clock.today("Asia/Makassar") + timedelta(days=days))


def head(town: Town) -> Actor:
    return Actor("head", town.people["head"].id, town.works.id)


def answered(town: Town) -> Complaint:
    """A complaint with an official answer of Dinas Pekerjaan Umum."""
    complaint = complaints.lock(assigned(town).id)
    answering.answer(complaint, "Kami mengganti lampunya bulan depan.", by=town.actor("officer"))
    db.session.commit()
    return complaint


def drafted(town: Town, days: int = 20, what: str = WHAT, complaint: Complaint | None = None) -> Commitment:
    complaint = complaint or answered(town)
    made = making.propose(town.government, town.works, promise(days, what), by=town.actor("officer"),
                          born_in=complaint.subject)  # fmt: skip
    db.session.flush()
    return made


def worded(town: Town, days: int = 20, what: str = WHAT, unit: Unit | None = None) -> Commitment:
    """As a moderator heard it in a forum."""
    made = making.propose(town.government, unit or town.works, promise(days, what), by=town.actor("moderator"),
                          agreed_in="Forum dialog bulanan, 12 November 2026")  # fmt: skip
    db.session.flush()
    return made


def accepted(town: Town, days: int = 20, what: str = WHAT, unit: Unit | None = None) -> Commitment:
    made = worded(town, days, what, unit)
    making.accept(made, by=head(town))
    db.session.flush()
    return made


def claimed(town: Town, days: int = 20) -> Commitment:
    made = accepted(town, days)
    keeping.claim(made, "Dua belas lampu sudah menyala sejak kemarin.", by=town.actor("officer"))
    db.session.flush()
    return made


def agreed(words: str = "Tidak dituntut lagi.") -> Consent:
    """What a forum decided, as packages above would tell."""
    return Consent("finding:1", words, "Forum dialog bulanan, 12 November 2026")


def day(text: str) -> date:
    return date.fromisoformat(text)
