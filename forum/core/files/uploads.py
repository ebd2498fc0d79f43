"""Uploads made anew before any transaction, so that no lock waits for a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forum.core.files.kinds import check_count
from forum.core.files.remaking import Remade, remake
from forum.core.files.store import Store


@dataclass(frozen=True)
class Upload:
    """What came, and the clean copy made of it."""

    original: bytes
    made: Remade


def make_anew(store: Store, contents: Sequence[bytes]) -> list[Upload]:
    """Every upload as a clean copy, or a refusal of all. Raises Refused, Busy."""
    check_count(contents)
    lock = store.folder / "turn.lock"
    store.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return [Upload(content, remake(content, lock=lock)) for content in contents]
