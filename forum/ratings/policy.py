"""Who may rate what."""

from __future__ import annotations

from collections.abc import Iterable

from forum.accounts.viewer import Viewer, Visitor
from forum.ratings.models import PaperBatch
from forum.units.models import Unit

Person = Viewer | Visitor


def may_rate(staff_paths: Iterable[str], unit_path: str) -> bool:
    """False for staff of the unit, of a unit above it or of one below it: nobody rates oneself."""
    return not any(unit_path.startswith(path) or path.startswith(unit_path) for path in staff_paths)


def may_plan(person: Person, government_id: int) -> bool:
    """Moderators and administrators of a government set its rounds."""
    return person.holds_in(government_id, "moderator", "administrator")


def may_moderate(person: Person, government_id: int) -> bool:
    """Moderators of a government issue tokens and decide bursts; unit staff never do."""
    return person.holds_in(government_id, "moderator")


def may_judge(person: Person, unit: Unit) -> bool:
    """The same about one unit; a moderator who also works for it leaves it to another."""
    return may_moderate(person, unit.government_id) and not person.holds_at(unit.path, "officer", "head")


def may_work_at(person: Person, unit: Unit) -> bool:
    """Staff of a unit or of one above it, and moderators of its government, print, count, type and import."""
    return person.holds_at(unit.path, "officer", "head") or person.holds_in(unit.government_id, "moderator")


def may_type(person: Person, batch: PaperBatch) -> bool:
    """Only who began a batch types its sheets, so that one person answers for it."""
    return person.id == batch.typed_by_id and batch.state in ("typing", "returned")


def may_check(person: Person, batch: PaperBatch, unit: Unit) -> bool:
    """Anybody who may work there, except who typed it."""
    return batch.state == "checking" and person.id != batch.typed_by_id and may_work_at(person, unit)


def may_open_kiosk(person: Person, unit: Unit) -> bool:
    """Staff of a unit or of one above it leave a tablet at its counters."""
    return person.holds_at(unit.path, "officer", "head")


def may_reply(person: Person, unit_path: str) -> bool:
    """Officers and the head of the unit, or of one above it, answer what residents said about it."""
    return person.holds_at(unit_path, "officer", "head")
