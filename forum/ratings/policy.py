"""Who may rate what."""

from __future__ import annotations

from collections.abc import Iterable


def may_rate(staff_paths: Iterable[str], unit_path: str) -> bool:
    """False for staff of the unit, of a unit above it or of one below it: nobody rates oneself."""
    return not any(unit_path.startswith(path) or path.startswith(unit_path) for path in staff_paths)
