"""A unit whose services can be rated, and short ways to answers."""

from __future__ import annotations

import contextvars
import os
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from forum.core import clock, sealing
from forum.core.db import db
from forum.ratings.actions import recording
from forum.ratings.actions.recording import NOBODY, Given, Rater
from forum.ratings.models import ServicePoint, SurveyAnswer, TokenBlock
from forum.ratings.rules import tokens
from forum.ratings.rules.elements import ELEMENTS
from tests.factories import Town

FORM = "/unit/contoh/dpu/nilai"
TODAY = date(2026, 11, 18)


class Browser(FlaskClient):
    """Each request in an application context of its own, as on a server; what the test changed is committed first."""

    def open(self, *args: Any, **more: Any) -> TestResponse:
        db.session.commit()
        answer = contextvars.Context().run(super().open, *args, **more)
        db.session.rollback()
        return answer


@pytest.fixture
def app(app: Flask) -> Flask:
    app.test_client_class = Browser
    return app


def marked(mark: int | None = 3, **other: int | None) -> dict[str, int | None]:
    return {key: other.get(key, mark) for key in ELEMENTS}


def sent(mark: str = "3", **other: str) -> dict[str, str]:
    """What a browser sends."""
    return {"service": "", "visited_on": TODAY.isoformat()} | {key: other.pop(key, mark) for key in ELEMENTS} | other


def give(town: Town, *, rater: Rater = NOBODY, commit: bool = True, **choices: Any) -> SurveyAnswer:
    """An answer about the service of Dinas Pekerjaan Umum."""
    given = Given(**{"marks": marked(), "channel": "web", "visited_on": clock.today("Asia/Makassar"), **choices})
    answer = recording.rate(given, town.government, town.works, town.service, rater)
    if commit:
        db.session.commit()
    return answer


def make_point(town: Town, name: str = "Loket 1", number: int = 1, ref: str = "k3mpgh7") -> ServicePoint:
    point = ServicePoint(unit_id=town.works.id, number=number, name=name, ref=ref)
    db.session.add(point)
    db.session.commit()
    return point


def make_block(town: Town, point: ServicePoint, *, day: date = TODAY, size: int = 50) -> TokenBlock:
    block = TokenBlock(ref=tokens.block_ref(os.urandom(4)), government_id=town.government.id, unit_id=point.unit_id,
                       point_id=point.id, day=day, month=f"{day:%Y-%m}", size=size, used=0, by_id=None,
                       issued_at=clock.now())  # fmt: skip
    db.session.add(block)
    db.session.commit()
    return block


def token(block: TokenBlock, serial: int = 1, point: int = 1) -> tokens.Token:
    return tokens.Token(block.ref, point, block.day, serial)


def typed(block: TokenBlock, serial: int = 1) -> str:
    return tokens.sign(sealing.token_key(), token(block, serial))


def give_ten(town: Town, **choices: Any) -> list[SurveyAnswer]:
    """So many that the first five are in the figures, with tokens of one block; five wait."""
    point = make_point(town, name="Loket 9", number=9, ref="t3nt3nt")
    block = make_block(town, point, day=clock.today("Asia/Makassar"))
    return [give(town, token=token(block, serial, 9), **choices) for serial in range(1, 11)]
