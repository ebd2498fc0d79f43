"""The demonstration shows every page something, and never a real person."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from forum.accounts.models import Account
from forum.commitments.actions import tallying as promised
from forum.commitments.models import STATES, Commitment, CommitmentTally
from forum.complaints import rules
from forum.complaints.actions import trialing
from forum.complaints.models import AreaTally as Areas
from forum.complaints.models import (
    Attachment,
    BoardTally,
    Category,
    Complaint,
    Confirmation,
    Merge,
    PendingTally,
    Referral,
    Support,
    Transfer,
    TrialTally,
    UnitTally,
)
from forum.complaints.queries import tallies
from forum.core import clock, outbox
from forum.core.db import db
from forum.ledger.models import Act, Leaf
from forum.moderation.models import Standing
from forum.ratings.actions import rebuilding as survey
from forum.ratings.models import PaperBatch, Round, SurveyAnswer
from forum.ratings.queries import waiting as waiters
from forum.ratings.rules import waiting
from forum.scores.models import Publication, ScoreMonth, UnitScore
from forum.scores.queries.evidence import gather
from forum.scores.rules.inputs import canonical, inputs_part
from forum.scores.rules.months import first_day, shifted, window
from forum.seeds import books, planting
from forum.seeds.lives import LIVES
from forum.units.models import Government, Service, Unit
from tests.seeds.counters import counted

pytestmark = pytest.mark.slow


def _complaints_by_place() -> dict[str, list[Complaint]]:
    found: dict[str, list[Complaint]] = {}
    for complaint, slug in db.session.execute(
        select(Complaint, Government.slug).join(Government, Government.id == Complaint.government_id)
    ):
        found.setdefault(slug, []).append(complaint)
    return found


def test_each_place_has_forty_complaints_in_every_state(demo_site: Flask) -> None:
    places = _complaints_by_place()
    assert set(places) == set(books.SLUGS)
    for complaints in places.values():
        assert len(complaints) >= 40
        assert {c.state for c in complaints} == set(rules.STATES)


def test_each_place_has_every_class_and_channel_late_ones_and_the_anonymous(demo_site: Flask) -> None:
    for complaints in _complaints_by_place().values():
        assert {c.class_ for c in complaints} == set(rules.CLASSES)
        assert {c.channel for c in complaints} >= {"web", "counter"}
        assert any(c.due_on is not None and c.due_on < clock.today("Asia/Jakarta") for c in complaints)
        assert any(c.is_anonymous and not c.is_confidential for c in complaints)
        assert any(c.is_confidential for c in complaints)
        assert any(c.shown_name for c in complaints)


def test_every_channel_is_used(demo_site: Flask) -> None:
    assert set(db.session.scalars(select(Complaint.channel))) == set(rules.CHANNELS)


def test_the_stories_reach_back_sixty_days(demo_site: Flask) -> None:
    first = db.session.scalars(select(Complaint.submitted_at).order_by(Complaint.submitted_at)).first()
    assert first is not None
    assert clock.now() - first >= timedelta(days=60)


def test_transfers_merges_referrals_disputes_and_supports_are_there(demo_site: Flask) -> None:
    assert set(db.session.scalars(select(Transfer.decision))) == {None, "agreed", "refused"}
    assert {row is None for row in db.session.scalars(select(Merge.ended_at))} == {True, False}
    assert db.session.scalars(select(Referral.agency)).first()
    assert set(db.session.scalars(select(Confirmation.is_solved))) == {True, False}
    assert db.session.scalars(select(Support.contact_id).where(Support.contact_id.is_not(None))).first()
    assert {"image/jpeg", "application/pdf"} <= set(db.session.scalars(select(Attachment.kind)))


def test_counts_are_what_a_recount_gives(demo_site: Flask) -> None:
    def kept(model: type[BoardTally] | type[UnitTally] | type[Areas], key: str) -> dict[tuple[object, str], int]:
        rows = db.session.scalars(select(model))
        return {(getattr(row, key), row.state): row.n for row in rows if row.n}

    assert kept(BoardTally, "government_id") == tallies.recount_board()
    assert kept(UnitTally, "unit_id") == tallies.recount_units()
    assert kept(Areas, "area_code") == tallies.recount_areas()


def test_leaves_have_no_gap_and_stand_in_the_order_of_time(demo_site: Flask) -> None:
    leaves = db.session.execute(select(Leaf.index, Leaf.month).order_by(Leaf.index)).all()
    assert [index for index, _ in leaves] == list(range(len(leaves)))
    assert [month for _, month in leaves] == sorted(month for _, month in leaves)


def test_acts_stand_in_the_order_of_time(demo_site: Flask) -> None:
    moments = list(db.session.scalars(select(Act.at).order_by(Act.id)))
    hours = [moment.replace(minute=0, second=0, microsecond=0) for moment in moments]  # of ratings no more is kept
    assert hours == sorted(hours)
    assert max(moments) <= clock.now()


def test_everybody_is_called_contoh_and_lives_at_contoh_example(demo_site: Flask) -> None:
    accounts = list(db.session.scalars(select(Account)))
    assert accounts
    for account in accounts:
        assert account.name.endswith(" Contoh")
        assert (account.email or "").endswith("@contoh.example")
        assert account.is_demo
    assert all(n.endswith(" Contoh") for n in db.session.scalars(select(Complaint.shown_name)) if n)


def test_staff_of_every_role_can_sign_in_with_a_second_factor(demo_site: Flask) -> None:
    for government in db.session.scalars(select(Government)):
        own = [a for a in db.session.scalars(select(Account)) if a.government_id == government.id]
        assert Counter(a.totp_since is None for a in own)[False] >= 8


def test_no_mail_waits(demo_site: Flask) -> None:
    assert outbox.oldest_waiting() is None


def test_each_place_has_units_and_services(demo_site: Flask) -> None:
    for government in db.session.scalars(select(Government)):
        units = [u.id for u in db.session.scalars(select(Unit)) if u.government_id == government.id]
        assert 15 <= len(units) <= 40
        assert len([s for s in db.session.scalars(select(Service)) if s.unit_id in units]) >= 10


def test_a_planted_database_is_not_empty(demo_site: Flask) -> None:
    assert not planting.is_empty()


def test_a_second_planting_does_nothing(demo_site: Flask) -> None:
    before = db.session.scalars(select(Complaint.id)).all()
    result = demo_site.test_cli_runner().invoke(args=["seed-demo"])
    assert result.exit_code == 0
    assert "nothing planted" in result.output
    assert db.session.scalars(select(Complaint.id)).all() == before


@pytest.mark.parametrize("slug", books.SLUGS)
def test_every_story_names_units_categories_and_lives_that_exist(slug: str) -> None:
    shared = books.read_shared()
    book = books.read_book(slug, shared)
    units, categories = {unit.code for unit in book.units}, {key for key, _, _ in shared.categories}
    for tale in book.tales:
        assert tale.life in LIVES
        assert tale.cat in categories
        assert {tale.unit, tale.other, tale.below} - {""} <= units


def test_categories_have_words_in_both_languages(demo_site: Flask) -> None:
    assert all(c.name and c.name_en and c.name != c.name_en for c in db.session.scalars(select(Category)))


def test_each_place_published_a_year_of_months_with_and_without_numbers(demo_site: Flask) -> None:
    for government in db.session.scalars(select(Government)):
        months = [m for m in db.session.scalars(select(ScoreMonth)) if m.government_id == government.id]
        published = [m for m in months if m.state == "published"]
        months = sorted({m.month for m in published})
        assert len(months) >= 12
        assert months == [shifted(months[0], turn) for turn in range(len(months))]
        newest = max(published, key=lambda m: (m.month, m.version))
        shown = Counter(db.session.scalars(select(UnitScore.is_published).where(UnitScore.score_month_id == newest.id)))
        assert shown[True] >= 6
        assert shown[False] >= 3


def test_a_month_was_corrected_and_both_versions_stay(demo_site: Flask) -> None:
    corrected = db.session.scalars(select(ScoreMonth).where(ScoreMonth.version == 2)).one()
    assert corrected.state == "published"
    assert db.session.get_one(Publication, corrected.id).reason


def _gathered_anew(government: Government, month: ScoreMonth) -> dict[str, Any]:
    """What the lists give today, as the open file says it."""
    found = gather(government.id, window(month.month)[0], month.month, clock.today(government.zone))
    names, about = {m.code: m.name for m in found.members}, (government.prefix, government.name)
    return inputs_part(month.month, about, names, found.evidence(), found.share(), month.version)


def _published() -> Iterator[tuple[Government, ScoreMonth, dict[str, Any]]]:
    rows = select(Government, ScoreMonth, Publication.file).where(Publication.score_month_id == ScoreMonth.id)
    rows = rows.where(Government.id == ScoreMonth.government_id).order_by(ScoreMonth.month, ScoreMonth.version)
    for government, month, file in db.session.execute(rows):
        yield government, month, json.loads(file)["inputs"]


def test_what_was_published_is_what_the_lists_behind_it_say_afterwards(demo_site: Flask) -> None:
    newest = {(government.id, month.month): (government, month, said) for government, month, said in _published()}
    assert len(newest) >= 4 * 12
    promised.rebuild()
    for government in db.session.scalars(select(Government.id)).all():
        trialing.recount(government)
    for government, month, said in newest.values():
        assert json.loads(canonical(_gathered_anew(government, month))) == said, (government.slug, month.month)


def test_a_correction_changes_what_its_reason_says_and_nothing_else(demo_site: Flask) -> None:
    versions = [said for government, month, said in _published() if government.slug == "makassar"]
    before, after = next((a, b) for a, b in pairwise(versions) if a["month"] == b["month"])
    changed = [(old, new) for old, new in zip(before["units"], after["units"], strict=True) if old != new]
    assert [{part for part in new if new[part] != old[part]} for old, new in changed] == [{"c"}]
    assert {key for key in after if after[key] != before[key]} == {"version", "units"}


def test_every_place_shows_the_survey_in_all_its_standings(demo_site: Flask) -> None:
    for government in db.session.scalars(select(Government)):
        own = SurveyAnswer.government_id == government.id
        assert set(db.session.scalars(select(SurveyAnswer.standing).where(own))) == {"counted", "held", "excluded"}
        assert set(db.session.scalars(select(SurveyAnswer.source).where(own))) == {"token", "open", "paper"}
        batches = select(PaperBatch.state).where(PaperBatch.government_id == government.id)
        assert set(db.session.scalars(batches)) == {"checking", "counted"}
        words = select(Standing.state).where(Standing.government_id == government.id, Standing.kind == "open_answer")
        assert set(db.session.scalars(words)) == {"waiting", "shown", "hidden"}
        assert len(list(db.session.scalars(select(Round).where(Round.government_id == government.id)))) >= 2


def test_answers_of_settled_months_are_all_in_and_of_the_running_ones_some_wait(demo_site: Flask) -> None:
    for government in db.session.scalars(select(Government)):
        newest = waiting.last_settled(clock.today(government.zone))
        own = select(SurveyAnswer.month).where(SurveyAnswer.government_id == government.id, SurveyAnswer.waits)
        assert {month > newest for month in db.session.scalars(own)} == {True}
        for cell in waiters.cells_until(government.id, "2099-12"):
            assert waiters.waiting_in(cell) < waiting.FULL
            assert waiters.waiting_in(cell) >= waiting.LEAST or not waiters.shown_in(cell)


def test_every_place_has_commitments_in_every_state(demo_site: Flask) -> None:
    for government in db.session.scalars(select(Government)):
        own = list(db.session.scalars(select(Commitment).where(Commitment.government_id == government.id)))
        assert {each.state for each in own} == set(STATES)
        assert {each.origin for each in own} == {"answer", "forum"}


def test_survey_and_trial_counts_are_what_a_recount_gives(demo_site: Flask) -> None:
    before = {tally: counted(tally) for tally in (*survey.TALLIES, TrialTally, PendingTally, CommitmentTally)}
    survey.rebuild()
    promised.rebuild()
    for government in db.session.scalars(select(Government.id)).all():
        list(trialing.rebuild(government))
    db.session.expire_all()
    assert {tally: counted(tally) for tally in before} == before


def test_units_of_every_place_give_signals_and_each_kind_of_a_neglect_is_shown(demo_site: Flask) -> None:
    kinds: dict[int, set[str]] = {}
    for month in db.session.scalars(select(ScoreMonth).where(ScoreMonth.month >= "2026-09")):
        signals = [signal for unit in month.detail["attention"] for signal in unit["signals"]]
        kinds.setdefault(month.government_id, set()).update(signal["kind"] for signal in signals)
    assert len(kinds) == len(books.SLUGS)
    assert all("trend" in found for found in kinds.values())
    assert {"pile", "hollow"} <= set().union(*kinds.values())


def test_a_published_month_names_a_unit_that_slipped(demo_site: Flask) -> None:
    for slug in ("makassar", "jakarta"):
        unit = db.session.scalars(
            select(Unit).join(Government, Government.id == Unit.government_id)
            .where(Government.slug == slug, Unit.code == books.read_book(slug, books.read_shared()).history.slump)
        ).one()  # fmt: skip
        newest = [month for government, month, _said in _published() if government.slug == slug][-1]
        found = [one["signals"] for one in newest.detail["attention"] if one["unit"] == unit.id]
        assert [signal["side"] for signal in found[0] if signal["kind"] == "trend"].count("down") >= 1


def test_rounds_cover_the_year(demo_site: Flask) -> None:
    for government, month, _said in list(_published())[:4]:
        first = db.session.scalars(select(Round.starts_on).where(Round.government_id == government.id)).all()
        assert min(first) <= first_day(month.month)
