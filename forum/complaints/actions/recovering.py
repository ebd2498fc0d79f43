"""A lost follow-up code: a link to the confirmed address of the reporter, good once and for an hour."""

from __future__ import annotations

import secrets
from datetime import timedelta

from forum.accounts.models import OneTimeLink
from forum.accounts.queries import hash_token
from forum.complaints.actions.identity import issue_code
from forum.complaints.models import Complaint
from forum.complaints.queries import cases, private
from forum.complaints.queries.links import PURPOSE
from forum.core import clock, sealing
from forum.core.db import db
from forum.notifications import actions as notifications
from forum.notifications import queries as contacts

GOOD_FOR = timedelta(hours=1)


def send_link(number: str, email: str) -> None:
    """Write to the address if it is the confirmed one of that complaint; else nothing happens, and nobody can tell."""
    complaint = cases.find_number(number)
    contact_id = private.sealed_identity(complaint.id).get("contact_id") if complaint else None
    contact = contacts.get_contact(contact_id) if contact_id else None
    if complaint is None or contact is None or contact.confirmed_at is None:
        return
    if not contacts.is_address_of(contact, email):
        return
    token, moment = secrets.token_urlsafe(24), clock.now()
    db.session.add(OneTimeLink(
        token_hash=hash_token(token), purpose=PURPOSE, sealed=sealing.seal(str(complaint.id), PURPOSE),
        made_at=moment, ends_at=moment + GOOD_FOR,
    ))  # fmt: skip
    notifications.write_to(("contact", contact.id), PURPOSE, number=complaint.number, token=token)


def redeem(link: OneTimeLink, visit: str) -> Complaint:
    """Use the link up: the old code ends, the visit sees the new one for an hour."""
    complaint = cases.lock(int(sealing.unseal(link.sealed, PURPOSE)))
    link.used_at = clock.now()
    issue_code(complaint, visit)
    return complaint
