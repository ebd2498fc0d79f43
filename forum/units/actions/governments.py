"""Changing what is said of a government."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from forum.ledger.rules import Actor
from forum.units.actions.trail import changed_words, note_change
from forum.units.models import Government, Unit

OF_GOVERNMENT = ("name", "emergency")


@dataclass(frozen=True)
class GovernmentDetails:
    """A government's name and emergency number, and how its office is reached (kept at the root unit)."""

    name: str
    emergency: str
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    hours: str = ""


def edit(government: Government, root: Unit, details: GovernmentDetails, *, by: Actor) -> bool:
    """Change them; False when nothing differs. Slug, prefix, area and zone stay: numbers and deadlines rest on them."""
    new = asdict(details)
    owners = {name: government if name in OF_GOVERNMENT else root for name in new}
    words = changed_words({name: getattr(owner, name) for name, owner in owners.items()}, new)
    if not words:
        return False
    for name, owner in owners.items():
        setattr(owner, name, new[name])
    note_change(government.id, "edit_government", words, by=by, unit_id=root.id)
    return True
