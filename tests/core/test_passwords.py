"""Passwords: long, of any characters, none of the common ones, hashed with argon2id."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.core import passwords

GOOD = "tiga ekor kuda laut"


@pytest.mark.asvs("11.4.2")
def test_hashes_are_argon2id_with_today_s_parameters() -> None:
    kept = passwords.hash_password(GOOD)
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.hash_password(GOOD) != kept
    assert passwords.is_right(kept, GOOD)
    assert not passwords.is_right(kept, GOOD + " ")


@pytest.mark.asvs("6.2.8")
@settings(max_examples=10, deadline=None)
@given(st.text(min_size=12, max_size=128))
def test_every_character_counts(password: str) -> None:
    kept = passwords.hash_password(password)
    assert passwords.is_right(kept, password)
    assert not passwords.is_right(kept, password[:-1])


def test_the_same_letters_composed_otherwise_are_the_same() -> None:
    assert passwords.is_right(passwords.hash_password("cafe\u0301 di tepi pantai"), "caf\u00e9 di tepi pantai")


def test_without_a_hash_nothing_is_right() -> None:
    assert not passwords.is_right(None, GOOD)
    assert not passwords.is_right(None, "nobody has this password")
    assert not passwords.is_right("rubbish", GOOD)


def test_weaker_hashes_are_outdated() -> None:
    from argon2 import PasswordHasher

    assert passwords.is_outdated(PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(GOOD))
    assert not passwords.is_outdated(passwords.hash_password(GOOD))


@pytest.mark.asvs("6.2.4")
@pytest.mark.parametrize(
    "password",
    ["password1234", "Password1234", "qwertyuiop123", "indonesia123456", "bismillah123", "aaaaaaaaaaaa", "abcabcabcabc",
     "123456789012", "abcdefghijklm", "rembukwarga2026", "Makassar123456", "password1234!", "0987654321098"],
)  # fmt: skip
def test_common_ones_are_refused(password: str) -> None:
    assert passwords.is_common(password)


@pytest.mark.asvs("6.2.12")
def test_the_list_holds_thousands_that_would_be_long_enough() -> None:
    listed = passwords.COMMON.read_text(encoding="ascii").split()
    assert len(set(listed)) >= 3000
    assert all(len(word) >= passwords.SHORTEST for word in listed)
    assert all(passwords.is_common(word) for word in listed[::50])


@pytest.mark.asvs("6.2.5")
@pytest.mark.parametrize(
    "password", [GOOD, "semuahurufkecilsaja", "5839 1047 2266 9031", "kopi☕pagi☀️hujan", "x" * 3 + "Kp9-vRt2mQz7"]
)
def test_any_characters_will_do(password: str) -> None:
    assert not passwords.is_common(password)


def test_the_own_name_or_address_will_not_do() -> None:
    assert passwords.is_common("Sitti Aminah Contoh", "sitti aminah contoh")
    assert not passwords.is_common("Sitti Aminah menanam padi", "sitti aminah contoh")


def test_hashes_wait_their_turn_and_give_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_turns", threading.BoundedSemaphore(1))
    monkeypatch.setattr(passwords, "PATIENCE_SECONDS", 0.01)
    with passwords._Turn(), pytest.raises(passwords.TooBusy):
        passwords.hash_password(GOOD)
    assert passwords.hash_password(GOOD)
