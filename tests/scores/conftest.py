"""A published June, and the clock that its helpers move."""

from __future__ import annotations

import pytest

from forum.core.db import db
from forum.scores.actions import closing
from tests.conftest import Hands
from tests.factories import Town
from tests.scores import test_months
from tests.scores.test_months import LATER, a_month_of_work, published


@pytest.fixture
def own_hands(hands: Hands) -> None:
    """Let `test_months.at` and what builds on it move this test's clock."""
    test_months._hands = hands


@pytest.fixture
def june(own_hands: None, town: Town, hands: Hands) -> Town:
    """June is published; it is September."""
    a_month_of_work(town)
    published(town)
    hands.set(LATER)
    closing.refresh(town.government)
    db.session.commit()
    return town
