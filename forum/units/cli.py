"""Commands of this package."""

from __future__ import annotations

from pathlib import Path

import click
from flask import Flask

from forum.core.db import db
from forum.units.actions import areas


def register(app: Flask) -> None:
    """Attach the commands."""
    app.cli.add_command(import_areas)


@click.command("import-areas")
@click.argument("code", required=False)
@click.option("--boundaries", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="GeoJSON whose features carry the Kemendagri code as id.")  # fmt: skip
def import_areas(code: str | None, boundaries: tuple[Path, ...]) -> None:
    """Load the areas of a regency or province CODE (such as 73.71), down to the village."""
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
