"""What must be well for the house to serve: asked by /readyz, by `flask doctor`, read as a list."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask import current_app
from sqlalchemy import text

from forum.core import clock, outbox
from forum.core.db import db
from forum.core.migrated import current_revision, head
from forum.pages.serving import web_processes

LEAST_FREE = 200 * 1024 * 1024
LONGEST_WAIT = timedelta(minutes=30)


@dataclass(frozen=True)
class Check:
    """One thing looked at; `must` when serving depends on it."""

    name: str
    is_well: bool
    says: str
    must: bool = True


def database() -> Check:
    """The database answers."""
    db.session.execute(text("select 1"))
    return Check("database", True, str(db.engine.dialect.name))


def migration() -> Check:
    """The tables are those this code expects."""
    wanted, found = head(), current_revision()
    return Check("migration", wanted == found, f"{found or 'none'} (wanted {wanted})")


def disk() -> Check:
    """There is room to write."""
    free = shutil.disk_usage(current_app.config["INSTANCE"]).free
    return Check("disk", free > LEAST_FREE, f"{free // 1024**2} MB free")


def waiting_mail() -> Check:
    """The worker sends what is due."""
    oldest = outbox.oldest_waiting()
    waited = clock.now() - oldest if oldest else timedelta(0)
    return Check("outbox", waited < LONGEST_WAIT, f"oldest waits {max(0, int(waited.total_seconds()))} s")


def keys() -> Check:
    """Only the owner reads the keys."""
    folder = Path(current_app.config["INSTANCE"])
    open_ones = [p.name for p in folder.glob("*.key") if stat.S_IMODE(p.stat().st_mode) != 0o600]
    return Check("keys", not open_ones, ", ".join(open_ones) or "mode 0600", must=False)


def limits() -> Check:
    """Rate limits count for all processes together."""
    processes = web_processes(str(current_app.config["WORKERS"]))
    shared = bool(current_app.config["REDIS_URL"])
    says = "shared in Redis" if shared else f"counted in each of {processes} processes; FORUM_REDIS_URL shares them"
    return Check("limits", shared or processes == 1, says, must=False)


def over_tls() -> Check:
    """Residents reach the site over TLS."""
    base = str(current_app.config["BASE_URL"])
    return Check("tls", base.startswith("https://"), f"FORUM_BASE_URL is {base}", must=False)


def look_at_all() -> Iterator[Check]:
    """Every check, the serving ones first; one that fails to run is not well."""
    for look in (database, migration, disk, waiting_mail, keys, limits, over_tls):
        try:
            yield look()
        except Exception as error:  # noqa: BLE001 - whatever is broken is the finding
            db.session.rollback()
            yield Check(look.__name__, False, type(error).__name__)
