"""Words that ask for help now rather than for a complaint. Pure."""

from __future__ import annotations

import re

WORDS: dict[str, tuple[str, ...]] = {
    "fire": ("kebakaran", "terbakar", "api membesar", "fire"),
    "accident": ("kecelakaan", "tabrakan", "tertabrak", "accident"),
    "violence": ("kekerasan", "dipukuli", "penganiayaan", "pemerkosaan", "perkosaan", "dicabuli", "violence"),
    "flood": ("banjir bandang", "longsor", "hanyut", "tenggelam"),
    "medical": ("serangan jantung", "tidak sadar", "pingsan", "gawat darurat", "melahirkan di"),
    "suicide": ("bunuh diri", "mengakhiri hidup"),
}


def emergencies_in(text: str) -> list[str]:
    """Kinds of emergency named in a text, in the order of the table."""
    lowered = text.lower()
    return [kind for kind, words in WORDS.items() if any(re.search(rf"\b{re.escape(w)}", lowered) for w in words)]
