"""Whose case it is: the visit that wrote it, the codes a visitor entered, the account that owns it."""

from __future__ import annotations

import secrets
from typing import NoReturn

from flask import abort, redirect, request, session, url_for
from flask_login import current_user

from forum.complaints.models import Complaint
from forum.complaints.queries import cases, private
from forum.complaints.rules.codes import hash_of
from forum.core import clock

MOST_CASES = 20
CASE_SECONDS = 12 * 3600


def visit() -> str:
    """A random word for this visit, so that the one who wrote may see the code again for an hour."""
    if "visit" not in session:
        session["visit"] = secrets.token_urlsafe(18)
    return str(session["visit"])


def fresh_code(complaint: Complaint) -> str | None:
    """The code just given to this visit."""
    return private.fresh_code(complaint.id, session["visit"]) if "visit" in session else None


def open_case(complaint_id: int, code: str) -> None:
    """This visitor gave the right code: their case stays open to them for twelve hours."""
    ends = int(clock.now().timestamp()) + CASE_SECONDS
    held = {**session.get("cases", {}), str(complaint_id): [hash_of(code), ends]}
    session["cases"] = dict(list(held.items())[-MOST_CASES:])


def holds_code(complaint_id: int) -> bool:
    """True while the code this visitor gave is current and its twelve hours last."""
    code_hash, ends = session.get("cases", {}).get(str(complaint_id), ("", 0))
    return ends > clock.now().timestamp() and private.code_is_current(complaint_id, code_hash)


def owns(complaint_id: int) -> bool:
    """True for the signed-in account that wrote it."""
    return current_user.is_authenticated and private.is_owner(complaint_id, current_user.id)


def own_case(number: str) -> Complaint:
    """The visitor's own case; an unknown number and somebody else's lead to the same door."""
    complaint = cases.find_number(number)
    if complaint is None or not (holds_code(complaint.id) or owns(complaint.id)):
        to_the_door()
    return complaint


def to_the_door() -> NoReturn:
    """Lead to the page that asks for number and code."""
    abort(redirect(url_for("complaints.track"), 303 if request.method == "POST" else 302))
