"""The viewer of a request as who acts: typed once, because Flask-Login's viewer is anything."""

from __future__ import annotations

from flask_login import current_user

from forum.ledger.rules import Actor


def acting(role: str, unit_id: int | None = None) -> Actor:
    """The signed-in person in a role, perhaps for a unit."""
    actor: Actor = current_user.acting(role, unit_id)
    return actor
