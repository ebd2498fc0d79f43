"""To whom a letter to an account goes, and the link in it that stops such mail."""

from __future__ import annotations

import hmac
import json

from flask import current_app

from forum.accounts import queries
from forum.accounts.actions.links import ADDRESS_MARK
from forum.accounts.models import Account
from forum.core import outbox, sealing
from forum.core.outbox import Address

STOP = "stop-mail-account"


def tag_of(account_id: int) -> str:
    """What proves that a link came from a letter to this account."""
    return sealing.tag(str(account_id), STOP)[:32]


def find_tagged(account_id: int, tag: str) -> Account | None:
    """The account of a link in a letter; None alike for an unknown one and a wrong tag."""
    if not hmac.compare_digest(tag_of(account_id).encode(), tag.encode()):
        return None
    return queries.find_account(account_id)


def open_account(reference: str) -> Address | None:
    """The address of an account that wants mail; None once it was erased, suspended or mail was switched off."""
    account = queries.find_account(int(reference))
    if account is None or not account.email or account.suspended_at is not None or not account.mail_digest:
        return None
    stop_url = f"{current_app.config['BASE_URL']}/surat/berhenti/akun/{account.id}/{tag_of(account.id)}"
    return Address(account.email, account.language, stop_url)


def open_address(reference: str) -> Address:
    """The address itself: for links that only its owner may see, and news of an account's safety."""
    said = json.loads(reference)
    return Address(said["email"], said["language"])


def register_openers() -> None:
    """Let the outbox open references to accounts and addresses."""
    outbox.openers["account"] = open_account
    outbox.openers[ADDRESS_MARK] = open_address
