"""Commands of this package."""

from __future__ import annotations

import click
from flask import Flask, current_app

from forum.accounts.actions import founding
from forum.accounts.actions.founding import Place
from forum.core.db import db
from forum.core.errors import Refused
from forum.core.migrated import must_be_prepared
from forum.units import queries as units
from forum.units.models import Government


def register(app: Flask) -> None:
    """Attach the commands."""
    app.cli.add_command(create_admin)


@click.command("create-admin")
@click.option("--government", "slug", required=True, help="slug of the government, such as makassar")
@click.option("--name", help="founds the government if there is none: its name, such as 'Kota Makassar'")
@click.option("--prefix", help="… the prefix of its complaint numbers, such as MKS")
@click.option("--zone", default="Asia/Jakarta", show_default=True, help="… its time zone")
@click.option("--area", help="… its Kemendagri code, such as 73.71")
def create_admin(slug: str, name: str | None, prefix: str | None, zone: str, area: str | None) -> None:
    """Print a link that works once, for a day: whoever opens it becomes administrator of the government."""
    must_be_prepared()
    government = units.find_government(slug)
    if government is None and not (name and prefix and area):
        raise click.UsageError(f"Belum ada pemerintah '{slug}'. Sebutkan --name, --prefix dan --area untuk membuatnya.")
    try:
        link = founding.admin_link(
            current_app.config["BASE_URL"], government or _found(slug, name or "", prefix or "", zone, area or "")
        )
    except Refused as error:
        with current_app.test_request_context():
            raise click.ClickException(error.sentence()) from error
    db.session.commit()
    click.echo(f"Tautan administrator pertama (sekali pakai, 24 jam):\n{link}")


def _found(slug: str, name: str, prefix: str, zone: str, area: str) -> Government:
    return founding.found(Place(name, prefix.upper(), zone, area, slug))[0]
