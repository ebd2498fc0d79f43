"""Short codes that are read out, typed and scanned: Crockford's base32, mistakes of the hand forgiven. Pure."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
_FORGIVEN = str.maketrans("OIL", "011", " -\u2010\u2011\u2013.\t\r\n")


def written(raw: bytes) -> str:
    """The first forty bits of `raw` as eight characters. Raises ValueError when there are fewer."""
    if len(raw) < 5:
        raise ValueError("a code needs 5 bytes")
    number = int.from_bytes(raw[:5])
    return "".join(ALPHABET[number >> 5 * k & 31] for k in reversed(range(LENGTH)))


def tidy(typed: str) -> str | None:
    """The code as it was meant; None for what cannot be one. Forgives case, spaces, dashes, O/0, I/L/1."""
    code = typed[: 4 * LENGTH].upper().translate(_FORGIVEN)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def grouped(code: str) -> str:
    """ABCD-EFGH: easier to read out."""
    return f"{code[:4]}-{code[4:]}"
