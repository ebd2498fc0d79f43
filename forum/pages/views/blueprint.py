"""The blueprint of this package's pages."""

from flask import Blueprint

pages = Blueprint("pages", __name__)
