"""Pages of this package; importing a module adds its pages to the blueprint."""

from forum.notifications import actions, letters
from forum.notifications.views import (
    contacts,
    inbox,
)
from forum.notifications.views.blueprint import notifications

BLUEPRINTS = (notifications,)
__all__ = ["BLUEPRINTS", "contacts", "inbox"]

letters.register_openers()
actions.register_forgetting()
