"""A complaint as everyone may read it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from flask import abort, current_app, render_template, url_for
from flask_login import current_user

from forum.complaints import history, words
from forum.complaints.queries import public_case, supports, timeline
from forum.complaints.queries.public_case import Case, Copy, File
from forum.complaints.queries.timeline import Happening
from forum.complaints.views.blueprint import complaints
from forum.core import clock
from forum.core.access import public
from forum.core.i18n import language
from forum.core.memory import for_everyone
from forum.units import queries as units
from forum.units.here import stand_at


@dataclass
class Told:
    """A complaint in words, said only when a part of the page is made anew."""

    complaint: Case
    copy: Copy | None
    files: tuple[File, ...]
    happened: Sequence[Happening]
    days_off: frozenset[date]
    today: date

    @cached_property
    def values(self) -> Hashable:
        """Everything the words depend on but the reader."""
        acts = tuple(act.values for act in self.happened)
        return (self.complaint, self.copy, self.files, acts, self.days_off, self.today)

    @property
    def may_read(self) -> bool:
        """True when the words are open to everyone."""
        return self.complaint.is_published and not self.complaint.is_confidential

    @property
    def events(self) -> list[history.Event]:
        """The history; the unit's evidence stands beside the words it came with."""
        told = history.events(self.complaint, self.happened, self.days_off, with_words=self.may_read)
        evidence = [f for f in self.files if f.origin == "unit"]
        for event in told:
            if event.message_id is not None:
                event.files.extend(f for f in evidence if f.message_id == event.message_id)
        return told

    @property
    def photos(self) -> list[File]:
        """The reporter's files of which everyone may see a released copy."""
        return [f for f in self.files if f.origin == "reporter" and f.is_released]

    @cached_property
    def next_step(self) -> history.Next | None:
        """Whose turn it is."""
        return history.next_step(self.complaint)

    @property
    def until_words(self) -> str:
        """Until when the next step is due, or was."""
        until = self.next_step.until if self.next_step else None
        return history.missed_words(until) if self.tone == "late" else history.until_words(until)

    @property
    def needs_ombudsman(self) -> bool:
        """True once the ladder of escalation was climbed to its end."""
        return history.suggests_ombudsman(self.happened)

    @cached_property
    def tone(self) -> str:
        """The tone of the state."""
        return words.tone(self.complaint, self.today)

    @property
    def state_word(self) -> str:
        """The state in words."""
        return words.state_word(self.complaint, self.today, self.days_off)

    @property
    def clock_words(self) -> str:
        """The deadline that runs, in words."""
        due = self.complaint.due_on
        return words.clock_words(due, self.today, self.days_off) if due else ""

    @property
    def supporters(self) -> str:
        """How many live through it too."""
        return words.supporters(self.complaint.support_count, self.complaint.support_mail_count)

    @property
    def class_word(self) -> str:
        """What kind of report it is."""
        return str(words.CLASSES[self.complaint.class_])

    @property
    def channel_word(self) -> str:
        """The way it came."""
        return str(words.CHANNELS[self.complaint.channel])

    @property
    def category(self) -> str:
        """What it is about, in the reader's language."""
        named = self.complaint.category_en if language() == "en" else self.complaint.category
        return named or "" if self.complaint.is_published else ""


@complaints.get("/pengaduan/<number>")
@public
@for_everyone
def show(number: str) -> str:
    """Words once verified, unless confidential; before, number, date, unit and clock."""
    complaint = public_case.find_case(number)
    if complaint is None:
        abort(404)
    stand_at(complaint.government.slug)
    told = _told(complaint)
    supports_it, follows_it = _mine(complaint)
    return render_template(
        "complaints/show.html", complaint=complaint, told=told, may_read=told.may_read, copy=told.copy,
        canonical=address(complaint), supports_it=supports_it, follows_it=follows_it,
    )  # fmt: skip


def _told(complaint: Case) -> Told:
    may_read = complaint.is_published and not complaint.is_confidential
    return Told(
        complaint, public_case.copy_of(complaint.id) if may_read else None,
        public_case.files_of(complaint.id) if may_read else (), timeline.happenings(complaint.subject_id),
        units.shown_days_off(complaint.government_id), clock.today(complaint.government.zone),
    )  # fmt: skip


def address(complaint: Case) -> str:
    """Where a complaint can be read, for links that leave the site."""
    return str(current_app.config["BASE_URL"]) + url_for("complaints.show", number=complaint.number)


def _mine(complaint: Case) -> tuple[bool, bool]:
    """Whether the signed-in reader supports it, and follows it."""
    return supports.own_part(complaint, current_user.id) if current_user.is_authenticated else (False, False)
