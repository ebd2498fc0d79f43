"""Pages of this package; importing a module adds its pages to the blueprint."""

from forum.scores.views import card, compare, desk, months, replies
from forum.scores.views.blueprint import scores

BLUEPRINTS = (scores,)
__all__ = ["BLUEPRINTS", "card", "compare", "desk", "months", "replies"]
