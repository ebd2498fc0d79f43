"""Random acts by random roles never leave the life of design/domain.md, break a clock or lose a row of history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.complaints import rules
from forum.complaints.actions import answering, merging, reporting, sweeping, units_gone, verifying
from forum.complaints.models import Complaint
from forum.complaints.queries import calendar, cases, tallies
from forum.core.db import db
from forum.core.errors import Refused
from forum.core.workdays import is_working_day
from forum.ledger.queries import acts_on
from forum.ledger.rules import Actor
from tests.complaints.trial_counts import check_trials
from tests.conftest import Hands
from tests.factories import Town, submit
from tests.haste import lives

# Written anew from design/domain.md, not from the code: every state that may follow a state.
MAY_FOLLOW = {
    "submitted": "awaiting_completion archived assigned withdrawn merged referred",
    "awaiting_completion": "submitted archived withdrawn merged referred",
    "archived": "submitted reopened",
    "assigned": "in_progress resolved closed_by_moderator withdrawn merged referred",
    "in_progress": "assigned resolved closed_by_moderator withdrawn merged referred",
    "resolved": "confirmed reopened closed_by_system closed_by_moderator withdrawn",
    "confirmed": "reopened",
    "closed_by_system": "confirmed reopened",
    "closed_by_moderator": "reopened",
    "reopened": "assigned in_progress resolved closed_by_moderator withdrawn merged referred",
    "merged": "submitted assigned in_progress reopened",
    "withdrawn": "submitted reopened",
    "referred": "submitted reopened",
}

Act = Callable[[Town, Complaint, Complaint], object]
ACTS: dict[str, Act] = {
    "ask": lambda t, c, o: verifying.ask_completion(c, "Di mana tepatnya?", by=t.actor("moderator")),
    "archive": lambda t, c, o: verifying.archive(c, "no_substance", "", by=t.actor("moderator")),
    "assign": lambda t, c, o: verifying.assign(c, t.works, [t.clinic], by=t.actor("moderator")),
    "assign as officer": lambda t, c, o: verifying.assign(c, t.works, by=t.actor("officer")),
    "transfer": lambda t, c, o: verifying.transfer_to(c, t.clinic, "Keliru", by=t.actor("moderator")),
    "agree": lambda t, c, o: verifying.decide_transfer(c, True, "Setuju", t.clinic, by=t.actor("moderator")),
    "disagree": lambda t, c, o: verifying.decide_transfer(c, False, "Tidak", None, by=t.actor("moderator")),
    "refer": lambda t, c, o: verifying.refer(c, "PLN", "A-1", "123", "", by=t.actor("moderator")),
    "close": lambda t, c, o: verifying.close(c, "Sudah tuntas di lapangan", by=t.actor("moderator")),
    "reopen": lambda t, c, o: verifying.reopen(c, "Keliru ditutup", by=t.actor("moderator")),
    "merge": lambda t, c, o: merging.merge(c, cases.lock(o.id), by=t.actor("moderator")),
    "unmerge": lambda t, c, o: merging.unmerge(c, "Berbeda", by=t.actor("moderator")),
    "propose": lambda t, c, o: answering.propose_transfer(c, "Bukan kewenangan", None, by=t.actor("officer")),
    "forward": lambda t, c, o: answering.forward(c, t.branch, "Wilayah timur", by=t.actor("officer")),
    "answer": lambda t, c, o: answering.answer(c, "Kami periksa Senin.", by=t.actor("officer")),
    "answer as moderator": lambda t, c, o: answering.answer(c, "Bukan giliran saya", by=t.actor("moderator")),
    "progress": lambda t, c, o: answering.report_progress(c, "Bahan sudah dipesan.", by=t.actor("officer")),
    "resolve": lambda t, c, o: answering.resolve(c, "Sudah diganti.", by=t.actor("officer")),
    "reply": lambda t, c, o: reporting.reply(c, "Letaknya di depan pasar."),
    "confirm": lambda t, c, o: reporting.confirm(c, 4, ""),
    "dispute": lambda t, c, o: reporting.dispute(c, "Belum selesai"),
    "reopen as reporter": lambda t, c, o: reporting.reopen_by_reporter(c, "Terjadi lagi"),
    "withdraw": lambda t, c, o: reporting.withdraw(c, ""),
    "silence": lambda t, c, o: sweeping.close_silent(c),
    "expiry": lambda t, c, o: sweeping.expire(c),
    "escalation": lambda t, c, o: sweeping.escalate(c),
    "unit ends": lambda t, c, o: units_gone.hand_over(t.branch, t.clinic, "Digabung", by=Actor("administrator")),
}
# What brings a case forward from each state, so that random walks get far; every other act is tried there too.
FORWARD = {
    "submitted": ["assign", "assign", "assign", "ask", "merge"],
    "awaiting_completion": ["reply", "expiry"],
    "assigned": ["answer", "resolve", "forward", "transfer"],
    "in_progress": ["resolve", "progress"],
    "resolved": ["confirm", "dispute", "silence", "close"],
    "reopened": ["answer", "resolve"],
    "merged": ["unmerge"],
}
STEPS = st.lists(st.tuples(st.booleans(), st.integers(0, 10_000), st.integers(0, 9)), min_size=6, max_size=24)


def pick(state: str, is_forward: bool, index: int) -> str:
    acts = FORWARD.get(state, ["reopen"]) if is_forward else sorted(ACTS)
    return acts[index % len(acts)]


def history(complaint_id: int, subject_id: int) -> list[tuple[int, str]]:
    said = [(m.id, m.body) for m in cases.messages_of(complaint_id)]
    return [(a.id, a.verb) for a in acts_on(subject_id)] + said


def check_clock(complaint: Complaint, off: frozenset[date]) -> None:
    assert complaint.verify_due_on is not None
    assert complaint.paused_days <= 10
    for due in (complaint.verify_due_on, complaint.answer_due_on, complaint.resolve_due_on, complaint.silence_due_on):
        assert due is None or is_working_day(due, off)
    assert (complaint.due_on is not None) == (complaint.state in {"submitted", *rules.UNIT_TURN})
    assert (complaint.silence_due_on is not None) == (complaint.state == "resolved")
    assert (complaint.completion_due_on is not None) == (complaint.state == "awaiting_completion")
    assert (complaint.assigned_on is not None) or complaint.answer_due_on is None
    if complaint.state in rules.UNIT_TURN:
        assert complaint.assigned_on is not None
        assert complaint.answer_from is not None
        assert complaint.answer_from >= complaint.assigned_on
    kept = complaint.due_on, complaint.answer_due_on, complaint.resolve_due_on
    computed = rules.deadlines(complaint.facts, calendar.limits_for(complaint), off)
    assert kept == (computed.running, computed.answer, computed.resolve)


@pytest.mark.slow
@settings(max_examples=lives(100), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
@pytest.mark.asvs("2.3.1")
def test_no_sequence_of_acts_leaves_the_life(town: Town, hands: Hands, steps: list[tuple[bool, int, int]]) -> None:
    complaint, other = submit(town).complaint, submit(town, "Lampu yang sama padam.").complaint
    for is_forward, index, days in steps:
        hands.move(days=days)
        complaint = cases.lock(complaint.id)
        name = pick(complaint.state, is_forward, index)
        state, past = complaint.state, history(complaint.id, complaint.subject_id)
        number, words = complaint.number, cases.text_of(complaint.id).body
        refusal: Refused | None = None
        try:
            ACTS[name](town, complaint, other)
            db.session.commit()
        except Refused as refused:
            refusal = refused
            db.session.rollback()
        if refusal is not None:
            after = cases.lock(complaint.id)
            assert (after.state, history(after.id, after.subject_id)) == (state, past), f"{name}: {refusal!r}"
            assert refusal.sentence()
        complaint = cases.lock(complaint.id)
        assert complaint.state == state or complaint.state in MAY_FOLLOW[state].split(), (
            f"{state} -{name}-> {complaint.state}"
        )
        assert set(past) <= set(history(complaint.id, complaint.subject_id))
        assert (complaint.number, cases.text_of(complaint.id).body) == (number, words)
        check_clock(complaint, calendar.days_off_for(complaint))
    db.session.commit()
    board = {(town.government.id, s): n for s, n in tallies.board_counts(town.government.id).items() if n}
    assert board == tallies.recount_board()
    for unit in (town.works, town.clinic, town.branch):
        kept = {(unit.id, s): n for s, n in tallies.unit_counts(unit.id).items() if n}
        assert kept == {k: n for k, n in tallies.recount_units().items() if k[0] == unit.id}
    areas = {
        (a, s): n
        for a, counts in tallies.area_counts(["99.71.01", "99.71.01.1001"]).items()
        for s, n in counts.items()
        if n
    }
    assert areas == tallies.recount_areas()
    check_trials(town.government.id)
