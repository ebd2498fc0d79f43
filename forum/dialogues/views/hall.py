"""The hall: its big screen, and the phones of those who sit in it."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from forum.core.access import public
from forum.core.db import db
from forum.core.edge import SEE_OTHER, acting_once, sent_before
from forum.core.errors import Refused
from forum.core.limits import by_address
from forum.core.qr import qr_svg
from forum.dialogues import statement_words as words
from forum.dialogues import words as session_words
from forum.dialogues.actions import attending, backing, posting, voting
from forum.dialogues.actions.posting import Saying
from forum.dialogues.forms.statements import CheckInForm, QuestionForm
from forum.dialogues.models import Session
from forum.dialogues.queries import agenda, hall, posts, registrations, sessions
from forum.dialogues.queries import statements as known
from forum.dialogues.views.blueprint import dialogues
from forum.dialogues.views.hall_state import place_key
from forum.dialogues.views.statements import must_wait_for, no_store
from forum.dialogues.views.voice import Voice, device, find_voice, remember, speak
from forum.ledger.rules import Actor
from forum.units.here import places, stand_at

QUESTIONS = "10 per hour"
WRONG_CODES = "600 per hour"
"""Of an address: a whole hall sits behind it."""


@dialogues.get("/aula/<hall_code>/layar", endpoint="hall")
@public
def hall_screen(hall_code: str) -> str:
    """Large type for a whole room: where to join, what is talked about, how the statement stands."""
    session = _session(hall_code)
    join = url_for("dialogues.hall_phone", hall_code=session.hall_code, _external=True)
    now = hall.now_shown(session.id, session.item_id, session.statement_id)
    return render_template(
        "dialogues/hall_screen.html", session_=session, join=join, short=join.split("://", 1)[1],
        qr=qr_svg(join, _("Kode QR untuk ikut dari ponsel")), now=now, state=session.state, words=words,
        session_words=session_words,
    )  # fmt: skip


@dialogues.get("/aula/<hall_code>")
@public
def hall_phone(hall_code: str) -> ResponseReturnValue:
    """The hall on a phone: join, answer, ask.

    The phone gets its secret before it joins, so that a code sent twice joins once and is not lost.
    """
    session = _session(hall_code)
    voice = find_voice(session)
    response = no_store(_phone(session, voice))
    if voice is None and not device():
        remember(response, attending.new_device())
    return response


@dialogues.post("/aula/<hall_code>/masuk")
@public
def check_in(hall_code: str) -> ResponseReturnValue:
    """Join with a single-use code, or as the account that is signed in. A right code is never made to wait."""
    session = _session(hall_code)
    if seen := sent_before():
        return seen
    voice, form = find_voice(session), CheckInForm()
    if not form.validate():
        return _phone(session, voice, join=form), 422
    try:
        return _join(session, voice, form)
    except Refused as refused:
        db.session.rollback()
        if voice is None:
            must_wait_for(WRONG_CODES, f"hall-code:{by_address()}")
        form.code.errors = [refused.sentence()]
        return _phone(_session(hall_code), find_voice(session), join=form), refused.status


def _join(session: Session, voice: Voice | None, form: CheckInForm) -> Response:
    secret = device() or attending.new_device()

    def join() -> str:
        speak(session)
        held = sessions.hold_seats(session.id)
        if voice is not None and voice.account_id is not None:
            attending.check_in_account(held, voice.account_id, form.kind.data)
        else:
            attending.check_in_token(held, form.code.data, form.kind.data, secret)
        flash(_("Selamat datang. Anda tercatat hadir."), "done")
        return _address(session)

    response = acting_once(join)
    if voice is None:
        remember(response, secret)
    return response


@dialogues.post("/aula/<hall_code>/pertanyaan")
@public
def ask_in_hall(hall_code: str) -> ResponseReturnValue:
    """Put a question to the item the hall is at, or the one the asker had before them."""
    session = _session(hall_code)
    voice, item = find_voice(session), agenda.find_item(request.form.get("butir", ""))
    if voice is None:
        return redirect(_address(session), SEE_OTHER)
    if item is None or item.session_id != session.id or item.state != "accepted":
        abort(404)
    if seen := sent_before():
        return seen
    form = QuestionForm()
    if not form.validate():
        return _phone(session, voice, asking=form), 422
    must_wait_for(QUESTIONS, f"question:{voice.key}")

    def ask() -> str:
        speak(session)
        name = current_user.name if current_user.is_staff else None  # as in threads: staff are always named
        saying = Saying(form.body.data, kind="question", shown_name=name)
        posting.write(item, saying, by=Actor("resident", voice.account_id), token_id=voice.token_id)
        flash(_("Pertanyaan Anda terkirim dan terlihat di layar."), "done")
        return _address(session)

    return acting_once(ask)


@dialogues.post("/aula/<hall_code>/dukungan/<ref>")
@public
def back_in_hall(hall_code: str, ref: str) -> ResponseReturnValue:
    """Support a question, or take it back."""
    session = _session(hall_code)
    voice, found = find_voice(session), posts.find_post(ref)
    if voice is None:
        return redirect(_address(session), SEE_OTHER)
    if found is None or found[0].state != "shown" or found[1].session_id != session.id:
        abort(404)

    def act() -> str:
        speaking = speak(session) or voice
        held = posts.lock_post(found[0].id)
        (backing.unback if request.form.get("batal") else backing.back)(held, session, speaking.key)
        return _address(session)

    return acting_once(act)


def _phone(session: Session, voice: Voice | None, **forms: Any) -> str:
    now = hall.now_shown(session.id, session.item_id, session.statement_id)
    given = known.answers_of(voice.key, [now.statement.id]) if voice and now.statement else {}
    asked = [question.subject_id for question in now.questions]
    return render_template(
        "dialogues/hall_phone.html", session_=session, now=now, voice=voice, words=words, given=given,
        session_words=session_words, is_open=voting.takes_words(session), is_door_open=attending.is_door_open(session),
        is_there=_is_there(session, voice),
        backed=posts.backed_among(asked, voice.key) if voice else set(), at=place_key(session),
        join=forms.get("join") or CheckInForm(formdata=None, code=request.args.get("kode", "")[:20]),
        asking=forms.get("asking") or QuestionForm(formdata=None),
    )  # fmt: skip


def _is_there(session: Session, voice: Voice | None) -> bool:
    """A token is there once used; an account says so itself."""
    if voice is None or voice.account_id is None:
        return voice is not None
    return registrations.attendance_of(session.id, account_id=voice.account_id) is not None


def _session(hall_code: str) -> Session:
    session = sessions.find_by_hall(hall_code)
    if session is None or session.government.slug not in places():
        abort(404)
    stand_at(session.government.slug)
    return session


def _address(session: Session) -> str:
    return url_for("dialogues.hall_phone", hall_code=session.hall_code)
