"""Who means to come, and who was there."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import func, select

from forum.accounts.models import Account
from forum.core.db import db
from forum.dialogues.models import Attendance, HallToken, Registration, Session
from forum.notifications.models import Contact

COMING = ("registered", "waiting")
MOST_SHOWN = 2_000


class Registered(NamedTuple):
    """A line of the moderator's list; somebody without an account has a number only."""

    id: int
    name: str | None
    kind: str
    state: str
    is_there: bool


def find_registration(
    session_id: int, account_id: int | None = None, contact_id: int | None = None
) -> Registration | None:
    """The registration of one person, cancelled or not."""
    mine = Registration.account_id == account_id if account_id else Registration.contact_id == contact_id
    return db.session.scalar(select(Registration).where(Registration.session_id == session_id, mine))


def get_registration(registration_id: int) -> Registration | None:
    """A registration by its id."""
    return db.session.get(Registration, registration_id)


def first_waiting(session_id: int) -> Registration | None:
    """Who has waited longest; a cancelled place is asked for anew."""
    own = select(Registration).where(Registration.session_id == session_id, Registration.state == "waiting")
    return db.session.scalar(own.order_by(Registration.at, Registration.id).limit(1))


def place_in_line(registration: Registration) -> int:
    """How many wait before somebody, themselves included."""
    before = (Registration.at < registration.at) | (
        (Registration.at == registration.at) & (Registration.id <= registration.id)
    )
    own = select(func.count()).where(
        Registration.session_id == registration.session_id, Registration.state == "waiting", before
    )
    return db.session.scalar(own) or 0


def people_of(session_id: int, *states: str) -> Sequence[Registration]:
    """Registrations in some states, in their order."""
    own = select(Registration).where(Registration.session_id == session_id, Registration.state.in_(states or COMING))
    return db.session.scalars(own.order_by(Registration.id)).all()


def asked_of(contact_id: int) -> Sequence[Registration]:
    """What an address asked for before its owner confirmed it."""
    own = select(Registration).where(Registration.contact_id == contact_id, Registration.state == "asked")
    return db.session.scalars(own.order_by(Registration.session_id)).all()


def registrations_of_account(account_id: int) -> Sequence[Registration]:
    """Everything an account registered for."""
    own = select(Registration).where(Registration.account_id == account_id)
    return db.session.scalars(own.order_by(Registration.session_id)).all()


def attendances_of_account(account_id: int) -> Sequence[Attendance]:
    """Every meeting an account was at."""
    return db.session.scalars(select(Attendance).where(Attendance.account_id == account_id)).all()


def registered_by_kind(session_id: int) -> dict[str, int]:
    """People with a seat, by kind."""
    rows = select(Registration.kind, func.count()).where(
        Registration.session_id == session_id, Registration.state == "registered"
    )
    return {kind: n for kind, n in db.session.execute(rows.group_by(Registration.kind))}


def listed(session_id: int) -> list[Registered]:
    """The moderator's list: those with a seat first, then those who wait."""
    there = (
        select(Attendance.id)
        .where(
            Attendance.session_id == session_id,
            (Attendance.registration_id == Registration.id) | (Attendance.account_id == Registration.account_id),
        )
        .exists()
    )
    rows = (
        select(Registration.id, Account.name, Registration.kind, Registration.state, there)
        .outerjoin(Account, Account.id == Registration.account_id)
        .where(Registration.session_id == session_id, Registration.state.in_(COMING))
        .order_by(Registration.state, Registration.at, Registration.id)
        .limit(MOST_SHOWN)
    )
    return [Registered(*row) for row in db.session.execute(rows)]


def attended_by_kind(session_id: int) -> dict[str, int]:
    """People who were there, by kind."""
    rows = select(Attendance.kind, func.sum(Attendance.people)).where(Attendance.session_id == session_id)
    return {kind: int(n) for kind, n in db.session.execute(rows.group_by(Attendance.kind))}


def written_down(session_id: int) -> Sequence[Attendance]:
    """What moderators wrote down as numbers of a kind, in its order."""
    own = select(Attendance).where(
        Attendance.session_id == session_id, Attendance.way == "desk", Attendance.account_id.is_(None),
        Attendance.registration_id.is_(None),
    )  # fmt: skip
    return db.session.scalars(own.order_by(Attendance.id)).all()


def get_attendance(attendance_id: int) -> Attendance | None:
    """A line of the attendance list."""
    return db.session.get(Attendance, attendance_id)


def attendance_of(
    session_id: int, account_id: int | None = None, registration_id: int | None = None
) -> Attendance | None:
    """The line of one person."""
    mine = Attendance.account_id == account_id if account_id else Attendance.registration_id == registration_id
    return db.session.scalar(select(Attendance).where(Attendance.session_id == session_id, mine))


def last_serial(session_id: int) -> int:
    """The serial of the newest check-in code; ask under the session's lock."""
    return db.session.scalar(select(func.max(HallToken.serial)).where(HallToken.session_id == session_id)) or 0


def serials_of(session_id: int, first: int, last: int, *, unused: bool = False) -> list[int]:
    """Serials of check-in codes in a range."""
    own = select(HallToken.serial).where(
        HallToken.session_id == session_id, HallToken.serial >= first, HallToken.serial <= last
    )
    if unused:
        own = own.where(HallToken.used_at.is_(None))
    return list(db.session.scalars(own.order_by(HallToken.serial)))


def tokens_used(session_id: int) -> tuple[int, int]:
    """How many check-in codes there are, and how many were used."""
    made, used = db.session.execute(
        select(func.count(), func.count(HallToken.used_at)).where(HallToken.session_id == session_id)
    ).one()
    return made, used


def lock_token(session_id: int, token_hash: str) -> HallToken | None:
    """A check-in code, held against other phones until the commit."""
    own = select(HallToken).where(HallToken.session_id == session_id, HallToken.token_hash == token_hash)
    return db.session.scalar(own.with_for_update().execution_options(populate_existing=True))


def taken_codes(hashes: Collection[str]) -> set[str]:
    """Which of these codes any hall has."""
    return set(db.session.scalars(select(HallToken.token_hash).where(HallToken.token_hash.in_(hashes))))


def token_of_device(device_hash: str) -> HallToken | None:
    """The code that a phone used in a session (the hash names both)."""
    return db.session.scalar(select(HallToken).where(HallToken.device_hash == device_hash))


def session_and_contact(registration: Registration) -> tuple[Session, Contact | None]:
    """What a registration is for, and the address it came from."""
    contact = db.session.get(Contact, registration.contact_id) if registration.contact_id else None
    return db.session.get_one(Session, registration.session_id), contact
