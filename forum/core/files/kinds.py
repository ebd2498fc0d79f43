"""Which files are taken, and the reasons for which the others are not."""

from __future__ import annotations

from collections.abc import Sized
from typing import Literal

Kind = Literal["image/jpeg", "image/png", "image/webp", "application/pdf"]

MAX_BYTES = 10 * 1024 * 1024
MAX_FILES = 5
MAX_PIXELS = 24_000_000
MAX_PAGES = 20


class Refused(ValueError):
    """An upload that is not taken; `reason` is a code that the page turns into a sentence."""

    reason = "refused"


class NotWhatItClaims(Refused):
    """Not a JPEG, PNG, WebP or PDF that opens: `unknown`, `empty`, `broken`, `locked` or `too-costly`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TooLarge(Refused):
    """More than MAX_BYTES."""

    reason = "too-large"


class TooManyPixels(Refused):
    """An image of more than MAX_PIXELS."""

    reason = "too-many-pixels"


class TooManyPages(Refused):
    """A PDF of more than MAX_PAGES."""

    reason = "too-many-pages"


class TooMany(Refused):
    """More than MAX_FILES at once."""

    reason = "too-many-files"


class Busy(RuntimeError):
    """Other uploads are being made anew and the turn did not come in time: try again shortly."""


def identify(content: bytes) -> Kind:
    """The kind of an upload of allowed size; whether it opens shows in `remake`. Raises Refused."""
    if not content:
        raise NotWhatItClaims("empty")
    if len(content) > MAX_BYTES:
        raise TooLarge
    return kind_of(content)


def kind_of(content: bytes) -> Kind:
    """The kind by the first bytes. Raises NotWhatItClaims."""
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    raise NotWhatItClaims("unknown")


def check_count(uploads: Sized) -> None:
    """Raises TooMany beyond MAX_FILES."""
    if len(uploads) > MAX_FILES:
        raise TooMany
