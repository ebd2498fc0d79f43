"""The blueprint of this package's pages."""

from flask import Blueprint

scores = Blueprint("scores", __name__)
