"""Residents join: an address proves itself before there is an account; what is answered never tells who has one."""

from __future__ import annotations

from dataclasses import dataclass

from forum.accounts import queries, rules
from forum.accounts.actions.links import end_links, get_link, make_link, path_of, read_link, spend, write_to_address
from forum.accounts.actions.sessions import end_sessions
from forum.accounts.errors import LinkSpent
from forum.accounts.models import Account, Consent
from forum.core import clock
from forum.core.db import db
from forum.ledger.actions import new_reference


@dataclass(frozen=True)
class Newcomer:
    """What somebody writes to join."""

    name: str
    email: str
    password_hash: str
    language: str
    government_id: int | None = None


def register(newcomer: Newcomer) -> None:
    """Write to the address: a link to begin, or, to the owner of an account, that there is one already."""
    email, known = newcomer.email.strip().lower(), queries.find_by_email(newcomer.email)
    if known is None:
        token = make_link(
            "confirm", name=newcomer.name, email=email, language=newcomer.language,
            password_hash=newcomer.password_hash, government_id=newcomer.government_id,
            version=rules.CONSENT_VERSION,
        )  # fmt: skip
        write_to_address(email, newcomer.language, "confirm_account", path=path_of("confirm", token))
    else:
        token = make_link("reset", known.id)
        write_to_address(email, known.language, "already_registered", path=path_of("reset", token))


def chosen_password(token: str) -> str:
    """The hash of the password chosen at registration. Raises LinkSpent."""
    kept: str = read_link(get_link(token, "confirm"))["password_hash"]
    return kept


def activate(token: str) -> Account:
    """Make the account of a registration link, once its password was given again. Raises LinkSpent.

    Giving it again keeps a stranger from opening an account in the name of somebody who only clicks a link.
    """
    link = get_link(token, "confirm")
    carried = read_link(link)
    spend(link)
    if queries.find_by_email(carried["email"]) is not None:
        raise LinkSpent
    account = make_account(carried["name"], carried["email"], carried["language"], carried["government_id"])
    account.password_hash = carried["password_hash"]
    consent(account, carried["version"])
    return account


def make_account(name: str, email: str, language: str, government_id: int | None) -> Account:
    """A new account without a password."""
    account = Account(
        ref=new_reference(), name=name, email=email.strip().lower(), language=language, government_id=government_id,
        joined_at=clock.now(), totp_step=0, mail_digest=True, is_demo=False,
    )  # fmt: skip
    db.session.add(account)
    db.session.flush()
    return account


def consent(account: Account, version: str = rules.CONSENT_VERSION) -> None:
    """Record the consent to keeping an account, with the version of the text that was read."""
    db.session.add(
        Consent(purpose=rules.CONSENT, version=version, language=account.language, at=clock.now(),
                account_id=account.id)
    )  # fmt: skip


def ask_reset(email: str, language: str) -> None:
    """Write to the address: a link to a new password, or that no account has this address."""
    known = queries.find_by_email(email)
    if known is None or known.suspended_at is not None:
        make_link("void")  # the same work as for a known one
        write_to_address(email.strip().lower(), language, "reset_unknown")
    else:
        write_to_address(
            email.strip().lower(), known.language, "reset", path=path_of("reset", make_link("reset", known.id))
        )


def account_of_reset(token: str) -> Account:
    """Whose password a link may set. Raises LinkSpent."""
    link = get_link(token, "reset")
    account = queries.find_account(link.account_id or 0)
    if account is None or account.suspended_at or account.anonymised_at:
        raise LinkSpent
    return account


def reset_password(token: str, hashed: str) -> Account:
    """A new password by a link; every device is signed out. The second factor stays as it is."""
    account = account_of_reset(token)
    spend(get_link(token, "reset"))
    set_password(account, hashed)
    return account


def set_password(account: Account, hashed: str, *, but: str | None = None) -> None:
    """A new password: other devices are signed out, links to set it stop working, the owner hears of it.

    Hashing happens before, where no transaction waits for it.
    """
    account.password_hash = hashed
    end_sessions(account.id, but=but)
    end_links(account.id, "reset")
    tell_owner(account, "password_changed")


def tell_owner(account: Account, event: str) -> None:
    """Tell the owner what happened to the account's safety; such mail cannot be switched off."""
    if account.email:
        write_to_address(account.email, account.language, "account_safety", event=event)
