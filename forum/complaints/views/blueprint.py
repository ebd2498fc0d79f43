"""The blueprint of this package's pages."""

from flask import Blueprint

complaints = Blueprint("complaints", __name__)
