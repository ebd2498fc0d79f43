"""Support and follow: by an account at once, by an e-mail address once its owner confirmed it."""

from __future__ import annotations

from forum.complaints import rules
from forum.complaints.errors import StepRefused
from forum.complaints.models import Complaint, Support
from forum.complaints.queries import cases, supports
from forum.core import clock
from forum.core.db import db
from forum.notifications import actions as notifications
from forum.notifications.models import Contact


def support(complaint: Complaint, account_id: int) -> bool:
    """An account lives through this too, once; False when it said so before."""
    _refuse_closed(complaint)
    if supports.find_support(complaint.id, account_id=account_id):
        return False
    db.session.add(Support(complaint_id=complaint.id, account_id=account_id, at=clock.now()))
    complaint.support_count += 1
    notifications.follow(complaint.subject_id, account_id=account_id)
    return True


def unsupport(complaint: Complaint, account_id: int) -> bool:
    """Take it back."""
    held = supports.find_support(complaint.id, account_id=account_id)
    if held is None:
        return False
    db.session.delete(held)
    complaint.support_count -= 1
    return True


def support_by_mail(complaint: Complaint, contact: Contact) -> None:
    """An address supports and follows; it counts from its confirmation on."""
    _refuse_closed(complaint)
    if supports.find_support(complaint.id, contact_id=contact.id) is None:
        db.session.add(Support(complaint_id=complaint.id, contact_id=contact.id, at=clock.now()))
        complaint.support_mail_count += contact.confirmed_at is not None
    follow_by_mail(complaint, contact)


def follow_by_mail(complaint: Complaint, contact: Contact) -> None:
    """An address hears of the case from its confirmation on."""
    notifications.follow(complaint.subject_id, contact_id=contact.id)
    notifications.ask_confirmation(contact)


def count_confirmed(contact: Contact) -> None:
    """The owner confirmed the address for the first time: what it supports counts now."""
    for complaint in supports.supported_by_contact(contact.id):
        cases.lock(complaint.id).support_mail_count += 1


def _refuse_closed(complaint: Complaint) -> None:
    if complaint.state not in rules.OPEN or not complaint.is_published:
        raise StepRefused("support", complaint.state)
