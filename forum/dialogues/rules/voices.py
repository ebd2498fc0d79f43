"""Whose voice a support, a statement or a vote is: an account's, or a hall token's. Pure."""

from __future__ import annotations


def voter_of_account(account_id: int) -> str:
    """The key of an account's voice."""
    return f"a{account_id}"


def voter_of_token(token_id: int) -> str:
    """The key of the voice of a phone that used a hall token."""
    return f"t{token_id}"
