"""Two clerks, one text: what either wrote stays."""

from __future__ import annotations

import random
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from forum.dialogues.rules.merging import merge

WORDS = st.sampled_from(["jalan", "lampu", "rusak", "warga", "dan", "di", "pasar", "\n", "\n\n", " ", "  "])
TEXTS = st.lists(WORDS, max_size=30).map(" ".join)


def edited(draw: st.DrawFn, base: str, mark: str) -> str:
    """`base` as somebody would change it: pieces taken out, words put in."""
    pieces = base.split(" ")
    for number in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(pieces)))
        if draw(st.booleans()):
            pieces[at:at] = [f"{mark}{number}"] + (["\n"] if draw(st.booleans()) else [])
        else:
            del pieces[at : at + draw(st.integers(0, 4))]
    return " ".join(pieces)


@st.composite
def meetings(draw: st.DrawFn) -> tuple[str, str, str]:
    base = draw(TEXTS)
    mine = draw(st.one_of(TEXTS, st.just(edited(draw, base, "saya"))))
    theirs = draw(st.one_of(TEXTS, st.just(edited(draw, base, "dia"))))
    return base, mine, theirs


@settings(max_examples=400, deadline=None)
@given(meetings())
def test_every_word_that_either_side_added_is_in_the_result(texts: tuple[str, str, str]) -> None:
    base, mine, theirs = texts
    had, made = Counter(base.split()), Counter(merge(base, mine, theirs).split())
    for side in (mine, theirs):
        for word, n in (Counter(side.split()) - had).items():
            assert made[word] >= n, word


@settings(max_examples=200, deadline=None)
@given(meetings())
def test_nothing_is_in_the_result_that_nobody_wrote(texts: tuple[str, str, str]) -> None:
    base, mine, theirs = texts
    assert set(merge(base, mine, theirs).split()) <= set(base.split()) | set(mine.split()) | set(theirs.split())


@settings(max_examples=200, deadline=None)
@given(meetings())
def test_both_orders_hold_the_same_words_and_one_sided_changes_are_exact(texts: tuple[str, str, str]) -> None:
    base, mine, theirs = texts
    assert sorted(merge(base, mine, theirs).split()) == sorted(merge(base, theirs, mine).split())
    assert merge(base, mine, base) == mine
    assert merge(base, base, theirs) == theirs
    assert merge(base, mine, mine) == mine


def test_a_deletion_wins_over_what_the_other_side_left_alone() -> None:
    assert merge("satu dua tiga", "satu tiga", "satu dua tiga empat") == "satu tiga empat"


def test_on_conflict_both_stay_the_standing_one_first() -> None:
    assert merge("pemer", "pemerintah", "pemeriksaan") == "pemeriksaan pemerintah"
    assert merge("Hadir:", "Hadir:\nBapak Budi", "Hadir:\nIbu Sari") == "Hadir:\nIbu Sari\nBapak Budi"


def test_words_typed_into_a_deleted_sentence_stay() -> None:
    assert merge("Usul warga ditolak dinas.", "", "Usul warga Melati ditolak dinas.").split() == ["Melati"]


def test_what_was_sent_twice_stands_once() -> None:
    assert merge("awal", "awal\nlampu padam", "awal\nlampu padam\njalan rusak") == "awal\nlampu padam\njalan rusak"


def test_a_long_text_is_merged_by_its_changed_lines() -> None:
    chance = random.Random(4)
    lines = [" ".join(chance.choice(["jalan", "dan", "lampu", "warga"]) for _ in range(40)) for _ in range(200)]
    base = "\n".join(lines)
    mine, theirs = base.replace(lines[10], lines[10] + " saya"), base.replace(lines[150], lines[150] + " dia")
    merged = merge(base, mine, theirs)
    assert merged.replace(" saya", "").replace(" dia", "") == base
    assert (merged.count("saya"), merged.count("dia")) == (1, 1)
