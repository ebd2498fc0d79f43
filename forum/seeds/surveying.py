"""The survey around the stories, by the house's own acts: rounds, words, bursts, sheets of paper, tokens for today."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import select

from forum.core import clock
from forum.core.db import db
from forum.ledger.models import Subject
from forum.ratings.actions import blocks, holding, paper, rounds, voices
from forum.ratings.actions.paper import Typed
from forum.ratings.actions.recording import CONSENT_VERSION, Given, rate
from forum.ratings.models import Burst, OpenAnswer, Round, ServicePoint, SurveyAnswer
from forum.ratings.queries import paper as sheets
from forum.ratings.queries import voices as words
from forum.ratings.rules.elements import ELEMENTS
from forum.seeds.deeds import Around, Deed, in_order
from forum.units.models import Service, Unit

SERVED_A_VISIT = 1.6
"""People served for every one that rates."""
FIRST_VOICE, BETWEEN_VOICES, WAITING_VOICES = 3, 6, 2
PUBLISHED_AFTER, REPLIED_AFTER = 2, 4
OLD_BURST, NEW_BURST = 41, 1.2
COUNTED_BATCH, WAITING_BATCH = 19, 3
TOKENS = 40
SEXES = ("perempuan", "laki_laki")


def set_rounds(around: Around) -> None:
    """How many people each unit serves in each round; what follows from the rounds that are over."""
    place, by = around.place, around.place.moderator(0)
    today = clock.local_date(around.anchor, place.book.zone)
    for made in db.session.scalars(select(Round).where(Round.government_id == place.government.id)):
        visits = place.book.history.visits
        populations = {around.unit(code).id: int(6 * much * SERVED_A_VISIT) for code, much in visits.items()}
        rounds.set_targets(made, populations, by=by)
        if made.ends_on < today:
            rounds.write_follow_up(made, around.shared.life["survey"]["follow_up"], by=by)


def deeds_of(around: Around) -> Iterator[Deed]:
    """All of it, with moments."""
    dice = random.Random(f"survey:{around.seed}:{around.place.book.slug}")
    asked = _Asked(around, dice)
    yield from asked.voices()
    yield from asked.bursts()
    yield from asked.sheets()
    for code in list(around.place.book.history.visits)[:2]:
        yield Deed(around.anchor - timedelta(hours=3), lambda code=code: asked.issue(code))  # type: ignore[misc]


class _Asked:
    def __init__(self, around: Around, dice: random.Random) -> None:
        self.around, self.dice, self.place = around, dice, around.place
        self.codes = list(around.place.book.history.visits)

    def voices(self) -> Iterator[Deed]:
        """Words: the newest wait, one is hidden, some are replied to."""
        around, said = self.around, self.around.shared.life["voices"]
        for turn, body in enumerate([*said["said"], *said["hidden"]]):
            ago = FIRST_VOICE + turn * BETWEEN_VOICES
            unit = around.unit(self.codes[turn % len(self.codes)])
            yield from in_order(self._life(turn, ago, unit, body, body in said["hidden"]))

    def _life(self, turn: int, ago: float, unit: Unit, body: str, is_hidden: bool) -> Iterator[Deed]:
        around, replies = self.around, self.around.shared.life["voices"]["replies"]
        yield Deed(around.at(ago), lambda: self._say(unit, body))
        if turn < WAITING_VOICES:
            return
        yield Deed(around.at(ago - PUBLISHED_AFTER, 13), lambda: self._decide(body, is_hidden))
        if turn % 2 and not is_hidden:
            reply = replies[turn // 2 % len(replies)]
            yield Deed(around.at(ago - REPLIED_AFTER, 15), lambda: self._reply(body, reply))

    def bursts(self) -> Iterator[Deed]:
        """One that was left out, one that is held."""
        unit = self.around.unit(self.place.book.history.burst)
        for ago, many in ((OLD_BURST, 12), (NEW_BURST, 8)):
            for turn in range(many):
                moment = self.around.at(ago, 20) + timedelta(minutes=7 * turn)
                if moment < self.around.anchor:
                    yield Deed(moment, lambda unit=unit, turn=turn: self._stuff(unit, turn))  # type: ignore[misc]
        yield Deed(self.around.at(OLD_BURST - 2), lambda: self._exclude(unit))

    def sheets(self) -> Iterator[Deed]:
        """A batch of paper that counts, and one that waits for its second person."""
        unit = self.around.unit(self.codes[1])
        yield Deed(self.around.at(COUNTED_BATCH, 14), lambda: self._count(self._type(unit, 9, COUNTED_BATCH)))
        yield Deed(self.around.at(WAITING_BATCH, 14), lambda: self._type(unit, 6, WAITING_BATCH))

    def issue(self, code: str) -> None:
        """Tokens for the day of the anchor, to try the counter's screen with."""
        unit, day = self.around.unit(code), clock.today(self.place.book.zone)
        point = db.session.get_one(ServicePoint, self.around.ground.points[unit.id])
        blocks.issue(unit, point, day, TOKENS, by=self.place.moderator(1))

    def _service(self, unit: Unit) -> Service:
        return db.session.get_one(Service, self.dice.choice(self.around.ground.services[unit.id])[0])

    def _marks(self, unit: Unit) -> dict[str, int | None]:
        weights = self.around.ground.marks[unit.id]
        return {key: self.dice.choices((1, 2, 3, 4), cum_weights=weights)[0] for key in ELEMENTS}

    def _say(self, unit: Unit, body: str) -> SurveyAnswer:
        given = Given(marks=self._marks(unit), channel="web", visited_on=clock.today(self.place.book.zone), words=body,
                      make_up={"age": "36_45"}, consent=CONSENT_VERSION)  # fmt: skip
        return rate(given, self.place.government, unit, self._service(unit))

    def _case(self, body: str) -> words.Case:
        own = (OpenAnswer.government_id == self.place.government.id, OpenAnswer.body == body)
        ref = select(Subject.ref).join(OpenAnswer, OpenAnswer.subject_id == Subject.id).where(*own)
        case = words.find_case(db.session.scalars(ref).one())
        if case is None:
            raise LookupError(body)
        return case

    def _decide(self, body: str, is_hidden: bool) -> None:
        by = self.place.moderator(1)
        if is_hidden:
            voices.hide(self._case(body), "defamation", "Menunjuk orang tanpa fakta yang dapat diperiksa.", by=by)
        else:
            voices.publish(self._case(body), by=by)

    def _reply(self, body: str, reply: str) -> None:
        case = self._case(body)
        voices.reply(case, reply, by=self.place.officer(case.unit.id, 0))

    def _stuff(self, unit: Unit, turn: int) -> None:
        if turn == 0:
            self.around.history.count()
        given = Given(marks=dict.fromkeys(ELEMENTS, 4), channel="web", visited_on=clock.today(self.place.book.zone),
                      consent=CONSENT_VERSION)  # fmt: skip
        rate(given, self.place.government, unit, self._service(unit))

    def _exclude(self, unit: Unit) -> None:
        held = db.session.scalars(select(Burst).where(Burst.unit_id == unit.id, Burst.state == "held")).first()
        if held is not None:
            holding.decide(held, False, self.around.shared.life["survey"]["excluded"], by=self.place.moderator(0))

    def _type(self, unit: Unit, many: int, ago: int) -> int:
        by = self.place.officer(unit.id, 0)
        batch = paper.open_batch(unit, self._service(unit), by=by)
        day = self.around.at(ago + 2).date()
        for _each in range(many):
            paper.add_sheet(batch, Typed(day, self._marks(unit), {"sex": self.dice.choice(SEXES)}), by=by)
        paper.close(batch, by=by)
        db.session.flush()
        return batch.id

    def _count(self, batch_id: int) -> None:
        batch = sheets.lock_batch(batch_id)
        for sheet in sheets.sheets_at(batch.id, batch.sample):
            paper.check_sheet(batch, sheet, sheet.typed["marks"], by=self.place.moderator(0))
        while not paper.count_on(batch.id):
            pass
