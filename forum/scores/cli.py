"""Commands of this package."""

from __future__ import annotations

import click
from flask import Flask

from forum.core import clock
from forum.core.db import db
from forum.core.migrated import must_be_prepared
from forum.ledger.rules import SYSTEM
from forum.scores import jobs
from forum.scores.actions import closing
from forum.scores.errors import AlreadyPublished, NotSettled
from forum.scores.queries import months
from forum.scores.rules.months import MONTH
from forum.units.queries import find_government


def register(app: Flask) -> None:
    """Attach the commands."""
    app.cli.add_command(close_month)


@click.command("close-month")
@click.argument("place")
@click.argument("month")
def close_month(place: str, month: str) -> None:
    """Close MONTH (such as 2026-09) for PLACE (its short name); publishing it stays a moderator's act."""
    must_be_prepared()
    if not MONTH.match(month):
        raise click.BadParameter(f"{month} bukan bulan; tulis seperti 2026-09.", param_hint="MONTH")
    government = find_government(place)
    if government is None:
        raise click.ClickException(f"Tidak ada daerah bernama {place}.")
    try:
        closing.ask_closing(government, month, by=SYSTEM)
    except (NotSettled, AlreadyPublished) as refused:
        raise click.ClickException(refused.sentence()) from refused
    db.session.commit()
    _close(government.id, month)


def _close(government_id: int, month: str) -> None:
    with click.progressbar(length=1000, label=month) as bar:
        while jobs.close_next(lambda done, whole: bar.update(1000 * done // max(whole, 1) - bar.pos)):
            pass
    row = months.find_month(government_id, month, months.newest_version(government_id, month))
    if row is None or row.state != "closed":
        raise click.ClickException("Penutupan terhenti; lihat catatan galat.")
    click.echo(f"{month}: {row.units} unit, {row.inputs_hash} ({clock.now():%Y-%m-%d %H:%M} UTC)")
