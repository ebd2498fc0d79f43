"""Survey rounds: their days, how many must answer, what follows; answers given before a round was set are put in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from forum.core import clock, text
from forum.core.db import db
from forum.ledger.queries import hold_log
from forum.ledger.rules import Actor
from forum.ratings.actions.rebuilding import Sums, gather, write
from forum.ratings.actions.tallying import counts_of
from forum.ratings.errors import NotWholeMonths, RoundBegun, RoundsOverlap
from forum.ratings.models import Round, RoundTarget
from forum.ratings.queries import rounds as known
from forum.ratings.rules.waiting import is_whole_months
from forum.units.actions.trail import note_change
from forum.units.models import Government

FOLLOW_UP_LONGEST = 20_000
IDS_AT_ONCE = 2_000


@dataclass(frozen=True)
class RoundDetails:
    """A round as it is entered."""

    title: str
    starts_on: date
    ends_on: date


def begin(government: Government, details: RoundDetails, *, by: Actor) -> Round:
    """A new round; answers about its days that are there already are counted in by the worker.

    Raises NotWholeMonths, RoundsOverlap.
    """
    _hold(government.id)
    _must_be_months(details)
    _refuse_overlap(government.id, details, None)
    made = Round(government_id=government.id, title=details.title, starts_on=details.starts_on,
                 ends_on=details.ends_on, by_id=by.account_id, made_at=clock.now(), counted_to=0,
                 count_until=known.last_answer_id())  # fmt: skip
    db.session.add(made)
    db.session.flush()
    note_change(government.id, "begin_round", _words(made), by=by)
    return made


def edit(made: Round, details: RoundDetails, government: Government, *, by: Actor) -> None:
    """Other days or another title. With answers only the title, and an end not in the past.

    Raises NotWholeMonths, RoundsOverlap, RoundBegun.
    """
    _hold(government.id)
    before = (made.starts_on, made.ends_on)
    if before != (details.starts_on, details.ends_on):
        _must_be_months(details)
        _refuse_overlap(government.id, details, made.id)
        if known.has_answers(made) and not _may_end(made, details, clock.today(government.zone)):
            raise RoundBegun
        made.counted_to, made.count_until = 0, known.last_answer_id()
    made.title, made.starts_on, made.ends_on = details.title, details.starts_on, details.ends_on
    note_change(government.id, "edit_round", _words(made), by=by)


def set_targets(made: Round, populations: Mapping[int, int | None], *, by: Actor) -> int:
    """How many people units serve in a round; None takes a target away. How many differ from before."""
    targets = known.targets_of(made.id, list(populations))
    changed = 0
    for unit_id, population in populations.items():
        target = targets.get(unit_id)
        if (target.population if target else None) == population:
            continue
        changed += 1
        if population is None:
            db.session.delete(target)
        elif target is None:
            db.session.add(RoundTarget(round_id=made.id, unit_id=unit_id, population=population))
        else:
            target.population = population
    if changed:
        note_change(made.government_id, "set_targets", f"{made.title}: {changed}", by=by)
    return changed


def write_follow_up(made: Round, source: str, *, by: Actor) -> None:
    """The written follow-up plan, published with the round."""
    made.follow_up = text.tidy(source)
    made.follow_up_html = text.render_markdown(made.follow_up) if made.follow_up else ""
    note_change(made.government_id, "write_follow_up", made.title, by=by)


def count_on(round_id: int) -> bool:
    """Put the next answers into a round. True when all are in."""
    hold_log()  # no answer is recorded, held or counted meanwhile
    made = known.lock_round(round_id)
    until = min(made.counted_to + IDS_AT_ONCE, made.count_until)
    sums: Sums = {}
    for answer in known.answers_to_count(made, until):
        answer.round_id = made.id
        gather(sums, [(model, keys, [row for row in rows if row.get("period") == f"r{made.id}"])
                      for model, keys, rows in counts_of(answer)])  # fmt: skip
    write(sums)
    made.counted_to = until
    return until >= made.count_until


def _hold(government_id: int) -> None:
    """Rounds of a government change by one hand, and no answer comes between the days and their counting."""
    hold_log()
    known.hold_rounds(government_id)


def _must_be_months(details: RoundDetails) -> None:
    if not is_whole_months(details.starts_on, details.ends_on):
        raise NotWholeMonths


def _refuse_overlap(government_id: int, details: RoundDetails, own_id: int | None) -> None:
    other = known.overlapping(government_id, details.starts_on, details.ends_on, own_id)
    if other is not None:
        raise RoundsOverlap(other.title, other.starts_on, other.ends_on)


def _may_end(made: Round, details: RoundDetails, today: date) -> bool:
    return made.starts_on == details.starts_on and details.ends_on >= today


def _words(made: Round) -> str:
    return f"{made.title}: {made.starts_on.isoformat()} – {made.ends_on.isoformat()}"
