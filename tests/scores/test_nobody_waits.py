"""While the worker computes a month, whoever writes goes on writing."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

import pytest

from forum.core.db import db, is_sqlite
from forum.scores import jobs
from forum.scores.actions import closing
from forum.scores.actions.computing import Computed, compute
from tests.conftest import Hands
from tests.factories import Town, assigned

LATER = datetime(2027, 3, 2, 2, tzinfo=UTC)


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """For each month computed, whether another connection could have begun to write."""
    free: list[bool] = []

    def compute_and_look(*given: object) -> Computed:
        computed = compute(*given)  # type: ignore[arg-type]
        free.append(_may_write())
        return computed

    monkeypatch.setattr(closing, "compute", compute_and_look)
    return free


def _may_write() -> bool:
    other = sqlite3.connect(str(db.engine.url.database), timeout=0, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    except sqlite3.OperationalError:
        return False
    finally:
        other.close()
    return True


def test_previews_and_closing_hold_nobody_up(town: Town, hands: Hands, watched: list[bool]) -> None:
    if not is_sqlite():
        pytest.skip("PostgreSQL lets writers write beside each other")
    assigned(town)
    jobs.refresh_previews()
    hands.now = LATER
    jobs.close_settled_months()
    assert len(watched) > closing.PREVIEWED
    assert all(watched)
