"""Pages of this package; importing a module adds its pages to the blueprint."""

from forum.complaints import origins
from forum.complaints.views import (
    board,
    case,
    counter,
    decisions,
    files,
    hollow,
    releases,
    reporter,
    settings,
    supporting,
    templates,
    tracking,
    unit_case,
    unit_desk,
    verification,
    writing,
)
from forum.complaints.views.blueprint import complaints

BLUEPRINTS = (complaints,)
__all__ = [
    "BLUEPRINTS",
    "board",
    "case",
    "counter",
    "decisions",
    "files",
    "hollow",
    "releases",
    "reporter",
    "settings",
    "supporting",
    "templates",
    "tracking",
    "unit_case",
    "unit_desk",
    "verification",
    "writing",
]

origins.register()
