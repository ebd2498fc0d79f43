"""Blocks of visit tokens: issued by a moderator, handed out at a counter, withdrawn with a reason.

A block is no page of its own that readers follow, its numbers are (issued, used): so what was done with it goes into
the trail of settings, whose rows a trigger keeps, and not under a public subject.
"""

from __future__ import annotations

import secrets
from datetime import date

from forum.core import clock
from forum.core.db import db
from forum.ledger.rules import Actor
from forum.ratings.errors import BlockEmpty, BlockEnded, PointClosed
from forum.ratings.models import ServicePoint, TokenBlock
from forum.ratings.queries import blocks as known
from forum.ratings.rules import tokens
from forum.units.actions.trail import note_change
from forum.units.models import Unit

TRIES = 5
LARGEST, DAYS_AHEAD = 2_000, 30


def issue(unit: Unit, point: ServicePoint, day: date, size: int, *, by: Actor) -> TokenBlock:
    """Tokens 1..size for a point and a day. Raises PointClosed."""
    if point.unit_id != unit.id or point.status != "open" or unit.status != "open":
        raise PointClosed
    block = TokenBlock(
        ref=_free_ref(), government_id=unit.government_id, unit_id=unit.id, point_id=point.id, day=day,
        month=f"{day:%Y-%m}", size=size, by_id=by.account_id, issued_at=clock.now(),
    )  # fmt: skip
    db.session.add(block)
    db.session.flush()
    _note(block, "issue_tokens", f"{block.ref}: {size} × {day.isoformat()}, {point.name}", by)
    return block


def withdraw(block: TokenBlock, reason: str, *, by: Actor) -> None:
    """No token of it counts any more; what was used stays counted. Raises BlockEnded."""
    if block.ended_at is not None:
        raise BlockEnded
    block.ended_at, block.reason = clock.now(), reason
    _note(block, "withdraw_tokens", f"{block.ref}: {reason}", by)


def hand_out(block: TokenBlock) -> int:
    """The serial of the next token to show; each once. The caller holds the block. Raises BlockEnded, BlockEmpty."""
    if block.ended_at is not None:
        raise BlockEnded
    if block.handed_out >= block.size:
        raise BlockEmpty
    block.handed_out += 1
    return block.handed_out


def token_of(key: bytes, block: TokenBlock, serial: int) -> str:
    """One token of a block as text; its point is loaded."""
    return tokens.sign(key, tokens.Token(block.ref, block.point.number, block.day, serial))


def _free_ref() -> str:
    for _try in range(TRIES):
        ref = tokens.block_ref(secrets.token_bytes(4))
        if known.find_block(ref) is None:
            return ref
    raise RuntimeError("no free reference for a block of tokens")


def _note(block: TokenBlock, verb: str, words: str, by: Actor) -> None:
    note_change(block.government_id, verb, words, by=by, unit_id=block.unit_id)
