"""Reading people, their roles and their sessions."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, bindparam, exists, func, or_, select
from sqlalchemy.orm import joinedload

from forum.accounts.models import Account, AccountAct, AccountSession, Consent, Membership, OneTimeLink, RecoveryCode
from forum.accounts.viewer import STAFF, Held, SessionTimes, Viewer
from forum.core import clock
from forum.core.db import db
from forum.core.paging import Cursor, Page, beyond, cut
from forum.units.models import Government, Unit
from forum.units.rules import in_tree_order


def hash_token(token: str) -> str:
    """What the database keeps of a random token of 128 bits or more."""
    return hashlib.sha256(token.encode()).hexdigest()


# Asked by every page of the signed-in: put together once, and read as plain values.
WHO = (
    select(
        Account.id, Account.name, Account.language, Account.totp_since, Account.is_demo, Account.government_id,
        Account.email, Account.suspended_at, Account.anonymised_at, AccountSession.since, AccountSession.seen_at,
        AccountSession.ends_at, AccountSession.factor_at,
    )
    .join(AccountSession, AccountSession.account_id == Account.id)
    .where(AccountSession.token_hash == bindparam("token_hash"), AccountSession.ends_at > bindparam("moment"))
)  # fmt: skip
HELD = (
    select(Membership.role, Unit.id, Unit.path, Unit.government_id)
    .join(Unit, Unit.id == Membership.unit_id)
    .where(Membership.account_id == bindparam("account_id"), Membership.ended_at.is_(None))
    .order_by(Membership.id)
)


def find_viewer(token: str) -> Viewer | None:
    """The person behind a session token, with the roles held now; None when the session ended."""
    found = db.session.execute(WHO, {"token_hash": hash_token(token), "moment": clock.now()}).first()
    if found is None or found.suspended_at or found.anonymised_at:
        return None
    held, has_factor = held_by(found.id), found.factor_at is not None
    return Viewer(
        account_id=found.id, name=found.name, language=found.language, held=held, token=token,
        has_factor=has_factor, must_enrol=bool(held) and found.totp_since is None,
        is_demo=found.is_demo, government_id=found.government_id, email=found.email,
        is_half=not has_factor and (bool(held) or found.totp_since is not None),
        times=SessionTimes(found.since, found.seen_at, found.ends_at),
    )  # fmt: skip


def held_by(account_id: int) -> tuple[Held, ...]:
    """Roles held now."""
    return tuple(Held(*row) for row in db.session.execute(HELD, {"account_id": account_id}))


def staff_of(unit_ids: Sequence[int], *roles: str) -> Sequence[Membership]:
    """Memberships held now in exactly these units, with their accounts."""
    held = select(Membership).where(Membership.unit_id.in_(unit_ids), Membership.ended_at.is_(None))
    return db.session.scalars(
        held.where(Membership.role.in_(roles or STAFF)).options(joinedload(Membership.account))
    ).all()


def find_account(account_id: int) -> Account | None:
    """An account by its id."""
    return db.session.get(Account, account_id)


def is_erased(account_id: int) -> bool:
    """True when the account was anonymised."""
    account = find_account(account_id)
    return account is not None and account.anonymised_at is not None


def lock_account(account_id: int) -> Account:
    """An account, held against other writers until the commit. Raises NoResultFound."""
    return db.session.scalars(
        select(Account).where(Account.id == account_id).with_for_update(), execution_options={"populate_existing": True}
    ).one()


def find_by_ref(ref: str) -> Account | None:
    """An account by its public reference."""
    return db.session.scalar(select(Account).where(Account.ref == ref))


def find_by_email(email: str) -> Account | None:
    """The account of an address."""
    return db.session.scalar(select(Account).where(Account.email == email.strip().lower()))


def has_accounts() -> bool:
    """True once anybody has an account here."""
    return bool(db.session.scalar(select(exists(select(Account.id)))))


def sessions_of(account_id: int) -> Sequence[AccountSession]:
    """Devices signed in now, the one used last first."""
    own = select(AccountSession).where(AccountSession.account_id == account_id, AccountSession.ends_at > clock.now())
    return db.session.scalars(own.order_by(AccountSession.seen_at.desc(), AccountSession.since.desc())).all()


def lock_link(token_hash: str, purpose: str) -> OneTimeLink | None:
    """A link that still works, held until the commit."""
    kept = select(OneTimeLink).where(OneTimeLink.token_hash == token_hash, OneTimeLink.purpose == purpose)
    works = kept.where(OneTimeLink.used_at.is_(None), OneTimeLink.ends_at > clock.now())
    return db.session.scalar(works.with_for_update(), execution_options={"populate_existing": True})


def working_links(purpose: str, account_id: int | None = None) -> Sequence[OneTimeLink]:
    """Links of a purpose that still work, newest first; of one account if named."""
    kept = select(OneTimeLink).where(OneTimeLink.purpose == purpose, OneTimeLink.used_at.is_(None))
    works = kept.where(OneTimeLink.ends_at > clock.now()).order_by(OneTimeLink.made_at.desc())
    return db.session.scalars(works.where(OneTimeLink.account_id == account_id) if account_id else works).all()


def unused_codes(account_id: int) -> Sequence[RecoveryCode]:
    """Recovery codes not used yet."""
    own = select(RecoveryCode).where(RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None))
    return db.session.scalars(own.with_for_update()).all()


def codes_left(account_id: int) -> int:
    """How many recovery codes still work."""
    own = select(func.count()).where(RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None))
    return db.session.scalar(own) or 0


def consents_of(account_id: int) -> Sequence[Consent]:
    """What an account consented to, newest first."""
    return db.session.scalars(select(Consent).where(Consent.account_id == account_id).order_by(Consent.id.desc())).all()


def roles_of(account_ids: Sequence[int]) -> dict[int, list[Membership]]:
    """Roles held now, with their units and governments, by account."""
    held = (
        select(Membership)
        .where(Membership.account_id.in_(account_ids), Membership.ended_at.is_(None))
        .options(joinedload(Membership.unit).joinedload(Unit.government))
        .order_by(Membership.id)
    )
    found: dict[int, list[Membership]] = {each: [] for each in account_ids}
    for membership in db.session.scalars(held):
        found[membership.account_id].append(membership)
    return found


def people_of(government_id: int, words: str = "", cursor: Cursor | None = None) -> Page[Account]:
    """People who hold a role in a government, by name."""
    here = (
        select(Membership.id)
        .join(Unit, Unit.id == Membership.unit_id)
        .where(Membership.account_id == Account.id, Membership.ended_at.is_(None), Unit.government_id == government_id)
    )
    people = select(Account).where(exists(here))
    if words:
        like = "%" + words.lower().replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_") + "%"
        people = people.where(
            or_(func.lower(Account.name).like(like, escape="\\"), Account.email.like(like, escape="\\"))
        )
    backwards = cursor is not None and cursor.backwards
    columns: list[ColumnElement[Any]] = [Account.name.expression, Account.id.expression]
    if cursor is not None:
        people = people.where(beyond(columns, cursor.key, ascending=not backwards))
    ordered = people.order_by(*(c.desc() if backwards else c for c in columns)).limit(PEOPLE_SHOWN + 1)
    return cut(db.session.scalars(ordered).all(), cursor, lambda a: (a.name, a.id), PEOPLE_SHOWN)


PEOPLE_SHOWN = 30


def has_worked_in(account_id: int, government_id: int) -> bool:
    """True for somebody who holds or held a role in a government."""
    any_role = select(Membership.id).join(Unit, Unit.id == Membership.unit_id)
    theirs = any_role.where(Membership.account_id == account_id, Unit.government_id == government_id)
    return bool(db.session.scalar(select(exists(theirs))))


def find_membership(membership_id: int, account_id: int) -> Membership | None:
    """A role held now by a person, with its unit."""
    own = select(Membership).where(Membership.id == membership_id, Membership.account_id == account_id)
    return db.session.scalar(own.where(Membership.ended_at.is_(None)).options(joinedload(Membership.unit)))


def acts_on_account(account_id: int, government_id: int, limit: int = 30) -> list[tuple[AccountAct, str | None]]:
    """What administrators of a government did to an account, newest first, with their names."""
    acts = (
        select(AccountAct, Account.name)
        .outerjoin(Account, Account.id == AccountAct.by_id)
        .where(AccountAct.account_id == account_id, AccountAct.government_id == government_id)
        .order_by(AccountAct.id.desc())
        .limit(limit)
    )
    return [(act, name) for act, name in db.session.execute(acts)]


def units_to_staff(government_id: int) -> Sequence[Unit]:
    """Open units of a government in the order of its tree."""
    own = select(Unit).where(Unit.government_id == government_id, Unit.status == "open")
    return in_tree_order(db.session.scalars(own))


def is_place_taken(slug: str, prefix: str) -> bool:
    """True when a government has this slug or this prefix of numbers."""
    taken = select(Government.id).where(or_(Government.slug == slug, Government.prefix == prefix))
    return bool(db.session.scalar(select(exists(taken))))


def has_demo() -> bool:
    """True while accounts of the demonstration exist."""
    return bool(
        db.session.scalar(select(exists(select(Account.id).where(Account.is_demo, Account.email.is_not(None)))))
    )


def demo_people() -> list[tuple[Account, str, Unit | None, Government | None]]:
    """Demonstration accounts with role ("" for residents), unit and government; the first of each role per place."""
    rows = db.session.execute(
        select(Account, Membership.role, Unit, Government)
        .outerjoin(Membership, (Membership.account_id == Account.id) & Membership.ended_at.is_(None))
        .outerjoin(Unit, Unit.id == Membership.unit_id)
        .outerjoin(Government, Government.id == Account.government_id)
        .where(Account.is_demo, Account.email.is_not(None), Account.suspended_at.is_(None))
        .order_by(Government.name, Account.id)
    )
    first: dict[tuple[int | None, str], tuple[Account, str, Unit | None, Government | None]] = {}
    for account, role, unit, government in rows:
        first.setdefault((account.government_id, role or ""), (account, role or "", unit, government))
    return list(first.values())
