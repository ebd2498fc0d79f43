"""Placeholders of reply templates. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

NAMES = ("nomor", "unit", "tenggat", "petugas", "layanan")
_PLACEHOLDER = re.compile(r"\{([^{}\n]{0,40})\}")


def expand(body: str, values: Mapping[str, str]) -> str:
    """The body with every known placeholder replaced; others stay as written."""
    return _PLACEHOLDER.sub(lambda found: values.get(found[1].strip().lower(), found[0]), body)


def unknown_in(body: str) -> list[str]:
    """Placeholders that no reply can fill, each once, in order."""
    named = (found[1] for found in _PLACEHOLDER.finditer(body))
    return list(dict.fromkeys(name for name in named if name.strip().lower() not in NAMES))
