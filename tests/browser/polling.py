"""The people of Makassar who act before the stories begin, and what residents said in its survey."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from forum.accounts.queries import find_by_email
from forum.core import clock
from forum.core.db import db
from forum.ledger.models import Subject
from forum.ledger.rules import Actor
from forum.ratings.actions import blocks, holding, paper, points, recording, rounds, visits, voices
from forum.ratings.actions.recording import Given
from forum.ratings.actions.rounds import RoundDetails
from forum.ratings.models import Burst, OpenAnswer, Round, ServicePoint, SurveyAnswer
from forum.ratings.queries.voices import Case, find_case
from forum.ratings.rules import tokens
from forum.ratings.rules.elements import ELEMENTS
from forum.scores.queries import months
from forum.units import queries as units
from forum.units.models import Government, Service, Unit
from forum.units.queries.services import open_services
from tests.browser.house import START

PLACE, UNIT, BURSTING = "makassar", "dpu", "dlh"
MAKE_UP = {"age": "26_35", "sex": "perempuan", "education": "sma", "occupation": "swasta"}
SAID = (
    "Petugasnya ramah, tetapi kursi tunggu hanya tiga.",
    "Papan petunjuknya jelas. Hubungi saya di 081234567890.",
    "Antrean loket dua terlalu lama saat istirahat siang.",
    "Tulisan yang tidak berkaitan dengan layanan ini.",
)


@dataclass(frozen=True)
class Cast:
    """The place, its unit and the people who act."""

    government: Government
    unit: Unit
    service: Service
    moderator: Actor
    second: Actor
    head: Actor
    officer: Actor
    clerk: Actor


def gather() -> Cast:
    government = next(each for each in months.governments() if each.slug == PLACE)
    unit = _unit(government, UNIT)

    def person(name: str, role: str) -> Actor:
        account = find_by_email(f"{name}.{PLACE}@contoh.example")
        if account is None:
            raise LookupError(name)
        return Actor(role, account.id, None if role == "moderator" else unit.id)

    return Cast(
        government, unit, _service(unit), person("rahma", "moderator"), person("irwan", "moderator"),
        person("baso", "head"), person("fitri", "officer"), person("anto", "officer"),
    )  # fmt: skip


def _unit(government: Government, code: str) -> Unit:
    unit = units.find_unit(government.id, code)
    if unit is None:
        raise LookupError(code)
    return unit


def _service(unit: Unit) -> Service:
    service = units.find_service(open_services(unit.id)[0].id)
    if service is None:
        raise LookupError(unit.code)
    return service


def day_of(month: int, day: int, hour: int = 2) -> datetime:
    return START.replace(month=month, day=day, hour=hour)


def ask_residents(cast: Cast) -> None:
    """Rounds, visits, words, bursts, paper."""
    _rounds(cast)
    _visits(cast)
    _voices(cast)
    _bursts(cast)
    _paper(cast)


def _rounds(cast: Cast) -> None:
    """One that is over, one that runs; nothing where the demonstration holds them already."""
    if db.session.scalar(select(Round.id).where(Round.government_id == cast.government.id).limit(1)):
        return
    for title, first, last in (("Triwulan III 2026", (7, 1), (9, 30)), ("Triwulan IV 2026", (10, 1), (12, 31))):
        days = [date(2026, *day) for day in (first, last)]
        held = rounds.begin(cast.government, RoundDetails(title, days[0], days[1]), by=cast.moderator)
        rounds.set_targets(held, {cast.unit.id: 900}, by=cast.moderator)
        if title.startswith("Triwulan III "):
            rounds.write_follow_up(held, "- Kursi tunggu ditambah\n- Loket kedua dibuka siang hari", by=cast.moderator)


def _visits(cast: Cast) -> None:
    """Counters, blocks of tokens, verified visits of three months, counted visitors."""
    with clock.at(day_of(8, 3)):
        counter = points.open_point(cast.unit, "Loket contoh", by=cast.head)
        points.close_point(points.open_point(cast.unit, "Loket lama", by=cast.head), cast.unit, by=cast.head)
    for month, used in ((8, 12), (9, 9), (10, 16)):
        with clock.at(day_of(month, 12)):
            _issue_and_use(cast, counter, used)
            visits.count(counter, clock.today(cast.government.zone), used * 2, by=cast.officer)
    blocks.issue(cast.unit, counter, clock.today(cast.government.zone), 12, by=cast.moderator)
    gone = blocks.issue(cast.unit, counter, clock.today(cast.government.zone), 6, by=cast.moderator)
    blocks.withdraw(gone, "Lembarnya basah terkena hujan.", by=cast.moderator)


def _issue_and_use(cast: Cast, counter: ServicePoint, used: int) -> None:
    day = clock.today(cast.government.zone)
    block = blocks.issue(cast.unit, counter, day, used + 10, by=cast.moderator)
    for serial in range(1, used + 1):
        token = tokens.Token(block.ref, counter.number, day, serial)
        _rate(cast, cast.unit, 2 + serial % 3, token=token, make_up=MAKE_UP)


def _rate(cast: Cast, unit: Unit, mark: int, channel: str = "poster", **more: Any) -> SurveyAnswer:
    marks = {key: mark if turn % 4 else min(mark + 1, 4) for turn, key in enumerate(ELEMENTS)}
    given = Given(marks, channel, clock.today(cast.government.zone), **more)
    return recording.rate(given, cast.government, unit, _service(unit))


def _voices(cast: Cast) -> None:
    """Words that wait, that are read by everyone with and without a reply, and that are hidden."""
    said = []
    for turn, words in enumerate(SAID):
        with clock.at(day_of(10, 20 + turn)):
            said.append(_case_of(_rate(cast, cast.unit, 3, "paper", words=words)))
    for case in said[1:3]:
        voices.publish(case, by=cast.moderator)
    voices.reply(said[1], "Terima kasih, papan kedua dipasang bulan ini.", by=cast.officer)
    voices.hide(said[3], "irrelevant", by=cast.moderator)


def _case_of(answer: SurveyAnswer) -> Case:
    said = db.session.scalars(select(OpenAnswer).where(OpenAnswer.answer_id == answer.id)).one()
    ref = ref_of(said.subject_id)
    case = find_case(ref)
    if case is None:
        raise LookupError(ref)
    return case


def ref_of(subject_id: int) -> str:
    """The public reference of a subject."""
    return db.session.get_one(Subject, subject_id).ref


def _bursts(cast: Cast) -> None:
    """Two evenings on which too many came without a token: one is decided, one waits."""
    unit = _unit(cast.government, BURSTING)
    for day in (9, 16):
        for _turn in range(8):
            with clock.at(day_of(11, day)):
                _rate(cast, unit, 4, "web")
    held = db.session.scalars(
        select(Burst).where(Burst.unit_id == unit.id, Burst.state == "held").order_by(Burst.began_at)
    ).all()
    holding.decide(held[0], False, "Datang dari satu jaringan dalam dua menit.", by=cast.moderator)


def _paper(cast: Cast) -> None:
    """A batch being typed, and one that waits for its second person."""
    sheet = paper.Typed(clock.today(cast.government.zone), dict.fromkeys(ELEMENTS, 3), {"sex": "laki_laki"}, "Cukup.")
    for is_closed in (False, True):
        batch = paper.open_batch(cast.unit, cast.service, by=cast.clerk)
        for _turn in range(6):
            paper.add_sheet(batch, sheet, by=cast.clerk)
        if is_closed:
            paper.close(batch, by=cast.clerk)
