"""An address for news of one case: asked before anything is sent to it, and not asked too often."""

from __future__ import annotations

from forum.core import i18n
from forum.core.limits import count_try, fingerprint, seconds_to_wait
from forum.notifications import actions as notifications

ASKED_A_DAY = "5 per day"


def contact_of(email: str) -> int:
    """A contact for this one case, asked whether it wants mail; one address is asked five times a day at most."""
    contact = notifications.make_contact_of_one_case(email, i18n.language())
    key = ("ask-contact", fingerprint(email.strip().lower()))
    if not seconds_to_wait(ASKED_A_DAY, *key):
        count_try(ASKED_A_DAY, *key)
        notifications.ask_confirmation(contact)
    return contact.id
