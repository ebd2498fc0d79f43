"""The reporter's own page of a case, and their acts on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, flash, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forum.complaints import rules, words
from forum.complaints.actions import attaching, hollow, identity, reporting
from forum.complaints.forms.reporter import ConfirmForm, ContactForm, ReasonForm, ReplyForm, WithdrawForm
from forum.complaints.models import Attachment, Complaint
from forum.complaints.queries import calendar, cases, private, timeline
from forum.complaints.queries import hollow as answers
from forum.complaints.views import visits
from forum.complaints.views.blueprint import complaints
from forum.complaints.views.contacts import contact_of
from forum.core import clock
from forum.core.access import public, requires
from forum.core.edge import acting_once
from forum.core.uploads import say_files_are_gone, store, take_files
from forum.ledger.rules import REPORTER
from forum.notifications import queries as contacts
from forum.units.here import stand_at

FORMS: dict[str, type[Any]] = {
    "balas": ReplyForm,
    "selesai": ConfirmForm,
    "belum": ReasonForm,
    "buka": ReasonForm,
    "cabut": WithdrawForm,
    "kabar": ContactForm,
}

MAY = ("reply", "complete", "confirm", "dispute", "reopen", "withdraw")


@complaints.get("/pengaduan-saya")
@requires()
def own() -> ResponseReturnValue:
    """What this account wrote, newest first."""
    rows = private.own_complaints(current_user.id)
    shown = [(c, clock.today(c.government.zone)) for c in rows]
    return render_template("complaints/own.html", rows=shown, words=words)


@complaints.get("/pengaduan/<number>/pelapor")
@public
def reporter_case(number: str) -> ResponseReturnValue:
    """The case as its reporter sees it."""
    return _page(visits.own_case(number))


@complaints.post("/pengaduan/<number>/pelapor/balasan")
@public
def reporter_reply(number: str) -> ResponseReturnValue:
    """Say more, or answer the moderator's question, with files."""
    complaint, form = visits.own_case(number), _form("balas")
    if not form.validate():
        say_files_are_gone(form.files)
        return _page(complaint, form)
    uploads = take_files(form.files)
    if uploads is None:
        return _page(visits.own_case(number), form)

    def act(locked: Complaint) -> str:
        message = reporting.reply(locked, form.body.data)
        attaching.attach(store(), locked, uploads, origin="reporter", message=message)
        return _("Keterangan Anda sudah ditambahkan.")

    return _act(visits.own_case(number), act)


@complaints.post("/pengaduan/<number>/pelapor/konfirmasi")
@public
def reporter_confirm(number: str) -> ResponseReturnValue:
    """Yes, it is solved."""
    complaint, form = visits.own_case(number), _form("selesai")
    if not form.validate():
        return _page(complaint, form)

    def act(locked: Complaint) -> str:
        reporting.confirm(locked, int(form.stars.data) if form.stars.data else None, form.words.data or "")
        return _("Terima kasih. Laporan ini selesai menurut Anda.")

    return _act(complaint, act)


@complaints.post("/pengaduan/<number>/pelapor/sanggahan")
@public
def reporter_dispute(number: str) -> ResponseReturnValue:
    """No, not solved."""
    complaint, form = visits.own_case(number), _form("belum")
    if not form.validate():
        return _page(complaint, form)

    def act(locked: Complaint) -> str:
        reporting.dispute(locked, form.reason.data)
        return _("Laporan dibuka kembali. Unit mendapat tenggat baru untuk menjawab.")

    return _act(complaint, act)


@complaints.post("/pengaduan/<number>/pelapor/pembukaan")
@public
def reporter_reopen(number: str) -> ResponseReturnValue:
    """Open an archived, withdrawn or passed-on case again."""
    complaint, form = visits.own_case(number), _form("buka")
    if not form.validate():
        return _page(complaint, form)

    def act(locked: Complaint) -> str:
        reporting.reopen_by_reporter(locked, form.reason.data)
        return _("Laporan dibuka kembali.")

    return _act(complaint, act)


@complaints.post("/pengaduan/<number>/pelapor/pencabutan")
@public
def reporter_withdraw(number: str) -> ResponseReturnValue:
    """Take it back."""
    complaint, form = visits.own_case(number), _form("cabut")
    if not form.validate():
        return _page(complaint, form)

    def act(locked: Complaint) -> str:
        reporting.withdraw(locked, form.reason.data or "")
        return _("Laporan Anda dicabut. Riwayatnya tetap ada, dan Anda dapat membukanya kembali.")

    return _act(complaint, act)


@complaints.post("/pengaduan/<number>/pelapor/jawaban-kosong")
@public
def reporter_mark_hollow(number: str) -> ResponseReturnValue:
    """An official answer says nothing that can be held to it."""
    complaint, marked = visits.own_case(number), request.form.get("jawaban", 0, int)
    if marked not in {each.id for each in answers.answers_of(complaint.id)}:
        abort(404)

    def act(locked: Complaint) -> str:
        hollow.mark(locked, marked)
        return _("Jawaban itu Anda tandai kosong. Setelah dua tanda, moderator memutuskannya.")

    return _act(complaint, act)


