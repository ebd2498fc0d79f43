"""A month's life: live, closed by the worker, published for good, corrected by a further version."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from forum.complaints.actions import answering, reporting
from forum.complaints.models import Complaint
from forum.complaints.queries import cases
from forum.core.db import db
from forum.ledger.models import Leaf
from forum.scores import jobs
from forum.scores.actions import closing
from forum.scores.errors import AlreadyPublished, NothingChanged, NotSettled, ReasonMissing
from forum.scores.models import ScoreMonth, UnitScore
from forum.scores.queries import months as known
from forum.units.models import Unit
from tests.conftest import Hands
from tests.factories import Town, assigned, sign_in

CHECKER = Path(__file__).parents[2] / "forum" / "scores" / "score_check.py"
BEGAN = datetime(2026, 6, 1, 2, tzinfo=UTC)
LATER = datetime(2026, 9, 2, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_hands(hands: Hands) -> None:
    """`at` moves these."""
    global _hands
    _hands = hands


_hands: Hands


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Inside, it is `moment`."""
    before = _hands.now
    _hands.now = moment
    yield
    _hands.now = before


def a_month_of_work(town: Town, cases_: int = 15) -> None:
    """June: every third complaint is left unanswered, the others are done and most reporters say so."""
    for k in range(cases_):
        with at(BEGAN + timedelta(hours=k)):
            complaint = assigned(town)
            number = complaint.id
            db.session.commit()
        if k % 3 == 0:
            continue
        with at(BEGAN + timedelta(days=2, hours=k)):
            case = cases.lock(number)
            answering.answer(case, "Petugas datang besok pagi untuk memperbaiki lampunya.", by=town.actor("officer"))
            answering.resolve(case, "Lampu sudah diganti dan menyala kembali sejak sore.", by=town.actor("officer"))
            db.session.commit()
        if k % 3 == 1:
            with at(BEGAN + timedelta(days=3, hours=k)):
                reporting.confirm(cases.lock(number), 5, "")
                db.session.commit()


def closed(town: Town, month: str = "2026-06") -> ScoreMonth:
    with at(LATER):
        closing.ask_closing(town.government, month, by=town.actor("moderator"))
        db.session.commit()
        while jobs.close_next():
            pass
        row = known.lock_month(town.government.id, month, known.newest_version(town.government.id, month))
    assert row is not None
    return row


def published(town: Town) -> ScoreMonth:
    row = closed(town)
    with at(LATER):
        closing.publish(town.government, row.month, row.version, by=town.actor("moderator"))
        db.session.commit()
    return row


def score_of(row: ScoreMonth, unit: Unit) -> UnitScore:
    score = known.find_score(row.id, unit.id)
    assert score is not None
    return score


def test_a_month_in_progress_is_previewed_and_counts_only_what_is_past_its_deadline(town: Town) -> None:
    a_month_of_work(town)
    with at(BEGAN + timedelta(days=4)):
        closing.refresh(town.government)
        db.session.commit()
        early = known.find_month(town.government.id, "2026-06", 0)
        assert early is not None
        assert score_of(early, town.works).detail["parts"]["r"]["n"] == "0.00"
    with at(BEGAN + timedelta(days=20)):
        closing.refresh(town.government)
        db.session.commit()
        later = known.find_month(town.government.id, "2026-06", 0)
        assert later is not None
        figures = score_of(later, town.works)
    assert (figures.detail["parts"]["r"]["s"], figures.detail["parts"]["r"]["n"]) == ("10.00", "15.00")


def test_a_preview_is_not_computed_again_while_nothing_happens(town: Town) -> None:
    a_month_of_work(town, 3)
    with at(LATER):
        assert closing.refresh(town.government) == closing.PREVIEWED
        db.session.commit()
        assert closing.refresh(town.government) == 0


def test_a_month_is_closed_one_full_month_after_its_end(town: Town) -> None:
    a_month_of_work(town, 3)
    with at(datetime(2026, 7, 30, tzinfo=UTC)), pytest.raises(NotSettled):
        closing.ask_closing(town.government, "2026-06", by=town.actor("moderator"))
    with at(datetime(2026, 8, 1, 3, tzinfo=UTC)):
        closing.ask_closing(town.government, "2026-06", by=town.actor("moderator"))


def test_the_worker_closes_settled_months_by_itself_and_again_with_the_same_result(town: Town) -> None:
    a_month_of_work(town)
    with at(LATER):
        jobs.close_settled_months()
    row = known.find_month(town.government.id, "2026-06", 1)
    assert row is not None
    assert row.state == "closed"
    first = row.inputs_hash, row.file
    again = closed(town)
    assert (again.inputs_hash, again.file) == first


