"""Uploads: taken for what they are, made anew without what they carry unseen, kept sealed or clean."""

from __future__ import annotations

from forum.core.files.kinds import (
    MAX_BYTES,
    MAX_FILES,
    MAX_PAGES,
    MAX_PIXELS,
    Busy,
    Kind,
    NotWhatItClaims,
    Refused,
    TooLarge,
    TooMany,
    TooManyPages,
    TooManyPixels,
    check_count,
    identify,
)
from forum.core.files.remaking import Box, Remade, page_picture, redact, remake
from forum.core.files.store import BrokenSeal, Store, seal, unseal
from forum.core.files.uploads import Upload, make_anew

__all__ = [
    "MAX_BYTES",
    "MAX_FILES",
    "MAX_PAGES",
    "MAX_PIXELS",
    "Box",
    "BrokenSeal",
    "Busy",
    "Kind",
    "NotWhatItClaims",
    "Refused",
    "Remade",
    "Store",
    "TooLarge",
    "TooMany",
    "TooManyPages",
    "TooManyPixels",
    "Upload",
    "check_count",
    "identify",
    "make_anew",
    "page_picture",
    "redact",
    "remake",
    "seal",
    "unseal",
]
