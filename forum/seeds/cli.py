"""Commands of this package: the demonstration, and a load of cases to measure with."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from forum.core import clock, sealing
from forum.core.db import db
from forum.core.files import Store
from forum.core.migrated import must_be_prepared


def register(app: Flask) -> None:
    """Attach the commands."""
    app.cli.add_command(seed_basics)
    app.cli.add_command(seed_demo)
    app.cli.add_command(seed_load)


@click.command("seed-basics")
@with_appcontext
def seed_basics() -> None:
    """What every installation begins with: days off, categories, time limits. Existing rows stay as they are."""
    from forum.seeds import books, planting

    must_be_prepared()
    planting.plant_basics(books.read_shared(), clock.now().date())
    db.session.commit()


@click.command("seed-demo")
@click.option("--anchor", default="", help="day (YYYY-MM-DD) or moment the stories lead up to; today when empty")
@click.option("--seed", default=2026, help="another number tells the same stories at other hours")
@click.option(
    "--days-off", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="JSON list of days off, for tests"
)
@with_appcontext
def seed_demo(anchor: str, seed: int, days_off: Path | None) -> None:
    """Plant four places with nine weeks of made-up life, if the database is empty."""
    from forum.seeds import demo, planting

    must_be_prepared()
    if not planting.is_empty():
        click.echo("Basis data sudah berisi; data contoh tidak ditanam. The database is not empty: nothing planted.")
        return
    with _bar("Menanam data contoh") as bar:
        frozen = _days(days_off) if days_off else None
        told = demo.plant(_store(), _moment(anchor), seed, lambda done, whole: _move(bar, done, whole), frozen)
        db.session.commit()
    click.echo(f"{told} laporan contoh di 4 daerah. {told} made-up complaints in 4 places.")


@click.command("seed-load")
@click.option("--complaints", default=0, type=click.IntRange(0, 5_000_000), help="how many to add")
@click.option("--answers", default=0, type=click.IntRange(0, 5_000_000), help="how many survey answers to add")
@click.option("--units", default=0, type=click.IntRange(0, 5_000), help="make more units until there are so many")
@click.option("--months", default=30, type=click.IntRange(1, 120), help="over how many months up to today")
@click.option("--governments", default=4, type=click.IntRange(1, 4), help="over how many places")
@click.option("--place", default="", help="this place alone, by its slug")
@click.option("--seed", default=1, help="another number makes other cases")
@with_appcontext
def seed_load(**how: Any) -> None:
    """Add much plain life, to measure with; plants the places first when the database is empty."""
    from forum.seeds import books, demo, load, planting

    must_be_prepared()
    if planting.is_empty():
        demo.plant_places(books.read_shared(), clock.now())
        db.session.commit()
    with _bar("Membuat beban uji") as bar:
        load.add(load.Load(**how), lambda done, whole: _move(bar, done, whole))
    n, answers = how["complaints"], how["answers"]
    click.echo(f"{n} laporan dan {answers} jawaban survei ditambahkan. {n} complaints and {answers} answers added.")


def _bar(label: str) -> Any:
    return click.progressbar(length=1000, label=label, file=sys.stderr)


def _move(bar: Any, done: int, whole: int) -> None:
    bar.update(done * 1000 // whole - bar.pos)


def _store() -> Store:
    return Store(Path(current_app.config["INSTANCE"]) / "uploads", sealing.file_key())


def _days(file: Path) -> list[date]:
    return [date.fromisoformat(day) for day in json.loads(file.read_text())]


def _moment(anchor: str) -> datetime:
    if not anchor:
        return clock.now()
    moment = datetime.fromisoformat(anchor)
    if "T" not in anchor and " " not in anchor:
        moment = moment.replace(hour=11)
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo("Asia/Jakarta"))
