"""How commitments count: the trial rule, and kept counts that equal a full recount after any acts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.commitments import rules
from forum.commitments.actions import keeping, making, tallying
from forum.commitments.models import Commitment
from forum.commitments.queries import cases, scoring, tallies
from forum.core.db import db
from forum.core.errors import Refused
from tests.commitments.promises import accepted, agreed, claimed, drafted, head, promise, worded
from tests.complaints.counting import plan_of
from tests.conftest import Hands
from tests.factories import Town
from tests.haste import lives

DUE, BEFORE, AFTER = date(2026, 11, 30), date(2026, 11, 29), date(2026, 12, 1)


@pytest.mark.parametrize(
    ("state", "accepted_on", "claimed_on", "outcome"),
    [
        ("drafted", None, None, None),
        ("worded", None, None, None),
        ("declined", None, None, None),
        ("withdrawn", None, None, None),
        ("accepted", BEFORE, None, "pending"),
        ("claimed", BEFORE, BEFORE, "pending"),
        ("kept", BEFORE, BEFORE, "kept"),
        ("kept", BEFORE, DUE, "kept"),
        ("kept", BEFORE, AFTER, "kept_late"),
        ("partly", BEFORE, BEFORE, "partly"),
        ("broken", BEFORE, None, "broken"),
        ("withdrawn", BEFORE, None, "withdrawn"),
    ],
)
def test_only_evidence_in_time_that_was_accepted_is_a_success(
    state: str, accepted_on: date | None, claimed_on: date | None, outcome: str | None
) -> None:
    assert rules.outcome(state, DUE, accepted_on, claimed_on) == outcome


@pytest.mark.parametrize(
    ("counts", "kept", "n", "left_out", "percent"),
    [
        ({}, 0, 0, 0, None),
        ({"kept": 1}, 1, 1, 0, 100),
        ({"kept": 1, "kept_late": 1, "partly": 1, "broken": 1, "overdue": 4, "withdrawn": 2}, 1, 8, 2, 13),
        ({"withdrawn": 3}, 0, 0, 3, None),
    ],
)
def test_the_share_counts_everything_due_but_the_withdrawn(
    counts: dict[str, int], kept: int, n: int, left_out: int, percent: int | None
) -> None:
    share = rules.share(counts)
    assert (share.kept, share.n, share.left_out, share.percent) == (kept, n, left_out, percent)


def test_the_score_reads_settled_by_month_and_pending_by_day(town: Town, hands: Hands) -> None:
    kept, late = claimed(town, days=5), accepted(town, days=8)
    accepted(town, days=40)
    worded(town, days=5)
    keeping.settle(kept, "keep", "Bukti lengkap dan cocok.", by=town.actor("moderator"))
    db.session.commit()
    today = date(2026, 11, 18)
    assert scoring.tallies_between(town.government.id, "2026-11", "2026-11") == [
        scoring.Tally(town.works.id, "2026-11", "kept", 1)
    ]
    assert scoring.settled_ahead(town.government.id, today) == [scoring.Tally(town.works.id, "2026-11", "kept", 1)]
    assert scoring.settled_ahead(town.government.id, date(2026, 11, 24)) == []
    pending = scoring.pending_between(town.government.id, today, date(2026, 11, 30), town.works.id)
    assert pending == [scoring.Pending(town.works.id, late.due_on, 1)]
    assert scoring.pending_between(town.government.id, today, date(2026, 11, 30), town.clinic.id) == []
    assert scoring.first_month(town.government.id) == "2026-11"
    assert scoring.first_month(town.other.id) is None
    hands.move(days=30)
    share = tallies.shares_of(town.government.id, [town.works.id], ["2026-11", "2026-12"], date(2026, 12, 18))
    assert (share[town.works.id].kept, share[town.works.id].n) == (1, 2)
    assert tallies.government_share(town.government.id, ["2026-11"], date(2026, 12, 18)) == share[town.works.id]


def test_the_list_behind_each_figure(town: Town, hands: Hands) -> None:
    made = {name: claimed(town, days=5) for name in ("kept", "partly", "withdrawn")}
    made["pending"], made["kept_late"] = accepted(town, days=6), accepted(town, days=2)
    keeping.settle(made["kept"], "keep", "Bukti lengkap.", by=town.actor("moderator"))
    keeping.settle(made["partly"], "part", "Separuh.", by=town.actor("moderator"))
    keeping.withdraw(made["withdrawn"], agreed(), "Tidak perlu lagi.", by=town.actor("moderator"))
    hands.move(days=3)
    keeping.claim(made["kept_late"], "Terlambat sehari, tetapi selesai.", by=town.actor("officer"))
    keeping.settle(made["kept_late"], "keep", "Selesai.", by=town.actor("moderator"))
    db.session.commit()
    for outcome, commitment in made.items():
        found = scoring.trials_of(town.works.id, ["2026-11"], outcome).rows
        assert [each.id for each in found] == [commitment.id], outcome
    assert len(scoring.trials_of(town.works.id, ["2026-11"]).rows) == 5
    assert scoring.trials_of(town.works.id, ["2026-11"], "pending", before=date(2026, 11, 20)).rows == []
    assert scoring.trials_of(town.clinic.id, ["2026-11"]).rows == []


Act = Callable[[Town, Commitment], object]
ACTS: dict[str, Act] = {
    "word": lambda t, c: making.word(c, by=t.actor("moderator")),
    "accept": lambda t, c: making.accept(c, by=head(t)),
    "decline": lambda t, c: making.decline(c, "Tidak ada anggaran.", by=head(t)),
    "accept as officer": lambda t, c: making.accept(c, by=t.actor("officer")),
    "revise": lambda t, c: making.revise(c, promise(35), by=t.actor("officer")),
    "amend": lambda t, c: making.amend(c, promise(50), "Bahan terlambat.", by=t.actor("moderator")),
    "drop": lambda t, c: making.drop(c, by=t.actor("officer")),
    "send back": lambda t, c: making.send_back(c, "Kurang jelas.", by=t.actor("moderator")),
    "progress": lambda t, c: keeping.progress(c, "Berjalan.", by=t.actor("officer")),
    "claim": lambda t, c: keeping.claim(c, "Selesai.", by=t.actor("officer")),
    "keep": lambda t, c: keeping.settle(c, "keep", "Cukup.", by=t.actor("moderator")),
    "part": lambda t, c: keeping.settle(c, "part", "Separuh.", by=t.actor("moderator")),
    "return": lambda t, c: keeping.give_back(c, "Belum cukup.", by=t.actor("moderator")),
    "break": lambda t, c: keeping.settle_broken(c, "Tidak dikerjakan.", by=t.actor("moderator")),
    "withdraw": lambda t, c: keeping.withdraw(c, agreed(), "Tidak perlu.", by=t.actor("moderator")),
}
FORWARD = {"drafted": ["word"], "worded": ["accept", "accept", "amend"], "accepted": ["claim", "amend", "break"],
           "claimed": ["keep", "return", "part", "break"]}  # fmt: skip
STEPS = st.lists(st.tuples(st.booleans(), st.integers(0, 1000), st.integers(0, 14), st.integers(0, 2)), max_size=26)


@settings(max_examples=lives(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_counts_follow_every_act_and_equal_a_full_recount(
    town: Town, hands: Hands, steps: list[tuple[bool, int, int, int]]
) -> None:
    made = [drafted(town).id, worded(town, days=12).id, accepted(town, days=25).id]
    db.session.commit()
    for is_forward, index, days, which in steps:
        hands.move(days=days)
        commitment = cases.lock(made[which])
        names = FORWARD.get(commitment.state, sorted(ACTS)) if is_forward else sorted(ACTS)
        try:
            ACTS[names[index % len(names)]](town, commitment)
            db.session.commit()
        except Refused:
            db.session.rollback()
    db.session.commit()
    assert tallies.counted() == tallies.recount()
    kept = tallies.counted()
    tallying.rebuild()
    assert tallies.counted() == kept
    db.session.commit()


def test_what_the_score_asks_is_read_by_index(town: Town) -> None:
    for _ in range(30):
        accepted(town)
    plan = plan_of(scoring.trial_list(town.works.id, ["2026-11", "2026-12"], "kept", None)).lower()
    assert "ix_commitments_unit_id" in plan
    assert "scan commitments" not in plan
