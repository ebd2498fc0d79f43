"""The follow-up code: 128 random bits in base32, shown in groups, kept hashed. Pure."""

from __future__ import annotations

import base64
import hashlib
import re

GROUPED = re.compile(r"[^A-Z2-7]")
LENGTH = 26


def code_of(raw: bytes) -> str:
    """Sixteen random bytes as a code: six groups of four and one of two. Raises ValueError."""
    if len(raw) != 16:
        raise ValueError("a code has 16 bytes")
    text = base64.b32encode(raw).decode().rstrip("=")
    return "-".join(text[k : k + 4] for k in range(0, LENGTH, 4))


def tidy(written: str) -> str:
    """A code as somebody typed it: case, spaces and dashes forgiven, 0, 1 and 8 read as O, I and B."""
    return GROUPED.sub("", written.upper().translate(str.maketrans("018", "OIB")))


def hash_of(written: str) -> str:
    """SHA-256 of the tidied code, hex: what the database holds. 128 bits need no slow hash."""
    return hashlib.sha256(b"rembuk-code-v1\0" + tidy(written).encode()).hexdigest()
