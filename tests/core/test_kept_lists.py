"""Lists kept in memory: read again after a minute, and never more of them than there is room for."""

from __future__ import annotations

import pytest
from flask import Flask

from forum.core import kept as keeping
from forum.core.db import db


def test_outdated_lists_make_room(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST", 10)
    for key in range(35):
        assert keeping.kept(("list", key), lambda key=key: key) == key
    assert len(keeping._shelves[db.engine]) <= 10


def test_what_still_holds_is_not_read_again(app: Flask) -> None:
    reads: list[int] = []
    for _each in range(3):
        keeping.kept(("one", "list"), lambda: reads.append(1) or (len(reads),))
    assert len(reads) == 1
