"""Pages of this package; importing a module adds its pages to the blueprint."""

from forum.dialogues.actions import registering
from forum.dialogues.views.blueprint import dialogues

BLUEPRINTS = (dialogues,)
__all__ = ["BLUEPRINTS"]

registering.register_forgetting()
