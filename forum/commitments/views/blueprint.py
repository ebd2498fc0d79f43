"""The blueprint of this package's pages."""

from flask import Blueprint

commitments = Blueprint("commitments", __name__)
