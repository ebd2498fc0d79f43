"""How commitments find the agenda item they were born in."""

from __future__ import annotations

from forum.commitments import gatherings, origins
from forum.commitments.origins import Origin
from forum.dialogues.queries import agenda, participants
from forum.ledger.models import Subject
from forum.notifications.actions import Reader


def origin_of(subject: Subject) -> Origin | None:
    """The item behind a subject. Only the meeting makes commitments of it, so no answer counts here."""
    item = agenda.find_item(subject.ref)
    if item is None:
        return None
    session = item.session
    return Origin(
        government_id=session.government_id, unit=item.unit or session.unit, label=session.title, title=item.title,
        endpoint="dialogues.item", is_answered=False,
        values={"kota": session.government.slug, "year": session.year, "number": session.number,
                "item_ref": subject.ref},
    )  # fmt: skip


def participants_of(subject: Subject) -> set[Reader]:
    """Whoever took part in the session of an item."""
    return participants.participants_of(subject.id)


def register() -> None:
    """Let commitments find agenda items, and those who were there."""
    origins.register("agenda", origin_of)
    gatherings.register("agenda", participants_of)
