"""What lies on the disk: originals unreadable, copies whole, nothing half-written."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

import pytest

from forum.core.files import BrokenSeal, Store, seal, unseal

KEY, OTHER = b"k" * 32, b"o" * 32
CONTENT = b"foto asli " * 50


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "uploads", KEY)


def written(store: Store) -> list[Path]:
    return [path for path in store.folder.rglob("*") if path.is_file()]


def test_an_original_comes_back_and_lies_sealed(store: Store) -> None:
    name = store.put_sealed(CONTENT)
    assert store.get_sealed(name) == CONTENT
    (path,) = written(store)
    assert b"foto asli" not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_copy_comes_back_under_a_random_name(store: Store) -> None:
    names = {store.put_clean(CONTENT) for _ in range(3)}
    assert len(names) == 3
    assert all(store.get_clean(name) == CONTENT for name in names)


def test_another_key_opens_nothing(store: Store) -> None:
    name = store.put_sealed(CONTENT)
    with pytest.raises(BrokenSeal):
        Store(store.folder, OTHER).get_sealed(name)


def test_changed_and_exchanged_originals_are_noticed(store: Store) -> None:
    first, second = store.put_sealed(CONTENT), store.put_sealed(b"lain")
    paths = {path.name: path for path in written(store)}
    paths[first].write_bytes(paths[second].read_bytes())
    changed = bytearray(paths[second].read_bytes())
    changed[-1] ^= 1
    paths[second].write_bytes(bytes(changed))
    for name in (first, second):
        with pytest.raises(BrokenSeal):
            store.get_sealed(name)


def test_a_seal_holds_in_its_context_only() -> None:
    sealed = seal(CONTENT, KEY, b"a")
    assert unseal(sealed, KEY, b"a") == CONTENT
    for broken in (sealed[:10], b"", b"RW1", b"RW2" + sealed[3:]):
        with pytest.raises(BrokenSeal):
            unseal(broken, KEY, b"a")
    with pytest.raises(BrokenSeal):
        unseal(sealed, KEY, b"b")


def test_equal_originals_look_different_on_the_disk() -> None:
    assert seal(CONTENT, KEY) != seal(CONTENT, KEY)


@pytest.mark.parametrize("name", ["", "..", "../../etc/passwd", "A" * 32, "a" * 31, "a" * 32 + "\n", "0" * 32])
def test_names_that_were_never_given_find_nothing(store: Store, name: str) -> None:
    store.put_clean(CONTENT)
    for read in (store.get_clean, store.get_sealed):
        with pytest.raises(FileNotFoundError):
            read(name)


def test_deleting_removes_and_may_be_repeated(store: Store) -> None:
    names = [store.put_sealed(CONTENT), store.put_clean(CONTENT)]
    for name in names * 2:
        store.delete(name)
    assert written(store) == []


def test_a_full_disk_is_told_and_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = store.put_clean(CONTENT)

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    for put in (store.put_sealed, store.put_clean):
        with pytest.raises(OSError, match="No space") as failure:
            put(CONTENT)
        assert failure.value.errno == errno.ENOSPC
    assert [path.name for path in written(store)] == [kept]


def test_old_names_can_be_listed_to_sweep_up(store: Store) -> None:
    name = store.put_sealed(CONTENT)
    assert list(store.names(before=time.time() + 60)) == [name]
    assert list(store.names(before=time.time() - 3600)) == []