@complaints.post("/pengaduan/<number>/pelapor/kontak")
@public
def reporter_contact(number: str) -> ResponseReturnValue:
    """An address for news; it is asked first and told nothing of the case."""
    complaint, form = visits.own_case(number), _form("kabar")
    if not form.validate():
        return _page(complaint, form)

    def act(locked: Complaint) -> str:
        identity.add_contact(locked, contact_of(form.email.data))
        return _("Kami mengirim surat ke alamat itu. Kabar laporan dikirim setelah Anda mengonfirmasinya.")

    return _act(complaint, act)


@complaints.post("/pengaduan/<number>/pelapor/kode")
@public
def reporter_code(number: str) -> ResponseReturnValue:
    """A new code for the account that owns the case; the old one ends."""
    complaint = visits.own_case(number)
    if not visits.owns(complaint.id):
        abort(403)

    def act() -> str:
        identity.issue_code(cases.lock(complaint.id), visits.visit())
        return url_for("complaints.receipt", number=complaint.number)

    return acting_once(act)


@complaints.get("/pengaduan/<number>/pelapor/berkas/<ref>")
@public
def reporter_file(number: str, ref: str) -> ResponseReturnValue:
    """A file of one's own case, made anew as the others see it; ?kecil for the small picture."""
    complaint, attachment = visits.own_case(number), cases.find_attachment(ref)
    if attachment is None or attachment.complaint_id != complaint.id:
        abort(404)
    small = "kecil" in request.args
    response = make_response(store().get_clean(attachment.thumb_file if small else attachment.clean_file))
    response.mimetype = "image/jpeg" if small else attachment.kind
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "no-store"
    return response


def _form(name: str) -> Any:
    return FORMS[name](prefix=name)


def _act(complaint: Complaint, act: Callable[[Complaint], str]) -> ResponseReturnValue:
    """Hold the case, act, and come back to its page with a word on what was done."""
    done: list[str] = []

    def on_the_locked() -> str:
        done.append(act(cases.lock(complaint.id)))
        return url_for("complaints.reporter_case", number=number)

    number = complaint.number
    response = acting_once(on_the_locked)
    for sentence in done:
        flash(sentence, "done")
    return response


def _page(complaint: Complaint, refused: Any = None) -> ResponseReturnValue:
    """The page; a refused form stands in it as it was sent."""
    forms = {name: kind(formdata=None, prefix=name) for name, kind in FORMS.items()}
    if refused is not None:
        forms[refused._prefix.rstrip("-")] = refused
    stand_at(complaint.government.slug)
    today, days_off = clock.today(complaint.government.zone), calendar.days_off_for(complaint)
    page = render_template(
        "complaints/reporter.html", complaint=complaint, forms=forms, refused=refused, words=words, today=today,
        clock_line=_clock_line(complaint, today, days_off), own_words=cases.text_of(complaint.id),
        state_word=words.state_word(complaint, today, days_off), tone=words.tone(complaint, today),
        happenings=timeline.happenings(complaint.subject_id, ("public", "parties")),
        files=_files_by_message(complaint), answers={each.id: each for each in answers.answers_of(complaint.id)},
        may={act: rules.may_follow(act, REPORTER.role, complaint.state) for act in MAY},
        question_html=_question(complaint), merged=_merged_into(complaint), is_owner=visits.owns(complaint.id),
        contact=_contact_state(complaint), left=attaching.MOST_OF_REPORTER - cases.count_attachments(complaint.id),
    )  # fmt: skip
    response = make_response(page, 422 if refused is not None else 200)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _clock_line(complaint: Complaint, today: Any, days_off: Any) -> str:
    """Whose turn it is, and until when, as people say it."""
    named = [
        ("submitted", complaint.verify_due_on, _("Moderator memeriksa laporan ini")),
        ("awaiting_completion", complaint.completion_due_on, _("Giliran Anda melengkapi keterangan")),
        ("assigned", complaint.due_on, _("Unit memberi jawaban pertama")),
        ("reopened", complaint.due_on, _("Unit menjawab lagi")),
        ("in_progress", complaint.due_on, _("Unit menyelesaikan laporan ini")),
        ("resolved", complaint.silence_due_on, _("Giliran Anda mengatakan sudah selesai atau belum")),
    ]
    for state, due, whose in named:
        if state == complaint.state and due is not None:
            return f"{whose}: {words.clock_words(due, today, days_off)}."
    return ""


def _files_by_message(complaint: Complaint) -> dict[int | None, list[Attachment]]:
    files: dict[int | None, list[Attachment]] = {}
    for each in cases.attachments_of(complaint.id):
        files.setdefault(each.message_id, []).append(each)
    return files


def _question(complaint: Complaint) -> str:
    """What the moderator asked last, while the reporter's answer is awaited."""
    if complaint.state != "awaiting_completion":
        return ""
    asked = [m.public_html for m in cases.messages_of(complaint.id) if m.kind == "question"]
    return asked[-1] if asked else ""


def _merged_into(complaint: Complaint) -> str:
    merge = cases.open_merge(complaint.id) if complaint.state == "merged" else None
    return cases.number_of(merge.into_id) if merge else ""


def _contact_state(complaint: Complaint) -> str:
    """account, confirmed, asked, or nothing: how news of the case travels."""
    known = private.sealed_identity(complaint.id)
    if known.get("account_id"):
        return "account"
    contact = contacts.get_contact(known["contact_id"]) if known.get("contact_id") else None
    return "" if contact is None else "confirmed" if contact.confirmed_at else "asked"
