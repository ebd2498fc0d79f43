"""How one text came from another, in pieces for the eye: what stayed, what was taken out, what was put in. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

CONTEXT = 1
"""Lines shown around a change."""
_WORDS = re.compile(r"\s+|\S+")


@dataclass(frozen=True)
class Piece:
    """A stretch of text: same, ins, del, or a gap where nothing changed."""

    kind: str
    text: str


def difference(before: str, after: str) -> list[Piece]:
    """Pieces from `before` to `after`; empty when they are the same."""
    if before == after:
        return []
    lines, others = before.splitlines(keepends=True), after.splitlines(keepends=True)
    groups = SequenceMatcher(None, lines, others, autojunk=False).get_grouped_opcodes(CONTEXT)
    pieces: list[Piece] = []
    for number, group in enumerate(groups):
        if number or group[0][1]:
            pieces.append(Piece("gap", ""))
        for tag, i1, i2, j1, j2 in group:
            old, new = lines[i1:i2], others[j1:j2]
            pieces += [Piece("same", "".join(old))] if tag == "equal" else list(_words(old, new))
    return pieces


def _words(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    before, after = _WORDS.findall("".join(old)), _WORDS.findall("".join(new))
    for tag, i1, i2, j1, j2 in SequenceMatcher(str.isspace, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(before[i1:i2]))
            continue
        if i2 > i1:
            yield Piece("del", "".join(before[i1:i2]))
        if j2 > j1:
            yield Piece("ins", "".join(after[j1:j2]))
