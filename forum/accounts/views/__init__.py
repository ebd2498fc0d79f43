"""Pages of this package; importing a module adds its pages to the blueprint."""

from forum.accounts.views import (
    entrance,
    factor,
    own,
    people,
    registration,
)
from forum.accounts.views.blueprint import accounts

BLUEPRINTS = (accounts,)
__all__ = ["BLUEPRINTS", "entrance", "factor", "own", "people", "registration"]
