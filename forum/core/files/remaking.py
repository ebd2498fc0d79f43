"""Uploads made anew in a process of their own, one at a time: nothing that a file carries unseen survives."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from forum.core.files.kinds import (
    MAX_PAGES,
    MAX_PIXELS,
    Busy,
    Kind,
    NotWhatItClaims,
    Refused,
    TooManyPages,
    TooManyPixels,
    identify,
    kind_of,
)

Box = tuple[float, float, float, float]  # left, top, right, bottom as fractions of the page

LONGEST_SIDE = 2000
THUMBNAIL_SIDE = 480
_MEMORY = 1024 * 1024 * 1024
_CPU_SECONDS = 20
_WALL_SECONDS = 45.0
_TURN_SECONDS = 45.0
_CHILD = Path(__file__).with_name("child.py")


@dataclass(frozen=True)
class Remade:
    """A clean copy: its kind, its bytes, the size of its first page in pixels, and a small JPEG of it."""

    kind: Kind
    content: bytes
    width: int
    height: int
    pages: int
    thumbnail: bytes


def remake(content: bytes, *, lock: Path) -> Remade:
    """The upload as a clean copy; `lock` is a file that all processes share. Raises Refused, Busy."""
    identify(content)
    return _remade(content, {"act": "remake"}, lock)


def redact(content: bytes, boxes: Mapping[int, Sequence[Box]], *, lock: Path) -> Remade:
    """A clean copy with black boxes burnt in; pages count from 0. Raises ValueError for impossible boxes."""
    given = {str(page): [_checked(box) for box in some] for page, some in boxes.items()}
    made = _remade(content, {"act": "remake", "boxes": given}, lock)
    if any(not 0 <= page < made.pages for page in boxes):
        raise ValueError("a box on a page that is not there")
    return made


def page_picture(content: bytes, page: int, *, lock: Path) -> bytes:
    """One page as a JPEG, to draw boxes on; 0 is the first. Raises Refused, Busy."""
    _, (picture,) = _ask(content, {"act": "page", "page": page}, lock)
    return picture


def _checked(box: Box) -> Box:
    left, top, right, bottom = box
    if not (0 <= left < right <= 1 and 0 <= top < bottom <= 1):
        raise ValueError("a box must lie within its page")
    return box


def _remade(content: bytes, orders: dict[str, Any], lock: Path) -> Remade:
    head, (made, thumbnail) = _ask(content, orders, lock)
    return Remade(head["kind"], made, head["width"], head["height"], head["pages"], thumbnail)


def _ask(content: bytes, orders: dict[str, Any], lock: Path) -> tuple[dict[str, Any], list[bytes]]:
    limits = {"memory": _MEMORY, "seconds": _CPU_SECONDS, "pixels": MAX_PIXELS, "pages": MAX_PAGES}
    sizes = {"longest": LONGEST_SIDE, "thumbnail": THUMBNAIL_SIDE}
    line = json.dumps(orders | limits | sizes | {"kind": kind_of(content)}).encode() + b"\n"
    with _turn(lock):
        head, rest = _run(line + content)
    if "refused" in head:
        raise _refusal(head["refused"])
    parts, at = [], 0
    for length in head["lengths"]:
        parts.append(rest[at : at + length])
        at += length
    return head, parts


def _run(given: bytes) -> tuple[dict[str, Any], bytes]:
    """The child's answer; one that dies or dawdles has met a file that costs too much."""
    # An empty environment and -I: no key, no path and no setting of ours reaches the child.
    command = [sys.executable, "-I", str(_CHILD)]
    try:
        done = subprocess.run(  # noqa: S603 (our own interpreter and file)
            command, input=given, capture_output=True, timeout=_WALL_SECONDS, env={}, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise NotWhatItClaims("too-costly") from error
    first, _, rest = done.stdout.partition(b"\n")
    if done.returncode or not first:
        raise NotWhatItClaims("too-costly")
    head: dict[str, Any] = json.loads(first)
    return head, rest


def _refusal(reason: str) -> Refused:
    known: dict[str, type[Refused]] = {"too-many-pixels": TooManyPixels, "too-many-pages": TooManyPages}
    return known[reason]() if reason in known else NotWhatItClaims(reason)


@contextmanager
def _turn(lock: Path) -> Iterator[None]:
    """One file at a time on this machine, in whichever process. Raises Busy."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        _wait_for(handle, time.monotonic() + _TURN_SECONDS)
        yield
    finally:
        os.close(handle)


def _wait_for(handle: int, until: float) -> None:
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() >= until:
                raise Busy from error
            time.sleep(0.05)
        else:
            return
