"""Administrators give and end roles; every act leaves a line in the staff's own trail."""

from __future__ import annotations

from typing import Any

from forum.accounts import queries, rules
from forum.accounts.actions import factors
from forum.accounts.actions.joining import consent, make_account
from forum.accounts.actions.links import get_link, make_link, path_of, read_link, spend, write_to_address
from forum.accounts.actions.sessions import end_sessions
from forum.accounts.errors import HeldAlready, LinkSpent, NotYours, OwnRole, RolesApart
from forum.accounts.models import Account, AccountAct, Membership, OneTimeLink
from forum.core import clock
from forum.core.db import db
from forum.units.models import Unit
from forum.units.queries import NotFound, get_unit


def note(verb: str, government_id: int | None, account_id: int | None, by: int | None, words: str = "") -> None:
    """One line in the trail."""
    db.session.add(
        AccountAct(government_id=government_id, account_id=account_id, by_id=by, verb=verb, at=clock.now(), note=words)
    )


def invite(email: str, language: str, role: str, unit: Unit, *, by: int) -> str:
    """Write to an address that a role waits for it; returns the token of the link."""
    email = email.strip().lower()
    known = queries.find_by_email(email)
    if known is not None:
        _check_role(known.id, role, unit)
    token = make_link("invitation", None, email=email, language=language, role=role, unit_id=unit.id,
                      government_id=unit.government_id, by=by)  # fmt: skip
    write_to_address(
        email, known.language if known else language, "invitation", path=path_of("invitation", token), role=role,
        unit=unit.name,
    )  # fmt: skip
    note("invited", unit.government_id, known.id if known else None, by, f"{role} · {unit.name}")
    return token


def open_invitations(government_id: int) -> list[tuple[OneTimeLink, dict[str, Any]]]:
    """Invitations of a government that nobody answered yet."""
    read = [(link, read_link(link)) for link in queries.working_links("invitation")]
    return [(link, carried) for link, carried in read if carried["government_id"] == government_id]


def take_back(token_hash: str, government_id: int, *, by: int) -> None:
    """An invitation stops working. Raises LinkSpent."""
    link = queries.lock_link(token_hash, "invitation")
    if link is None or read_link(link)["government_id"] != government_id:
        raise LinkSpent
    spend(link)
    note("invitation_ended", government_id, None, by)


def invited(token: str) -> tuple[dict[str, Any], Unit, Account | None]:
    """What an invitation offers: its content, the unit, and the account its address has. Raises LinkSpent."""
    carried = read_link(get_link(token, "invitation"))
    try:
        unit = get_unit(carried["unit_id"])
    except NotFound as error:
        raise LinkSpent from error
    if unit.status != "open":
        raise LinkSpent
    return carried, unit, queries.find_by_email(carried["email"])


def accept(token: str, name: str, hashed: str) -> Account:
    """Take the role on a new account. Who has an account proves it first: see `accept_known`."""
    carried, unit, known = invited(token)
    if known is not None:
        raise LinkSpent
    account = make_account(name, carried["email"], carried["language"], unit.government_id)
    account.password_hash = hashed
    consent(account)
    return _take_role(token, account, unit, carried)


def accept_known(token: str, account: Account) -> Account:
    """Take the role on the account of the invited address, whose password was right just now."""
    carried, unit, known = invited(token)
    if known is None or known.id != account.id:
        raise LinkSpent
    return _take_role(token, account, unit, carried)


def _take_role(token: str, account: Account, unit: Unit, carried: dict[str, Any]) -> Account:
    spend(get_link(token, "invitation"))
    give_role(account, carried["role"], unit, by=carried["by"])
    return account


def give_role(account: Account, role: str, unit: Unit, *, by: int | None) -> Membership:
    """From now on; the person signs in anew, with a second factor."""
    _check_role(account.id, role, unit)
    membership = Membership(account_id=account.id, unit_id=unit.id, role=role, since=clock.now(), by_id=by)
    db.session.add(membership)
    account.government_id = account.government_id or unit.government_id
    end_sessions(account.id)
    note("role_given", unit.government_id, account.id, by, f"{role} · {unit.name}")
    return membership


def _check_role(account_id: int, role: str, unit: Unit) -> None:
    held = queries.held_by(account_id)
    if any(h.role == role and h.unit_id == unit.id for h in held):
        raise HeldAlready
    if not rules.may_hold({h.role for h in held if h.government_id == unit.government_id}, role):
        raise RolesApart


def end_role(membership: Membership, *, by: int) -> None:
    """From now on. An administrator cannot end their own: a government must keep one."""
    if membership.account_id == by and membership.role == "administrator":
        raise OwnRole
    membership.ended_at, membership.ended_by_id = clock.now(), by
    end_sessions(membership.account_id)
    unit = membership.unit
    note("role_ended", unit.government_id, membership.account_id, by, f"{membership.role} · {unit.name}")


def suspend(account: Account, government_id: int, reason: str, *, by: int) -> None:
    """Nobody gets in by this account until it is restored."""
    _check_theirs(account, government_id, by)
    account.suspended_at = account.suspended_at or clock.now()
    end_sessions(account.id)
    note("suspended", government_id, account.id, by, reason)


def restore(account: Account, government_id: int, *, by: int) -> None:
    """The person may sign in again."""
    _check_theirs(account, government_id, by)
    account.suspended_at = None
    note("restored", government_id, account.id, by)


def reset_factor(account: Account, government_id: int, *, by: int) -> None:
    """For a lost device without recovery codes: the person binds a new one at the next sign-in."""
    _check_theirs(account, government_id, by)
    factors.take_away(account)
    end_sessions(account.id)
    note("factor_reset", government_id, account.id, by)


def _check_theirs(account: Account, government_id: int, by: int) -> None:
    if account.id == by:
        raise OwnRole
    if any(h.government_id != government_id for h in queries.held_by(account.id)):
        raise NotYours
