"""Pages of this package; importing a module adds its pages to the blueprint."""

from forum.commitments.actions.asking import register_forgetting
from forum.commitments.views import asking, case, desk, files, index, proposing
from forum.commitments.views.blueprint import commitments

BLUEPRINTS = (commitments,)
__all__ = ["BLUEPRINTS", "asking", "case", "desk", "files", "index", "proposing"]

register_forgetting()
