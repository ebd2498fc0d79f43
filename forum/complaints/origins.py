"""How commitments find the complaint they were born in."""

from __future__ import annotations

from forum.commitments import origins
from forum.commitments.origins import Origin
from forum.complaints.queries import cases
from forum.ledger.models import Subject


def origin_of(subject: Subject) -> Origin | None:
    """The complaint behind a subject, once a unit leads it. Nothing of a confidential one is said."""
    complaint = cases.find_subject(subject.id)
    if complaint is None or complaint.unit is None or complaint.assigned_on is None:
        return None
    is_open = complaint.is_published and not complaint.is_confidential
    return Origin(
        government_id=complaint.government_id, unit=complaint.unit, label=complaint.number,
        title=complaint.headline if is_open else "", endpoint="complaints.show", values={"number": complaint.number},
        is_answered=is_open and complaint.first_answered_on is not None,
    )  # fmt: skip


def register() -> None:
    """Let commitments find complaints."""
    origins.register("complaint", origin_of)
