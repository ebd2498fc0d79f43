"""To which month a trial belongs, and whether it counts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from forum.complaints.rules import STATES
from forum.scores.rules.trials import (
    ENDING_OF,
    LEFT_OUT,
    Departure,
    Ending,
    Round,
    Trial,
    commitment_trial,
    resolution_trial,
    response_trial,
    satisfaction_trial,
)

DUE = date(2026, 9, 15)
LATER = date(2026, 11, 1)
MONTH = "2026-09"


def days(after: int) -> date:
    return DUE + timedelta(days=after)


def left(ending: Ending, after: int) -> Departure:
    return Departure(ending, days(after))


def out(ground: str) -> Trial:
    return Trial(MONTH, "left_out", ground)


SUCCESS, FAILURE, OVERDUE = Trial(MONTH, "success"), Trial(MONTH, "failure"), Trial(MONTH, "overdue")
PENDING = Trial(MONTH, "pending")


@pytest.mark.parametrize(
    ("answered", "departure", "trial"),
    [
        (-3, None, SUCCESS),
        (0, None, SUCCESS),  # the deadline ends with its day
        (1, None, FAILURE),
        (None, None, FAILURE),  # silence is a failure
        (None, left("transferred", -1), out("transferred")),
        (None, left("transferred", 9), out("transferred")),
        (-3, left("transferred", 9), out("transferred")),
        (None, left("merged", 9), out("merged")),
        (None, left("referred", 9), out("referred")),
        (None, left("withdrawn", 0), out("withdrawn")),
        (-3, left("withdrawn", 0), out("withdrawn")),
        (None, left("withdrawn", 1), FAILURE),
        (-3, left("withdrawn", 1), SUCCESS),
        (None, left("closed_by_moderator", 0), out("closed_by_moderator")),
        (-3, left("closed_by_moderator", 0), SUCCESS),
        (None, left("closed_by_moderator", 1), FAILURE),
    ],
)
def test_a_first_answer(answered: int | None, departure: Departure | None, trial: Trial) -> None:
    answered_on = None if answered is None else days(answered)
    assert response_trial(DUE, answered_on, LATER, departure) == trial


def done(after: int, solved: bool | None = None, said: int | None = None, reopened: int | None = None) -> Round:
    return Round(
        days(after), solved, None if said is None else days(said), None if reopened is None else days(reopened)
    )


@pytest.mark.parametrize(
    ("rounds", "departure", "trial"),
    [
        ([done(-5, True, -3)], None, SUCCESS),
        ([done(4, True, 6)], None, SUCCESS),  # late, but solved
        ([done(-5, False, -3, -3)], None, FAILURE),
        ([done(-5, True, -3, 11)], None, FAILURE),  # reopened on the 14th day
        ([done(-5, True, -3, 12)], None, SUCCESS),  # on the 15th
        ([done(-5, False, -3, -3), done(2, True, 4)], None, FAILURE),  # a false mark stays one
        ([done(-5, True, -3, 20), done(22, False, 24, 24)], None, SUCCESS),  # the first word counts, once
        ([done(-5)], None, out("reporter_silent")),
        ([done(4)], None, out("reporter_silent")),  # done late, and nothing said
        ([done(-5, None, None, 3)], None, OVERDUE),  # reopened by the moderator, undone since
        ([done(-5, None, None, 3), done(6)], None, out("reporter_silent")),
        ([done(-5, None, None, 3), done(6, True, 8)], None, SUCCESS),
        ([], None, OVERDUE),
        ([], left("transferred", 5), out("transferred")),
        ([], left("merged", 5), out("merged")),
        ([], left("referred", 5), out("referred")),
        ([], left("withdrawn", 0), out("withdrawn")),
        ([], left("withdrawn", 1), OVERDUE),
        ([done(-5)], left("withdrawn", -1), out("reporter_silent")),
        ([], left("closed_by_moderator", 0), out("closed_by_moderator")),
        ([], left("closed_by_moderator", 1), OVERDUE),
        ([done(-5)], left("closed_by_moderator", 1), out("reporter_silent")),
        ([done(-5, True, -3)], left("merged", 5), out("merged")),
    ],
)
def test_a_resolution(rounds: list[Round], departure: Departure | None, trial: Trial) -> None:
    assert resolution_trial(DUE, rounds, LATER, departure) == trial


@pytest.mark.parametrize("today", [days(-2), DUE])
def test_nothing_is_judged_before_its_deadline_is_over(today: date) -> None:
    assert response_trial(DUE, days(-3), today) == PENDING
    assert resolution_trial(DUE, [done(-5, False, -3)], today) == PENDING
    assert commitment_trial(DUE, days(-3), today) == PENDING


def test_the_day_after_the_deadline_judges() -> None:
    assert response_trial(DUE, None, days(1)) == FAILURE
    assert resolution_trial(DUE, [], days(1)) == OVERDUE
    assert commitment_trial(DUE, None, days(1)) == FAILURE


def test_what_happened_later_is_not_known_yet() -> None:
    rounds = [done(2, True, 5, 8)]
    assert resolution_trial(DUE, rounds, days(1)) == OVERDUE
    assert resolution_trial(DUE, rounds, days(3)) == out("reporter_silent")
    assert resolution_trial(DUE, rounds, days(6)) == SUCCESS
    assert resolution_trial(DUE, rounds, days(9)) == FAILURE
    assert response_trial(DUE, None, days(3), left("merged", 5)) == FAILURE
    assert commitment_trial(DUE, None, days(3), days(5)) == FAILURE


def test_a_case_that_no_unit_had_is_no_trial() -> None:
    assert response_trial(None, None, LATER) is None
    assert resolution_trial(None, [], LATER) is None


@pytest.mark.parametrize(
    ("accepted", "withdrawn", "trial"),
    [
        (0, None, SUCCESS),
        (1, None, FAILURE),
        (None, None, FAILURE),  # partly kept is not accepted either
        (None, -2, out("withdrawn_with_consent")),
        (None, 4, out("withdrawn_with_consent")),
    ],
)
def test_a_commitment(accepted: int | None, withdrawn: int | None, trial: Trial) -> None:
    accepted_on = None if accepted is None else days(accepted)
    assert commitment_trial(DUE, accepted_on, LATER, None if withdrawn is None else days(withdrawn)) == trial


@pytest.mark.parametrize(
    ("answered", "flags", "ground"),
    [
        (9, {}, None),
        (5, {}, None),
        (4, {}, "too_few_answers"),
        (9, {"token": False}, "no_token"),
        (9, {"verified": False}, "unverified"),
        (9, {"staff": True}, "own_staff"),
        (9, {"held": True}, "held"),
    ],
)
def test_a_respondent(answered: int, flags: dict[str, bool], ground: str | None) -> None:
    trial = satisfaction_trial(DUE, answered, **{"token": True, **flags})
    assert trial == Trial(MONTH, "left_out" if ground else "counted", ground)


def test_every_state_of_a_complaint_has_its_reading() -> None:
    assert set(ENDING_OF) == set(STATES)
    assert {ending for ending in ENDING_OF.values() if ending} | {"transferred"} == set(LEFT_OUT["r"])


@pytest.mark.parametrize("state", STATES)
def test_every_state_long_after_the_deadline_without_any_answer(state: str) -> None:
    ending = ENDING_OF[state]
    trial = response_trial(DUE, None, LATER, left(ending, 3) if ending else None)
    assert trial == (out(state) if state in {"merged", "referred"} else FAILURE)
