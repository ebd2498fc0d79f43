"""Minutes written by two clerks at once: no acknowledged word is lost."""

from __future__ import annotations

import random
import threading
from dataclasses import dataclass, field

import pytest
from flask import Flask

from forum.core.db import db
from forum.dialogues.actions import minuting
from forum.dialogues.actions.minuting import Base, Standing
from forum.dialogues.errors import MinutesFull, UnknownBase
from forum.dialogues.queries import record
from forum.ledger.rules import Actor
from tests.dialogues.recorded import add_item, make_ended
from tests.factories import Town

SECONDS = 60


@pytest.fixture
def item_id(town: Town) -> int:
    """An item whose minutes nobody has begun."""
    made = add_item(make_ended(town), "Lampu jalan", 1).id
    db.session.commit()
    return made


@dataclass
class Clerk:
    """A clerk's page: what stands in the box, what it came from, what was acknowledged."""

    name: str
    by: Actor
    chance: random.Random
    box: str = ""
    base: Base = field(default_factory=lambda: Base(0))
    typed: int = 0
    sent: tuple[Base, str] | None = None
    acknowledged: set[str] = field(default_factory=set)

    def type(self) -> None:
        """A few words, mostly at the end, sometimes in the middle."""
        for _each in range(self.chance.randint(1, 4)):
            self.typed += 1
            word = f"{self.name}{self.typed}"
            places = [len(self.box)] * 3 + [i for i, letter in enumerate(self.box) if letter.isspace()]
            at = self.chance.choice(places)
            before = " " if at and not self.box[at - 1].isspace() else ""
            gap = "" if at < len(self.box) and self.box[at].isspace() else self.chance.choice([" ", "\n"])
            self.box = self.box[:at] + before + word + gap + self.box[at:]

    def send(self) -> None:
        self.sent = (self.base, self.box)

    def arrive(self, item_id: int) -> Standing:
        """The server takes what was sent."""
        assert self.sent is not None
        standing = minuting.save(item_id, *self.sent, by=self.by)
        db.session.commit()
        return standing

    def hear(self, standing: Standing) -> None:
        """The answer: put into the box if nothing was typed since, else only noted."""
        assert self.sent is not None
        self.acknowledged |= set(self.sent[1].split())
        if self.box == self.sent[1]:
            self.box, self.base = standing.body, Base(standing.version)
        else:
            self.base = standing.typing
        self.sent = None


def test_two_clerks_for_a_minute_lose_no_acknowledged_word(town: Town, item_id: int) -> None:
    for seed in range(4):
        chance = random.Random(seed)
        clerks = [
            Clerk(f"{name}{seed}x", town.actor(who), chance) for name, who in (("a", "officer"), ("b", "moderator"))
        ]
        for clerk in clerks:
            now = record.find_minutes(item_id)
            clerk.box, clerk.base = (now.body, Base(now.version)) if now else ("", Base(0))
        for _second in range(SECONDS):
            clerk = chance.choice(clerks)
            step = chance.random()
            if step < 0.5:
                clerk.type()
            elif clerk.sent is None:
                clerk.send()
            elif step < 0.6:
                clerk.arrive(item_id)  # the answer is lost on the way: the same is sent again
            else:
                clerk.hear(clerk.arrive(item_id))
        minutes = record.find_minutes(item_id)
        assert minutes is not None
        words = minutes.body.split()
        for clerk in clerks:
            assert clerk.acknowledged > set(), "nobody was acknowledged: the test shows nothing"
            assert clerk.acknowledged <= set(words)
        assert len(words) == len(set(words)), "a word stands twice"


def test_two_at_the_same_moment_both_stay(app: Flask, town: Town, item_id: int) -> None:
    actors = [town.actor("officer"), town.actor("moderator")]
    db.session.rollback()
    failures: list[BaseException] = []

    def write(number: int) -> None:
        with app.app_context():
            try:
                minuting.save(item_id, Base(0), f"kalimat{number}", by=actors[number])
                db.session.commit()
            except BaseException as error:  # noqa: BLE001
                failures.append(error)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    minutes = record.find_minutes(item_id)
    assert minutes is not None
    assert (minutes.version, set(minutes.body.split())) == (2, {"kalimat0", "kalimat1"})


def test_typing_goes_on_while_a_save_is_under_way(town: Town, item_id: int) -> None:
    one, other = town.actor("officer"), town.actor("moderator")
    first = minuting.save(item_id, Base(0), "Pak RT", by=one)
    minuting.save(item_id, Base(first.version), "Pak RT hadir", by=other)
    last = minuting.save(item_id, first.typing, "Pak RT bercerita", by=one)
    assert set(last.body.split()) == {"Pak", "RT", "hadir", "bercerita"}


def test_what_another_sent_is_no_base(town: Town, item_id: int) -> None:
    first = minuting.save(item_id, Base(0), "satu", by=town.actor("officer"))
    with pytest.raises(UnknownBase):
        minuting.save(item_id, first.typing, "dua", by=town.actor("moderator"))
    with pytest.raises(UnknownBase):
        minuting.save(item_id, Base(99), "dua", by=town.actor("moderator"))


def test_nothing_new_makes_no_version_and_spaces_at_the_end_stay(town: Town, item_id: int) -> None:
    by = town.actor("officer")
    first = minuting.save(item_id, Base(0), "satu \r\n", by=by)
    assert (first.body, first.version) == ("satu \n", 1)
    assert minuting.save(item_id, Base(1), "satu \n", by=by).version == 1


def test_too_many_words_are_refused_and_nothing_changes(town: Town, item_id: int) -> None:
    by = town.actor("officer")
    with pytest.raises(MinutesFull):
        minuting.save(item_id, Base(0), "a" * (minuting.MOST_LETTERS + 1), by=by)
    assert record.find_minutes(item_id) is None
