"""What people do with their own account."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import delete

from forum.accounts import queries
from forum.accounts.actions.links import end_links, get_link, make_link, path_of, read_link, spend, write_to_address
from forum.accounts.actions.sessions import end_sessions
from forum.accounts.errors import LinkSpent, StillOnDuty
from forum.accounts.models import Account, RecoveryCode
from forum.core import clock
from forum.core.db import db

ERASED_NAME = "Akun dihapus"
kept_elsewhere: dict[str, Callable[[int], None]] = {}
"""How packages above drop what they keep for an account alone; they enter themselves."""


def change_profile(account: Account, name: str, language: str, mail: bool) -> None:
    """Name, language of pages and mail, and whether mail about cases is wanted."""
    account.name, account.language, account.mail_digest = name, language, mail


def ask_new_email(account: Account, email: str) -> None:
    """Ask the new address whether it belongs to the owner; a taken one hears that, and nobody else does."""
    email = email.strip().lower()
    if queries.find_by_email(email) is None:
        token = make_link("email", account.id, email=email)
        write_to_address(email, account.language, "email_change", path=path_of("email", token))
    else:
        make_link("void")
        write_to_address(email, account.language, "email_taken")


def confirm_new_email(account_id: int, token: str) -> None:
    """The new address answered: mail goes there from now on, and the old one hears of it. Raises LinkSpent."""
    link = get_link(token, "email")
    account, email = queries.lock_account(account_id), read_link(link)["email"]
    if link.account_id != account.id or queries.find_by_email(email) is not None:
        raise LinkSpent
    spend(link)
    if account.email:
        write_to_address(account.email, account.language, "account_safety", event="email_changed")
    account.email = email
    end_links(account.id, "reset", "email")


def withdraw_consents(account: Account) -> None:
    """Consents end from this moment."""
    for each in queries.consents_of(account.id):
        each.withdrawn_at = each.withdrawn_at or clock.now()


def anonymise(account: Account) -> None:
    """Erase the person from the account; the row stays, so that what they did keeps an author without a name."""
    if queries.held_by(account.id):
        raise StillOnDuty
    if account.email:
        write_to_address(account.email, account.language, "account_safety", event="account_erased")
    withdraw_consents(account)
    end_sessions(account.id)
    end_links(account.id, "reset", "email")
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    for drop in kept_elsewhere.values():
        drop(account.id)
    account.name, account.email, account.password_hash = ERASED_NAME, None, None
    account.totp_secret, account.totp_since = None, None
    account.is_demo, account.mail_digest, account.government_id = False, False, None
    account.anonymised_at = clock.now()
