"""A masked copy hides words and never says others: what a moderator may do to it. Pure."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

LABEL = re.compile(r"\[[^\[\]\n]{0,40}disamarkan\]")
COVER = "\0"
INITIALS = re.compile(r"(?:(?<![^\W\d_])[^\W\d_]\.){1,4}")


def hides_only(original: str, copy: str) -> bool:
    """True when `copy` is `original` with some words replaced by labels such as [disamarkan] or by initials."""
    said, shown = _words(original), _words(copy)
    changes = SequenceMatcher(None, said, shown, autojunk=False).get_opcodes()
    return all(kind == "equal" or _covers(" ".join(said[a:b]), shown[c:d]) for kind, a, b, c, d in changes)


def _words(text: str) -> list[str]:
    return LABEL.sub(COVER, text).split()


def _covers(hidden: str, shown: list[str]) -> bool:
    """Every word that stands instead hides something, and what is left of it stood there before."""
    if not shown:
        return False
    return all(_is_cover(word, hidden) for word in shown)


def _is_cover(word: str, hidden: str) -> bool:
    rest = INITIALS.sub(COVER, word)
    return COVER in rest and all(piece in hidden for piece in rest.split(COVER))
