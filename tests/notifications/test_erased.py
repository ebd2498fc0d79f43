"""What is kept for an account alone goes with it, and nothing new is kept."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from forum.accounts.actions import own
from forum.core.db import db
from forum.core.outbox import Letter
from forum.notifications import actions, queries
from forum.notifications.models import Follow, Notice
from tests.factories import Town, submit


def kept_for(account_id: int) -> tuple[int, int]:
    """How many follows and notices."""
    counts = [select(func.count()).select_from(each).where(each.account_id == account_id) for each in (Follow, Notice)]
    return db.session.scalar(counts[0]) or 0, db.session.scalar(counts[1]) or 0


@pytest.mark.asvs("7.5.1")
def test_follows_and_notices_are_dropped_with_the_account_and_others_keep_theirs(town: Town) -> None:
    complaint = submit(town).complaint
    one, other = town.people["resident"], town.people["neighbour"]
    for each in (one, other):
        actions.follow(complaint.subject_id, account_id=each.id)
        actions.tell(("account", each.id), "answered", number=complaint.number, government="Kota Contoh")
    assert kept_for(one.id) == kept_for(other.id) == (1, 1)
    own.anonymise(one)
    assert (kept_for(one.id), kept_for(other.id)) == ((0, 0), (1, 1))
    assert actions.readers_of(complaint.subject_id) == {("account", other.id)}


def test_an_erased_reporter_hears_nothing_more(town: Town) -> None:
    one = town.people["resident"]
    own.anonymise(one)
    letters = db.session.scalar(select(func.count()).select_from(Letter))
    actions.tell(("account", one.id), "answered", number="CTH-2026-000001", government="Kota Contoh")
    assert kept_for(one.id) == (0, 0)
    assert db.session.scalar(select(func.count()).select_from(Letter)) == letters
    assert queries.unread_count(one.id) == 0
