"""Six untokened answers at once are held, all of them; later ones join; a moderator's decision moves them."""

from __future__ import annotations

from contextlib import suppress

from sqlalchemy import select

from forum.core.db import db
from forum.core.errors import Refused
from forum.ratings.actions import holding
from forum.ratings.models import Burst, HourTally, SkmTally, SurveyAnswer, VisitTally
from tests.conftest import Hands
from tests.factories import Town
from tests.ratings.conftest import give, make_block, make_point, token


def standings() -> list[str]:
    return list(db.session.scalars(select(SurveyAnswer.standing).order_by(SurveyAnswer.id)))


def counted(scope: str = "unit") -> dict[str, tuple[int, int]]:
    """n and the sum of one element, by source."""
    rows = db.session.scalars(select(SkmTally).where(SkmTally.scope == scope, SkmTally.n != 0))
    return {row.source: (row.n, row.waktu_sum) for row in rows}


def test_five_are_free_and_the_sixth_holds_all_six(town: Town) -> None:
    for _each in range(5):
        give(town)
    assert standings() == ["counted"] * 5
    give(town)
    assert standings() == ["held"] * 6
    burst = db.session.scalars(select(Burst)).one()
    assert (burst.n, burst.allowed, burst.state) == (6, 5, "held")
    for scope in ("service", "unit", "government"):
        assert counted(scope) == {"held": (6, 0)}


def test_later_ones_join_while_it_goes_on(town: Town, hands: Hands) -> None:
    for _each in range(7):
        give(town)
        hands.move(hours=3)
    assert standings() == ["held"] * 7
    assert db.session.scalars(select(Burst)).one().n == 7
    hands.move(hours=24)
    give(town)
    assert standings() == ["held"] * 7 + ["counted"]


def test_verified_visits_are_never_held_and_held_ones_never_score(town: Town) -> None:
    block = make_block(town, make_point(town))
    for _each in range(6):
        give(town)
    for serial in range(1, 11):
        give(town, token=token(block, serial))
    assert standings() == ["held"] * 6 + ["counted"] * 10
    assert counted() == {"held": (6, 0), "token": (5, 15), "waiting": (5, 0)}
    assert db.session.scalars(select(VisitTally.n)).all() == [5]


def test_a_decision_moves_every_answer_once(town: Town, hands: Hands) -> None:
    for _each in range(6):
        give(town)
    burst = db.session.scalars(select(Burst)).one()
    assert holding.decide(burst, True, "Sosialisasi di lapangan pada hari itu.", by=town.actor("moderator")) == 6
    with suppress(Refused):
        holding.decide(burst, False, "Sekali lagi.", by=town.actor("second"))
    db.session.commit()
    assert (standings(), burst.state) == (["counted"] * 6, "counted")
    assert counted() == {"waiting": (6, 0)}
    hands.move(days=2)
    for _each in range(4):
        give(town)
    assert counted() == {"open": (5, 15), "waiting": (5, 0)}


def test_an_excluded_burst_counts_nowhere_but_is_shown(town: Town) -> None:
    for _each in range(6):
        give(town)
    holding.decide(db.session.scalars(select(Burst)).one(), False, "Satu orang mengisi.", by=town.actor("moderator"))
    db.session.commit()
    assert counted() == {"excluded": (6, 0)}


def test_a_decided_burst_neither_hides_nor_joins_the_next(town: Town, hands: Hands) -> None:
    for _each in range(6):
        give(town)
    first = db.session.scalars(select(Burst)).one()
    holding.decide(first, True, "Sosialisasi di lapangan.", by=town.actor("moderator"))
    db.session.commit()
    hands.move(hours=1)
    for _each in range(5):
        give(town)
    assert standings() == ["counted"] * 11
    give(town)
    assert standings() == ["counted"] * 10 + ["held"] * 2
    bursts = db.session.scalars(select(Burst).order_by(Burst.id)).all()
    assert [(b.n, b.state) for b in bursts] == [(6, "counted"), (2, "held")]
    assert counted() == {"open": (5, 15), "waiting": (5, 0), "held": (2, 0)}
    hours = db.session.scalars(select(HourTally.n)).all()
    assert sum(hours) == 4


def test_what_is_shown_stays_and_five_keep_waiting_beside_it(town: Town, hands: Hands) -> None:
    for _each in range(3):
        for _other in range(4):
            give(town)
        hands.move(days=3)
    assert counted() == {"open": (5, 15), "waiting": (7, 0)}
    for _each in range(5):
        give(town)
    assert counted() == {"open": (10, 30), "waiting": (7, 0)}
    give(town)
    assert counted() == {"open": (10, 30), "waiting": (5, 0), "held": (3, 0)}
    assert db.session.scalars(select(SurveyAnswer.id).where(SurveyAnswer.waits)).all() == [11, 12, 13, 14, 15]
