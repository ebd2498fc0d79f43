"""The blueprint of this package's pages."""

from flask import Blueprint

accounts = Blueprint("accounts", __name__)
