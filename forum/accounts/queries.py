"""Reading people and their sessions."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum.accounts.models import Account, AccountSession, Membership
from forum.accounts.viewer import STAFF, Held, Viewer
from forum.core import clock
from forum.core.db import db
from forum.units.models import Unit


def hash_token(token: str) -> str:
    """What the database keeps of a random token of 128 bits or more."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_viewer(token: str) -> Viewer | None:
    """The person behind a session token, with the roles held now; None when the session ended."""
    moment = clock.now()
    found = db.session.execute(
        select(Account, AccountSession)
        .join(AccountSession, AccountSession.account_id == Account.id)
        .where(AccountSession.token_hash == hash_token(token), AccountSession.ends_at > moment)
    ).first()
    if found is None or found[0].suspended_at or found[0].anonymised_at:
        return None
    account, session = found
    held = held_by(account.id)
    return Viewer(
        account_id=account.id, name=account.name, language=account.language, held=held, token=token,
        has_factor=session.factor_at is not None, must_enrol=bool(held) and account.totp_since is None,
        is_demo=account.is_demo, government_id=account.government_id, email=account.email,
    )  # fmt: skip


def held_by(account_id: int) -> tuple[Held, ...]:
    """Roles held now."""
    rows = db.session.execute(
        select(Membership.role, Unit.id, Unit.path, Unit.government_id)
        .join(Unit, Unit.id == Membership.unit_id)
        .where(Membership.account_id == account_id, Membership.ended_at.is_(None))
        .order_by(Membership.id)
    )
    return tuple(Held(*row) for row in rows)


def staff_of(unit_ids: Sequence[int], *roles: str) -> Sequence[Membership]:
    """Memberships held now in exactly these units, with their accounts."""
    held = select(Membership).where(Membership.unit_id.in_(unit_ids), Membership.ended_at.is_(None))
    return db.session.scalars(
        held.where(Membership.role.in_(roles or STAFF)).options(joinedload(Membership.account))
    ).all()


def find_account(account_id: int) -> Account | None:
    """An account by its id."""
    return db.session.get(Account, account_id)
