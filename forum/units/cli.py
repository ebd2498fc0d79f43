"""Commands of this package."""

from __future__ import annotations

import re
from pathlib import Path

import click
from flask import Flask

from forum.core import clock
from forum.core.db import db
from forum.core.i18n import ZONE_NAMES
from forum.core.migrated import must_be_prepared
from forum.ledger.rules import Actor
from forum.units import queries
from forum.units.actions import areas, days_off, importing, tree

SLUG = re.compile(r"[a-z0-9-]{2,40}")
PREFIX = re.compile(r"[A-Z]{2,5}")


def register(app: Flask) -> None:
    """Attach the commands."""
    app.cli.add_command(import_areas)
    app.cli.add_command(import_units)
    app.cli.add_command(create_government)


@click.command("import-areas")
@click.argument("code", required=False)
@click.option("--boundaries", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="GeoJSON whose features carry the Kemendagri code as id.")  # fmt: skip
def import_areas(code: str | None, boundaries: tuple[Path, ...]) -> None:
    """Load the areas of a regency or province CODE (such as 73.71), down to the village."""
    must_be_prepared()
    if not code and not boundaries:
        raise click.UsageError("Give a CODE, or --boundaries FILE.")
    try:
        count = areas.load(code) if code else 0
    except areas.UnknownArea as error:
        raise click.BadParameter(f"no area has the code {error}") from error
    if boundaries:
        count += areas.load_boundaries(*boundaries)
    db.session.commit()
    click.echo(f"{count} areas.")


@click.command("import-units")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--government", "slug", required=True, help="The government's slug, such as makassar.")
@click.option("--kind", type=click.Choice(["units", "services"]), default="units", show_default=True)
@click.option("--dry-run", is_flag=True, help="Check only.")
def import_units(file: Path, slug: str, kind: str, dry_run: bool) -> None:
    """Create and change units (or services) from a CSV FILE: all of it or nothing."""
    must_be_prepared()
    government = queries.find_government(slug)
    if government is None:
        raise click.BadParameter(f"no government is called {slug}")
    raw = file.read_bytes()
    with click.progressbar(length=max(1, raw.count(b"\n")), label=file.name) as bar:
        made = importing.plan(raw, kind, government.id, lambda _count: bar.update(importing.SHOW_EVERY))
        for line, sentence in made.problems:
            click.echo(f"\n{line}: {sentence}" if line else f"\n{sentence}", err=True, nl=False)
        if made.problems:
            raise click.ClickException(f"{len(made.problems)} problems; nothing was changed.")
        if not dry_run:
            importing.apply(made, government.id, by=Actor("administrator"))
            db.session.commit()
        bar.finish()
    click.echo(f"{made.new} new, {made.changed} known{' (dry run)' if dry_run else ''}.")


@click.command("create-government")
@click.argument("slug")
@click.argument("name")
@click.option("--prefix", required=True, help="Begins the numbers of complaints, such as MKS.")
@click.option("--area", required=True, help="Kemendagri code of the regency or province, such as 73.71.")
@click.option("--zone", type=click.Choice(list(ZONE_NAMES)), required=True)
@click.option("--emergency", default="112", show_default=True)
def create_government(slug: str, name: str, prefix: str, area: str, zone: str, emergency: str) -> None:
    """Found a government SLUG called NAME, with its areas, its root unit and this and next year's days off."""
    must_be_prepared()
    if not SLUG.fullmatch(slug) or not PREFIX.fullmatch(prefix):
        raise click.BadParameter("SLUG is made of a-z, 0-9 and -, the prefix of 2 to 5 capital letters")
    if queries.find_government(slug) is not None:
        raise click.BadParameter(f"{slug} exists already")
    try:
        count = areas.load(area)
    except areas.UnknownArea as error:
        raise click.BadParameter(f"no area has the code {error}") from error
    government, _root = tree.found_government(
        slug, name, prefix, area, zone, by=Actor("administrator"), emergency=emergency
    )
    year = clock.today(zone).year
    days_off.seed_days_off([year - 1, year, year + 1])
    db.session.commit()
    click.echo(f"{government.name}: {count} areas.")
