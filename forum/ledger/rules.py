"""What a leaf is, exactly (RFC 9162 hashing; the commitment hides its content behind a salt). Pure."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

KINDS = frozenset(
    {
        "complaint",
        "reply",
        "status",
        "rating",
        "hide",
        "unhide",
        "erase",
        "score",
        "summary",
        "commitment",
        "rules",
    }
)
SALT_BYTES = 32


def canonical(content: dict[str, Any]) -> bytes:
    """JSON with sorted keys, no spaces, UTF-8: the same content always gives the same bytes."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def commitment(salt: bytes, content: dict[str, Any]) -> bytes:
    """SHA-256("forum-commit-v1\\0" || salt || canonical content); salt is 32 bytes. Raises ValueError."""
    if len(salt) != SALT_BYTES:
        raise ValueError("a salt has 32 bytes")
    return hashlib.sha256(b"forum-commit-v1\0" + salt + canonical(content)).digest()


def leaf_entry(kind: str, ref: str, version: int, month: str, committed: bytes) -> bytes:
    """Canonical JSON of a leaf: k kind, r reference, v version, t month (YYYY-MM), c commitment in hex."""
    if kind not in KINDS:
        raise ValueError(f"unknown kind of leaf: {kind}")
    return canonical({"k": kind, "r": ref, "v": version, "t": month, "c": committed.hex()})


def leaf_hash(entry: bytes) -> bytes:
    """SHA-256(0x00 || entry)."""
    return hashlib.sha256(b"\0" + entry).digest()


@dataclass(frozen=True)
class Actor:
    """Who acts: in which role, under which account and for which unit (None where it must stay unknown)."""

    role: str
    account_id: int | None = None
    unit_id: int | None = None


REPORTER = Actor("reporter")
SYSTEM = Actor("system")
