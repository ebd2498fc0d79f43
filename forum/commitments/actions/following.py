"""Hearing of a commitment: an account at once, an e-mail address once its owner confirmed it."""

from __future__ import annotations

from forum.commitments.models import Commitment
from forum.notifications import actions as notifications
from forum.notifications.models import Contact


def follow(commitment: Commitment, account_id: int) -> None:
    """An account hears of it from now on."""
    notifications.follow(commitment.subject_id, account_id=account_id)


def unfollow(commitment: Commitment, account_id: int) -> None:
    """No more."""
    notifications.unfollow(commitment.subject_id, account_id=account_id)


def follow_by_mail(commitment: Commitment, contact: Contact) -> None:
    """An address hears of it from its confirmation on."""
    notifications.follow(commitment.subject_id, contact_id=contact.id)
    notifications.ask_confirmation(contact)
