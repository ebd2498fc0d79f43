"""Reading survey rounds, what they need and how far they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Select, func, select

from forum.core.db import db
from forum.ratings.models import Round, RoundTarget, SkmTally, SurveyAnswer
from forum.ratings.rules.sample import needed
from forum.units.models import Government

MOST_ROUNDS = 60
ANSWERED = ("token", "open", "paper", "waiting")
"""Respondents of a round: also those whose marks wait for others."""


class Progress(NamedTuple):
    """A unit's (or a government's) respondents in a round, of how many people it serves."""

    n: int
    population: int | None

    @property
    def needed(self) -> int | None:
        """Respondents that the population asks for; None without one."""
        return None if self.population is None else needed(self.population)

    @property
    def share(self) -> int:
        """Percent of what is needed, at most 100; 0 without a target."""
        return min(100, 100 * self.n // self.needed) if self.needed else 0


def find_round(round_id: int) -> Round | None:
    """A round by its id."""
    return db.session.get(Round, round_id)


def lock_round(round_id: int) -> Round:
    """A round, held for this transaction."""
    held = select(Round).where(Round.id == round_id).with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(held).one()


def hold_rounds(government_id: int) -> None:
    """Rounds of a government change by one hand at a time."""
    db.session.execute(select(Government.id).where(Government.id == government_id).with_for_update())


def rounds_of(government_id: int, limit: int = MOST_ROUNDS) -> Sequence[Round]:
    """The newest rounds of a government."""
    own = select(Round).where(Round.government_id == government_id)
    return db.session.scalars(own.order_by(Round.ends_on.desc()).limit(limit)).all()


def nearest_round(government_id: int, today: date) -> Round | None:
    """The round that runs, else the next one, else the last one."""
    own = select(Round).where(Round.government_id == government_id)
    coming = db.session.scalar(own.where(Round.ends_on >= today).order_by(Round.ends_on).limit(1))
    return coming or db.session.scalar(own.order_by(Round.ends_on.desc()).limit(1))


def overlapping(government_id: int, starts_on: date, ends_on: date, but: int | None = None) -> Round | None:
    """A round with one of these days."""
    other = select(Round).where(Round.government_id == government_id, Round.ends_on >= starts_on)
    if but is not None:
        other = other.where(Round.id != but)
    return db.session.scalar(other.where(Round.starts_on <= ends_on).order_by(Round.ends_on).limit(1))


def answers_in(rounds: Sequence[Round]) -> dict[int, int]:
    """Respondents, by round, of the whole government."""
    periods = {f"r{made.id}": made.id for made in rounds}
    asked = select(SkmTally.period, func.sum(SkmTally.n)).where(
        SkmTally.scope == "government", SkmTally.scope_id.in_({made.government_id for made in rounds}),
        SkmTally.period.in_(periods), SkmTally.source.in_(ANSWERED),
    )  # fmt: skip
    return {periods[period]: int(n) for period, n in db.session.execute(asked.group_by(SkmTally.period))}


def has_answers(made: Round) -> bool:
    """True once an answer lies in the round, however it stands."""
    own = select(SkmTally.n).where(SkmTally.scope == "government", SkmTally.scope_id == made.government_id)
    return db.session.scalar(own.where(SkmTally.period == f"r{made.id}", SkmTally.n > 0).limit(1)) is not None


def targets_of(round_id: int, unit_ids: Sequence[int]) -> dict[int, RoundTarget]:
    """Targets of some units in a round."""
    own = select(RoundTarget).where(RoundTarget.round_id == round_id, RoundTarget.unit_id.in_(unit_ids))
    return {target.unit_id: target for target in db.session.scalars(own)}


def population_of(round_id: int) -> int | None:
    """People served by all units of a round with a target."""
    total = db.session.scalar(select(func.sum(RoundTarget.population)).where(RoundTarget.round_id == round_id))
    return None if total is None else int(total)


def progress_of(round_id: int, unit_ids: Sequence[int]) -> dict[int, Progress]:
    """How far some units are."""
    targets = targets_of(round_id, unit_ids)
    counts = {key: int(n) for key, n in db.session.execute(counts_in(round_id, unit_ids))}
    return {
        key: Progress(counts.get(key, 0), targets[key].population if key in targets else None) for key in unit_ids
    }  # fmt: skip


def counts_in(round_id: int, unit_ids: Sequence[int]) -> Select[int, int]:
    """(unit, respondents) in a round."""
    own = select(SkmTally.scope_id, func.sum(SkmTally.n)).where(
        SkmTally.scope == "unit", SkmTally.scope_id.in_(unit_ids), SkmTally.period == f"r{round_id}",
        SkmTally.source.in_(ANSWERED),
    )  # fmt: skip
    return own.group_by(SkmTally.scope_id)


def last_answer_id() -> int:
    """The newest answer there is."""
    return db.session.scalar(select(func.max(SurveyAnswer.id))) or 0


def next_uncounted() -> int | None:
    """A round whose earlier answers are not all in."""
    waiting = select(Round.id).where(Round.counted_to < Round.count_until).order_by(Round.id).limit(1)
    return db.session.scalar(waiting)


def answers_to_count(made: Round, until: int) -> Sequence[SurveyAnswer]:
    """Answers about a round's days, from the last counted id to `until`, that no round has yet."""
    ids = (SurveyAnswer.id > made.counted_to, SurveyAnswer.id <= until)
    days = SurveyAnswer.visited_on.between(made.starts_on, made.ends_on)
    own = (SurveyAnswer.government_id == made.government_id, SurveyAnswer.round_id.is_(None))
    return db.session.scalars(select(SurveyAnswer).where(*ids, days, *own).order_by(SurveyAnswer.id)).all()
