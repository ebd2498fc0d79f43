"""Visit tokens: a block, a service point, a day and a serial, signed; short enough to be typed. Pure.

120 bits in Crockford's base32, six groups of four: block 30, point 9, day 15, serial 12, and the first 54 bits of
HMAC-SHA-256. A guess online hits once in 1.8e16; whoever holds the key can make them all. That a token is used only
once is kept by the database, on (block, serial).
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date, timedelta

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP = 24, 4
BLOCK_LENGTH = 6
LAST_POINT, LAST_SERIAL = 2**9 - 1, 2**12 - 1
"""Points of a unit and serials of a block count from 1; point 0 is the unit as a whole."""

VALID_DAYS = 30
"""After the visit, at most: no longer than until the month of the visit is closed, a full month after its end."""

_FIRST_DAY = date(2020, 1, 1)
_DOMAIN = b"rembuk-visit-v1\0"
_POINT_BITS, _DAY_BITS, _SERIAL_BITS, _MAC_BITS = 9, 15, 12, 54
_FORGIVEN = str.maketrans("OIL", "011", " -\u2010\u2011\u2013.\t\r\n")


@dataclass(frozen=True, slots=True)
class Token:
    """One verified visit: which block and serial, at which service point, on which day."""

    block: str
    point: int
    day: date
    serial: int


def block_ref(raw: bytes) -> str:
    """Four random bytes as the public reference of a block: six characters of 30 bits. Raises ValueError."""
    if len(raw) != 4:
        raise ValueError("a reference has 4 bytes")
    return _written(int.from_bytes(raw) >> 2, BLOCK_LENGTH)


def sign(key: bytes, token: Token) -> str:
    """The token as text in groups, for a QR and for the hand. Raises ValueError for what does not fit."""
    body = _packed(token)
    text = _written(body << _MAC_BITS | _mac(key, body), LENGTH)
    return "-".join(text[k : k + GROUP] for k in range(0, LENGTH, GROUP))


def read(key: bytes, text: str) -> Token | None:
    """The token somebody typed or scanned; None if it is not ours. Forgives case, spaces, dashes, O/0, I/L/1."""
    number = _number(tidy(text))
    if number is None:
        return None
    body, mac = number >> _MAC_BITS, number & (1 << _MAC_BITS) - 1
    if not hmac.compare_digest(mac.to_bytes(8), _mac(key, body).to_bytes(8)):
        return None
    return _unpacked(body)


def tidy(text: str) -> str:
    """The bare characters of a token as typed; at most what a token with all its dashes could hold is looked at."""
    return text[: 4 * LENGTH].upper().translate(_FORGIVEN)


def is_open(token: Token, today: date) -> bool:
    """True from the day of the visit until `last_day`."""
    return token.day <= today <= last_day(token.day)


def last_day(day: date) -> date:
    """VALID_DAYS later; of a visit late in January the end of February, because then its month's score is closed."""
    months = day.year * 12 + day.month + 1
    return min(day + timedelta(days=VALID_DAYS), date(months // 12, months % 12 + 1, 1) - timedelta(days=1))


def _packed(token: Token) -> int:
    block, days = _number(token.block, BLOCK_LENGTH), (token.day - _FIRST_DAY).days
    if block is None:
        raise ValueError("a block's reference has six characters of the alphabet")
    fits = 0 <= token.point <= LAST_POINT and 0 <= days < 1 << _DAY_BITS and 1 <= token.serial <= LAST_SERIAL
    if not fits:
        raise ValueError("point, day or serial out of range")
    return ((block << _POINT_BITS | token.point) << _DAY_BITS | days) << _SERIAL_BITS | token.serial


def _unpacked(body: int) -> Token:
    body, serial = body >> _SERIAL_BITS, body & LAST_SERIAL
    body, days = body >> _DAY_BITS, body & (1 << _DAY_BITS) - 1
    block, point = body >> _POINT_BITS, body & LAST_POINT
    return Token(_written(block, BLOCK_LENGTH), point, _FIRST_DAY + timedelta(days=days), serial)


def _mac(key: bytes, body: int) -> int:
    digest = hmac.new(key, _DOMAIN + body.to_bytes(9), hashlib.sha256).digest()
    return int.from_bytes(digest[:7]) >> (56 - _MAC_BITS)


def _written(number: int, length: int) -> str:
    return "".join(ALPHABET[number >> 5 * k & 31] for k in reversed(range(length)))


def _number(text: str, length: int = LENGTH) -> int | None:
    """None for the wrong length or a foreign character."""
    if len(text) != length or not set(text) <= set(ALPHABET):
        return None
    number = 0
    for letter in text:
        number = number << 5 | ALPHABET.index(letter)
    return number
