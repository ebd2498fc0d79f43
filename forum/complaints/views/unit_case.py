"""A case at the desk of its unit: reading it, and every act of the unit on it."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup, escape

from forum.complaints import policy
from forum.complaints.actions import answering, attaching
from forum.complaints.errors import HeldByColleague, NoLongerYours, SaidMeanwhile
from forum.complaints.forms.unit_desk import (
    DeskForm,
    ForwardForm,
    HandOverForm,
    NoteForm,
    ReplyForm,
    TransferForm,
    upload_refusal,
)
from forum.complaints.models import Complaint, Message
from forum.complaints.queries import cases, unit_case, unit_desk
from forum.complaints.views import unit_page
from forum.complaints.views.blueprint import complaints
from forum.complaints.views.unit_desk import ROLES, acting_on, units_in_reach
from forum.core import files
from forum.core.access import requires
from forum.core.db import db
from forum.core.edge import acting_once
from forum.core.errors import Refused
from forum.core.files import Upload
from forum.core.uploads import store
from forum.ledger.rules import Actor
from forum.units.models import Unit

REPLIES: dict[str, Callable[..., Message]] = {
    "answer": answering.answer, "progress": answering.report_progress, "resolve": answering.resolve,
}  # fmt: skip
"""What each act of the reply box does."""


@complaints.get("/meja/unit/<number>", endpoint="unit_case")
@requires(*ROLES)
def show(number: str) -> ResponseReturnValue:
    """The case; with ?templat= a ready reply stands in the box."""
    return unit_page.page(readable(number))


@complaints.post("/meja/unit/<number>/jawaban")
@requires(*ROLES)
def answer(number: str) -> ResponseReturnValue:
    """An official answer."""
    return _reply(number, "answer")


@complaints.post("/meja/unit/<number>/perkembangan")
@requires(*ROLES)
def report_progress(number: str) -> ResponseReturnValue:
    """How far it is."""
    return _reply(number, "progress")


@complaints.post("/meja/unit/<number>/penyelesaian")
@requires(*ROLES)
def resolve(number: str) -> ResponseReturnValue:
    """Done, with evidence."""
    return _reply(number, "resolve")


def _reply(number: str, act: str) -> ResponseReturnValue:
    complaint, form = find_answerable(number), ReplyForm()
    if complaint is None:
        return _kept(form.body.data or ""), 404
    form.demand(act, is_first=complaint.answered_on is None)
    if not form.validate():
        return unit_page.page(complaint, form, 422)
    try:
        uploads = _made_anew(form)
    except files.Refused as refusal:
        form.files.errors = [upload_refusal(refusal)]
        return unit_page.page(answerable(number), form, 422)
    except files.Busy:
        form.files.errors = [_("Berkas lain sedang diperiksa. Coba kirim lagi sebentar lagi.")]
        return unit_page.page(answerable(number), form, 503)

    def write(held: Complaint, by: Actor) -> None:
        newer = unit_case.newer_messages(held.id, form.last_seen)
        if newer:
            raise SaidMeanwhile
        message = REPLIES[act](held, form.words, by=by)
        attaching.attach(store(), held, uploads, origin="unit", message=message)

    return _attempt(number, form, write, unit_page.DONE[act])


def _made_anew(form: ReplyForm) -> list[Upload]:
    """Uploads as clean copies; the database is let go meanwhile, so that nobody waits for a picture."""
    if not form.uploads:
        return []
    contents = [upload.read() for upload in form.uploads]
    db.session.rollback()
    return files.make_anew(store(), contents)


def _kept(words: str) -> str:
    """The case is not on this desk any more: what was typed is given back."""
    return render_template("complaints/unit_case_kept.html", words=words, sentence=NoLongerYours().sentence())


@complaints.post("/meja/unit/<number>/penanganan")
@requires(*ROLES)
def hand_over(number: str) -> ResponseReturnValue:
    """Take the case, hand it to a colleague, or put it back."""
    complaint, form = answerable(number), HandOverForm()
    names = {str(c.id): c.name for c in unit_case.colleagues(complaint.unit)} if complaint.unit else {}
    form.officer.choices = [("", ""), *names.items()]
    if not form.validate():
        return unit_page.page(complaint, form, 422)
    chosen = form.officer.data

    def act(held: Complaint, by: Actor) -> None:
        if not policy.may_hand_over(current_user, held):
            raise HeldByColleague
        answering.take(held, int(chosen) if chosen else None, names.get(chosen, ""), by=by)

    mine = chosen == str(current_user.id)
    said = _("Laporan %(number)s Anda pegang.") if mine else _("Petugas laporan %(number)s diganti.")
    return _attempt(number, form, act, said, stay=True)


@complaints.post("/meja/unit/<number>/penerusan")
@requires(*ROLES)
def forward(number: str) -> ResponseReturnValue:
    """Hand the case to a unit below."""
    complaint, form = answerable(number), ForwardForm()
    below = {str(u.id): u for u in unit_case.units_below(complaint.unit)} if complaint.unit else {}
    form.below.choices = [("", ""), *((key, u.name) for key, u in below.items())]
    if not form.validate():
        return unit_page.page(complaint, form, 422)

    def act(held: Complaint, by: Actor) -> None:
        answering.forward(held, below[form.below.data], form.forward_reason.data or "", by=by)

    return _attempt(number, form, act, _("Laporan %(number)s diteruskan ke unit di bawah."))


@complaints.post("/meja/unit/<number>/usulan-pemindahan")
@requires(*ROLES)
def propose_transfer(number: str) -> ResponseReturnValue:
    """Say that the case belongs elsewhere; the moderator decides."""
    complaint, form = answerable(number), TransferForm()
    if not form.validate():
        return unit_page.page(complaint, form, 422)
    target = _find_target(complaint, form)
    if form.errors:
        return unit_page.page(complaint, form, 422)

    def act(held: Complaint, by: Actor) -> None:
        answering.propose_transfer(held, form.transfer_reason.data or "", target, by=by)

    return _attempt(
        number, form, act, _("Usulan pemindahan %(number)s dikirim ke moderator. Jam tetap berjalan."), True
    )


def _find_target(complaint: Complaint, form: TransferForm) -> Unit | None:
    written = form.target.data or ""
    found = unit_case.units_called(complaint.government_id, written) if written else []
    if written and len(found) != 1:
        form.target.errors = [
            _("Ada lebih dari satu unit bernama itu. Tulis kodenya.")
            if found
            else _("Unit itu tidak ada. Pilih dari daftar, atau kosongkan dan jelaskan di alasan.")
        ]
    return found[0] if len(found) == 1 and found[0].id != complaint.unit_id else None


@complaints.post("/meja/unit/<number>/catatan")
@requires(*ROLES)
def note(number: str) -> ResponseReturnValue:
    """A note among staff; supporting units may write one too."""
    complaint, form = readable(number), NoteForm()
    if not form.validate():
        return unit_page.page(complaint, form, 422)
    complaint_id, url = complaint.id, url_for("complaints.unit_case", number=number) + "#catatan"

    def act() -> str:
        answering.note(cases.lock(complaint_id), form.note.data or "", by=_noting(readable(number)))
        flash(_("Catatan internal disimpan. Hanya staf yang membacanya."), "done")
        return url

    return acting_once(act)


def _noting(complaint: Complaint) -> Actor:
    if policy.may_answer(current_user, complaint):
        by: Actor = acting_on(complaint)
        return by
    helping = next(u for u in unit_case.helping_units(complaint.id) if policy.may_help(current_user, [u]))
    acting: Actor = current_user.acting("officer", helping.id)
    return acting


def find_answerable(number: str) -> Complaint | None:
    """The case, if it is on the viewer's desk."""
    complaint = cases.find_number(number)
    return complaint if complaint is not None and policy.may_answer(current_user, complaint) else None


