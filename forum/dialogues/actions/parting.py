"""What an account said under its key alone: when it is erased, its answers stay in the counts, and lead to nobody."""

from __future__ import annotations

import secrets

from sqlalchemy import update

from forum.accounts.actions.own import kept_elsewhere
from forum.core.db import db
from forum.dialogues.actions import phones
from forum.dialogues.models import Backing, Statement, Vote
from forum.dialogues.rules.voices import voter_of_account


def forget_account(account_id: int) -> None:
    """Votes, supports and statements of an erased account go on under a random key."""
    known, fresh = voter_of_account(account_id), f"x{secrets.token_hex(11)}"
    db.session.execute(update(Vote).where(Vote.voter == known).values(voter=fresh))
    db.session.execute(update(Backing).where(Backing.voter == known).values(voter=fresh))
    db.session.execute(update(Statement).where(Statement.author == known).values(author=fresh))
    phones.forget_account(account_id)


def register_forgetting() -> None:
    """Hear of accounts that are erased."""
    kept_elsewhere["dialogue_voices"] = forget_account
