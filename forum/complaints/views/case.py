"""A complaint as everyone may read it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import date
from typing import Any

from flask import abort, current_app, render_template, url_for
from flask_login import current_user

from forum.complaints import history, policy, words
from forum.complaints.models import Attachment, Complaint
from forum.complaints.queries import cases, supports, timeline
from forum.complaints.views.blueprint import complaints
from forum.core import clock
from forum.core.access import public
from forum.core.i18n import language
from forum.core.memory import for_everyone
from forum.units import queries as units
from forum.units.here import stand_at


@complaints.get("/pengaduan/<number>")
@public
@for_everyone
def show(number: str) -> str:
    """Words once verified, unless confidential; before, number, date, unit and clock."""
    complaint = cases.find_number(number)
    if complaint is None:
        abort(404)
    stand_at(complaint.government.slug)
    happened = timeline.happenings(complaint.subject_id)
    days_off = units.shown_days_off(complaint.government_id)
    may_read = complaint.is_published and not complaint.is_confidential
    files = cases.attachments_of(complaint.id) if may_read else []
    return render_template(
        "complaints/show.html", complaint=complaint, may_read=may_read,
        copy=cases.public_copy(complaint.id) if may_read else None,
        events=_with_files(history.events(complaint, happened, days_off, with_words=may_read), files),
        photos=_photos(complaint, files), next_step=history.next_step(complaint),
        until_words=history.until_words, missed_words=history.missed_words,
        needs_ombudsman=history.suggests_ombudsman(happened), canonical=address(complaint),
        category=_category(complaint),
        **_clock(complaint, days_off), **_mine(complaint),
    )  # fmt: skip


def address(complaint: Complaint) -> str:
    """Where a complaint can be read, for links that leave the site."""
    return str(current_app.config["BASE_URL"]) + url_for("complaints.show", number=complaint.number)


def _clock(complaint: Complaint, days_off: Set[date]) -> dict[str, Any]:
    """State and deadline in words."""
    today = clock.today(complaint.government.zone)
    due = complaint.due_on
    return {
        "state_word": words.state_word(complaint, today, days_off),
        "tone": words.tone(complaint, today),
        "clock_words": words.clock_words(due, today, days_off) if due else "",
        "supporters": words.supporters(complaint.support_count, complaint.support_mail_count),
        "class_word": words.CLASSES[complaint.class_],
        "channel_word": words.CHANNELS[complaint.channel],
    }


def _category(complaint: Complaint) -> str:
    if complaint.category is None or not complaint.is_published:
        return ""
    return complaint.category.name_en if language() == "en" else complaint.category.name


def _with_files(told: list[history.Event], files: Sequence[Attachment]) -> list[history.Event]:
    """The unit's evidence stands beside the words it came with."""
    for event in told:
        if event.message_id is not None:
            event.files.extend(f for f in files if f.origin == "unit" and f.message_id == event.message_id)
    return told


def _photos(complaint: Complaint, files: Sequence[Attachment]) -> list[tuple[Attachment, int]]:
    """The reporter's files of which everyone may see a released copy, with the release's id."""
    released = [(f, policy.current_release(f)) for f in files if f.origin == "reporter"]
    return [(f, r.id) for f, r in released if r is not None and r.to_public and complaint.is_published]


def _mine(complaint: Complaint) -> dict[str, Any]:
    """Whether the signed-in reader supports and follows it."""
    if not current_user.is_authenticated:
        return {"supports_it": False, "follows_it": False}
    supported, followed = supports.own_part(complaint, current_user.id)
    return {"supports_it": supported, "follows_it": followed}
