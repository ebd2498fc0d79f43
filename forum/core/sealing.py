"""Sealing of what must not lie open in the database: AES-256-GCM, the key kept outside of it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os

from flask import current_app


class BrokenSeal(ValueError):
    """The sealed text was changed, or another key sealed it."""


def _key(purpose: bytes) -> bytes:
    master = bytes.fromhex(current_app.config["ESCROW_KEY"])
    return hmac.new(master, b"rembuk-v1\0" + purpose, hashlib.sha256).digest()


def file_key() -> bytes:
    """The key that seals original uploads."""
    return _key(b"files")


def token_key() -> bytes:
    """The key that signs visit tokens."""
    return _key(b"visit-tokens")


def seal(text: str, purpose: str) -> str:
    """`text` sealed for one purpose; opening it for another fails."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(12)
    sealed = AESGCM(_key(b"seal")).encrypt(nonce, text.encode(), purpose.encode())
    return base64.urlsafe_b64encode(nonce + sealed).decode()


def unseal(sealed: str, purpose: str) -> str:
    """The text sealed for `purpose`. Raises BrokenSeal."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        raw = base64.urlsafe_b64decode(sealed)
        return AESGCM(_key(b"seal")).decrypt(raw[:12], raw[12:], purpose.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise BrokenSeal(purpose) from error


def tag(text: str, purpose: str) -> str:
    """A keyed fingerprint: equal texts meet, nobody without the key can guess them."""
    return hmac.new(_key(b"tag"), f"{purpose}\0{text}".encode(), hashlib.sha256).hexdigest()
