"""Pages of this package; importing a module adds its pages to the blueprint."""

from forum.pages.views import (
    about,
    gaya,
    health,
    home,
    language,
    letters,
    month,
    places,
    town_map,
    units,
)
from forum.pages.views.blueprint import pages

BLUEPRINTS = (pages,)
__all__ = ["BLUEPRINTS", "about", "gaya", "health", "home", "language", "letters", "month", "places", "town_map",
           "units"]  # fmt: skip
