"""Where uploads lie: originals sealed with AES-256-GCM, clean copies beside them, under random names."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

_MARK = b"RW1"  # the format of a sealed file
_NONCE = 12
_NAME = re.compile(r"[0-9a-f]{32}")


class BrokenSeal(ValueError):
    """The sealed file was changed or exchanged, or another key sealed it."""


def seal(content: bytes, key: bytes, context: bytes = b"") -> bytes:
    """`content` sealed with a key of 32 bytes; opens in the same context only."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE)
    return _MARK + nonce + AESGCM(key).encrypt(nonce, content, _MARK + context)


def unseal(sealed: bytes, key: bytes, context: bytes = b"") -> bytes:
    """What was sealed. Raises BrokenSeal."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    start = len(_MARK)
    if not sealed.startswith(_MARK) or len(sealed) < start + _NONCE + 16:
        raise BrokenSeal
    nonce, rest = sealed[start : start + _NONCE], sealed[start + _NONCE :]
    try:
        return AESGCM(key).decrypt(nonce, rest, _MARK + context)
    except InvalidTag as error:
        raise BrokenSeal from error


class Store:
    """Files in a folder. A full disk raises the OSError it is (ENOSPC) and leaves nothing half-written."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder = folder
        self._key = key

    def put_sealed(self, content: bytes) -> str:
        """Keep an original; its new name."""
        name = secrets.token_hex(16)
        _write(self._path("sealed", name), seal(content, self._key, name.encode()))
        return name

    def get_sealed(self, name: str) -> bytes:
        """The original. Raises FileNotFoundError, BrokenSeal."""
        return unseal(self._path("sealed", name).read_bytes(), self._key, name.encode())

    def put_clean(self, content: bytes) -> str:
        """Keep a copy that was made anew; its new name."""
        name = secrets.token_hex(16)
        _write(self._path("clean", name), content)
        return name

    def get_clean(self, name: str) -> bytes:
        """The copy. Raises FileNotFoundError."""
        return self._path("clean", name).read_bytes()

    def delete(self, name: str) -> None:
        """Remove the file of this name, sealed or clean; none is fine too."""
        for side in ("sealed", "clean"):
            self._path(side, name).unlink(missing_ok=True)

    def names(self, before: float) -> Iterator[str]:
        """Names of files written before the moment (POSIX seconds), to sweep up what no row knows."""
        for path in self.folder.glob("*/??/*"):
            if _NAME.fullmatch(path.name) and path.stat().st_mtime < before:
                yield path.name

    def _path(self, side: str, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise FileNotFoundError(name)
        return self.folder / side / name[:2] / name


def _write(path: Path, content: bytes) -> None:
    """All of it or nothing, and on the disk before this returns."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
