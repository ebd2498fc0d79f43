"""Being there: by a single-use code of the hall, by an account on the phone, or written down by the moderator.

A code is made from the installation's key, the session and a serial: the database keeps a keyed hash only, and a sheet
can be printed again. A phone that used a code holds a random secret in a cookie; that is its voice in this session.
"""

from __future__ import annotations

import secrets

from forum.core import clock, sealing
from forum.core.db import db
from forum.dialogues.actions.phones import device_hash, owner_of_device
from forum.dialogues.errors import AlreadyThere, CodeUsed, HallClosed, TooManyTokens, UnknownCode
from forum.dialogues.models import Attendance, HallToken, Registration, Session
from forum.dialogues.queries import registrations as known
from forum.dialogues.queries.public_talk import Meeting
from forum.dialogues.rules import codes
from forum.ledger.actions import record
from forum.ledger.rules import Actor

DOORS_OPEN_HOURS = 2
MOST_TOKENS = 1_000


def is_door_open(session_: Session | Meeting) -> bool:
    """Whether people may check in now: from two hours before until the meeting is closed."""
    hours_left = (session_.starts_at - clock.now()).total_seconds() / 3600
    return session_.state == "running" or (session_.state == "planned" and hours_left <= DOORS_OPEN_HOURS)


def make_tokens(session_: Session, count: int, *, by: Actor) -> tuple[int, int]:
    """Further codes of a locked session: the first and the last serial. Raises TooManyTokens, HallClosed."""
    if session_.state not in ("planned", "running"):
        raise HallClosed
    last = known.last_serial(session_.id)
    if not 1 <= count <= MOST_TOKENS - last:
        raise TooManyTokens
    serials = range(last + 1, last + count + 1)
    made = {serial: token_hash(code_of(session_.id, serial)) for serial in serials}
    taken = known.taken_codes(made.values())
    rows = [HallToken(session_id=session_.id, serial=serial, token_hash=hashed)
            for serial, hashed in made.items() if hashed not in taken]  # fmt: skip
    db.session.add_all(rows)
    record(session_.subject_id, "make_tokens", by=by, audience="staff", first=serials[0], last=serials[-1])
    return serials[0], serials[-1]


def code_of(session_id: int, serial: int) -> str:
    """The code with a serial, as printed."""
    return codes.written(bytes.fromhex(sealing.tag(f"{session_id}.{serial}", "hall-code")))


def token_hash(code: str) -> str:
    """What the database keeps of a code."""
    return sealing.tag(code, "hall-token")


def new_device() -> str:
    """A random secret for a phone's cookie."""
    return secrets.token_urlsafe(24)


def find_token(session_: Session, device: str) -> HallToken | None:
    """The code that a phone used in this session; its id is the voice of that phone."""
    return known.token_of_device(device_hash(session_.id, device)) if device else None


def check_in_token(session_: Session, code: str, kind: str, device: str = "") -> str:
    """Use a code, once; the same phone may send it again. The phone's secret, a fresh one unless it has one.

    The caller holds the session (queries.sessions.hold_seats). Raises HallClosed, UnknownCode, CodeUsed.
    """
    if not is_door_open(session_):
        raise HallClosed
    device = device or new_device()
    if find_token(session_, device) is not None:
        return device
    tidied = codes.tidy(code)
    token = known.lock_token(session_.id, token_hash(tidied)) if tidied else None
    if token is None:
        raise UnknownCode
    if token.used_at is not None:
        raise CodeUsed
    token.used_at, token.kind, token.device_hash = clock.now(), kind, device_hash(session_.id, device)
    owner = owner_of_device(token.device_hash)
    if owner is None or known.attendance_of(session_.id, account_id=owner) is None:
        _add(session_, Attendance(token_id=token.id, account_id=owner, kind=kind, way="code"))
    return device


def check_in_account(session_: Session, account_id: int, kind: str) -> bool:
    """An account on the phone in the hall, once; False when it was there before. Raises HallClosed."""
    if not is_door_open(session_):
        raise HallClosed
    if known.attendance_of(session_.id, account_id=account_id) is not None:
        return False
    registration = known.find_registration(session_.id, account_id=account_id)
    if registration is not None and known.attendance_of(session_.id, registration_id=registration.id):
        return False
    _add(session_, Attendance(account_id=account_id, kind=kind, way="qr"))
    return True


def write_down(session_: Session, kind: str, people: int, *, by: Actor) -> None:
    """Some people of a kind, as counted at the door. Raises HallClosed."""
    _refuse_unless_countable(session_)
    _add(session_, Attendance(kind=kind, way="desk", people=people, by_id=by.account_id))
    record(session_.subject_id, "count_people", by=by, audience="staff", kind=kind, people=people)


def arrive(session_: Session, registration: Registration, *, by: Actor) -> None:
    """A registered person is there, written down by the moderator. Raises HallClosed, AlreadyThere."""
    _refuse_unless_countable(session_)
    if known.attendance_of(session_.id, registration_id=registration.id) is not None:
        raise AlreadyThere
    if registration.account_id is not None and known.attendance_of(session_.id, account_id=registration.account_id):
        raise AlreadyThere
    _add(session_, Attendance(account_id=registration.account_id, registration_id=registration.id,
                              kind=registration.kind, way="desk", by_id=by.account_id))  # fmt: skip
    record(session_.subject_id, "note_arrival", by=by, audience="staff", entry=registration.id)


def strike(session_: Session, attendance: Attendance, *, by: Actor) -> None:
    """Take back what a moderator wrote down by mistake."""
    _refuse_unless_countable(session_)
    session_.attended -= attendance.people
    record(session_.subject_id, "strike_people", by=by, audience="staff", kind=attendance.kind,
           people=attendance.people)  # fmt: skip
    db.session.delete(attendance)


def _refuse_unless_countable(session_: Session) -> None:
    """At the door, and afterwards from the paper list; never before, never for what was cancelled."""
    if session_.state != "ended" and not is_door_open(session_):
        raise HallClosed


def _add(session_: Session, attendance: Attendance) -> None:
    attendance.session_id, attendance.at = session_.id, clock.now()
    attendance.people = attendance.people or 1
    db.session.add(attendance)
    session_.attended += attendance.people
    db.session.flush()
