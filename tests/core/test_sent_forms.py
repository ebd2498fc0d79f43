"""What is kept of a form that was sent: enough to act once, not enough to tell who sent it."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Flask

from forum.core import once
from forum.core.db import db
from tests.conftest import Hands


def test_a_sent_form_is_kept_to_the_hour(app: Flask, hands: Hands) -> None:
    """Beside the address it led to, the minute would tell which visitor rated the unit."""
    hands.set(datetime(2026, 11, 18, 4, 27, 31, tzinfo=UTC))
    once.keep("kunci", "/unit/contoh/dpu/nilai/terima-kasih")
    db.session.commit()
    assert db.session.get_one(once.Submission, "kunci").sent_at == datetime(2026, 11, 18, 4, tzinfo=UTC)
    assert once.outcome_of("kunci") == "/unit/contoh/dpu/nilai/terima-kasih"
