"""Reading the private side: codes and escrow, for the author and for letters to the author only."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum.complaints.models import Complaint, Escrow, FollowUpCode, FreshCode
from forum.complaints.rules.codes import hash_of
from forum.core import clock, sealing
from forum.core.db import db


def owner_tag(account_id: int) -> str:
    """The keyed fingerprint under which an account's own complaints are found."""
    return sealing.tag(str(account_id), "owner")


def sealed_identity(complaint_id: int) -> dict[str, Any]:
    """The identity as the author gave it. For letters to the author and a two-person opening; never for a page."""
    escrow = db.session.get(Escrow, complaint_id)
    opened: dict[str, Any] = json.loads(sealing.unseal(escrow.sealed, f"escrow:{complaint_id}")) if escrow else {}
    return opened


def is_owner(complaint_id: int, account_id: int) -> bool:
    """True when this account wrote the complaint."""
    escrow = db.session.get(Escrow, complaint_id)
    return escrow is not None and escrow.owner_tag == owner_tag(account_id)


def own_complaints(account_id: int) -> Sequence[Complaint]:
    """Complaints an account wrote, newest first, at most 200."""
    mine = select(Complaint).join(Escrow, Escrow.complaint_id == Complaint.id)
    mine = mine.where(Escrow.owner_tag == owner_tag(account_id)).order_by(Complaint.id.desc()).limit(200)
    return db.session.scalars(mine.options(joinedload(Complaint.unit), joinedload(Complaint.government))).all()


def find_by_code(number: str, code: str) -> Complaint | None:
    """The complaint a number and its code open together; None alike for an unknown one of either."""
    opened = (
        select(Complaint)
        .join(FollowUpCode, FollowUpCode.complaint_id == Complaint.id)
        .where(FollowUpCode.code_hash == hash_of(code), FollowUpCode.ended_at.is_(None))
        .options(joinedload(Complaint.government))
    )
    found = db.session.scalar(opened)
    return found if found is not None and (not number or found.number == number.strip().upper()) else None


def code_is_current(complaint_id: int, code_hash: str) -> bool:
    """True while the code behind a visit was not replaced."""
    code = db.session.get(FollowUpCode, code_hash)
    return code is not None and code.complaint_id == complaint_id and code.ended_at is None


def fresh_code(complaint_id: int, visit: str) -> str | None:
    """The code just given, for the visit that got it, within its hour."""
    fresh = db.session.get(FreshCode, complaint_id)
    if fresh is None or fresh.ends_at < clock.now() or fresh.visit_hash != sealing.tag(visit, "visit"):
        return None
    return sealing.unseal(fresh.sealed, f"code:{complaint_id}")


def current_codes(complaint_id: int) -> Sequence[FollowUpCode]:
    """Codes that still open a complaint."""
    codes = select(FollowUpCode).where(FollowUpCode.complaint_id == complaint_id, FollowUpCode.ended_at.is_(None))
    return db.session.scalars(codes).all()
