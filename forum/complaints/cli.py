"""Commands of this package."""

from __future__ import annotations

import click
from flask import Flask

from forum.complaints.actions import trialing
from forum.complaints.queries import trials
from forum.core.db import db
from forum.core.migrated import must_be_prepared
from forum.units.queries import open_governments


def register(app: Flask) -> None:
    """Attach the commands."""
    app.cli.add_command(rebuild_trials)


@click.command("rebuild-trials")
def rebuild_trials() -> None:
    """Count anew, from the ledger, what complaints prove about their units; safe while people work."""
    must_be_prepared()
    for government in [(each.id, each.name) for each in open_governments()]:
        _rebuild(*government)


def _rebuild(government_id: int, name: str) -> None:
    with click.progressbar(length=trials.count_assigned(government_id), label=name) as bar:
        for done in trialing.rebuild(government_id):
            db.session.commit()
            bar.update(done - bar.pos)