def test_closing_that_was_cut_off_is_done_by_the_next_worker(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    a_month_of_work(town, 6)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with at(LATER):
        closing.ask_closing(town.government, "2026-06", by=town.actor("moderator"))
        db.session.commit()
        with monkeypatch.context() as broken:
            broken.setattr(closing, "_insert", killed)
            with pytest.raises(KeyboardInterrupt):
                jobs.close_next()
        db.session.rollback()
        assert jobs.close_next()
    row = known.find_month(town.government.id, "2026-06", 1)
    assert row is not None
    assert row.state == "closed"


def test_publishing_writes_a_leaf_and_happens_once(town: Town) -> None:
    a_month_of_work(town)
    row = published(town)
    said = known.publication_of(row.id)
    assert said is not None
    leaf = db.session.get(Leaf, said.leaf_index)
    assert leaf is not None
    assert leaf.kind == "score"
    with at(LATER), pytest.raises(AlreadyPublished):
        closing.publish(town.government, row.month, row.version, by=town.actor("moderator"))


@pytest.mark.parametrize(
    "statement",
    [
        "update unit_scores set points = 9999",
        "delete from unit_scores",
        "update score_months set inputs_hash = 'x'",
        "delete from score_months",
        "update score_publications set file_hash = 'x'",
        "delete from score_publications",
    ],
)
def test_the_database_refuses_to_change_what_was_published(town: Town, statement: str) -> None:
    a_month_of_work(town)
    published(town)
    with pytest.raises(DatabaseError):
        db.session.execute(text(statement))
    db.session.rollback()


def test_no_figure_is_put_into_a_published_month(town: Town) -> None:
    a_month_of_work(town)
    month = published(town)
    with at(LATER):
        closing.refresh(town.government)
        db.session.commit()
    live = known.find_month(town.government.id, "2026-08", 0)
    assert live is not None
    columns = "score_month_id, unit_id, is_published, evidence, detail"
    for statement in (
        f"update unit_scores set score_month_id = {month.id} where score_month_id = {live.id}",
        f"insert into unit_scores ({columns}) values ({month.id}, {town.root.id}, false, 0, '{{}}')",
    ):
        with pytest.raises(DatabaseError, match="never changed"):
            db.session.execute(text(statement))
        db.session.rollback()


def test_score_check_computes_the_published_file_again(town: Town, tmp_path: Path) -> None:
    a_month_of_work(town)
    row = published(town)
    said = known.publication_of(row.id)
    assert said is not None
    file = tmp_path / "masukan.json"
    file.write_bytes(said.file)
    done = subprocess.run([sys.executable, str(CHECKER), str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    shown = json.loads(said.file)["published"]["units"][town.works.code]
    assert shown["total"] == f"{score_of(row, town.works).points / 100:.2f}"  # type: ignore[operator]
    changed = said.file.replace(f'"total":"{shown["total"]}"'.encode(), b'"total":"99.99"')
    file.write_bytes(changed)
    assert subprocess.run([sys.executable, str(CHECKER), str(file)], capture_output=True, check=False).returncode == 1


def test_the_open_file_holds_no_text_and_no_person(town: Town) -> None:
    a_month_of_work(town)
    said = known.publication_of(published(town).id)
    assert said is not None
    for word in ("Lampu", "lampu", town.people["officer"].name, town.people["resident"].name):
        assert word.encode() not in said.file


def test_a_correction_says_why_is_a_further_version_and_leaves_the_first(town: Town) -> None:
    a_month_of_work(town)
    first = published(town)
    before = score_of(first, town.works).points
    with at(LATER):
        late = db.session.scalars(select(Complaint).where(Complaint.state == "resolved")).first()
        assert late is not None
        reporting.dispute(cases.lock(late.id), "Ternyata lampunya mati lagi.")
        closing.ask_correction(town.government, "2026-06", by=town.actor("moderator"))
        db.session.commit()
        assert jobs.close_next()
        with pytest.raises(ReasonMissing):
            closing.publish(town.government, "2026-06", 2, "  ", by=town.actor("moderator"))
        closing.publish(town.government, "2026-06", 2, "Satu laporan dibuka kembali.", by=town.actor("moderator"))
        db.session.commit()
    second = known.find_month(town.government.id, "2026-06")
    assert second is not None
    assert second.version == 2
    assert score_of(first, town.works).points == before
    assert score_of(second, town.works).points != before


def test_a_correction_that_changes_nothing_is_refused(town: Town) -> None:
    a_month_of_work(town)
    published(town)
    with at(LATER):
        with pytest.raises(NothingChanged):
            closing.ask_correction(town.government, "2026-06", by=town.actor("moderator"))
        db.session.rollback()
    assert known.newest_version(town.government.id, "2026-06") == 1


def test_closing_tells_how_far_it_is(town: Town) -> None:
    a_month_of_work(town, 3)
    told: list[tuple[int, int]] = []
    with at(LATER):
        closing.ask_closing(town.government, "2026-06", by=town.actor("moderator"))
        db.session.commit()
        while jobs.close_next(lambda done, whole: told.append((done, whole))):
            pass
    assert told[0][0] == 0
    assert told[-1][0] == told[-1][1] > 0


def test_a_month_is_closed_on_the_command_line(app: Flask, town: Town) -> None:
    a_month_of_work(town, 3)
    runner = app.test_cli_runner()
    with at(LATER):
        db.session.commit()
        done = runner.invoke(args=["close-month", town.government.slug, "2026-06"])
        assert done.exit_code == 0, done.output
        assert runner.invoke(args=["close-month", town.government.slug, "2026-08"]).exit_code == 1
        assert runner.invoke(args=["close-month", "entah", "2026-06"]).exit_code == 1
        mistyped = runner.invoke(args=["close-month", town.government.slug, "2026-6"])
        assert mistyped.exit_code == 2
        assert "2026-6 bukan bulan" in mistyped.output


def test_the_head_is_told_that_a_scorecard_appeared_and_led_to_it(town: Town, client: FlaskClient) -> None:
    a_month_of_work(town, 3)
    published(town)
    sign_in(client, town.people["head"])
    inbox = client.get("/kotak-masuk").text
    assert "Rapor Dinas Pekerjaan Umum untuk Juni 2026 terbit." in inbox
    led = re.search(r'href="(/unit/contoh/dpu/rapor\?bulan=2026-06)"', inbox)
    assert led is not None
    sign_in(client, town.people["officer"])
    assert "Rapor Dinas" not in client.get("/kotak-masuk").text
