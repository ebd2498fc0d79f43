"""Before a meeting: agenda, threads, registrations, statements, by the house's own acts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from forum.complaints.models import Complaint
from forum.core import clock
from forum.core.db import db
from forum.dialogues.actions import agenda as agenda_acts
from forum.dialogues.actions import backing, hiding, posting, registering, stating, suggesting, voting
from forum.dialogues.actions import sessions as acts
from forum.dialogues.actions.agenda import Proposal
from forum.dialogues.actions.posting import Saying
from forum.dialogues.models import AgendaItem, Post
from forum.dialogues.queries import agenda
from forum.dialogues.queries import posts as written
from forum.dialogues.queries import sessions as known
from forum.dialogues.rules import threads
from forum.dialogues.rules.calendar import Plan
from forum.ledger.rules import Actor
from forum.notifications.actions import make_contact
from forum.seeds.deeds import Deed
from forum.seeds.meeting import Meeting
from forum.seeds.scripts import Poll, Said

KINDS = ("user", "user", "civil", "user", "academic", "user", "media", "user")
"""As what the residents of a place come, in turn."""
MAIL_GUESTS, WAITING, VOTING_DAYS = 3, 2, 4
MOVED_BY = timedelta(days=7)
OPEN_MINUTES = 510
IN_THE_HALL = "aula"
SAYINGS = {"tanya": "question", "jawab": "answer"}
"""How a line of a script is said, where it is no plain post."""


def deeds_of(meeting: Meeting, stock: dict[str, Any]) -> Iterator[Deed]:
    """What happens before the doors open, in the order in which one follows from the other."""
    before, script = _Before(meeting, stock), meeting.script
    yield Deed(meeting.at(-21, 10), before.word)
    yield from before.guests()
    if meeting.on != meeting.planned_on:
        yield Deed(meeting.at(-13, 11), before.move)
    for place in range(len(script.topics)):
        yield Deed(meeting.at(-12, 18, 7 * place), partial(before.propose, place))
        yield Deed(meeting.at(-11, 19, 9 * place), partial(before.back_item, place))
    yield Deed(meeting.at(-10, 2, 10), before.suggest)
    yield Deed(meeting.at(-8, 9, 20), before.decide)
    for place, topic in enumerate(script.topics):
        aloud = [said for said in topic.said if said.how != IN_THE_HALL]
        for turn, said in enumerate(aloud):
            yield Deed(before.spoken_at(place, turn, len(aloud), said), partial(before.say, place, turn, said))
    for turn, poll in enumerate(script.polls):
        yield Deed(meeting.at(-6, 20, 3 * turn), partial(before.state, turn, poll))
    yield Deed(meeting.at(-5, 8, 45), before.accept_statements)
    for day in range(VOTING_DAYS):
        yield Deed(meeting.at(day - VOTING_DAYS, 12 + 2 * day), partial(before.vote, day))
    yield Deed(meeting.at(-2, 14, 5), before.answer_noticed)
    if script.is_off:
        yield Deed(meeting.at(-1, 9, 30), before.cancel)


def squeezed(deeds: list[Deed], until: datetime, days: int) -> Iterator[Deed]:
    """The same in the same order, spread over the hours in which offices are open, on some days before a moment."""
    first = (until - timedelta(days=days)).replace(hour=7, minute=40, second=0, microsecond=0)
    step = days * OPEN_MINUTES / max(1, len(deeds))
    for turn, deed in enumerate(sorted(deeds, key=lambda each: each.at)):
        day, minutes = divmod(int(turn * step), OPEN_MINUTES)
        yield Deed(first + timedelta(days=day, minutes=minutes), deed.do)


class _Before:
    def __init__(self, meeting: Meeting, stock: dict[str, Any]) -> None:
        self.meeting, self.stock, self.place = meeting, stock, meeting.around.place

    # -- the meeting itself -------------------------------------------------------------------------------------

    def word(self) -> None:
        """The moderator says what this one is about."""
        meeting, script = self.meeting, self.meeting.script
        hosts = [meeting.unit(code).id for code in script.hosts]
        acts.edit(meeting.session(), script.title, script.theme, script.capacity, hosts, by=meeting.moderator)

    def move(self) -> None:
        """A week later: for the reason of the script, or because the day is no working day."""
        meeting = self.meeting
        session = meeting.session()
        later = meeting.on - meeting.planned_on
        plan = Plan(session.starts_at + later, session.ends_at + later, session.mode, session.place, session.link)
        acts.move(session, plan, meeting.script.reason or self.stock["day_off"], by=meeting.moderator)

    def cancel(self) -> None:
        """It does not take place."""
        acts.cancel(self.meeting.session(), self.meeting.script.reason, by=self.meeting.moderator)
        self.meeting.is_cancelled = True

    def guests(self) -> Iterator[Deed]:
        """Residents and some without an account register, of every kind."""
        meeting = self.meeting
        for turn in range(len(self.place.residents)):
            yield Deed(meeting.at(-16 + turn, 9 + turn, 11), partial(self._register, turn))
        is_full = meeting.script.capacity < len(self.place.residents) + MAIL_GUESTS
        for turn in range(MAIL_GUESTS + WAITING * is_full):
            yield Deed(meeting.at(-9 + turn, 16, 25), partial(self._register_by_mail, turn))

    def _register(self, turn: int) -> None:
        registering.register(
            known.hold_seats(self.meeting.session_id), KINDS[turn], account_id=self.meeting.resident(turn).id
        )

    def _register_by_mail(self, turn: int) -> None:
        contact = make_contact(f"peserta{turn}.{self.place.book.slug}@contoh.example", "id")
        contact.confirmed_at = contact.confirmed_at or clock.now()
        registering.register_by_mail(known.hold_seats(self.meeting.session_id), KINDS[-turn], contact)

    # -- the agenda ---------------------------------------------------------------------------------------------

    def propose(self, place: int) -> None:
        """A resident proposes; what is about a complaint, a moderator."""
        meeting, topic = self.meeting, self.meeting.script.topics[place]
        complaint = self._complaint(topic.about)
        by = meeting.moderator if complaint else Actor("resident", meeting.resident(meeting.turn + place).id)
        made = agenda_acts.propose(
            meeting.session(), Proposal(topic.title, topic.body, complaint=complaint), by=by,
            reason="staff" if complaint else "resident",
        )  # fmt: skip
        meeting.items[place] = made.id

    def _complaint(self, key: str) -> Complaint | None:
        found = self.meeting.around.stage.by_key.get((self.place.book.slug, key))
        complaint = db.session.get(Complaint, found) if found else None
        return complaint if complaint is not None and complaint.verified_on is not None else None

    def back_item(self, place: int) -> None:
        """Some residents want to hear of it."""
        item = self.meeting.item(place)
        if item is None:
            return
        for turn in range(self.meeting.dice.randint(2, 6)):
            backing.back(item, item.session, self.meeting.voice(place + 2 + turn))

    def suggest(self) -> None:
        """What the system notices by itself, at night."""
        suggesting.suggest(self.meeting.session())

    def decide(self) -> None:
        """The moderator takes on what residents proposed, and chooses among what the system suggests."""
        meeting = self.meeting
        for place, topic in enumerate(meeting.script.topics):
            item = meeting.item(place)
            if item is not None:
                agenda_acts.accept(item, meeting.unit(topic.unit), by=meeting.moderator)
        own = set(meeting.items.values())
        for item in list(agenda.on_agenda(meeting.session_id)):
            if item.id not in own and item.state != "declined":
                self._choose(agenda.lock_item(item.id))

    def _choose(self, item: AgendaItem) -> None:
        if self._is_taken(item):
            if item.state != "accepted":
                agenda_acts.accept(item, item.unit, by=self.meeting.moderator)
            self.meeting.notice(item)
        elif item.state == "accepted" or self.meeting.is_past:
            agenda_acts.decline(item, self.stock["declined"][item.reason], by=self.meeting.moderator)

    def _is_taken(self, item: AgendaItem) -> bool:
        """Every promise of the own series that comes back, and one of each other kind."""
        meeting = self.meeting
        if item.reason == "overdue" and item.origin_subject_id in meeting.excuses:
            return True
        wanted = {"overdue": item.detail.get("state") == "broken", "element": meeting.script.takes_element,
                  "supported": True}  # fmt: skip
        return wanted.get(item.reason, False) and item.reason not in meeting.noticed.values()

    # -- threads ------------------------------------------------------------------------------------------------

    def spoken_at(self, place: int, turn: int, many: int, said: Said) -> datetime:
        """Evenly from the week before on; units in office hours, residents when they have time."""
        days = -7 + 6 * turn // max(1, many)
        hour = 10 if said.how == "jawab" else 7 + (5 * place + 3 * turn) % 13
        return self.meeting.at(days, hour, (17 * turn + 11 * place) % 60)

    def say(self, place: int, turn: int, said: Said) -> None:
        """A line of the script, and who supports it."""
        item = self.meeting.item(place)
        if item is None or item.state != "accepted":
            return
        post = self._written(item, turn, said)
        if said.how not in ("balas", "kutip"):
            self.meeting.posts[place] = post.id
        for back in range(said.support):
            backing.back(post, item.session, self.meeting.voice(turn + 1 + back))
        if said.how in ("langgar", "tandai"):
            self._doubt(post, item, said.how)

    def _written(self, item: AgendaItem, turn: int, said: Said) -> Post:
        meeting, kind = self.meeting, SAYINGS.get(said.how, "post")
        if kind == "answer":
            unit = meeting.unit(said.unit)
            return posting.write(item, Saying(said.words, "answer"), by=meeting.officer(unit))
        author = meeting.resident(meeting.turn + turn)
        name = author.name if (turn + item.id) % 3 == 0 else None
        last = meeting.posts.get(self._place_of(item))
        parent = written.lock_post(last) if said.how in ("balas", "kutip") and last is not None else None
        words = (
            threads.quoted(written.newest_words(parent)) + said.words if parent and said.how == "kutip" else said.words
        )
        return posting.write(item, Saying(words, kind, parent, name), by=Actor("resident", author.id))

    def _place_of(self, item: AgendaItem) -> int:
        return next(place for place, known_id in self.meeting.items.items() if known_id == item.id)

    def _doubt(self, post: Post, item: AgendaItem, how: str) -> None:
        hiding.flag(written.lock_post(post.id), item, "defamation", self.meeting.resident(self.meeting.turn + 5).id)
        if how == "langgar":
            hiding.hide(written.lock_post(post.id), item, "defamation", self.stock["hidden"], by=self.meeting.second)

    def answer_noticed(self) -> None:
        """Units say something to what the system put on the agenda."""
        meeting = self.meeting
        for item_id, reason in meeting.noticed.items():
            item = agenda.lock_item(item_id)
            question = Saying(meeting.words_about(item_id, self.stock["questions"]), "question")
            asked = posting.write(item, question, by=Actor("resident", meeting.resident(item_id).id))
            for turn in range(3):
                backing.back(asked, item.session, meeting.voice(item_id + 1 + turn))
            if item.unit is not None:
                words = meeting.excuses.get(item.origin_subject_id or 0, self.stock["answers"].get(reason, ""))
                posting.write(item, Saying(words, "answer"), by=meeting.officer(item.unit))

    # -- statements ---------------------------------------------------------------------------------------------

    def state(self, turn: int, poll: Poll) -> None:
        """A resident proposes a sentence."""
        meeting = self.meeting
        made = stating.propose(
            meeting.session(), poll.words, meeting.voice(meeting.turn + turn), meeting.items.get(poll.place)
        )
        meeting.polls[turn] = made.subject_id

    def accept_statements(self) -> None:
        """The moderator lets them through, but for the last of a coming meeting."""
        for turn, poll in enumerate(self.meeting.script.polls):
            case = self.meeting.poll(turn)
            if case is not None and poll.votes is not None:
                stating.accept(case, by=self.meeting.second)

    def vote(self, day: int) -> None:
        """Some residents answer every statement at home."""
        meeting = self.meeting
        for place, poll in enumerate(meeting.script.polls):
            case, values = meeting.poll(place), meeting.values(poll)
            if case is None or case.statement.state != "open":
                continue
            for turn in range(day, min(len(values), len(self.place.residents)), VOTING_DAYS):
                voting.vote(case, meeting.voice(turn), values[turn])
