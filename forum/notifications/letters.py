"""To whom a letter to an address without an account may go, and the links in it that only its owner knows."""

from __future__ import annotations

import hmac

from flask import current_app

from forum.core import outbox, sealing
from forum.core.outbox import Address
from forum.notifications import queries
from forum.notifications.models import Contact

CONFIRM, STOP = "confirm-contact", "stop-mail"


def tag_of(contact_id: int, purpose: str) -> str:
    """What proves that a link came from a letter to this contact."""
    return sealing.tag(str(contact_id), purpose)[:32]


def find_tagged(contact_id: int, tag: str, purpose: str) -> Contact | None:
    """The contact of a link in a letter; None alike for an unknown one and a wrong tag."""
    if not hmac.compare_digest(tag_of(contact_id, purpose).encode(), tag.encode()):
        return None
    return queries.get_contact(contact_id)


def open_contact(reference: str) -> Address | None:
    """The address of a contact that confirmed and did not stop mail."""
    contact = queries.get_contact(int(reference))
    if contact is None or contact.confirmed_at is None or contact.stopped_at is not None:
        return None
    return _address(contact)


def open_unconfirmed(reference: str) -> Address | None:
    """The address of a contact that is asked to confirm; None once it did."""
    contact = queries.get_contact(int(reference))
    if contact is None or contact.confirmed_at is not None or contact.stopped_at is not None:
        return None
    return _address(contact)


def _address(contact: Contact) -> Address:
    email = sealing.unseal(contact.sealed_email, "contact")
    return Address(email, contact.language, stop_url(contact.id))


def confirm_url(contact_id: int) -> str:
    """The link by which the owner of an address says yes."""
    return f"{current_app.config['BASE_URL']}/surat/konfirmasi/{contact_id}/{tag_of(contact_id, CONFIRM)}"


def stop_url(contact_id: int) -> str:
    """The link that stops mail to a contact."""
    return f"{current_app.config['BASE_URL']}/surat/berhenti/kontak/{contact_id}/{tag_of(contact_id, STOP)}"


def register_openers() -> None:
    """Let the outbox open references to contacts."""
    outbox.openers.update(contact=open_contact, unconfirmed=open_unconfirmed)
