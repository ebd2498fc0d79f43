"""Who answered, in groups, without showing anybody: closed lists, and cells too small to print. Pure.

Two printings a single answer apart tell that answer's groups: print the make-up of closed rounds, not of a live one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set

AGES = ("sampai_17", "18_25", "26_35", "36_45", "46_55", "56_65", "di_atas_65")
SEXES = ("perempuan", "laki_laki")
EDUCATIONS = ("tidak_sekolah", "sd", "smp", "sma", "diploma", "sarjana", "pascasarjana")
OCCUPATIONS = (
    "asn",
    "tni",
    "polri",
    "swasta",
    "wirausaha",
    "petani_nelayan",
    "pelajar",
    "rumah_tangga",
    "tidak_bekerja",
    "lainnya",
)
UNTOLD = "tidak_disebut"
"""All of it is optional: those who did not say are a group of their own, or the total would tell too much."""

FIELDS: dict[str, tuple[str, ...]] = {
    "age": AGES,
    "sex": SEXES,
    "education": EDUCATIONS,
    "occupation": OCCUPATIONS,
}

SMALL = 5
"""A group of one to four people is not printed."""


def printable(counts: Mapping[str, int]) -> dict[str, int | None]:
    """The groups as they may be printed beside their total; None is "tidak ditampilkan".

    If any group is small, all below SMALL are hidden, empty ones too, then the next smallest until at least two
    groups and SMALL people are hidden together. A hidden group can then be anything from nobody to all of the
    hidden; the sign for it must not say "kurang dari 5". Raises ValueError for a negative count.
    """
    if any(count < 0 for count in counts.values()):
        raise ValueError("a group is not negative")
    hidden = _hidden(counts) if any(0 < count < SMALL for count in counts.values()) else set()
    return {group: None if group in hidden else count for group, count in counts.items()}


def printable_sum(parts: Sequence[Mapping[str, int]]) -> dict[str, int | None]:
    """The groups of several tables together, where each table is itself printed beside its total.

    What the sum shows and the other tables show must not give away what one of them hides: a group is hidden here
    too unless at least two tables hide it and SMALL people are in it there together. Raises ValueError.
    """
    whole: Counter[str] = Counter({group: 0 for part in parts for group in part})
    rest: Counter[str] = Counter()
    hiding: Counter[str] = Counter()
    for part in parts:
        whole.update(part)
        for group, shown in printable(part).items():
            if shown is None:
                rest[group] += part[group]
                hiding[group] += 1
    told = {group for group in hiding if hiding[group] < 2 or rest[group] < SMALL}
    is_small = any(0 < count < SMALL for count in whole.values())
    hidden = _hidden(whole, told) if told or is_small else set()
    return {group: None if group in hidden else count for group, count in whole.items()}


def grouped(field: str, answers: Mapping[str | None, int]) -> dict[str, int]:
    """The counts of one field in the order of its list, empty groups and the untold included. Raises ValueError."""
    known = FIELDS[field]
    if strange := [answer for answer in answers if answer is not None and answer not in known]:
        raise ValueError(f"not in the list of {field}: {strange[0]}")
    return {group: answers.get(group, 0) for group in known} | {UNTOLD: answers.get(None, 0)}


def _hidden(counts: Mapping[str, int], at_least: Set[str] = frozenset()) -> set[str]:
    hidden: set[str] = set()
    people = 0
    for group, count in sorted(counts.items(), key=lambda pair: (pair[0] not in at_least, pair[1])):
        if group not in at_least and count >= SMALL and len(hidden) > 1 and people >= SMALL:
            break
        hidden.add(group)
        people += count
    return hidden
