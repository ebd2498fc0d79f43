"""The blueprint of this package's pages."""

from flask import Blueprint

units = Blueprint("units", __name__)
