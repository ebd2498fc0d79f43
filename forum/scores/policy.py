"""Who may do what with scores."""

from __future__ import annotations

from forum.accounts.viewer import Viewer, Visitor


def may_reply(viewer: Viewer | Visitor, unit_path: str) -> bool:
    """The head of the unit, or of one above it."""
    return viewer.holds_at(unit_path, "head")


def may_close(viewer: Viewer | Visitor, government_id: int) -> bool:
    """A moderator of the whole government closes, publishes and corrects; nobody of a unit does."""
    return viewer.holds_in(government_id, "moderator")


def may_judge(viewer: Viewer | Visitor, government_id: int) -> bool:
    """A moderator of the whole government decides about what units say to their figures."""
    return viewer.holds_in(government_id, "moderator")


def may_watch(viewer: Viewer | Visitor, government_id: int) -> bool:
    """Staff of the whole government read signals and the funnel."""
    return viewer.holds_in(government_id, "moderator", "inspector", "pembina", "administrator")
