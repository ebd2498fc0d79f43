"""The same house with one page that breaks and a low limit on what may be sent: served to look at refusals."""

from __future__ import annotations

from flask import Flask

from forum import create_app
from forum.core.access import public

MOST_SENT = 200_000


def build_app() -> Flask:
    """The application as the settings around it say, and the page that breaks."""
    app = create_app()
    app.config["MAX_CONTENT_LENGTH"] = MOST_SENT
    app.add_url_rule("/uji/rusak", view_func=break_down)
    return app


@public
def break_down() -> str:
    """A fault of ours."""
    raise RuntimeError("this page breaks on purpose")
