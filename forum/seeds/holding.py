"""A meeting takes place: people check in, ask, vote; minutes, findings and promises are written down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

from forum.commitments.actions.making import Promise
from forum.core import clock
from forum.dialogues.actions import attending, finding, hall, minuting, posting, voting
from forum.dialogues.actions import sessions as acts
from forum.dialogues.actions.finding import Meeting as Place
from forum.dialogues.actions.minuting import Base
from forum.dialogues.actions.posting import Saying
from forum.dialogues.models import AgendaItem
from forum.dialogues.queries import agenda, statements
from forum.dialogues.queries import sessions as known
from forum.dialogues.rules.recorded_words import day_words
from forum.dialogues.rules.voices import voter_of_token
from forum.ledger.rules import Actor
from forum.seeds.deeds import Deed
from forum.seeds.meeting import Meeting
from forum.seeds.preparing import IN_THE_HALL, KINDS
from forum.seeds.scripts import Pledge, Topic

CODES = 16
FIRST_TOPIC, A_TOPIC = 20, 22
"""Minutes after the beginning, and minutes that one takes."""
PHONES = ("user", "user", "civil", "user", "unit", "user", "academic", "user")


def deeds_of(meeting: Meeting, stock: dict[str, Any]) -> Iterator[Deed]:
    """From the doors to the end, minute by minute."""
    held = _Held(meeting, stock)
    yield Deed(meeting.during(-70), held.print_codes)
    yield Deed(meeting.during(-30), held.check_in)
    yield Deed(meeting.during(0), held.begin)
    yield Deed(meeting.during(8), held.count_heads)
    for place, topic in enumerate(meeting.script.topics):
        minute = FIRST_TOPIC + A_TOPIC * place
        yield Deed(meeting.during(minute), partial(held.talk, place, topic))
        yield Deed(meeting.during(minute + 15), partial(held.write_down, place, topic))
    for turn in range(len(meeting.script.polls)):
        yield Deed(meeting.during(meeting.programme.minutes - 30 + 4 * turn), partial(held.ask_all, turn))
    yield Deed(meeting.during(meeting.programme.minutes - 12), held.note_noticed)
    yield Deed(meeting.during(meeting.programme.minutes + 5), held.end)


class _Held:
    def __init__(self, meeting: Meeting, stock: dict[str, Any]) -> None:
        self.meeting, self.stock = meeting, stock

    def print_codes(self) -> None:
        """Codes for the door."""
        attending.make_tokens(self.meeting.session(), CODES, by=self.meeting.second)

    def check_in(self) -> None:
        """Minute by minute somebody uses a code on a phone; every second time a resident comes in with an account."""
        meeting, session = self.meeting, known.hold_seats(self.meeting.session_id)
        for turn in range(CODES):
            with clock.at(meeting.during(turn - 30)):
                code = attending.code_of(session.id, turn + 1)
                device = attending.check_in_token(session, code, PHONES[turn % len(PHONES)])
                if turn % 2 == 0:
                    account = meeting.resident(turn // 2).id
                    attending.check_in_account(session, account, KINDS[turn // 2 % len(KINDS)])
            token = attending.find_token(session, device)
            meeting.tokens += [token.id] if token is not None else []

    def begin(self) -> None:
        """The moderator opens it."""
        acts.begin(self.meeting.session(), by=self.meeting.moderator)

    def count_heads(self) -> None:
        """Those without a phone are counted at the door."""
        session = self.meeting.session()
        for kind, people in self.meeting.script.heads:
            attending.write_down(session, kind, people, by=self.meeting.second)

    def talk(self, place: int, topic: Topic) -> None:
        """The screen turns to an item; the hall asks."""
        item = self.meeting.item(place)
        if item is None or item.state != "accepted":
            return
        hall.show_item(self.meeting.session(), item)
        for turn, said in enumerate(each for each in topic.said if each.how == IN_THE_HALL):
            token_id = self.meeting.tokens[(place + turn) % len(self.meeting.tokens)]
            posting.write(item, Saying(said.words, "question"), by=Actor("participant"), token_id=token_id)

    def write_down(self, place: int, topic: Topic) -> None:
        """Two clerks write at once; what was found and promised is captured in place."""
        item = self.meeting.item(place)
        if item is None or item.state != "accepted":
            return
        self._minutes(item, topic.minutes, self.meeting.officer(self.meeting.unit(topic.unit)))
        for kind, words in topic.found:
            finding.capture(item, kind, words, by=self.meeting.second)
        for turn, pledge in enumerate(topic.pledges):
            self._promise(item, (place, turn), pledge)

    def _minutes(self, item: AgendaItem, paragraphs: tuple[str, ...], other: Actor) -> None:
        """The second clerk goes on from what the first saved; the first typed on meanwhile."""
        first, *more = paragraphs
        begun = minuting.save(item.id, Base(0), first, by=self.meeting.second)
        if more:
            minuting.save(item.id, Base(begun.version), f"{first}\n\n{more[0]}", by=other)
        for paragraph in more[1:]:
            minuting.save(item.id, begun.typing, f"{first}\n\n{paragraph}", by=self.meeting.second)

    def _promise(self, item: AgendaItem, key: tuple[int, int], pledge: Pledge) -> None:
        meeting, government = self.meeting, self.meeting.around.place.government
        given = Promise(pledge.what, pledge.indicator, clock.today(government.zone) + timedelta(days=pledge.days))
        named = f"{meeting.script.title}, {day_words(meeting.on)}"
        made = finding.promise(Place(government, item, named), meeting.unit(pledge.unit), given, by=meeting.moderator)
        meeting.pledged[key] = made.id
        meeting.excuses[made.subject_id] = pledge.excuse or self.stock["answers"]["overdue"]

    def ask_all(self, turn: int) -> None:
        """A statement stands on the screen, and every phone answers."""
        case = self.meeting.poll(turn)
        if case is None or case.statement.state != "open":
            return
        hall.show_statement(self.meeting.session(), statements.lock(case.statement.id))
        values = self.meeting.values(self.meeting.script.polls[turn])[len(self.meeting.around.place.residents) :]
        for token_id, value in zip(self.meeting.tokens, values, strict=False):
            voting.vote(case, voter_of_token(token_id), value)

    def note_noticed(self) -> None:
        """What came from the system is talked about too."""
        for item_id, reason in self.meeting.noticed.items():
            item = agenda.lock_item(item_id)
            self._minutes(item, (self.stock["minutes"][reason],), self.meeting.second)
            decided = self.meeting.words_about(item_id, self.stock["decisions"])
            finding.capture(item, "decision", decided, by=self.meeting.second)

    def end(self) -> None:
        """The moderator closes it."""
        acts.end(self.meeting.session(), by=self.meeting.moderator)
