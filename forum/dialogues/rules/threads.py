"""When something may be proposed, said or supported, and what is quoted. Pure."""

from __future__ import annotations

import re
from collections.abc import Container
from datetime import date, datetime

SORTS = ("terbaru", "dukungan")
ASKED_KINDS = {"pertanyaan": "question", "jawaban": "answer"}
MOST_PICTURES = 3
LEAST_WORDS, MOST_WORDS = 2, 5_000
LEAST_TITLE, MOST_TITLE = 5, 120
MOST_WORDED = 160
"""Of a title as it is kept: masking and suggestions may lengthen it."""
MOST_PROPOSAL = 3_000
LEAST_REASON, MOST_REASON = 10, 500
MOST_QUOTED = 500
MOST_NAMED = 5
"""Complaints that one post can be tied to."""
_NUMBER = re.compile(r"(?<![\w/\[`-])[A-Z]{2,6}-20\d\d-\d{6}(?![\w`-])")


def takes_proposals(state: str, starts_at: datetime, now: datetime) -> bool:
    """True until the session begins."""
    return state == "planned" and now < starts_at


def is_open(state: str, first: date, last: date, today: date) -> bool:
    """True on the days the threads of a session are open, both included."""
    return state != "cancelled" and first <= today <= last


def takes_support(state: str, last: date, today: date) -> bool:
    """True as long as supporting still says something."""
    return state != "cancelled" and today <= last


def quoted(words: str) -> str:
    """`words` as lines of a quote, without what they quote themselves, cut at a word; empty when nothing is left."""
    own = "\n".join(line for line in words.split("\n") if not line.lstrip().startswith(">")).strip()
    if len(own) > MOST_QUOTED:
        own = own[:MOST_QUOTED].rsplit(" ", 1)[0].rstrip() + "…"
    return "".join(f"> {line}".rstrip() + "\n" for line in own.split("\n")) + "\n" if own else ""


def numbers_in(words: str) -> list[str]:
    """The numbers of complaints that a text names, each once, not those inside addresses."""
    return list(dict.fromkeys(_NUMBER.findall(words)))[:MOST_NAMED]


def with_links(words: str, known: Container[str]) -> str:
    """`words` in Markdown, the numbers of known complaints leading to them."""
    return _NUMBER.sub(lambda each: f"[{each[0]}](/pengaduan/{each[0]})" if each[0] in known else each[0], words)
