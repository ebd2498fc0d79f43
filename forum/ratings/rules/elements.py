"""The nine elements (unsur) of the survey and their scale: Permenpan RB 14/2017. Pure."""

from __future__ import annotations

from collections.abc import Sequence

ELEMENTS = (
    "persyaratan",
    "prosedur",
    "waktu",
    "biaya",
    "produk",
    "kompetensi",
    "perilaku",
    "sarana",
    "pengaduan",
)
"""Stable keys: published forms differ in the order of the last two, so nothing is known by its number."""

LOWEST, HIGHEST = 1, 4
SCALE = range(LOWEST, HIGHEST + 1)
"""Tidak baik, kurang baik, baik, sangat baik. None stands for "tidak berlaku"."""

Answers = Sequence[int | None]
"""One respondent: nine answers in the order of ELEMENTS."""


def check(answers: Answers) -> None:
    """Nine answers, each on the scale or None. Raises ValueError."""
    if len(answers) != len(ELEMENTS):
        raise ValueError(f"{len(ELEMENTS)} answers are expected, not {len(answers)}")
    for element, answer in zip(ELEMENTS, answers, strict=True):
        if answer is not None and answer not in SCALE:
            raise ValueError(f"{element}: {answer} is not on the scale")


def tally(respondents: Sequence[Answers]) -> tuple[list[int], list[int]]:
    """(sums, counts) per element, in the order of ELEMENTS. Raises ValueError."""
    sums, counts = [0] * len(ELEMENTS), [0] * len(ELEMENTS)
    for answers in respondents:
        check(answers)
        for k, answer in enumerate(answers):
            sums[k] += answer or 0
            counts[k] += answer is not None
    return sums, counts
