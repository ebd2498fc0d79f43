"""The factory: extensions, blueprints, error pages. Nothing imports from here but `wsgi` and the tests."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask, request
from flask_compress import Compress
from flask_login import LoginManager
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

import config
from forum.accounts import cli as accounts_cli
from forum.accounts import entrance
from forum.accounts import views as accounts
from forum.commitments import views as commitments
from forum.complaints import cli as complaints_cli
from forum.complaints import views as complaints
from forum.core import assets, clock, errors, fragments, i18n, limits, memory, migrated, security
from forum.core.db import db, engine_options, prepare_engine, reading
from forum.dialogues import cli as dialogues_cli
from forum.dialogues import views as dialogues
from forum.ledger.queries import last_act
from forum.moderation import views as moderation
from forum.notifications import views as notifications
from forum.pages import cli as pages_cli
from forum.pages import context
from forum.pages import views as pages
from forum.ratings import cli as ratings_cli
from forum.ratings import views as ratings
from forum.scores import cli as scores_cli
from forum.scores import views as scores
from forum.seeds import cli as seeds_cli
from forum.units import cli as units_cli
from forum.units import views as units

HOUSE = Path(__file__).parent.parent
PACKAGES = (units, accounts, notifications, moderation, commitments, complaints, ratings, scores, dialogues, pages)


def create_app(given: Mapping[str, Any] | None = None) -> Flask:
    """The application; `given` overrides settings by their key (see config.py)."""
    settings = config.load(given)
    app = Flask(
        "forum",
        instance_path=settings["INSTANCE"],
        template_folder=str(HOUSE / "templates"),
        static_folder=None,
    )
    app.config.from_mapping(settings)
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", engine_options(settings["DATABASE_URL"]))
    logging.getLogger("forum").setLevel(settings["LOG_LEVEL"])
    clock.read_from(settings["CLOCK_FILE"])
    _prepare(app)
    for package in PACKAGES:
        for blueprint in package.BLUEPRINTS:
            app.register_blueprint(blueprint)
    for cli in (units_cli, accounts_cli, complaints_cli, ratings_cli, scores_cli, dialogues_cli, pages_cli, seeds_cli):
        cli.register(app)
    return app


def _prepare(app: Flask) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    _tell_reading(app)
    db.init_app(app)
    migrated.prepare_migrations(app)
    prepare_engine(app)
    security.prepare_security(app)
    limits.prepare_limits(app)
    i18n.prepare_languages(app)
    errors.prepare_errors(app)
    entrance.prepare_entrance(app, LoginManager())
    context.prepare_context(app)
    memory.prepare_memory(app, last_act)
    fragments.prepare_fragments(app)
    Compress(app)
    assets.build_assets(app)
    if int(app.config["PROXIES"]):
        hops = int(app.config["PROXIES"])
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]


def _tell_reading(app: Flask) -> None:
    """GET and HEAD only read: they take no write lock and cannot write by mistake."""

    @app.before_request
    def note_reading() -> None:
        reading.set(request.method in ("GET", "HEAD", "OPTIONS"))

    @app.teardown_request
    def forget_reading(_error: BaseException | None) -> None:
        reading.set(False)
