"""A proof of work: beyond a limit a sender pays with computing time instead of being refused.

The challenge is bound to one form (its idempotency key), so that a solution is worth one sending.
"""

from __future__ import annotations

import hashlib

from forum.core import clock, sealing

BITS = 18
LIFETIME = 3600


def challenge(key: str) -> str:
    """What the sender of the form `key` is to solve within an hour."""
    return _challenge(key, int(clock.now().timestamp()) + LIFETIME)


def is_solved(key: str, given: str, answer: str) -> bool:
    """True when SHA-256("challenge:answer") begins with BITS zero bits and the challenge is ours and fresh.

    A form without a key could be sent again and again: its proof pays for nothing.
    """
    ends = given.partition(".")[0]
    if not key or not ends.isdecimal() or len(ends) > 12 or int(ends) < clock.now().timestamp():
        return False
    if given != _challenge(key, int(ends)):
        return False
    return has_zero_bits(hashlib.sha256(f"{given}:{answer}".encode()).digest(), BITS)


def has_zero_bits(digest: bytes, bits: int) -> bool:
    """True when the first `bits` bits are zero."""
    return int.from_bytes(digest, "big") >> (len(digest) * 8 - bits) == 0


def _challenge(key: str, ends: int) -> str:
    return f"{ends}.{sealing.tag(f'{ends}.{key}', 'proof')}"