def answerable(number: str) -> Complaint:
    """The case; 404 alike for an unknown one and for one of another unit."""
    return find_answerable(number) or abort(404)


def readable(number: str) -> Complaint:
    """The same, open to supporting units as well."""
    complaint = cases.find_number(number)
    if complaint is None or complaint.assigned_on is None:
        abort(404)
    if policy.may_answer(current_user, complaint):
        return complaint
    return complaint if policy.may_help(current_user, unit_case.helping_units(complaint.id)) else abort(404)


def _attempt(
    number: str, form: DeskForm, act: Callable[[Complaint, Actor], None], said: str, stay: bool = False
) -> ResponseReturnValue:
    """Do the act once on the locked case and go on; a refusal shows the page again with every word kept."""
    complaint = answerable(number)
    complaint_id, before = complaint.id, (complaint.due_on, complaint.id)

    def acting() -> str:
        held = cases.lock(complaint_id)
        if not policy.may_answer(current_user, held):
            raise NoLongerYours
        act(held, acting_on(held))
        link = Markup('<a href="{}">{}</a>').format(url_for("complaints.unit_case", number=held.number), held.number)
        flash(Markup(escape(said).replace("%(number)s", link)), "done")  # noqa: S704 - both parts are escaped
        return url_for("complaints.unit_case", number=held.number) if stay else _next_url(form, before)

    try:
        return acting_once(acting)
    except NoLongerYours as refusal:
        return _kept(form.body.data or "" if isinstance(form, ReplyForm) else ""), refusal.status
    except SaidMeanwhile as refusal:
        newer = unit_case.newer_messages(complaint_id, form.last_seen) if isinstance(form, ReplyForm) else ()
        return unit_page.page(answerable(number), form, refusal.status, refusal.sentence(), newer)
    except Refused as refusal:
        return unit_page.page(answerable(number), form, refusal.status, refusal.sentence())


def _next_url(form: DeskForm, before: tuple[object, int]) -> str:
    """The next case by deadline if asked for, else the inbox."""
    if not isinstance(form, ReplyForm):
        return url_for("complaints.unit_desk")
    if not form.onward.data:
        return url_for("complaints.unit_case", number=request.view_args["number"] if request.view_args else "")
    ids = [u.id for u in units_in_reach()]
    following = unit_desk.next_number(ids, current_user.id, before)  # type: ignore[arg-type]
    if following is None:
        flash(_("Itu laporan terakhir menurut tenggat."), "info")
        return url_for("complaints.unit_desk")
    return url_for("complaints.unit_case", number=following)
