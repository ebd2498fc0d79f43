"""The page of a case at its unit's desk: what this person may see of it, and the forms for what may be done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from markupsafe import Markup

from forum.accounts.models import Account
from forum.commitments.queries import cases as promised
from forum.commitments.words import STATES as PROMISED_WORDS
from forum.complaints import policy, rules, words
from forum.complaints.forms.unit_desk import (
    DeskForm,
    ForwardForm,
    HandOverForm,
    NoteForm,
    ReplyForm,
    TransferForm,
)
from forum.complaints.models import Complaint, Message, ReplyTemplate
from forum.complaints.queries import cases, templates, unit_case
from forum.complaints.rules import placeholders
from forum.complaints.views import unit_timeline
from forum.complaints.views.unit_desk import days_off_of, today_of
from forum.core import text
from forum.core.i18n import say_weekday, speaking
from forum.units.models import Unit
from forum.units.queries import units_on_path

DONE = {
    "answer": _l("Jawaban untuk %(number)s terkirim."),
    "progress": _l("Kabar perkembangan %(number)s terkirim."),
    "resolve": _l("Laporan %(number)s dinyatakan selesai; pelapor diminta memastikan."),
}
ACTS = ("answer", "progress", "resolve", "take", "forward", "propose_transfer")


def page(
    complaint: Complaint,
    bound: DeskForm | None = None,
    status: int = 200,
    refusal: str = "",
    newer: Sequence[Message] = (),
) -> ResponseReturnValue:
    """The case; `bound` is a form that was refused, shown again with what was typed."""
    leads = policy.may_answer(current_user, complaint)
    messages, helping = cases.messages_of(complaint.id), unit_case.helping_units(complaint.id)
    if isinstance(bound, ReplyForm) and newer:
        bound.last.data = str(messages[-1].id)
    may = {act: leads and rules.may_follow(act, "officer", complaint.state) for act in ACTS}
    may["take"] = may["take"] and policy.may_hand_over(current_user, complaint)
    staff = unit_case.colleagues(complaint.unit) if complaint.unit else ()
    told = {
        "holder": next((each.name for each in staff if each.id == complaint.officer_id), ""),
        "complaint": complaint, "leads": leads, "may": may, "refusal": refusal, "newer": newer, "bound": bound,
        **_words(complaint), **_clocks(complaint), **_around(complaint, helping),
        **_story(complaint, messages, helping),
        **(_forms(complaint, bound, may, messages, staff) if leads else {"note_form": _fresh(NoteForm, bound)}),
    }  # fmt: skip
    return render_template("complaints/unit_case.html", **told), status


def _words(complaint: Complaint) -> dict[str, Any]:
    """What the reporter told, as far as this person may read it."""
    if policy.may_read_original(current_user, complaint):
        told = cases.text_of(complaint.id)
        return {"body": text.paragraphs(told.body), "place": told.place, "happened": told.happened, "masked": False}
    copy = cases.public_copy(complaint.id)
    body, place = (Markup(copy.html), copy.place) if copy else (Markup(), "")  # noqa: S704 - made safe when written
    return {"body": body, "place": place, "happened": "", "masked": True}


def _clocks(complaint: Complaint) -> dict[str, Any]:
    today = today_of(complaint.government_id)
    days_off = days_off_of(complaint.government_id, today)
    running = [
        (name, due, words.clock_words(due, today, days_off), due < today)
        for name, due in _deadlines(complaint)
        if due is not None
    ]
    return {
        "today": today, "clocks": running, "word": words.state_word(complaint, today, days_off),
        "tone": words.tone(complaint, today),
    }  # fmt: skip


def _deadlines(complaint: Complaint) -> list[tuple[str, date | None]]:
    if complaint.state == "resolved":
        return [(_("Menunggu kata pelapor"), complaint.silence_due_on)]
    if complaint.state not in rules.UNIT_TURN:
        return []
    answer_due = complaint.answer_due_on if complaint.answered_on is None else None
    return [(_("Jawaban"), answer_due), (_("Penyelesaian"), complaint.resolve_due_on)]


def _around(complaint: Complaint, helping: Sequence[Unit]) -> dict[str, Any]:
    return {
        "reporter": policy.shown_name(current_user, complaint),
        "channel": words.CHANNELS[complaint.channel],
        "class_word": words.CLASSES[complaint.class_],
        "transfer": cases.open_transfer(complaint.id),
        "helping": helping,
        "promised": promised.born_in(complaint.subject_id, with_drafts=True),
        "promised_words": PROMISED_WORDS,
        "notes": unit_case.notes_with_names(complaint.id),
    }


def _story(complaint: Complaint, messages: Sequence[Message], helping: Sequence[Unit]) -> dict[str, Any]:
    shelf = unit_timeline.files_shown(complaint, cases.attachments_of(complaint.id), helping)
    return {
        "timeline": unit_timeline.lines(complaint, unit_case.acts_with_names(complaint.subject_id), messages, shelf),
        "own_files": shelf.of(None),
        "withheld": shelf.withheld,
        "newer_html": unit_timeline.shown_words,
    }


def _fresh(kind: type[DeskForm], bound: DeskForm | None, **values: Any) -> Any:
    """The refused form itself, or a new one."""
    return bound if isinstance(bound, kind) else kind(formdata=None, **values)


def _forms(
    complaint: Complaint, bound: DeskForm | None, may: dict[str, bool], messages: Sequence[Message],
    staff: Sequence[Account],
) -> dict[str, Any]:  # fmt: skip
    offered = _templates(complaint)
    reply = _fresh(ReplyForm, bound, last=str(messages[-1].id) if messages else "0", body=_picked(offered))
    if complaint.is_confidential:
        reply.body.label.text = _("Tulisan untuk pelapor")
    hand, forward = _fresh(HandOverForm, bound, officer=str(complaint.officer_id or "")), _fresh(ForwardForm, bound)
    if hand is not bound:
        hand.officer.choices = [("", _("Belum ada")), *((str(each.id), each.name) for each in staff)]
    if forward is not bound and may["forward"] and complaint.unit:
        below = unit_case.units_below(complaint.unit)
        forward.below.choices = [("", _("Pilih unit")), *((str(u.id), u.name) for u in below)] if below else []
    return {
        "reply": reply, "hand": hand, "forward_form": forward, "transfer_form": _fresh(TransferForm, bound),
        "note_form": _fresh(NoteForm, bound), "offered": offered, "targets": _targets(complaint, may),
    }  # fmt: skip


def _targets(complaint: Complaint, may: dict[str, bool]) -> Sequence[str]:
    if not may["propose_transfer"] or complaint.unit is None:
        return ()
    upper = unit_case.upper_units(complaint.government_id, units_on_path(complaint.unit.path)[-1])
    return [f"{unit.name} ({unit.code})" for unit in upper if unit.id != complaint.unit_id]


def _templates(complaint: Complaint) -> list[tuple[ReplyTemplate, str]]:
    """Ready replies of the unit and those above, their placeholders filled for this case."""
    if complaint.unit is None:
        return []
    values = _placeholder_values(complaint)
    offered = templates.templates_of(units_on_path(complaint.unit.path))
    return [(each, placeholders.expand(each.body, values)) for each in offered]


def _placeholder_values(complaint: Complaint) -> dict[str, str]:
    due = complaint.due_on or complaint.resolve_due_on
    with speaking("id"):  # official words are Indonesian, whatever language the officer reads
        day = say_weekday(due) if due else "-"
    return {
        "nomor": complaint.number, "unit": complaint.unit.name if complaint.unit else "", "tenggat": day,
        "petugas": current_user.name, "layanan": complaint.service.name if complaint.service else "layanan kami",
    }  # fmt: skip


def _picked(offered: list[tuple[ReplyTemplate, str]]) -> str:
    asked = request.args.get("templat", "")
    return next((body for template, body in offered if str(template.id) == asked), "")
