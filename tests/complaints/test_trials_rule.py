"""What a complaint's acts prove, line by line of design/scoring.md: R the first answer, K the resolution."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.complaints.rules import Limits, trials
from forum.complaints.rules.trials import Event, Standing, Terms

A, B, C = 1, 2, 3
TERMS = Terms(Limits(), frozenset())
START = date(2026, 9, 7)
"""A Monday: the first answer is due on Monday 14 September, the resolution on Friday 25 September."""

DUE = {"R": date(2026, 9, 14), "K": date(2026, 9, 25)}
ROLES = {"confirm": "reporter", "dispute": "reporter", "withdraw": "reporter", "forward": "officer"}


def life(story: str) -> list[Event]:
    """Acts written as "day act unit": days after assignment; `reopen!` by the reporter, `answer?` declared void."""
    events = [Event("assign", START, "moderator", A)]
    for step in story.split(", ") if story else []:
        day, verb, *unit = step.split()
        name = verb.rstrip("!?")
        role = "reporter" if verb.endswith("!") else ROLES.get(name, "moderator")
        unit_id = {"A": A, "B": B, "C": C}[unit[0]] if unit else None
        events.append(Event(name, START + timedelta(days=int(day)), role, unit_id, verb.endswith("?")))
    return events


def told(story: str, part: str) -> dict[int, str]:
    """The outcome of a part by unit."""
    return {s.unit_id: s.outcome for s in trials.standings(life(story), TERMS) if s.part == part}


@pytest.mark.parametrize(
    ("story", "outcome"),
    [
        ("", "pending"),
        ("7 answer", "met"),
        ("8 answer", "late"),
        ("7 resolve", "met"),
        ("5 answer?", "pending"),
        ("3 answer?, 6 answer", "met"),
        ("3 answer?, 9 answer", "late"),
        ("3 answer?, 8 resolve?", "pending"),
        ("7 withdraw", "withdrawn"),
        ("2 answer, 7 withdraw", "withdrawn"),
        ("8 withdraw", "unanswered"),
        ("2 answer, 8 withdraw", "met"),
        ("8 answer, 9 withdraw", "late"),
        ("3 close", "closed"),
        ("2 answer, 3 close", "met"),
        ("8 close", "unanswered"),
        ("3 refer", "referred"),
        ("40 refer", "referred"),
        ("3 merge", "merged"),
        ("40 merge", "merged"),
        ("2 answer, 3 merge", "merged"),
        ("3 merge, 9 unmerge", "pending"),
        ("3 merge, 9 unmerge, 9 answer", "late"),
        ("2 answer, 3 resolve, 4 dispute, 30 answer", "met"),
        ("7 withdraw, 9 reopen!, 10 answer", "withdrawn"),
        ("8 withdraw, 9 reopen!, 10 answer", "unanswered"),
        ("3 refer, 4 reopen, 5 answer", "referred"),
    ],
)
def test_the_first_answer(story: str, outcome: str) -> None:
    assert told(story, "R") == {A: outcome}


@pytest.mark.parametrize(
    ("story", "outcome"),
    [
        ("", "pending"),
        ("2 answer", "pending"),
        ("4 resolve", "silent"),
        ("40 resolve", "silent"),
        ("4 resolve, 9 close", "silent"),
        ("4 resolve, 5 confirm", "solved"),
        ("40 resolve, 41 confirm", "solved"),
        ("4 resolve, 5 dispute", "unsolved"),
        ("4 resolve, 60 dispute", "unsolved"),
        ("4 resolve, 5 dispute, 6 resolve, 7 confirm", "unsolved"),
        ("4 resolve, 5 confirm, 19 reopen", "unsolved"),
        ("4 resolve, 5 confirm, 20 reopen", "solved"),
        ("4 resolve, 5 confirm, 20 dispute", "solved"),
        ("4 resolve, 5 confirm, 20 dispute, 21 withdraw", "solved"),
        ("4 resolve, 5 confirm, 19 dispute, 21 resolve, 22 confirm", "unsolved"),
        ("4 resolve, 5 close, 18 reopen", "unsolved"),
        ("4 resolve, 5 close, 19 reopen", "pending"),
        ("4 resolve, 5 close, 19 reopen, 20 resolve, 21 confirm", "solved"),
        ("4 resolve, 30 reopen!", "unsolved"),
        ("18 withdraw", "withdrawn"),
        ("19 withdraw", "overdue"),
        ("4 resolve, 5 withdraw", "withdrawn"),
        ("18 close", "closed"),
        ("19 close", "overdue"),
        ("18 refer", "referred"),
        ("19 refer", "overdue"),
        ("18 merge", "merged"),
        ("19 merge", "overdue"),
        ("18 merge, 30 unmerge, 31 resolve, 32 confirm", "solved"),
        ("19 merge, 30 unmerge, 31 resolve, 32 confirm", "solved"),
        ("19 close, 20 reopen, 21 resolve, 22 confirm", "overdue"),
        ("18 close, 20 reopen", "pending"),
        ("18 close, 20 reopen, 21 resolve, 22 confirm", "solved"),
        ("3 close, 4 dispute", "pending"),
    ],
)
def test_the_resolution(story: str, outcome: str) -> None:
    assert told(story, "K") == {A: outcome}


@pytest.mark.parametrize(
    ("story", "response", "resolution"),
    [
        ("3 transfer B", {A: "transferred", B: "pending"}, {A: "transferred", B: "pending"}),
        ("30 transfer B", {A: "transferred", B: "pending"}, {A: "transferred", B: "pending"}),
        ("2 answer, 3 transfer B, 8 answer", {A: "transferred", B: "met"}, {A: "transferred", B: "pending"}),
        ("3 transfer B, 4 transfer A, 9 answer", {B: "transferred", A: "met"}, {B: "transferred", A: "pending"}),
        ("4 resolve, 5 dispute, 6 transfer B", {A: "transferred", B: "pending"}, {A: "unsolved"}),
        (
            "20 withdraw, 22 reopen!, 23 transfer B, 25 resolve, 26 confirm",  # nobody inherits a missed deadline
            {A: "transferred", B: "met"},
            {A: "transferred", B: "solved"},
        ),
        ("7 forward B, 8 answer", {A: "forwarded", B: "late"}, {A: "forwarded", B: "pending"}),
        ("8 forward B, 9 answer", {A: "unanswered"}, {A: "forwarded", B: "pending"}),
        ("2 answer, 8 forward B, 9 resolve, 9 confirm", {A: "met"}, {A: "forwarded", B: "solved"}),
        ("2 answer?, 7 forward B", {A: "forwarded", B: "pending"}, {A: "forwarded", B: "pending"}),
        ("19 forward B, 20 resolve, 21 confirm", {A: "unanswered"}, {A: "overdue"}),
        ("19 forward B, 20 transfer C", {A: "unanswered"}, {A: "overdue"}),
        ("8 forward B, 20 transfer C", {A: "unanswered"}, {A: "forwarded", B: "transferred", C: "pending"}),
        ("4 resolve, 30 hand_over B", {A: "met"}, {A: "forwarded", B: "silent"}),
        ("4 resolve, 30 hand_over B, 31 confirm", {A: "met"}, {A: "forwarded", B: "solved"}),
        ("4 resolve, 5 dispute, 6 hand_over B", {A: "met"}, {A: "unsolved"}),
        ("18 close, 20 reopen, 21 forward B", {A: "unanswered"}, {A: "forwarded", B: "pending"}),
    ],
)
def test_whose_it_is(story: str, response: dict[int, str], resolution: dict[int, str]) -> None:
    assert told(story, "R") == response
    assert told(story, "K") == resolution


@pytest.mark.parametrize(
    ("story", "part", "due"),
    [
        ("", "R", "2026-09-14"),
        ("", "K", "2026-09-25"),
        ("3 transfer B", "R", "2026-09-17"),  # the answer clock starts anew
        ("3 transfer B", "K", "2026-09-25"),  # that of the resolution does not
        ("17 transfer B", "K", "2026-10-01"),  # but it ends no sooner than the first answer is due
        ("3 forward B", "R", "2026-09-14"),
        ("4 resolve, 5 dispute", "R", "2026-09-14"),
        ("4 resolve, 5 dispute", "K", "2026-09-25"),
        ("4 resolve, 17 dispute", "K", "2026-09-25"),
        ("18 close, 22 reopen", "K", "2026-10-06"),  # undone: the deadline as it stands now
    ],
)
def test_the_deadline(story: str, part: str, due: str) -> None:
    holder = [s for s in trials.standings(life(story), TERMS) if s.part == part][-1]
    assert holder.due_on == date.fromisoformat(due)


def test_nothing_is_proved_before_a_unit_has_the_case() -> None:
    events = [Event("merge", START, "moderator"), Event("hand_over", START, "administrator", A),
              Event("withdraw", START, "reporter")]  # fmt: skip
    assert trials.standings(events, TERMS) == []


def test_days_off_move_the_deadline() -> None:
    terms = Terms(Limits(), frozenset({date(2026, 9, 14)}))
    assert [s.due_on.day for s in trials.standings(life(""), terms)] == [15, 28]
    assert [s.outcome for s in trials.standings(life("8 answer"), terms) if s.part == "R"] == ["met"]


@pytest.mark.parametrize("part", ["R", "K"])
def test_a_pending_trial_fails_by_itself_after_its_day(part: str) -> None:
    due = DUE[part]
    failure = {"R": "unanswered", "K": "overdue"}[part]
    assert trials.outcome_on(part, "pending", due, due) == "pending"
    assert trials.outcome_on(part, "pending", due, due + timedelta(days=1)) == failure
    assert trials.outcome_on(part, "silent", due, due + timedelta(days=1)) == "silent"


def test_the_share_of_reporters_who_answer() -> None:
    assert trials.answered_and_done({"solved": 3, "unsolved": 1, "silent": 12, "overdue": 5}) == (4, 16)
    assert trials.answered_and_done({}) == (0, 0)


VERBS = sorted(trials.VERBS - {"assign"})
STEPS = st.lists(
    st.tuples(st.sampled_from(VERBS), st.integers(0, 12), st.sampled_from((A, B, C)), st.booleans()), max_size=16
)


def some_life(steps: list[tuple[str, int, int, bool]]) -> list[Event]:
    events, day = life(""), START
    for verb, days, unit, flag in steps:
        day += timedelta(days=days)
        events.append(Event(verb, day, "reporter" if flag else "moderator", unit, flag and verb == "answer"))
    return events


@given(steps=STEPS)
def test_a_case_counts_once_for_each_part(steps: list[tuple[str, int, int, bool]]) -> None:
    standings = trials.standings(some_life(steps), TERMS)
    for part in ("R", "K"):
        own = [s for s in standings if s.part == part]
        counting = [s for s in own if s.outcome not in trials.LEFT_OUT[part]]
        known = {*trials.LEFT_OUT[part], *trials.FAILURES[part], trials.SUCCESS[part], "pending"}
        assert len(counting) <= 1
        assert len({s.unit_id for s in own}) == len(own) >= 1
        assert {s.outcome for s in own} <= known


@given(steps=STEPS, later=STEPS)
def test_what_a_reporter_denied_stays_denied(
    steps: list[tuple[str, int, int, bool]], later: list[tuple[str, int, int, bool]]
) -> None:
    def denied(some: list[tuple[str, int, int, bool]]) -> list[Standing]:
        return [s for s in trials.standings(some_life(some), TERMS) if s.outcome == "unsolved"]

    assert denied(steps) == [] or denied([*steps, *later]) == denied(steps)
