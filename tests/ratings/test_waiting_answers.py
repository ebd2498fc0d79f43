"""Answers wait, go in five at a time, and the rest goes in when the month is settled."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import select

from forum.core.db import db
from forum.ratings import jobs
from forum.ratings.actions import holding, rebuilding, waiting
from forum.ratings.models import Burst, MakeUpTally, SkmTally, SurveyAnswer, VisitTally
from forum.ratings.queries import waiting as known
from forum.scores.actions import closing
from tests.complaints.counting import plan_of
from tests.conftest import Hands
from tests.factories import Town
from tests.ratings.conftest import TODAY, give, give_ten, make_block, make_point, marked, token

SETTLED = datetime(2027, 1, 2, 4, tzinfo=UTC)
"""November 2026 takes no more answers."""


def tallied(scope: str = "unit") -> dict[str, tuple[int, int]]:
    """n and the sum of one element, by source."""
    rows = db.session.scalars(select(SkmTally).where(SkmTally.scope == scope, SkmTally.n != 0))
    return {row.source: (row.n, row.waktu_sum) for row in rows}


def waiting_ids() -> list[int]:
    return list(db.session.scalars(select(SurveyAnswer.id).where(SurveyAnswer.waits).order_by(SurveyAnswer.id)))


def test_nine_show_nothing_and_the_tenth_lets_the_oldest_five_in(town: Town) -> None:
    block = make_block(town, make_point(town))
    for serial in range(1, 10):
        give(town, marks=marked(1 + serial % 4), token=token(block, serial))
    assert tallied() == {"waiting": (9, 0)}
    assert db.session.scalars(select(MakeUpTally.n)).all() == db.session.scalars(select(VisitTally.n)).all() == []
    give(town, marks=marked(4), token=token(block, 10))
    for scope in ("service", "unit", "government"):
        assert tallied(scope) == {"waiting": (5, 0), "token": (5, 2 + 3 + 4 + 1 + 2)}
    assert waiting_ids() == [6, 7, 8, 9, 10]
    assert sum(db.session.scalars(select(VisitTally.n))) == 5


def test_answers_with_and_without_a_token_of_two_months_or_services_do_not_wait_together(town: Town) -> None:
    october, november = make_block(town, make_point(town), day=date(2026, 10, 20)), date(2026, 11, 1)
    for serial in range(1, 6):
        give(town, token=token(october, serial))
    for day in range(5):
        give(town, visited_on=november.replace(day=11 + day))
    assert len(waiting_ids()) == 10
    assert {row.source for row in db.session.scalars(select(SkmTally).where(SkmTally.n != 0))} == {"waiting"}


def test_paper_does_not_wait(town: Town) -> None:
    give(town, channel="paper")
    assert tallied() == {"paper": (1, 3)}


def test_the_rest_goes_in_when_the_month_is_settled(town: Town, hands: Hands) -> None:
    give_ten(town)
    jobs.settle_waiting()
    assert tallied() == {"waiting": (5, 0), "token": (5, 15)}
    hands.set(SETTLED)
    jobs.settle_waiting()
    assert tallied() == {"token": (10, 30)}
    assert waiting_ids() == []
    jobs.settle_waiting()
    assert tallied() == {"token": (10, 30)}
    rebuilding.rebuild()
    assert tallied() == {"token": (10, 30)}


def test_a_month_with_fewer_than_five_is_settled_whole(town: Town, hands: Hands) -> None:
    block = make_block(town, make_point(town))
    for serial in range(1, 4):
        give(town, token=token(block, serial))
    hands.set(SETTLED)
    assert waiting.settle(town.government) == 3
    assert tallied() == {"token": (3, 9)}


def test_closing_a_month_counts_everything_of_it_first(town: Town, hands: Hands) -> None:
    give_ten(town)
    hands.set(SETTLED)
    closing.ask_closing(town.government, "2026-11", by=town.actor("moderator"))
    assert tallied() == {"token": (10, 30)}


def test_a_burst_that_counts_after_all_waits_and_a_settled_month_takes_no_few(town: Town, hands: Hands) -> None:
    for _each in range(6):
        give(town)
    held = db.session.scalars(select(Burst)).one()
    give_ten(town)
    hands.set(SETTLED)
    jobs.settle_waiting()
    assert tallied() == {"token": (10, 30), "held": (6, 0)}
    holding.decide(held, True, "Diperiksa.", by=town.actor("moderator"))
    assert tallied() == {"token": (10, 30), "open": (6, 18)}


def test_three_that_come_back_to_a_settled_month_with_others_are_counted_but_not_shown(
    town: Town, hands: Hands
) -> None:
    for _each in range(6):
        give(town)
    for answer in db.session.scalars(select(SurveyAnswer).where(SurveyAnswer.id <= 3)):
        answer.burst_id = None  # as if three of the six had come in other days
        holding.tallying.count(answer, -1)
        answer.standing, answer.waits = "counted", True
        holding.tallying.count(answer, 1)
    db.session.commit()
    held = db.session.scalars(select(Burst)).one()
    hands.set(SETTLED)
    jobs.settle_waiting()
    assert tallied() == {"open": (3, 9), "held": (3, 0)}
    holding.decide(held, True, "Diperiksa.", by=town.actor("moderator"))
    db.session.commit()
    jobs.settle_waiting()
    assert tallied() == {"open": (3, 9), "waiting": (3, 0)}


def test_who_waits_is_found_without_looking_at_all_answers(town: Town) -> None:
    made = give(town)
    for statement in (
        known.counting(known.Cell.of(made)),
        known.waited_for("2026-11"),
        known.listing(SurveyAnswer.government_id == town.government.id, SurveyAnswer.month <= "2026-11"),
    ):
        assert "ix_survey_answers_waiting" in plan_of(statement)


def test_the_day_of_the_visit_decides_where_an_answer_waits(town: Town) -> None:
    made = give(town, visited_on=TODAY.replace(month=10, day=30))
    assert (made.month, made.waits) == ("2026-10", True)
