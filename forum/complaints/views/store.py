"""Where the uploads of this installation lie."""

from __future__ import annotations

from pathlib import Path

from flask import current_app

from forum.core import sealing
from forum.core.files import Store


def store() -> Store:
    """The store in the instance folder."""
    return Store(Path(current_app.config["INSTANCE"]) / "uploads", sealing.file_key())
