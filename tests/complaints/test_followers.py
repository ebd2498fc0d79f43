"""Who hears of a case: followers of every development, a reporter once, reporters of merged duplicates too."""

from __future__ import annotations

from forum.complaints.actions import answering, merging, supporting, verifying
from forum.complaints.actions.identity import Identity
from forum.complaints.models import Complaint
from forum.complaints.queries import cases
from forum.core.db import db
from forum.notifications import actions as notifications
from forum.notifications.queries import notices_of, read_notice
from tests.factories import Town, assigned, submit


def kinds(town: Town, who: str, complaint: Complaint) -> list[str]:
    said = [read_notice(n) for n in notices_of(town.people[who].id, limit=50)]
    return [s["kind"] for s in reversed(said) if s["number"] == complaint.number]


def test_a_reporter_who_follows_their_own_case_hears_once(town: Town) -> None:
    complaint = assigned(town, is_anonymous=True, identity=Identity(account_id=town.people["resident"].id))
    for who in ("resident", "neighbour"):
        supporting.support(complaint, town.people[who].id)
    answering.answer(complaint, "Petugas kami datang besok pagi.", by=town.actor("officer"))
    answering.resolve(complaint, "Lampu sudah menyala lagi.", by=town.actor("officer"))
    db.session.commit()
    assert kinds(town, "resident", complaint) == ["verified", "answered", "resolved"]
    assert kinds(town, "neighbour", complaint) == ["answered", "resolved"]


def test_followers_hear_where_the_case_went(town: Town) -> None:
    moderator = town.actor("moderator")
    complaint = assigned(town)
    notifications.follow(complaint.subject_id, account_id=town.people["neighbour"].id)
    answering.forward(complaint, town.branch, "Urusan cabang.", by=town.actor("officer"))
    verifying.transfer_to(complaint, town.clinic, "Urusan puskesmas.", by=moderator)
    verifying.refer(complaint, "PLN", "R-1", "123", "", by=moderator)
    db.session.commit()
    assert kinds(town, "neighbour", complaint) == ["forwarded", "transferred", "referred"]


def test_followers_of_a_confidential_case_hear_nothing(town: Town) -> None:
    complaint = assigned(town, is_confidential=True)
    notifications.follow(complaint.subject_id, account_id=town.people["neighbour"].id)
    answering.answer(complaint, "Petugas kami datang besok pagi.", by=town.actor("officer"))
    db.session.commit()
    assert kinds(town, "neighbour", complaint) == []


def test_the_reporter_of_a_merged_duplicate_hears_of_the_other_case_until_they_part(town: Town) -> None:
    into = assigned(town)
    duplicate = cases.lock(submit(town, identity=Identity(account_id=town.people["resident"].id)).complaint.id)
    merging.merge(duplicate, into, by=town.actor("moderator"))
    answering.answer(into, "Petugas kami datang besok pagi.", by=town.actor("officer"))
    db.session.commit()
    assert kinds(town, "resident", duplicate) == ["merged"]
    assert kinds(town, "resident", into) == ["answered"]
    merging.unmerge(duplicate, "Ternyata lain.", by=town.actor("moderator"))
    answering.report_progress(into, "Bahan sudah tiba di lokasi.", by=town.actor("officer"))
    db.session.commit()
    assert kinds(town, "resident", into) == ["answered"]
