"""The blueprint of this package's pages."""

from flask import Blueprint

notifications = Blueprint("notifications", __name__)
