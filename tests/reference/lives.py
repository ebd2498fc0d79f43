"""Lives of complaints as short stories, and answers of the survey, judged by the rules in use."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from functools import cache

from forum.complaints.rules import Limits, trials
from forum.complaints.rules.trials import Event, Terms
from forum.ratings.actions import tallying
from forum.ratings.models import SurveyAnswer, VisitTally
from forum.scores.rules import Resolution

OWN, OTHER = 1, 2
TERMS = Terms(Limits(), frozenset())
START = date(2026, 9, 7)
"""A Monday: the first answer is due on Monday 14 September, the resolution on Friday 25 September."""

DUE = {"R": date(2026, 9, 14), "K": date(2026, 9, 25)}
LATER = date(2026, 12, 1)
GIVEN = datetime(2026, 9, 7, 4, tzinfo=UTC)
ROLES = {"confirm": "reporter", "dispute": "reporter", "withdraw": "reporter", "close_silent": "system"}


def life(story: str) -> list[Event]:
    """Acts written as "day act", days after the unit got the case; `reopen!` by the reporter, `answer?` voided."""
    events = [Event("assign", START, "moderator", OWN)]
    for step in story.split(", ") if story else []:
        day, verb, *to = step.split()
        name = verb.rstrip("!?")
        role = "reporter" if verb.endswith("!") else ROLES.get(name, "moderator")
        on = START + timedelta(days=int(day))
        events.append(Event(name, on, role, OTHER if to else None, verb.endswith("?")))
    return events


@cache
def proved(story: str, part: str) -> dict[int, str]:
    """What a part has become of each unit, long after every deadline."""
    found = trials.standings(life(story), TERMS)
    return {s.unit_id: trials.outcome_on(part, s.outcome, s.due_on, LATER) for s in found if s.part == part}


def ends(story: str, part: str) -> str:
    """What it has become of the unit that had the case first."""
    return proved(story, part)[OWN]


def judged(before: Resolution, told: Counter[str]) -> Resolution:
    """K with so many further cases of each story."""
    counts: Counter[str] = Counter()
    for story, number in told.items():
        counts[ends(story, "K")] += number
    answered, done = trials.answered_and_done(counts)
    return Resolution(
        before.yes + counts["solved"], before.answered + answered, before.overdue + counts["overdue"],
        before.silent + done - answered,
    )  # fmt: skip


def survey_answer(source: str, answered: int = 9, standing: str = "counted") -> SurveyAnswer:
    """Somebody who gives four marks of four wherever one may."""
    return SurveyAnswer(
        government_id=1, unit_id=OWN, service_id=1, month="2026-09", source=source, standing=standing,
        answered=answered, total=4 * answered, received_at=GIVEN,
    )  # fmt: skip


def counts_for_p(answer: SurveyAnswer) -> bool:
    """True when the kept counts of part P would hold it."""
    return any(model is VisitTally for model, _, rows in tallying.counts_of(answer) if rows)
