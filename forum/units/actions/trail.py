"""The trail of settings: every change by an administrator leaves a row."""

from __future__ import annotations

from forum.core import clock
from forum.core.db import db
from forum.ledger.rules import Actor
from forum.units.models import SettingChange

NOTE_LONGEST = 2_000


def note_change(government_id: int, verb: str, note: str, *, by: Actor, unit_id: int | None = None) -> None:
    """Write down what was changed, by whom."""
    db.session.add(
        SettingChange(
            government_id=government_id, unit_id=unit_id, verb=verb, note=note[:NOTE_LONGEST], by_id=by.account_id,
            at=clock.now(),
        )
    )  # fmt: skip


def changed_words(before: dict[str, object], after: dict[str, object]) -> str:
    """What differs, as in `name: A → B; phone: - → 0411`; empty when nothing does."""
    differing = [name for name in after if before.get(name) != after[name]]
    return "; ".join(f"{name}: {before.get(name) or '-'} → {after[name] or '-'}" for name in differing)
