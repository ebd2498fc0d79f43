"""Two people write on one text: what both did to it, put together. Pure.

Each side is read as words taken out of the base and words put into the gaps between. What one side took out is gone
unless the other wrote it anew; what either put in stays. Where both wrote into the same gap, both texts stay, one
after the other, first the one that was there first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise

_TOKENS = re.compile(r"\n|[^\S\n]+|\S+")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")

Tokens = list[str]


@dataclass
class Script:
    """What one side did: base tokens it took out, and what it put in before a base token."""

    out: set[int] = field(default_factory=set)
    put: defaultdict[int, Tokens] = field(default_factory=lambda: defaultdict(list))


def merge(base: str, mine: str, theirs: str) -> str:
    """`base` with what both sides did to it; `theirs` stands already, so its words come first."""
    if mine in (theirs, base):
        return theirs
    if theirs == base:
        return mine
    tokens = _tokens(base)
    ours, others = script(base, mine), script(base, theirs)
    made: Tokens = []
    for at in range(len(tokens) + 1):
        made += _both(others.put.get(at, []), ours.put.get(at, []))
        if at < len(tokens) and at not in ours.out | others.out:
            made.append(tokens[at])
    return _written(made)


def script(base: str, other: str) -> Script:
    """How `other` came from `base`: found by lines first, then by words where lines differ."""
    made = Script()
    lines, others = _LINES.findall(base), _LINES.findall(other)
    starts = _starts(lines)
    for i1, i2, j1, j2 in _changed(SequenceMatcher(None, lines, others, autojunk=False)):
        _note_words(made, starts[i1], _tokens("".join(lines[i1:i2])), _tokens("".join(others[j1:j2])))
    return made


def _note_words(made: Script, start: int, base: Tokens, other: Tokens) -> None:
    # A blank is no anchor of its own: it belongs to the words beside it.
    for i1, i2, j1, j2 in _changed(SequenceMatcher(str.isspace, base, other, autojunk=False)):
        made.out.update(range(start + i1, start + i2))
        made.put[start + i1] += other[j1:j2]


def _changed(matcher: SequenceMatcher[str]) -> Iterator[tuple[int, int, int, int]]:
    return ((i1, i2, j1, j2) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal")


def _starts(lines: Sequence[str]) -> list[int]:
    """At which token each line begins, and where the last one ends."""
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(_tokens(line)))
    return starts


def _both(first: Tokens, second: Tokens) -> Tokens:
    """Both texts; one that begins or ends the other was sent twice, and stands once."""
    short, long = sorted((first, second), key=len)
    if not short or long[: len(short)] == short or long[-len(short) :] == short:
        return long
    return first + ([] if first[-1].isspace() or second[0].isspace() else [" "]) + second


def _tokens(text: str) -> Tokens:
    return _TOKENS.findall(text)


def _written(tokens: Tokens) -> str:
    """The tokens as a text; two words that met only here keep a space between them."""
    kept = tokens[:1]
    for before, after in pairwise(tokens):
        kept += [after] if before.isspace() or after.isspace() else [" ", after]
    return "".join(kept)
