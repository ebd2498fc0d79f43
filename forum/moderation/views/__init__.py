"""Pages of this package; importing a module adds its pages to the blueprint."""

from forum.moderation.views import decisions
from forum.moderation.views.blueprint import moderation

BLUEPRINTS = (moderation,)
__all__ = ["BLUEPRINTS", "decisions"]
