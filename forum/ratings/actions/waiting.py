"""Letting answers that wait into the figures, never fewer than five of a kind together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from forum.core import clock
from forum.ledger.queries import hold_log
from forum.ratings.actions.rebuilding import Sums, gather, write
from forum.ratings.actions.tallying import counts_of
from forum.ratings.models import SurveyAnswer
from forum.ratings.queries import waiting as known
from forum.ratings.queries.waiting import Cell
from forum.ratings.rules import waiting as rules
from forum.units.models import Government


def let_in(cell: Cell) -> int:
    """Let the oldest of a cell into the figures where enough wait; how many."""
    return _let(cell, rules.released(known.waiting_in(cell)))


def let_in_full(government_id: int) -> int:
    """The same wherever enough wait in a government, for answers that were written many at once; how many."""
    return sum(let_in(cell) for cell in known.cells_with(government_id, rules.FULL))


def settle(government: Government, month: str | None = None) -> int:
    """Let in all that waits of the months that are settled, up to one of them; how many answers."""
    newest = rules.last_settled(clock.today(government.zone))
    cells = known.cells_until(government.id, newest if month is None else min(month, newest))
    return sum(settle_cell(cell) for cell in cells)


def settle_cell(cell: Cell) -> int:
    """The rest of a cell whose month is settled; how many answers."""
    hold_log()  # no answer joins meanwhile, and none is held
    return _let(cell, rules.settled(known.waiting_in(cell), known.shown_in(cell)))


def let_in_again(answers: Sequence[SurveyAnswer], today: date) -> None:
    """Answers that were held and count after all: they wait like fresh ones, unless their month is settled."""
    newest = rules.last_settled(today)
    for cell in sorted({Cell.of(answer) for answer in answers}):
        if cell.month <= newest:
            settle_cell(cell)
        else:
            let_in(cell)


def holdable(answers: Iterable[SurveyAnswer]) -> list[SurveyAnswer]:
    """Those of some waiting answers that may be taken out again: what stays behind must not be few beside others."""
    own: dict[Cell, list[SurveyAnswer]] = {}
    for answer in answers:
        own.setdefault(Cell.of(answer), []).append(answer)
    found = []
    for cell, some in own.items():
        most = rules.may_leave(known.waiting_in(cell), known.shown_in(cell))
        found += sorted(some, key=lambda answer: answer.id)[-most:] if most else []
    return sorted(found, key=lambda answer: answer.id)


def _let(cell: Cell, many: int) -> int:
    if not many:
        return 0
    sums: Sums = {}
    for answer in known.oldest_in(cell, many):
        gather(sums, counts_of(answer, -1))
        answer.waits = False
        gather(sums, counts_of(answer, 1))
    write(sums)
    return many
