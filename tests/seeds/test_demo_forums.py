"""The demonstration's monthly forums: past ones with summaries, one that comes, and nothing that a recount refutes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import Select, func, select

from forum.accounts.models import Account
from forum.commitments.models import Commitment
from forum.core import clock, masking
from forum.core.db import db
from forum.dialogues.actions import summarising
from forum.dialogues.models import (
    AgendaItem,
    Attendance,
    Backing,
    DialogueFile,
    Finding,
    MinutesVersion,
    Post,
    Registration,
    Series,
    Session,
    SessionChange,
    Statement,
    Summary,
    SummaryPublication,
    Vote,
)
from forum.dialogues.queries import gathering, sessions
from forum.dialogues.rules.calendar import nth_weekday
from forum.dialogues.rules.statements import Result
from forum.ledger.models import Subject
from forum.moderation.models import Standing
from forum.scores.rules.months import month_of, shifted
from forum.seeds import books, holding
from forum.seeds.scripts import FORUMS, read_programme, read_stock
from forum.units.models import Government, Unit

pytestmark = pytest.mark.slow


def _sessions(slug: str, *states: str) -> Sequence[Session]:
    own = select(Session).join(Government, Government.id == Session.government_id).where(Government.slug == slug)
    return db.session.scalars(own.where(Session.state.in_(states)).order_by(Session.starts_at)).all()


def _coming(slug: str) -> Session:
    return _sessions(slug, "planned")[0]


def _published(slug: str = "") -> list[tuple[Session, Summary, SummaryPublication]]:
    rows = select(Session, Summary, SummaryPublication).join(Summary, Summary.session_id == Session.id)
    rows = rows.join(SummaryPublication, SummaryPublication.summary_id == Summary.id)
    rows = rows.order_by(Session.starts_at, Session.id, SummaryPublication.version)
    rows = rows.join(Government, Government.id == Session.government_id)
    if slug:
        rows = rows.where(Government.slug == slug)
    return [tuple(row) for row in db.session.execute(rows)]  # type: ignore[misc]


def _of_items(session: Session, *columns: object) -> Select[object]:
    wanted = select(*columns).select_from(AgendaItem)  # type: ignore[call-overload]
    return wanted.where(AgendaItem.session_id == session.id)  # type: ignore[no-any-return]


# -- the scripts -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", books.SLUGS)
def test_every_script_names_units_that_exist_and_votes_that_there_are_people_for(slug: str) -> None:
    book, programme = books.read_book(slug, books.read_shared()), read_programme(slug)
    units, keys = {unit.code for unit in book.units}, {tale.key for tale in book.tales}
    voters = len(book.residents) + holding.CODES
    for script in (*programme.scripts, programme.coming):
        assert set(script.hosts) <= units
        assert all(sum(poll.votes) <= voters for poll in script.polls if poll.votes is not None)
        assert all(poll.place < len(script.topics) for poll in script.polls)
        for topic in script.topics:
            named = {topic.unit, *(said.unit for said in topic.said if said.unit), *(p.unit for p in topic.pledges)}
            assert named <= units
            assert not topic.about or topic.about in keys


@pytest.mark.parametrize("slug", books.SLUGS)
def test_no_word_of_a_script_is_taken_for_personal_data(slug: str) -> None:
    written = (FORUMS / f"{slug}.toml").read_text(encoding="utf-8").splitlines()
    assert [line for line in written if masking.mask(line) != line] == []


def test_every_published_summary_begins_with_words_of_its_own(demo_site: Flask) -> None:
    scripts = [script for slug in books.SLUGS for script in read_programme(slug).scripts if not script.is_off]
    assert len({script.intro for script in scripts}) == len(scripts)
    assert all(len(script.intro) > 300 for script in scripts)
    bodies = [publication.body for _session, _summary, publication in _published() if publication.version == 1]
    assert all(body.startswith("# Intisari\n\n") for body in bodies)
    for body in bodies:
        assert sum(script.intro in body for script in scripts) == 1


def test_no_two_summaries_carry_the_same_question_or_decision_about_what_comes_back(demo_site: Flask) -> None:
    lines = [line for slug in books.SLUGS for kind in ("questions", "decisions")
             for some in read_stock(slug)[kind].values() for line in some]  # fmt: skip
    assert len(set(lines)) == len(lines)
    newest = {session.id: publication.body for session, _summary, publication in _published()}
    carried = [sum(line in body for body in newest.values()) for line in lines]
    assert max(carried) == 1
    assert sum(carried) >= 30


# -- series and sessions ---------------------------------------------------------------------------------------------


def test_each_place_has_a_series_and_one_is_of_a_unit(demo_site: Flask) -> None:
    rows = db.session.execute(
        select(Government.slug, Series.mode, Unit.parent_id)
        .join(Series, Series.government_id == Government.id).join(Unit, Unit.id == Series.unit_id)
    ).all()  # fmt: skip
    assert sorted(slug for slug, _mode, _parent in rows) == sorted(books.SLUGS)
    assert {mode for _slug, mode, _parent in rows} == {"hall", "online", "hybrid"}
    assert sum(parent is not None for _slug, _mode, parent in rows) == 1


@pytest.mark.parametrize("slug", books.SLUGS)
def test_meetings_keep_the_rule_of_their_series_in_the_zone_of_the_place(demo_site: Flask, slug: str) -> None:
    programme, zone = read_programme(slug), ZoneInfo(books.read_book(slug, books.read_shared()).zone)
    for session in _sessions(slug, "planned", "ended", "cancelled"):
        on = session.occurrence_on
        assert on == nth_weekday(on.year, on.month, programme.nth, programme.weekday)
        assert f"{session.starts_at.astimezone(zone):%H:%M}" == programme.begins
        assert session.starts_at.astimezone(zone).weekday() == programme.weekday


def test_twelve_months_of_summaries_are_published(demo_site: Flask) -> None:
    published = [(slug, session) for slug in books.SLUGS for session, _summary, _made in _published(slug)]
    newest = month_of(clock.today("Asia/Jakarta"))
    assert {month_of(session.occurrence_on) for _slug, session in published} >= {shifted(newest, -n) for n in range(12)}
    held = {(slug, session.id) for slug, session in published}
    assert min(Counter(slug for slug, _id in held).values()) >= 3


def test_one_meeting_was_cancelled_and_one_moved_each_with_its_reason(demo_site: Flask) -> None:
    changes = list(db.session.scalars(select(SessionChange)))
    assert {change.kind for change in changes} == {"cancelled", "moved"}
    assert all(len(change.reason) > 20 for change in changes)
    moved = [db.session.get_one(Session, change.session_id) for change in changes if change.kind == "moved"]
    assert all((session.starts_at.date() - session.occurrence_on).days >= 6 for session in moved)


# -- the one that comes ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", books.SLUGS)
def test_each_place_has_a_coming_meeting_that_is_talked_about_now(demo_site: Flask, slug: str) -> None:
    session = _coming(slug)
    today = clock.local_date(clock.now(), books.read_book(slug, books.read_shared()).zone)
    assert session.discuss_from <= today <= session.discuss_until
    assert session.registered >= 8
    reasons = set(db.session.scalars(_of_items(session, AgendaItem.reason).where(AgendaItem.state == "accepted")))
    assert "resident" in reasons
    assert reasons & {"supported", "overdue", "element"}
    said = select(Post.kind).join(AgendaItem, AgendaItem.id == Post.item_id).where(AgendaItem.session_id == session.id)
    assert set(db.session.scalars(said)) == {"post", "question", "answer"}
    states = Counter(db.session.scalars(select(Statement.state).where(Statement.session_id == session.id)))
    assert states["open"] >= 2
    assert states["waiting"] == 1


def test_one_coming_meeting_is_full_and_people_wait(demo_site: Flask) -> None:
    full = [_coming(slug) for slug in books.SLUGS if _coming(slug).waiting]
    assert len(full) == 1
    assert full[0].registered == full[0].capacity


def test_posts_before_moderators_are_flagged_or_hidden(demo_site: Flask) -> None:
    assert set(db.session.scalars(select(Standing.state).where(Standing.kind == "post"))) == {"waiting", "hidden"}


# -- those that took place -------------------------------------------------------------------------------------------


def test_every_past_meeting_left_a_whole_record(demo_site: Flask) -> None:
    for session, _summary, _made in _published():
        kinds = db.session.scalars(select(Attendance.kind).where(Attendance.session_id == session.id)).all()
        ways = db.session.scalars(select(Attendance.way).where(Attendance.session_id == session.id)).all()
        assert len(set(kinds)) >= 4
        assert set(ways) == {"code", "qr", "desk"}
        found = set(
            db.session.scalars(_of_items(session, Finding.kind).join(Finding, Finding.item_id == AgendaItem.id))
        )
        assert "difference" in found
        assert found & {"agreement", "decision"}
        clerks = _of_items(session, MinutesVersion.by_id).join(MinutesVersion, MinutesVersion.item_id == AgendaItem.id)
        assert len(set(db.session.scalars(clerks))) >= 2
        photo = db.session.scalars(select(DialogueFile).where(DialogueFile.session_id == session.id)).one()
        assert len(photo.words) > 20


def test_statements_show_broad_agreement_and_clear_division(demo_site: Flask) -> None:
    for slug in books.SLUGS:
        past = [session.id for session, _summary, _made in _published(slug)]
        rows = db.session.scalars(select(Statement).where(Statement.session_id.in_(past), Statement.state == "open"))
        kinds = {Result(each.agree, each.disagree, each.passed).standing for each in rows}
        assert {"agree", "divided"} <= kinds


def test_promises_made_there_are_kept_missed_and_back_on_the_next_agenda(demo_site: Flask) -> None:
    born = select(Commitment).join(AgendaItem, AgendaItem.subject_id == Commitment.origin_subject_id)
    promises = list(db.session.scalars(born))
    assert {each.state for each in promises} >= {"kept", "partly", "broken", "declined", "accepted"}
    assert any(each.claimed_on is not None and each.claimed_on > each.due_on for each in promises)
    back = select(AgendaItem.origin_subject_id).where(AgendaItem.reason == "overdue", AgendaItem.state == "accepted")
    returned = set(db.session.scalars(back)) & {each.subject_id for each in promises}
    assert {each.state for each in promises if each.subject_id in returned} == {"kept", "broken", "accepted"}


def test_a_summary_was_corrected_and_both_versions_stay(demo_site: Flask) -> None:
    second = [(session, made) for session, _summary, made in _published() if made.version == 2]
    assert len(second) == 1
    session, made = second[0]
    first = next(m for s, _summary, m in _published() if s.id == session.id and m.version == 1)
    assert made.reason
    assert first.body != made.body
    assert f"{session.attended} orang" in made.body
    assert f"{session.attended} orang" not in first.body


def test_the_record_still_gives_what_was_assembled_byte_for_byte(demo_site: Flask) -> None:
    newest = {session.id: summary for session, summary, _made in _published()}
    for session_id, summary in newest.items():
        session, at = sessions.get_session(session_id), summarising.drawn_up(summary)
        assert at is not None
        assert summarising.draft_of(session, at) == summary.draft
        assert summary.sources == gathering.sources(session) | {summarising.AS_OF: at.isoformat()}


def test_the_command_prints_the_assembled_draft(demo_site: Flask) -> None:
    session, summary, _made = _published("jakarta")[-1]
    ref = db.session.get_one(Subject, session.subject_id).ref
    result = demo_site.test_cli_runner().invoke(args=["dialogues", "summary", ref])
    assert result.exit_code == 0
    assert result.output == summary.draft


def test_counters_of_forums_are_what_a_recount_gives(demo_site: Flask) -> None:
    def counted(key: object, *conditions: object, of: object = None) -> dict[int, int]:
        rows = select(key, func.count() if of is None else func.sum(of)).where(*conditions)  # type: ignore[call-overload]
        return {row[0]: int(row[1]) for row in db.session.execute(rows.group_by(key))}

    seats = counted(Registration.session_id, Registration.state == "registered")
    waiting = counted(Registration.session_id, Registration.state == "waiting")
    came = counted(Attendance.session_id, of=Attendance.people)
    for session in db.session.scalars(select(Session)):
        kept = (session.registered, session.waiting, session.attended)
        assert kept == tuple(counts.get(session.id, 0) for counts in (seats, waiting, came))
    backed, posts, replies = counted(Backing.subject_id), counted(Post.item_id), counted(Post.parent_id)
    for item in db.session.scalars(select(AgendaItem)):
        assert (item.support_count, item.post_count) == (backed.get(item.subject_id, 0), posts.get(item.id, 0))
    for post in db.session.scalars(select(Post)):
        assert (post.support_count, post.reply_count) == (backed.get(post.subject_id, 0), replies.get(post.id, 0))
    votes = {value: counted(Vote.statement_id, Vote.value == value) for value in (1, -1, 0)}
    for each in db.session.scalars(select(Statement)):
        assert (each.agree, each.disagree, each.passed) == tuple(votes[value].get(each.id, 0) for value in (1, -1, 0))


def test_names_shown_in_threads_are_made_up(demo_site: Flask) -> None:
    names = set(db.session.scalars(select(Post.shown_name).where(Post.shown_name.is_not(None))))
    assert names
    assert names <= set(db.session.scalars(select(Account.name)))
    assert all(name.endswith(" Contoh") for name in names if name)
