"""What it costs to record one answer: the whole act in a transaction, rolled back so that every turn finds the same."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from forum.core import clock
from forum.core.db import db
from forum.ratings.actions.recording import CONSENT_VERSION, Given, rate
from forum.ratings.rules.elements import ELEMENTS
from forum.units.models import Government, Service, Unit
from tests.bench.pages import Row, app_of, count_statements


def row_of(instance: Path, size: int) -> Row:
    """Recording at one size, once done and counted."""
    app = app_of(instance, "0")
    record = _recorder(app)
    row = Row("one answer", size, False, "recorded", record)
    record()
    row.statements = count_statements(app, record)
    return row


def _recorder(app: Flask) -> Callable[[], int]:
    dice = random.Random(1)

    def record() -> int:
        with app.app_context():
            unit = db.session.scalars(
                select(Unit).join(Government).where(Government.slug == "makassar", Unit.code == "dpu")
            ).one()
            government = db.session.get_one(Government, unit.government_id)
            service = db.session.scalars(select(Service).where(Service.unit_id == unit.id).limit(1)).one()
            given = Given(
                marks={key: dice.randint(1, 4) for key in ELEMENTS}, channel="web",
                visited_on=clock.today(government.zone), make_up={"age": "26_35"}, consent=CONSENT_VERSION,
            )  # fmt: skip
            answer_id = rate(given, government, unit, service).id
            db.session.rollback()
            return answer_id

    return record
