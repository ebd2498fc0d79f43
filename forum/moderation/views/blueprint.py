"""The blueprint of this package's pages."""

from flask import Blueprint

moderation = Blueprint("moderation", __name__)
