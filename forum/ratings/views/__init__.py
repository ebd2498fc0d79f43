"""Pages of this package; importing a module adds its pages to the blueprint."""

from forum.ratings.views import rating
from forum.ratings.views.blueprint import ratings

BLUEPRINTS = (ratings,)
__all__ = ["BLUEPRINTS", "rating"]
