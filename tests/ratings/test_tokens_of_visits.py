"""Visit tokens: read back as issued, forgiving of hands, worthless when forged."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.ratings.rules import tokens
from forum.ratings.rules.tokens import ALPHABET, Token, block_ref, is_open, read, sign

KEY = b"k" * 32
VISIT = Token("0A1B2C", 3, date(2026, 11, 18), 41)

any_token = st.builds(
    Token,
    st.text(ALPHABET, min_size=6, max_size=6),
    st.integers(0, tokens.LAST_POINT),
    st.dates(date(2020, 1, 1), date(2109, 1, 1)),
    st.integers(1, tokens.LAST_SERIAL),
)


@given(any_token, st.binary(min_size=16, max_size=64))
def test_a_token_is_read_back_as_it_was_signed(token: Token, key: bytes) -> None:
    text = sign(key, token)
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}", text)
    assert read(key, text) == token


@given(any_token)
def test_hands_are_forgiven(token: Token) -> None:
    text = sign(KEY, token)
    assert read(KEY, f"  {text.lower()} ") == token
    assert read(KEY, text.replace("-", " ")) == token
    assert read(KEY, text.replace("-", "").replace("0", "O").replace("1", "I")) == token
    assert read(KEY, text.replace("0", "o").replace("1", "l")) == token


@given(any_token, st.integers(0, 23), st.sampled_from(ALPHABET))
def test_one_changed_character_makes_it_worthless(token: Token, at: int, letter: str) -> None:
    bare = sign(KEY, token).replace("-", "")
    if bare[at] != letter:
        assert read(KEY, bare[:at] + letter + bare[at + 1 :]) is None


@given(st.text(max_size=200))
def test_anything_else_is_no_token(text: str) -> None:
    assert read(KEY, text) is None


@pytest.mark.parametrize(
    "text", ["", "-", "ABCD", "U" * 24, "0" * 24, "0" * 25, "0" * 100_000, "٠" * 24, "ＡＢＣＤ" * 6]
)
def test_what_is_no_token_is_refused(text: str) -> None:
    assert read(KEY, text) is None


def test_another_key_does_not_open_it() -> None:
    assert read(b"x" * 32, sign(KEY, VISIT)) is None


def test_a_longer_text_is_not_cut_to_a_token() -> None:
    assert read(KEY, sign(KEY, VISIT) + "7") is None


def test_signature_of_a_known_token_stays_the_same() -> None:
    """Printed tokens must outlive a new version of the code."""
    assert sign(KEY, VISIT) == "0A1B-2C06-4X20-MNRX-G4M7-3C4T"


@pytest.mark.parametrize(
    "token",
    [
        Token("0A1B2", 3, VISIT.day, 41),
        Token("0A1B2U", 3, VISIT.day, 41),
        Token("0A1B2C", 512, VISIT.day, 41),
        Token("0A1B2C", -1, VISIT.day, 41),
        Token("0A1B2C", 3, date(2019, 12, 31), 41),
        Token("0A1B2C", 3, VISIT.day, 0),
        Token("0A1B2C", 3, VISIT.day, 4096),
    ],
)
def test_what_does_not_fit_is_not_signed(token: Token) -> None:
    with pytest.raises(ValueError, match=r"range|alphabet"):
        sign(KEY, token)


@pytest.mark.parametrize(("days", "open_"), [(-1, False), (0, True), (30, True), (31, False)])
def test_a_token_is_open_for_thirty_days(days: int, open_: bool) -> None:
    assert is_open(VISIT, VISIT.day + timedelta(days=days)) is open_


@given(st.binary(min_size=4, max_size=4))
def test_references_of_blocks_fit_into_tokens(raw: bytes) -> None:
    ref = block_ref(raw)
    assert len(ref) == 6
    assert read(KEY, sign(KEY, Token(ref, 0, VISIT.day, 1))) == Token(ref, 0, VISIT.day, 1)


def test_a_reference_takes_four_bytes() -> None:
    with pytest.raises(ValueError, match="4 bytes"):
        block_ref(b"123")


def test_no_token_outlives_the_closing_of_its_month() -> None:
    """A month is closed a full month after its end; February is shorter than a token lives."""
    for days in range(2000):
        day = date(2026, 1, 1) + timedelta(days=days)
        last = tokens.last_day(day)
        assert day < last <= day + timedelta(days=tokens.VALID_DAYS)
        assert (last.year * 12 + last.month) - (day.year * 12 + day.month) <= 1
    late = Token("0A1B2C", 3, date(2027, 1, 31), 41)
    assert is_open(late, date(2027, 2, 28))
    assert not is_open(late, date(2027, 3, 1))
