"""Pages of this package; importing a module adds its pages to the blueprint."""

from forum.commitments.views import case, desk, files, index, proposing
from forum.commitments.views.blueprint import commitments

BLUEPRINTS = (commitments,)
__all__ = ["BLUEPRINTS", "case", "desk", "files", "index", "proposing"]
