"""Pages of this package; importing a module adds its pages to the blueprint."""

from forum.ratings.views import (
    blocks,
    bursts,
    desk,
    imports,
    kiosk,
    kiosks,
    paper,
    points,
    posters,
    rating,
    reports,
    results,
    rounds,
    visits,
    voices,
    voices_desk,
    widget,
)
from forum.ratings.views.blueprint import ratings

BLUEPRINTS = (ratings,)
__all__ = [
    "BLUEPRINTS",
    "blocks",
    "bursts",
    "desk",
    "imports",
    "kiosk",
    "kiosks",
    "paper",
    "points",
    "posters",
    "rating",
    "reports",
    "results",
    "rounds",
    "visits",
    "voices",
    "voices_desk",
    "widget",
]
