"""The blueprint of this package's pages."""

from flask import Blueprint

ratings = Blueprint("ratings", __name__)
