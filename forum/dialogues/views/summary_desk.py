"""The desk of a session's summary: assemble, edit, have it read, publish, correct."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, abort, current_app, flash, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forum.accounts.acting import acting
from forum.core import clock, typeset
from forum.core.access import requires
from forum.core.db import db
from forum.core.edge import acting_once, sent_before
from forum.core.errors import Refused
from forum.core.forms import choices
from forum.dialogues import policy
from forum.dialogues.actions import summarising
from forum.dialogues.actions.summarising import Ready
from forum.dialogues.berita_acara import LANGUAGE, values_now
from forum.dialogues.errors import SummaryChanged
from forum.dialogues.forms.summaries import PublishForm, ReaderForm, SeenForm, SummaryForm
from forum.dialogues.models import Session, Summary
from forum.dialogues.queries import record, sessions
from forum.dialogues.rules.differing import Piece, difference
from forum.dialogues.views.blueprint import dialogues
from forum.ledger.rules import Actor
from forum.units.here import stand_at


@dialogues.get("/meja/forum/sesi/<ref>/ringkasan")
@requires("moderator")
def summary_desk(ref: str) -> str:
    """Where the summary stands."""
    return _page(_session(ref))


@dialogues.post("/meja/forum/sesi/<ref>/ringkasan/susunan")
@requires("moderator")
def begin_summary(ref: str) -> ResponseReturnValue:
    """Assemble the first one, or begin a correction."""
    session = _session(ref)

    def act() -> str:
        summarising.begin(session, by=_moderator())
        flash(_("Rancangan disusun dari catatan pertemuan. Periksa dan sunting."), "done")
        return url_for("dialogues.summary_desk", ref=ref)

    return acting_once(act)


@dialogues.post("/meja/forum/sesi/<ref>/ringkasan/susunan-ulang")
@requires("moderator")
def assemble_summary(ref: str) -> ResponseReturnValue:
    """The draft beside the text anew, from what the record holds now."""
    session = _session(ref)

    def act() -> str:
        summarising.assemble_anew(session, by=_moderator())
        flash(_("Rancangan disusun ulang. Teks Anda tidak diubah; bandingkan di bawah."), "done")
        return url_for("dialogues.summary_desk", ref=ref, _anchor="perbedaan")

    return acting_once(act)


@dialogues.post("/meja/forum/sesi/<ref>/ringkasan/teks")
@requires("moderator")
def write_summary(ref: str) -> ResponseReturnValue:
    """Keep other words, or only look at them."""
    session = _session(ref)
    if seen := sent_before():
        return seen
    form = SummaryForm()
    if not form.validate():
        return _page(session, form), 422
    if request.form.get("lihat"):
        return _page(session, form, preview=str(form.body.data))

    def act() -> str:
        summarising.write(session, str(form.seen.data), str(form.body.data), by=_moderator())
        flash(_("Ringkasan tersimpan. Belum terbit."), "done")
        return url_for("dialogues.summary_desk", ref=ref)

    return _done_or_told(ref, act, form)


@dialogues.post("/meja/forum/sesi/<ref>/ringkasan/pembaca")
@requires("moderator")
def ask_reader(ref: str) -> ResponseReturnValue:
    """Ask another moderator to read it before."""
    session = _session(ref)
    form = _reader_form(session)
    if not form.validate():
        return _page(session, reader=form), 422

    def act() -> str:
        summarising.ask_reader(session, int(form.reader.data), by=_moderator())
        flash(_("Pembaca kedua diberi tahu."), "done")
        return url_for("dialogues.summary_desk", ref=ref)

    return acting_once(act)


@dialogues.post("/meja/forum/sesi/<ref>/ringkasan/pembacaan")
@requires("moderator")
def mark_summary_read(ref: str) -> ResponseReturnValue:
    """The second reader has read this very text."""
    session = _session(ref)

    def act() -> str:
        summarising.mark_read(session, str(SeenForm().seen.data), by=_moderator())
        flash(_("Dicatat: Anda sudah membaca ringkasan ini."), "done")
        return url_for("dialogues.summary_desk", ref=ref)

    return acting_once(act)


@dialogues.get("/meja/forum/sesi/<ref>/ringkasan/rancangan.pdf")
@requires("moderator")
def preview_pdf(ref: str) -> Response:
    """The berita acara as it would be published now, marked as a draft on every page; nothing is kept of it."""
    session = _session(ref)
    summary = record.newest_summary(session.id)
    if summary is None or record.publication_of(summary.id) is not None:
        abort(404)
    body, _html = summarising.made_ready(summary.body)
    site = str(current_app.config["BASE_URL"])
    values = values_now(session, summary.version, body, "", clock.now(), site, is_draft=True)
    db.session.rollback()
    response = make_response(typeset.pdf("berita_acara.typ", values, LANGUAGE))
    response.content_type = "application/pdf"
    response.headers["Content-Disposition"] = 'inline; filename="rancangan-berita-acara.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response


@dialogues.post("/meja/forum/sesi/<ref>/ringkasan/penerbitan")
@requires("moderator")
def publish_summary(ref: str) -> ResponseReturnValue:
    """For good: a version of its own, dated, with its PDF."""
    session = _session(ref)
    if seen := sent_before():
        return seen
    form = PublishForm()
    summary = record.newest_summary(session.id)
    form.is_correction = summary is not None and summary.version > 1
    if not form.validate() or summary is None:
        return _page(session, publishing=form), 422
    ready = _made_ready(session, summary, str(form.seen.data), str(form.reason.data or ""))

    def act() -> str:
        told = _session(ref)
        summarising.publish(told, ready, str(form.reason.data or ""), by=_moderator())
        flash(_("Ringkasan terbit. Pengikut dan peserta diberi tahu."), "done")
        return url_for("dialogues.summary", kota=told.government.slug, year=told.year, number=told.number)

    return _done_or_told(ref, act, publishing=form)


def _made_ready(session: Session, summary: Summary, seen: str, reason: str) -> Ready:
    """Words and PDF, made while no transaction is open: typesetting takes its time."""
    body, html = summarising.made_ready(summary.body)
    at = clock.now()
    values = values_now(session, summary.version, body, reason, at, str(current_app.config["BASE_URL"]))
    db.session.rollback()
    return Ready(seen, body, html, typeset.pdf("berita_acara.typ", values, LANGUAGE), at)


def _done_or_told(
    ref: str, act: Callable[[], str], form: SummaryForm | None = None, publishing: PublishForm | None = None
) -> ResponseReturnValue:
    """Do it; what stands in the way is said on the page, with everything that was typed."""
    try:
        return acting_once(act)
    except SummaryChanged as refusal:
        session = _session(ref)
        return _page(session, form, publishing=publishing, refusal=refusal.sentence(), is_crossed=True), refusal.status
    except Refused as refusal:
        return _page(_session(ref), form, publishing=publishing, refusal=refusal.sentence()), refusal.status


def _session(ref: str) -> Session:
    session = sessions.find_by_ref(ref)
    if session is None:
        abort(404)
    if not policy.may_run(current_user, session.unit):
        abort(403)
    stand_at(session.government.slug)
    return session


def _moderator() -> Actor:
    return acting("moderator")


def _reader_form(session: Session, fresh: bool = False) -> ReaderForm:
    form = ReaderForm(formdata=None) if fresh else ReaderForm()
    others = [(of, name) for of, name in record.moderators_for(session.unit) if of != current_user.id]
    form.reader.choices = choices([("", _("Pilih moderator")), *((str(of), name) for of, name in others)])
    return form


def _page(
    session: Session, form: SummaryForm | None = None, *, preview: str = "", reader: ReaderForm | None = None,
    publishing: PublishForm | None = None, refusal: str = "", is_crossed: bool = False,
) -> str:  # fmt: skip
    """The desk; `is_crossed` when a colleague wrote meanwhile: the form is told of their text and may be sent again."""
    summary = record.newest_summary(session.id)
    versions = record.publications_of(session.id)
    is_open = summary is not None and all(each.version != summary.version for each in versions)
    return render_template(
        "dialogues/summary_desk.html", session_=session, versions=versions, refusal=refusal,
        at={"kota": session.government.slug, "year": session.year, "number": session.number},
        reader=reader or _reader_form(session, fresh=True), is_over=session.state == "ended",
        **(_text(session, summary, form, preview, publishing) if summary and is_open else {"summary": None}),
        crossed=_crossed(summary, form, publishing) if is_crossed and summary and is_open else None,
    )  # fmt: skip


def _crossed(summary: Summary, form: SummaryForm | None, publishing: PublishForm | None) -> list[Piece]:
    """What a colleague changed while the viewer wrote: how the text that stands differs from the viewer's.

    From here on the form rests on the text that stands: sent again, it replaces it knowingly.
    """
    mark = summarising.mark_of(summary.body)
    for sent in (form, publishing):
        if sent is not None:
            sent.seen.data = mark
    return difference(str(form.body.data) + "\n", summary.body) if form is not None else []


def _text(
    session: Session, summary: Summary, form: SummaryForm | None, preview: str, publishing: PublishForm | None
) -> dict[str, Any]:
    """The summary being written, its form, what it looks like, and how it differs from the draft."""
    mark = summarising.mark_of(summary.body)
    names = dict(record.moderators_for(session.unit))
    drawn_up = summarising.drawn_up(summary)
    return {
        "drawn_up": drawn_up, "queries": {k: v for k, v in summary.sources.items() if k != summarising.AS_OF},
        "summary": summary, "form": form or SummaryForm(formdata=None, body=summary.body, seen=mark),
        "publishing": publishing or PublishForm(formdata=None, seen=mark), "mark": mark,
        "shown_html": summarising.made_ready(preview or summary.body)[1], "is_preview": bool(preview),
        "pieces": difference(summary.draft, preview or summary.body),
        "is_stale": summarising.draft_of(session) != summary.draft,
        "reader_name": names.get(summary.reader_id or 0, ""), "is_reader": summary.reader_id == current_user.id,
    }  # fmt: skip
