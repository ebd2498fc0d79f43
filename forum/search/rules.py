"""Words to stems. Pure: the same text gives the same stems on both databases."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

WORD = re.compile(r"[^\W_]+")
MOST_WORDS_ASKED = 8
STOP = frozenset(
    [
        "yang",
        "dan",
        "di",
        "ke",
        "dari",
        "untuk",
        "pada",
        "dengan",
        "ini",
        "itu",
        "ada",
        "tidak",
        "saya",
        "kami",
        "kita",
        "sudah",
        "akan",
        "juga",
        "atau",
        "the",
        "of",
    ]
)


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("indonesian")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of one lower-case Indonesian word."""
    return str(_stemmer().stemWord(word))


def stems(text: str, most: int = 2_000) -> list[str]:
    """Stems of the words of a text, in order, stop words left out."""
    words = WORD.findall(text.lower())[:most]
    return [stem(w) for w in words if w not in STOP]


def asked(text: str) -> list[str]:
    """Stems of a question, each once, at most eight."""
    return list(dict.fromkeys(stems(text, 60)))[:MOST_WORDS_ASKED]
