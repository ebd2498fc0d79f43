"""A month's evidence added up from what was written down when it happened: acts, marks, promises. No kept count."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select

from forum.commitments.models import Commitment
from forum.complaints.models import Complaint, Message, VoidAnswer
from forum.core import clock
from forum.core.db import db
from forum.ledger.models import Act
from forum.ratings.models import SurveyAnswer
from forum.ratings.rules.elements import ELEMENTS
from forum.units import queries as units
from forum.units.models import Government

ANSWER, RESOLVE, REOPENED = 5, 14, 5
"""Working days of the common policy."""


class Deed(NamedTuple):
    """An act of a complaint on its day."""

    verb: str
    on: date
    role: str
    unit_id: int | None
    is_void: bool


class Case(NamedTuple):
    """What one part of a complaint came to, for one unit."""

    unit_id: int
    due: date
    outcome: str


class Calendar:
    """Counting working days one by one."""

    def __init__(self, days_off: Iterable[date]) -> None:
        self.days_off = set(days_off)

    def after(self, day: date, days: int) -> date:
        while days:
            day += timedelta(days=1)
            days -= day.isoweekday() < 6 and day not in self.days_off
        return day


def first_answers(deeds: list[Deed], calendar: Calendar, today: date) -> Iterator[Case]:
    """R, looking back from the end: the last transfer begins the clock that counts."""
    begins = [k for k, deed in enumerate(deeds) if deed.verb in ("assign", "transfer")]
    last = begins[-1]
    lead, due = deeds[last].unit_id, calendar.after(deeds[last].on, ANSWER)
    for k in begins[:-1]:
        if deeds[k].unit_id != lead:
            later = [other for other in begins[:-1] if other > k and deeds[other].unit_id == deeds[k].unit_id]
            if not later:
                yield Case(deeds[k].unit_id or 0, calendar.after(deeds[k].on, ANSWER), "transferred")
    said = [k for k, deed in enumerate(deeds) if k > last and deed.verb in ("answer", "resolve") and not deed.is_void]
    gone = [k for k, deed in enumerate(deeds) if k > last and deed.verb == "withdraw"
            and (deed.on <= due or not said or said[0] > k)]  # fmt: skip
    if gone:
        outcome = "withdrawn" if deeds[gone[0]].on <= due else "unanswered"
    elif said:
        outcome = "met" if deeds[said[0]].on <= due else "late"
    else:
        outcome = "unanswered" if today > due else "pending"
    yield Case(lead or 0, due, outcome)


def resolutions(deeds: list[Deed], calendar: Calendar, today: date) -> Iterator[Case]:
    """K, day by day, until the reporter's word is final."""
    lead, due, done, yes, ended, given = 0, date.min, None, None, "", dict[int, Case]()
    for deed in deeds:
        if deed.verb in ("assign", "transfer"):
            given[lead] = Case(lead, due, "transferred")
            is_first = not lead
            due = calendar.after(deed.on, RESOLVE) if is_first else max(due, calendar.after(deed.on, ANSWER))
            lead, done, yes, ended = deed.unit_id or 0, None, None, ""
            given.pop(lead, None)
        elif ended == "overdue":
            continue
        elif deed.verb == "resolve":
            done, ended = deed.on, ""
        elif deed.verb == "confirm":
            yes = deed.on
        elif deed.verb == "withdraw":
            ended = "withdrawn" if done or deed.on <= due else "overdue"
        elif deed.verb in ("dispute", "reopen") and done:
            ended = "solved" if yes and deed.on > yes + timedelta(days=14) else "unsolved"
            break
        elif deed.verb == "reopen":
            ended, due = "", max(due, calendar.after(deed.on, REOPENED))
    given.pop(0, None)
    yield from given.values()
    undone = "overdue" if today > due else "pending"
    yield Case(lead, due, ended or ("solved" if yes else "silent" if done else undone))


