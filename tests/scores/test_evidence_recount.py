"""Any lives of complaints, promises and visits: what a month is computed from is what really happened."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from forum.commitments.queries import cases as promises
from forum.complaints.actions import answering, hollow, reporting, sweeping, verifying
from forum.complaints.models import Complaint, Trial
from forum.complaints.queries import cases
from forum.complaints.queries import hollow as answers
from forum.core import clock
from forum.core.db import db
from forum.core.errors import Refused
from forum.ratings.actions import waiting
from forum.ratings.models import ServicePoint, TokenBlock
from forum.scores import score_check
from forum.scores.actions.computing import compute
from forum.scores.queries import locked
from forum.scores.rules.months import shifted, window
from forum.units.models import Unit
from tests.commitments import promises as made
from tests.commitments.test_counts import ACTS as PROMISE_ACTS
from tests.commitments.test_counts import FORWARD as PROMISE_FORWARD
from tests.conftest import Hands
from tests.factories import Town, assigned
from tests.haste import lives
from tests.ratings.conftest import give, make_block, make_point, marked, token
from tests.scores.recounted import inputs_of


def void(town: Town, complaint: Complaint) -> None:
    """The reporter marks two answers, a moderator voids them."""
    fresh = [answer.id for answer in answers.answers_of(complaint.id) if not answer.is_marked and not answer.is_void]
    for message_id in fresh[:2]:
        hollow.mark(complaint, message_id)
    hollow.decide(complaint, fresh[:2], "Tidak menyebut apa pun.", by=town.actor("moderator"))


def let_go(town: Town, complaint: Complaint) -> None:
    to = town.clinic if complaint.unit_id == town.works.id else town.works
    verifying.transfer_to(complaint, to, "Bukan kewenangannya.", by=town.actor("moderator"))


Act = Callable[[Town, Complaint], object]
ACTS: dict[str, Act] = {
    "answer": lambda t, c: answering.answer(c, "Kami periksa Senin.", by=t.actor("officer")),
    "resolve": lambda t, c: answering.resolve(c, "Sudah diganti.", by=t.actor("officer")),
    "confirm": lambda t, c: reporting.confirm(c, 4, ""),
    "dispute": lambda t, c: reporting.dispute(c, "Belum selesai."),
    "reopen": lambda t, c: reporting.reopen_by_reporter(c, "Terjadi lagi."),
    "withdraw": lambda t, c: reporting.withdraw(c, ""),
    "let go": let_go,
    "refuse": lambda t, c: (
        answering.propose_transfer(c, "Bukan kewenangan kami.", t.clinic, by=t.actor("officer")),
        verifying.decide_transfer(c, False, "Tetap di sini.", None, by=t.actor("moderator")),
    ),
    "void": void,
    "silence": lambda t, c: sweeping.close_silent(c),
}
FORWARD = {"assigned": ["answer", "answer", "resolve"], "in_progress": ["resolve", "answer", "void"],
           "resolved": ["confirm", "confirm", "dispute", "silence"], "reopened": ["resolve", "answer"]}  # fmt: skip
STEPS = st.lists(
    st.tuples(
        st.integers(0, 3), st.sampled_from(["case"] * 6 + ["promise"] * 3 + ["visit"] * 2), st.booleans(),
        st.integers(0, 10_000),
    ),
    min_size=30, max_size=60,
)  # fmt: skip


class Lives:
    """Four cases, two promises and a block of visit codes of a town, and what happens to them."""

    def __init__(self, town: Town, point: ServicePoint) -> None:
        self.town = town
        self.cases = [assigned(town).id for _ in range(4)]
        self.promises = [made.accepted(town, days).id for days in (9, 25)]
        self.block: TokenBlock = make_block(town, point, day=clock.today("Asia/Makassar"))

    def step(self, what: str, is_forward: bool, index: int) -> None:
        """One act on one of them; one that its rules refuse leaves nothing."""
        try:
            getattr(self, what)(is_forward, index)
            db.session.commit()
        except Refused:
            db.session.rollback()

    def case(self, is_forward: bool, index: int) -> None:
        complaint = cases.lock(self.cases[index % 4])
        acts = FORWARD.get(complaint.state, sorted(ACTS)) if is_forward else sorted(ACTS)
        ACTS[acts[index // 4 % len(acts)]](self.town, complaint)

    def promise(self, is_forward: bool, index: int) -> None:
        commitment = promises.lock(self.promises[index % 2])
        acts = PROMISE_FORWARD.get(commitment.state, []) if is_forward else []
        acts = acts or sorted(PROMISE_ACTS)
        PROMISE_ACTS[acts[index // 2 % len(acts)]](self.town, commitment)

    def visit(self, is_forward: bool, index: int) -> None:
        """With a code, or (less often) without; five marks or more, or two."""
        few = {"persyaratan": 1, "prosedur": 4}
        marks = marked(index % 4 + 1, waktu=None if index % 3 else 2) if index % 5 else marked(None, **few)
        with_code = is_forward or index % 2
        give(self.town, marks=marks, token=token(self.block, self.block.used + 1) if with_code else None)


@settings(max_examples=lives(8), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_what_is_computed_is_what_happened(town: Town, hands: Hands, steps: list[tuple[int, str, bool, int]]) -> None:
    point = db.session.scalars(select(ServicePoint)).first() or make_point(town)
    lives = Lives(town, point)
    for days, what, is_forward, index in steps:
        hands.move(days=days if what == "case" else 0, minutes=7)
        lives.step(what, is_forward, index)
    for wait in (0, 7, 70):
        hands.move(days=wait)
        today = clock.today("Asia/Makassar")
        waiting.settle(town.government)
        for back in (0, 1, 3):
            check(town, shifted(f"{today:%Y-%m}", -back), today)


def check(town: Town, month: str, today: date) -> None:
    """The file says what the raw rows say, its figures are those of the lone script, and twice it is the same."""
    computed = compute(town.government, month, 1, today)
    file = json.loads(computed.file)
    lines = {unit["code"]: {part: unit[part] for part in "rkpc"} for unit in file["inputs"]["units"]}
    expected = inputs_of(town.government, list(window(month)), today)
    ids = {code: unit_id for unit_id, code in db.session.execute(select(Unit.id, Unit.code).where(
        Unit.government_id == town.government.id))}  # fmt: skip
    for code, line in lines.items():
        assert line == expected.pop(ids[code], NOTHING), (month, today, code)
    assert not expected
    assert [what for what, wrong in score_check.differences(file) if wrong] == []
    for unit_id, row in computed.rows.items():
        total = file["published"]["units"][next(code for code in lines if ids[code] == unit_id)].get("total")
        assert (f"{row['points'] / 100:.2f}" if row["is_published"] else None) == total
        for part in "rkpc":
            listed = locked.now_of(town.government.id, unit_id, part, window(month), today)
            assert locked.changes(locked.kept_of(row["detail"], part), listed) == [], (month, today, unit_id, part)
    again = compute(town.government, month, 1, today)
    assert (again.file, again.inputs_hash, again.rows, again.detail) == (
        computed.file, computed.inputs_hash, computed.rows, computed.detail,
    )  # fmt: skip


NOTHING = {"r": [0, 0], "k": {"yes": 0, "answered": 0, "overdue": 0, "silent": 0}, "p": [], "c": [0, 0]}


def test_such_lives_come_to_every_outcome(town: Town, hands: Hands) -> None:
    """Else the property above would say little."""
    import random

    chance, point = random.Random(7), make_point(town)
    for _ in range(12):
        lives = Lives(town, point)
        for _step in range(45):
            what = chance.choice(["case"] * 6 + ["promise"] * 3 + ["visit"] * 2)
            hands.move(days=chance.randint(0, 3) if what == "case" else 0, minutes=7)
            lives.step(what, chance.random() < 0.6, chance.randint(0, 10_000))
    hands.move(days=40)
    waiting.settle(town.government)
    check(town, "2026-12", clock.today("Asia/Makassar"))
    rows = db.session.execute(select(Trial.part, Trial.outcome, func.count()).group_by(Trial.part, Trial.outcome))
    found = Counter({(part, outcome): n for part, outcome, n in rows})
    for outcome in ("met", "late", "pending", "transferred", "withdrawn"):
        assert found["R", outcome], (outcome, found)
    for outcome in ("solved", "unsolved", "silent", "pending", "transferred", "withdrawn"):
        assert found["K", outcome], (outcome, found)
