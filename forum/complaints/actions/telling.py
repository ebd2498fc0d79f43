"""Who hears of an act: the reporter, followers, the unit's officers, the moderators."""

from __future__ import annotations

from typing import Any

from forum.accounts import queries as accounts
from forum.complaints.actions.identity import author_of, write_to_reporter
from forum.complaints.models import Complaint
from forum.complaints.queries import cases
from forum.notifications import actions as notifications
from forum.units import queries as units
from forum.units.models import Unit


def tell_reporter(complaint: Complaint, kind: str, /, **content: Any) -> None:
    """By mail and inbox, if the reporter left a way."""
    write_to_reporter(complaint, kind, headline=complaint.headline, **content)


def tell_followers(complaint: Complaint, kind: str, /, **content: Any) -> None:
    """Followers, and reporters whose complaint was merged into this one, hear of what is public only.

    Its own reporter is told apart (or did it themselves), and hears nothing twice by following it as well.
    """
    if not complaint.is_published or complaint.is_confidential:
        return
    said = {"number": complaint.number, "government": complaint.government.name, "headline": complaint.headline}
    merged = {author_of(each.complaint_id) for each in cases.merged_into(complaint.id)}
    readers = notifications.readers_of(complaint.subject_id) | {author for author in merged if author is not None}
    for reader in sorted(readers - {author_of(complaint.id)}):
        notifications.tell(reader, kind, **said, **content)


def where_to_rate(complaint: Complaint) -> dict[str, str]:
    """The path on which a letter lets its reader rate the unit that had the case."""
    if complaint.unit is None or complaint.assigned_on is None:
        return {}
    return {"rate": f"/unit/{complaint.government.slug}/{complaint.unit.code}/nilai?kanal=surat"}


def tell_unit(complaint: Complaint, kind: str, *roles: str, **content: Any) -> None:
    """The unit's own officers and head, or those of the nearest unit above that has some."""
    if complaint.unit is not None and complaint.assigned_on is not None:  # one the reporter only named hears nothing
        tell_staff_of(complaint.unit, complaint, kind, *roles, **content)


def tell_staff_of(unit: Unit, complaint: Complaint, kind: str, /, *roles: str, **content: Any) -> None:
    """The same for another unit than the one that leads."""
    for unit_id in units.units_on_path(unit.path):
        staff = accounts.staff_of([unit_id], *(roles or ("officer", "head")))
        if staff:
            _notify(complaint, {m.account_id for m in staff}, kind, content)
            return


def tell_holder(complaint: Complaint, account_id: int, kind: str) -> None:
    """The officer who holds the case from now on."""
    _notify(complaint, {account_id}, kind, {})


def tell_moderators(complaint: Complaint, kind: str, *roles: str, **content: Any) -> None:
    """Moderators (or other roles) held at the root of the government."""
    root = units.find_root(complaint.government_id)
    if root is not None:
        staff = accounts.staff_of([root.id], *(roles or ("moderator",)))
        _notify(complaint, {m.account_id for m in staff}, kind, content)


def _notify(complaint: Complaint, account_ids: set[int], kind: str, content: dict[str, Any]) -> None:
    for account_id in sorted(account_ids):
        notifications.notify(account_id, kind, number=complaint.number, headline=complaint.headline, **content)
