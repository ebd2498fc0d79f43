"""Commands of this package."""

from __future__ import annotations

import click
from flask import Flask

from forum.core.db import db
from forum.core.migrated import must_be_prepared
from forum.ratings.actions import rebuilding
from forum.ratings.queries.rebuilding import count_answers


def register(app: Flask) -> None:
    """Attach the commands."""
    app.cli.add_command(rebuild_ratings)


@click.command("rebuild-ratings")
def rebuild_ratings() -> None:
    """Count the survey anew from its answers, all or nothing; new answers wait meanwhile."""
    must_be_prepared()
    with click.progressbar(length=count_answers(), label="survey answers") as bar:
        rebuilding.rebuild(bar.update)
    db.session.commit()
