"""Short ways to a round, to answers, and to words in a small town."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from forum.core import clock
from forum.core.db import db
from forum.ratings.actions import recording
from forum.ratings.actions.recording import Given
from forum.ratings.models import OpenAnswer, Round, RoundTarget, SurveyAnswer
from forum.ratings.queries import voices
from forum.ratings.queries.voices import Case
from forum.ratings.rules.elements import ELEMENTS
from forum.units.models import Service
from tests.factories import Town

FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)
"""A round whose make-up is shown from 31 October on; the tests stand on 18 November 2026."""


def hold_round(
    town: Town, first: date = FIRST, last: date = LAST, title: str = "Triwulan III 2026", population: int | None = None
) -> Round:
    held = Round(government_id=town.government.id, title=title, starts_on=first, ends_on=last, made_at=clock.now())
    db.session.add(held)
    db.session.flush()
    if population:
        db.session.add(RoundTarget(round_id=held.id, unit_id=town.works.id, population=population))
    db.session.commit()
    return held


def answer(
    town: Town, marks: Sequence[int | None] = (3,) * 9, *, on: date = date(2026, 8, 12), channel: str = "paper",
    words: str = "", service: Service | None = None, make_up: Mapping[str, str | None] | None = None,
) -> SurveyAnswer:  # fmt: skip
    """One answer, recorded as every answer is; on paper, because paper is never held."""
    service = service or town.service
    unit = {town.works.id: town.works, town.clinic.id: town.clinic}[service.unit_id]
    given = Given(dict(zip(ELEMENTS, marks, strict=True)), channel, on, words=words, make_up=make_up or {})
    recorded = recording.rate(given, town.government, unit, service)
    db.session.commit()
    return recorded


def answers(town: Town, rows: Sequence[Sequence[int | None]], **choices: Any) -> None:
    for marks in rows:
        answer(town, marks, **choices)


def said(town: Town, words: str, **choices: Any) -> Case:
    """An answer with words; waits for a moderator."""
    recorded = answer(town, words=words, **choices)
    open_answer = db.session.query(OpenAnswer).filter_by(answer_id=recorded.id).one()
    subject = voices.Subject
    ref = db.session.get_one(subject, open_answer.subject_id).ref
    return find(ref)


def find(ref: str) -> Case:
    case = voices.find_case(ref)
    assert case is not None
    return case


def days_ago(days: int) -> date:
    return clock.now().date() - timedelta(days=days)
