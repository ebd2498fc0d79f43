"""Paper sheets: typed by one person, checked by a second on a random sample, then counted, each sheet once."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from forum.core import clock
from forum.core.db import db
from forum.ledger.queries import hold_log
from forum.ledger.rules import Actor
from forum.ratings.actions.recording import Given, rate
from forum.ratings.entering_errors import BatchEmpty, BatchFull, BatchMoved
from forum.ratings.models import PaperBatch, PaperSheet
from forum.ratings.queries import paper as known
from forum.ratings.rules import paper as rules
from forum.units.actions.trail import note_change
from forum.units.models import Service, Unit
from forum.units.queries import find_service, get_government

MOST_SHEETS = 300
SHEETS_AT_ONCE = 25


@dataclass(frozen=True)
class Typed:
    """A sheet as typed: `marks` by element (None = tidak berlaku), make-up by field."""

    visited_on: date
    marks: Mapping[str, int | None]
    make_up: Mapping[str, str | None] = field(default_factory=dict)
    words: str = ""

    def kept(self) -> dict[str, Any]:
        """As the row keeps it."""
        return {"marks": dict(self.marks), "make_up": {key: value for key, value in self.make_up.items() if value}}


def open_batch(unit: Unit, service: Service, *, by: Actor) -> PaperBatch:
    """A new, empty batch about a service; who opens it types it."""
    if service.unit_id != unit.id or service.status != "open" or unit.status != "open" or by.account_id is None:
        raise BatchMoved
    batch = PaperBatch(
        government_id=unit.government_id, unit_id=unit.id, service_id=service.id, state="typing",
        typed_by_id=by.account_id, opened_at=clock.now(), sheets=0, counted=0,
    )  # fmt: skip
    db.session.add(batch)
    db.session.flush()
    return batch


def add_sheet(batch: PaperBatch, typed: Typed, *, by: Actor) -> PaperSheet:
    """The next sheet. Raises BatchMoved, BatchFull."""
    _must_type(batch, by)
    if batch.sheets >= MOST_SHEETS:
        raise BatchFull
    batch.sheets += 1
    sheet = PaperSheet(batch_id=batch.id, position=batch.sheets, visited_on=typed.visited_on, typed=typed.kept(),
                       words=typed.words)  # fmt: skip
    db.session.add(sheet)
    db.session.flush()
    return sheet


def correct_sheet(batch: PaperBatch, sheet: PaperSheet, typed: Typed, *, by: Actor) -> None:
    """Type a sheet once more before the batch is checked. Raises BatchMoved."""
    _must_type(batch, by)
    sheet.visited_on, sheet.typed, sheet.words = typed.visited_on, typed.kept(), typed.words


def close(batch: PaperBatch, *, by: Actor) -> None:
    """All is typed: draw the sheets that a second person types again. Raises BatchMoved, BatchEmpty."""
    _must_type(batch, by)
    if not batch.sheets:
        raise BatchEmpty
    batch.state, batch.closed_at = "checking", clock.now()
    batch.seed = secrets.token_hex(8)  # nobody who types can know which sheets it will draw
    batch.sample = rules.draw(range(1, batch.sheets + 1), batch.seed)
    batch.checked_by_id = batch.checked_at = None
    for sheet in known.sheets_at(batch.id, range(1, batch.sheets + 1)):
        sheet.checked = None


def check_sheet(batch: PaperBatch, sheet: PaperSheet, marks: Mapping[str, int | None], *, by: Actor) -> bool:
    """A drawn sheet as the second person reads it; True when it was the last one. Raises BatchMoved."""
    is_theirs = by.account_id is not None and by.account_id != batch.typed_by_id
    if batch.state != "checking" or not is_theirs or sheet.position not in batch.sample:
        raise BatchMoved
    sheet.checked = {"marks": dict(marks)}
    batch.checked_by_id = by.account_id
    db.session.flush()
    drawn = known.sheets_at(batch.id, batch.sample)
    if any(one.checked is None for one in drawn):
        return False
    _finish_check(batch, {one.position: (one.typed["marks"], (one.checked or {})["marks"]) for one in drawn}, by)
    return True


def count_on(batch_id: int) -> bool:
    """Record the next sheets of a batch that passed; True when all are in. No sheet is recorded twice."""
    hold_log()
    batch = known.lock_batch(batch_id)
    service = find_service(batch.service_id)
    if service is None:
        raise LookupError(batch.service_id)
    government = get_government(batch.government_id)
    sheets = known.next_sheets(batch.id, SHEETS_AT_ONCE)
    for sheet in sheets:
        given = Given(
            marks=sheet.typed["marks"], channel="paper", visited_on=sheet.visited_on, words=sheet.words,
            make_up=sheet.typed.get("make_up", {}), batch_id=batch.id,
        )  # fmt: skip
        sheet.answer_id = rate(given, government, service.unit, service).id
        batch.counted += 1
    if len(sheets) < SHEETS_AT_ONCE:
        batch.state = "counted"
    return batch.state == "counted"


def _finish_check(batch: PaperBatch, pairs: Mapping[int, tuple[rules.Marks, rules.Marks]], by: Actor) -> None:
    differences = rules.compare(pairs)
    is_good = rules.is_good(len(differences), len(pairs))
    batch.state, batch.checked_at = ("counting" if is_good else "returned"), clock.now()
    batch.checks = [*batch.checks, {
        "seed": batch.seed, "sample": list(batch.sample), "marks": 9 * len(pairs), "is_good": is_good,
        "differences": [list(one) for one in differences], "by": by.account_id, "at": batch.checked_at.isoformat(),
    }]  # fmt: skip
    words = f"{batch.id}: {len(differences)}/{9 * len(pairs)}, {'+' if is_good else '-'}, {batch.seed}"
    note_change(batch.government_id, "check_paper", words, by=by, unit_id=batch.unit_id)


def _must_type(batch: PaperBatch, by: Actor) -> None:
    if batch.state not in ("typing", "returned") or by.account_id != batch.typed_by_id:
        raise BatchMoved
