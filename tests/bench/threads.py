"""Pages of the forum: a thread with 100 posts beside one with 10,000, a session with its agenda, the forum's index.

Measured in process on a SQLite database made for it, every page in turn, so that a noisy neighbour disturbs all alike.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade

from forum import create_app
from forum.core.db import db
from forum.units.here import shelf
from tests.bench.pages import Row, counted_once, forgetting, getter
from tests.dialogues.recorded import make_ended
from tests.dialogues.talking import crowd
from tests.dialogues.voting import accepted, make_item, make_session, ref_of
from tests.factories import Town, build_town, make_account, sign_in

SIZES = (100, 10_000)
BEFORE = 30
"""Sessions that are over."""
ITEMS = 8


@contextmanager
def planted() -> Iterator[dict[int, list[Row]]]:
    """Rows by the size of the thread, each page once requested and counted; the database is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="rembuk-threads.") as folder:
        shelf.forget()
        app = create_app({"INSTANCE": str(Path(folder)), "RATELIMIT_ENABLED": False, "PAGE_MEMORY": "0"})
        with app.app_context():
            upgrade()
            town = build_town()
            threads, others = _plant(town)
            resident = sign_in(app.test_client(), town.people["resident"])
            db.session.remove()
        try:
            yield {size: _rows(app, {"thread": address} | others, size, resident) for size, address in threads.items()}
        finally:
            shelf.forget()
            with app.app_context():
                db.session.remove()
                db.engine.dispose()


def _plant(town: Town) -> tuple[dict[int, str], dict[str, str]]:
    """One thread of each size in one session, and the sessions before; their addresses."""
    session = make_session(town, number=BEFORE + 1)
    for number in range(1, BEFORE + 1):
        make_ended(town, number, days_ago=30 * number, title=f"Temu Warga {number}")
    author = make_account("penulis", None, None, town.government)
    here = f"/forum/{town.government.slug}/{session.year}/{session.number}"
    threads = {}
    for position, size in enumerate(SIZES, 1):
        item = make_item(session, f"Bahasan nomor {position}", position)
        crowd(item, size, author.id)
        statement = accepted(town, session, f"Lampu jalan nomor {position} harus menyala.").statement
        statement.item_id = item.id
        db.session.commit()
        threads[size] = f"{here}/{ref_of(item)}"
    for position in range(len(SIZES) + 1, ITEMS + 1):
        make_item(session, f"Bahasan nomor {position}", position)
    return threads, {"session": here, "forum": f"/forum?kota={town.government.slug}"}


def _rows(app: Flask, addresses: dict[str, str], size: int, resident: FlaskClient) -> list[Row]:
    visitor = app.test_client()
    found = []
    for name, address in addresses.items():
        for who, client in (("fresh", visitor), ("resident", resident), ("cold", visitor)):
            get = forgetting(app, getter(client, address)) if who == "cold" else getter(client, address)
            row = Row(name, size, who == "resident", who, get, has_goal=who != "cold")
            row.statements = counted_once(app, row.get)
            found.append(row)
    return found
