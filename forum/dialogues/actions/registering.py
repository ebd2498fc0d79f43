"""Meaning to come: by an account at once, by an e-mail address once its owner confirmed it; over capacity one waits.

The caller holds the session's row, so that two cannot take the last seat.
"""

from __future__ import annotations

from dataclasses import dataclass

from forum.accounts.actions.own import kept_elsewhere
from forum.core import clock
from forum.core.db import db
from forum.dialogues.actions import telling
from forum.dialogues.errors import RegistrationClosed
from forum.dialogues.models import Registration, Session
from forum.dialogues.queries import registrations as known
from forum.dialogues.queries import sessions
from forum.dialogues.rules import calendar
from forum.notifications import actions as notifications
from forum.notifications.models import Contact


@dataclass(frozen=True)
class Outcome:
    """What became of a wish to come; `is_new` is false for somebody who had a seat or waited before.

    `is_changed`: they come as somebody else than they said before.
    """

    registration: Registration
    is_new: bool
    is_changed: bool = False


def register(session_: Session, kind: str, *, account_id: int) -> Outcome:
    """A seat for an account, or a place in the line; again and again gives one. Raises RegistrationClosed."""
    _refuse_closed(session_)
    held = known.find_registration(session_.id, account_id=account_id)
    if held is not None and held.state in known.COMING:
        is_changed, held.kind = held.kind != kind, kind
        return Outcome(held, is_new=False, is_changed=is_changed)
    held = _kept(held, Registration(session_id=session_.id, account_id=account_id), kind)
    _seat(session_, held)
    return Outcome(held, is_new=True)


def register_by_mail(session_: Session, kind: str, contact: Contact) -> None:
    """A seat for an address, at once when its owner confirmed it before, else from then on. Raises RegistrationClosed.

    Tells the one who asks nothing of what is known: they may not be the owner.
    """
    _refuse_closed(session_)
    held = known.find_registration(session_.id, contact_id=contact.id)
    if held is not None and held.state in known.COMING:
        return
    held = _kept(held, Registration(session_id=session_.id, contact_id=contact.id), kind)
    if contact.confirmed_at is not None:
        _seat(session_, held)
    else:
        held.state = "asked"
        notifications.ask_confirmation(contact)


def cancel(session_: Session, registration: Registration) -> bool:
    """Not coming after all: the first who waits moves up. False when it was cancelled before."""
    if registration.state == "cancelled":
        return False
    session_.registered -= registration.state == "registered"
    session_.waiting -= registration.state == "waiting"
    registration.state = "cancelled"
    if session_.state == "planned":
        move_up(session_)
    return True


def move_up(session_: Session) -> None:
    """Give free seats to those who waited longest, and tell them."""
    db.session.flush()
    while session_.registered < session_.capacity and (first := known.first_waiting(session_.id)) is not None:
        first.state = "registered"
        session_.waiting -= 1
        session_.registered += 1
        telling.tell_registered(session_, first, "moved_up")
        db.session.flush()


def count_confirmed(contact: Contact) -> None:
    """The owner confirmed the address for the first time: what it asked for holds now, where there is still time."""
    for registration in known.asked_of(contact.id):
        session_ = sessions.lock(registration.session_id)
        if _is_open(session_):
            _seat(session_, registration)
        else:
            registration.state = "cancelled"


def remind(session_: Session) -> int:
    """Tell those with a seat whose reminder is due, each once per reminder."""
    due = [each for each in known.people_of(session_.id, "registered")
           if calendar.reminder_due(session_.starts_at, each.reminded_at or each.at, clock.now())]  # fmt: skip
    for registration in due:
        registration.reminded_at = clock.now()
        telling.tell_registered(session_, registration, "reminder")
    return len(due)


def forget_account(account_id: int) -> None:
    """An account that is erased leaves its seats, and its name in no list; numbers of who was there stay."""
    for registration in known.registrations_of_account(account_id):
        cancel(sessions.hold_seats(registration.session_id), registration)
        seen = known.attendance_of(registration.session_id, registration_id=registration.id)
        if seen is not None:
            seen.registration_id = None
        db.session.flush()
        db.session.delete(registration)
    for attendance in known.attendances_of_account(account_id):
        attendance.account_id = None


def register_forgetting() -> None:
    """Hear of accounts that are erased and of addresses that are confirmed."""
    kept_elsewhere["dialogues"] = forget_account
    notifications.confirmed_elsewhere["dialogues"] = count_confirmed


def _refuse_closed(session_: Session) -> None:
    if not _is_open(session_):
        raise RegistrationClosed


def _is_open(session_: Session) -> bool:
    return session_.state == "planned" and clock.now() < session_.starts_at


def _kept(held: Registration | None, fresh: Registration, kind: str) -> Registration:
    """The row of this person, written anew: who cancelled stands at the end of the line again."""
    row = held or fresh
    row.kind, row.at, row.reminded_at, row.state = kind, clock.now(), None, "asked"
    db.session.add(row)
    db.session.flush()
    return row


def _seat(session_: Session, registration: Registration) -> None:
    has_room = session_.registered < session_.capacity and session_.waiting == 0
    registration.state = "registered" if has_room else "waiting"
    registration.at = clock.now()
    session_.registered += has_room
    session_.waiting += not has_room
    db.session.flush()
    telling.tell_registered(session_, registration, registration.state)
