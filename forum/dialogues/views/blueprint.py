"""The blueprint of this package's pages."""

from flask import Blueprint

dialogues = Blueprint("dialogues", __name__)
