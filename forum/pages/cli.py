"""Commands that open the house: start, serve, worker, doctor."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

import config
from forum.accounts import demo
from forum.accounts import queries as accounts
from forum.accounts.actions import founding
from forum.core import clock, worker
from forum.core.db import db, is_sqlite
from forum.core.migrated import current_revision, head, must_be_prepared
from forum.pages import checks, serving
from forum.pages.jobs import every_job
from forum.units import queries as units

PARTIAL = "rembuk.half-made"


def register(app: Flask) -> None:
    """Attach the commands."""
    for command in (start, prepare, serve, work, doctor):
        app.cli.add_command(command)


@click.command("start")
@click.option("--demo/--no-demo", "with_demo", default=True, help="Plant the demo stories in an empty database.")
@with_appcontext
def start(with_demo: bool) -> None:
    """Make or upgrade the database, plant the demo in an empty one, and serve. What `make run` calls."""
    port = port_to_use()
    if not prepare_database(with_demo):
        open_doors(port)
        return
    # What planting and migrating loaded into memory is left behind with this process.
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "serve"]
    environment = {**os.environ, "PORT": str(port)}
    db.session.remove()
    db.engine.dispose()
    sys.stdout.flush()
    os.execve(sys.executable, command, environment)  # noqa: S606 - our own interpreter, no shell


@click.command("prepare")
@click.option("--demo/--no-demo", "with_demo", default=False, help="Plant the demo stories in an empty database.")
@with_appcontext
def prepare(with_demo: bool) -> None:
    """Make or upgrade the database and stop there."""
    prepare_database(with_demo)


def prepare_database(with_demo: bool) -> bool:
    """Up to the newest migration (an existing SQLite file is copied first), and the demo if nothing is there.

    True when there was something to do.
    """
    is_old = current_revision() != head()
    if is_old:
        from flask_migrate import upgrade

        copy_before_upgrade()
        db.session.remove()
        logging.getLogger("alembic").setLevel(logging.WARNING)
        click.echo("Menyiapkan basis data …")
        upgrade()
    if with_demo:
        return plant_demo() or is_old
    current_app.cli.commands["seed-basics"].main(standalone_mode=False, args=[])
    return is_old


def plant_demo() -> bool:
    """The demo in an empty database; one that was interrupted begins anew. True when it was planted now."""
    half_made = Path(current_app.config["INSTANCE"]) / PARTIAL
    if half_made.exists():
        from flask_migrate import downgrade, upgrade

        db.session.remove()
        click.echo("Data contoh yang terputus ditanam ulang …")
        downgrade(revision="base")
        upgrade()
    elif accounts.has_accounts() or units.open_governments():
        return False
    half_made.touch()
    current_app.cli.commands["seed-demo"].main(standalone_mode=False, args=demo_options())
    half_made.unlink()
    return True


def demo_options() -> list[str]:
    """Days off from a file where a test froze them."""
    frozen = os.environ.get("FORUM_DAYS_OFF_FILE")
    return ["--days-off", frozen] if frozen else []


def copy_before_upgrade() -> None:
    """A copy of the SQLite database beside it, made whole, before its tables change."""
    if not is_sqlite() or current_revision() is None:
        return
    db.session.rollback()
    folder = Path(current_app.config["INSTANCE"]) / "backup"
    folder.mkdir(mode=0o700, exist_ok=True)
    copy = folder / f"before-{head()}-{clock.now():%Y%m%d%H%M%S}.sqlite3"
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM INTO ?", (str(copy),))
    click.echo(f"Salinan basis data: {copy}")


def port_to_use() -> int:
    """PORT as given, else the first free one from 8000 on; one line says what is wrong with it."""
    given, bind = current_app.config["PORT"], current_app.config["BIND"]
    try:
        if not given:
            return serving.free_port(bind)
        if given.isascii() and given.isdecimal() and 0 < int(given[:6]) < 65536:
            serving.must_be_free(bind, int(given))
            return int(given)
    except OSError as error:
        raise click.ClickException(
            f"Porta {given or 'mana pun'} di {bind} tidak dapat dipakai; pilih yang lain: PORT=8123 make run. "
            f"This port cannot be used ({error.strerror or error})."
        ) from error
    raise click.ClickException(f"PORT bukan nomor porta / is no port number: {given}")


@click.command("serve")
@with_appcontext
def serve() -> None:
    """Serve the site with its background worker; demo accounts allow loopback only."""
    must_be_prepared()
    open_doors(port_to_use())


def open_doors(port: int) -> None:
    """The web processes and the worker beside them, until told to stop."""
    bind = current_app.config["BIND"]
    os.environ["PORT"] = str(port)
    (Path(current_app.config["INSTANCE"]) / config.PORT_FILE).write_text(f"{port}\n")
    base = os.environ.get("FORUM_BASE_URL") or f"http://{bind}:{port}"
    current_app.config["BASE_URL"] = base.rstrip("/")
    refuse_in_public(bind, base)
    lines = opening_words(base)
    db.session.remove()
    db.engine.dispose()
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    processes = serving.web_processes(current_app.config["WORKERS"])
    serving.open_house(app, bind, port, processes, lambda: click.echo("\n".join(lines)))


def refuse_in_public(bind: str, base: str) -> None:
    """Demo accounts and a clock in a file are for this machine alone."""
    try:
        demo.refuse_public_demo(bind, base)
    except demo.DemoInPublic as refusal:
        raise click.ClickException(str(refusal)) from refusal
    if current_app.config["CLOCK_FILE"] and not demo.is_loopback(bind):
        raise click.ClickException("FORUM_CLOCK_FILE hanya untuk uji di 127.0.0.1. It is for tests on loopback only.")


def opening_words(base: str) -> list[str]:
    """What the operator reads: the address, and how to get in."""
    lines = ["", f"  Rembuk Warga: {base}", ""]
    if demo.is_demo_site():
        lines += ["  Akun contoh (data contoh; kode faktor kedua tampil di halaman masuk):"]
        lines += [f"    {email:<40} {demo.DEMO_PASSWORD}   {roles}" for email, roles in some_sign_ins()]
        lines += [f"    semua akun contoh / all of them: {base}/masuk"]
    elif link := founding.first_admin_link(base):
        db.session.commit()
        lines += [
            "  Belum ada akun. Tautan sekali pakai untuk administrator pertama / for the first one:",
            f"    {link}",
        ]
    return [*lines, "", "  Ctrl+C untuk berhenti / to stop.", ""]


def some_sign_ins() -> list[tuple[str, str]]:
    """One demo account of each role, with the role."""
    seen: dict[str, str] = {}
    for account, role, *_where in accounts.demo_people():
        seen.setdefault(role, account.email or "")
    return [(email, role) for role, email in seen.items()]


@click.command("worker")
@click.option("--once", is_flag=True, help="Run what is due and stop.")
@with_appcontext
def work(once: bool) -> None:
    """Send mail, watch deadlines, run imports: the background worker."""
    must_be_prepared()
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    if once:
        worker.run_due(every_job(), "once")
        return
    db.session.remove()
    worker.work(app, every_job(), serving.stop_on_signals())


@click.command("doctor")
@with_appcontext
def doctor() -> None:
    """Look at everything that must be well; exit 1 when something that matters is not."""
    found = list(checks.look_at_all())
    width = max(len(check.name) for check in found)
    for check in found:
        mark = "ok " if check.is_well else ("BAD" if check.must else "?  ")
        click.echo(f"  {mark} {check.name:<{width}}  {check.says}")
    if any(check.must and not check.is_well for check in found):
        raise SystemExit(1)