def deeds_of(government: Government) -> dict[int, list[Deed]]:
    """Acts of every complaint that a unit had, oldest first."""
    rows = db.session.execute(
        select(Complaint.id, Act.verb, Act.at, Act.role, Act.detail, VoidAnswer.message_id)
        .join(Act, Act.subject_id == Complaint.subject_id)
        .outerjoin(Message, Message.act_id == Act.id)
        .outerjoin(VoidAnswer, VoidAnswer.message_id == Message.id)
        .where(Complaint.government_id == government.id, Complaint.assigned_on.is_not(None))
        .order_by(Act.id)
    )
    found: dict[int, list[Deed]] = defaultdict(list)
    for complaint_id, verb, at, role, detail, void in rows:
        on = clock.local_date(at, government.zone)
        found[complaint_id].append(Deed(verb, on, role, detail.get("unit"), void is not None))
    return found


def cases_of(government: Government, months: list[str], today: date) -> dict[int, dict[str, Counter[str]]]:
    """Outcomes by unit and part of everything whose deadline lies in the months and has passed."""
    calendar = Calendar(units.days_off(government.id, date(2026, 1, 1)))
    found: dict[int, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for deeds in deeds_of(government).values():
        for part, rule in (("r", first_answers), ("k", resolutions)):
            for case in rule(deeds, calendar, today):
                if f"{case.due:%Y-%m}" in months and case.due < today:
                    found[case.unit_id][part][case.outcome] += 1
    for promise in db.session.scalars(select(Commitment).where(Commitment.government_id == government.id)):
        if promise.accepted_on and f"{promise.due_on:%Y-%m}" in months and promise.due_on < today:
            in_time = promise.claimed_on is not None and promise.claimed_on <= promise.due_on
            is_kept = promise.state == "kept" and in_time
            outcome = "kept" if is_kept else "withdrawn" if _is_left_out(promise) else "failed"
            found[promise.unit_id]["c"][outcome] += 1
    return found


def _is_left_out(promise: Commitment) -> bool:
    """Taken back before its day was over; after it, a promise was not kept."""
    return promise.state == "withdrawn" and promise.settled_on is not None and promise.settled_on <= promise.due_on


def visits_of(government: Government, months: list[str], today: date) -> dict[int, Counter[tuple[int, int]]]:
    """(sum of marks, marks) of every verified visit with five marks or more, by unit, as far as none waits."""
    cells: dict[tuple[int, str], list[SurveyAnswer]] = defaultdict(list)
    own = (SurveyAnswer.government_id == government.id, SurveyAnswer.source == "token")
    for answer in db.session.scalars(select(SurveyAnswer).where(*own).order_by(SurveyAnswer.id)):
        cells[answer.service_id, f"{answer.visited_on:%Y-%m}"].append(answer)
    found: dict[int, Counter[tuple[int, int]]] = defaultdict(Counter)
    for (_service, month), answers in cells.items():
        for answer in answers[: shown_of(len(answers), month, today)]:
            marks = [getattr(answer, key) for key in ELEMENTS if getattr(answer, key) is not None]
            if len(marks) >= 5 and month in months:
                found[answer.unit_id][sum(marks), len(marks)] += 1
    return found


def shown_of(n: int, month: str, today: date) -> int:
    """Of so many answers about a service and month: by fives, the last five to nine after a full month more."""
    year, number = map(int, month.split("-"))
    is_over = (today.year * 12 + today.month) - (year * 12 + number) >= 2
    return n if is_over else max(0, n // 5 * 5 - 5)


def inputs_of(government: Government, months: list[str], today: date) -> dict[int, dict[str, Any]]:
    """What the open file must say of each unit that has anything."""
    cases, visits = cases_of(government, months, today), visits_of(government, months, today)
    return {unit_id: _line(cases[unit_id], visits[unit_id]) for unit_id in cases.keys() | visits.keys()}


def _line(cases: dict[str, Counter[str]], visits: Counter[tuple[int, int]]) -> dict[str, Any]:
    r, k, c = (cases[part] for part in "rkc")
    return {
        "r": [r["met"], r["met"] + r["late"] + r["unanswered"]],
        "k": {"yes": k["solved"], "answered": k["solved"] + k["unsolved"], "overdue": k["overdue"],
              "silent": k["silent"]},
        "p": [[total, items, n] for (total, items), n in sorted(visits.items())],
        "c": [c["kept"], c["kept"] + c["failed"]],
    }  # fmt: skip
