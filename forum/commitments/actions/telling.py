"""Who hears of a commitment: followers, the unit's people, the moderators."""

from __future__ import annotations

from typing import Any

from forum.accounts import queries as accounts
from forum.commitments.models import Commitment
from forum.core.text import first_sentence
from forum.notifications import actions as notifications
from forum.notifications.actions import Reader
from forum.units import queries as units

KIND = "commitment"


def said_of(commitment: Commitment, step: str) -> dict[str, Any]:
    """What a notice or a letter of it holds."""
    return {
        "step": step, "ref": commitment.subject.ref, "headline": first_sentence(commitment.what),
        "unit": commitment.unit.name, "government": commitment.government.name, "due": commitment.due_on.isoformat(),
    }  # fmt: skip


def tell_followers(commitment: Commitment, step: str) -> None:
    """Whoever follows it, by inbox and mail, once everyone may read it."""
    if commitment.is_published:
        _tell(notifications.readers_of(commitment.subject_id), commitment, step)


def tell_origin(commitment: Commitment, step: str) -> None:
    """Whoever follows what it was born in, unless they follow it itself."""
    if commitment.origin_subject_id is not None:
        readers = notifications.readers_of(commitment.origin_subject_id)
        _tell(readers - notifications.readers_of(commitment.subject_id), commitment, step)


def _tell(readers: set[Reader], commitment: Commitment, step: str) -> None:
    for reader in sorted(readers):
        notifications.tell(reader, KIND, **said_of(commitment, step))


def tell_unit(commitment: Commitment, step: str, *roles: str) -> None:
    """The unit's own officers and head, or those of the nearest unit above that has some."""
    for unit_id in units.units_on_path(commitment.unit.path):
        staff = accounts.staff_of([unit_id], *(roles or ("officer", "head")))
        if staff:
            _notify({m.account_id for m in staff}, commitment, step)
            return


def tell_moderators(commitment: Commitment, step: str, but: int | None = None) -> None:
    """Moderators of the government, but not the one who acts."""
    root = units.find_root(commitment.government_id)
    if root is not None:
        staff = accounts.staff_of([root.id], "moderator")
        _notify({m.account_id for m in staff} - {but}, commitment, step)


def _notify(account_ids: set[Any], commitment: Commitment, step: str) -> None:
    for account_id in sorted(account_ids):
        notifications.notify(account_id, KIND, desk=True, **said_of(commitment, step))
