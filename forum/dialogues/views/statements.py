"""Statements: answered one at a time, proposed, and their results for everybody."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response

from forum.core.access import public
from forum.core.db import db
from forum.core.edge import SEE_OTHER, acting_once, local_path, sent_before
from forum.core.limits import count_try, seconds_to_wait
from forum.dialogues import statement_words as words
from forum.dialogues.actions import stating, voting
from forum.dialogues.forms.statements import StatementForm
from forum.dialogues.models import Session
from forum.dialogues.queries import agenda, sessions
from forum.dialogues.queries import statements as known
from forum.dialogues.queries.public_talk import Meeting
from forum.dialogues.queries.statements import Case, Row
from forum.dialogues.rules.statements import ORDERS, VALUES, sorted_by
from forum.dialogues.views.blueprint import dialogues
from forum.dialogues.views.voice import Voice, find_voice, speak
from forum.dialogues.voting_errors import StatementKnown
from forum.moderation import words as grounds
from forum.units.here import get_here, places, stand_at

PAGE = 25
PROPOSALS = "10 per hour"


@dataclass(frozen=True)
class Panel:
    """What a thread shows of the statements about its item."""

    rows: Sequence[Row]
    given: dict[int, int]
    voice: Voice | None
    is_open: bool
    words: ModuleType

    @property
    def values(self) -> Hashable:
        """Everything it shows, to compare by."""
        return tuple(self.rows), tuple(self.given.items()), self.voice is not None, self.is_open


@dialogues.get("/forum/<kota>/<int:year>/<int:number>/pernyataan")
@public
def statements(kota: str, year: int, number: int) -> ResponseReturnValue:
    """The next statement for whoever takes part, and the results of all."""
    session = _session(year, number)
    voice = find_voice(session)
    order, page = _order(), request.args.get("hal", 1, type=int)
    rows = sorted_by(order, [(row, row.result) for row in known.statements_of(session.id)])
    shown = rows[PAGE * (page - 1) : PAGE * page] if 0 < page <= PAGE else []
    if page != 1 and not shown:
        abort(404)
    ids = [row.id for row, _result in rows if row.state == "open"]
    given = known.answers_of(voice.key, [row.id for row, _result in rows]) if voice else {}
    return no_store(render_template(
        "dialogues/statements.html", session_=session, words=words, grounds=grounds, voice=voice, rows=shown,
        order=order, page=page, is_last=PAGE * page >= len(rows), count=len(rows), given=given,
        is_open=voting.takes_words(session), answered=sum(each in given for each in ids), askable=len(ids),
        next_one=_next(rows, given) if voice else None, sign_in_back=request.path,
        own=known.own_statements(session.id, voice.key) if voice else [],
    ))  # fmt: skip


def _next(rows: Sequence[tuple[Row, Any]], given: dict[int, int]) -> Row | None:
    """The oldest one that this voter has not seen."""
    open_ones = [row for row, _result in rows if row.state == "open" and row.id not in given]
    return min(open_ones, key=lambda row: row.id, default=None)


@dialogues.get("/forum/<kota>/<int:year>/<int:number>/pernyataan/baru")
@public
def new_statement(kota: str, year: int, number: int) -> ResponseReturnValue:
    """The form for a statement."""
    session = _session(year, number)
    return _form_page(session, find_voice(session), StatementForm(formdata=None))


@dialogues.post("/forum/<kota>/<int:year>/<int:number>/pernyataan/usulan")
@public
def propose_statement(kota: str, year: int, number: int) -> ResponseReturnValue:
    """Hand a statement to the moderators."""
    session = _session(year, number)
    voice = find_voice(session)
    if voice is None:
        return redirect(url_for("accounts.sign_in", next=request.path.rpartition("/")[0] + "/baru"), SEE_OTHER)
    if seen := sent_before():
        return seen
    form = StatementForm()
    form.known = [(row.ref, row.body) for row in known.statements_of(session.id)]
    if not form.validate():
        return _form_page(session, voice, form), 422
    must_wait_for(PROPOSALS, f"statement:{voice.key}")
    try:
        return acting_once(lambda: _propose(session, voice, form))
    except StatementKnown as same:
        form.body.errors = [same.sentence()]
        return _form_page(session, voice, form), 422


def _propose(session: Session, voice: Voice, form: StatementForm) -> str:
    speak(session)
    item = agenda.find_item(request.args.get("butir", ""))
    about = item.id if item is not None and item.session_id == session.id and item.state == "accepted" else None
    stating.propose(session, form.body.data, voice.key, about)
    flash(_("Pernyataan Anda menunggu moderator. Keadaannya terlihat di halaman ini."), "done")
    return _address(session) + "#milik-saya"


@dialogues.post("/forum/pernyataan/<ref>/suara")
@public
def vote(ref: str) -> ResponseReturnValue:
    """Answer a statement. No key of the form is kept: the same answer sent twice changes nothing."""
    case = known.find_case(ref)
    value = request.form.get("jawaban", type=int)
    if case is None or case.statement.state in ("waiting", "declined"):
        abort(404)
    if value not in VALUES:
        abort(400)
    stand_at(case.session.government.slug)
    back = local_path(request.form.get("kembali"), _address(case.session))
    voice = speak(case.session)
    if voice is None:
        return redirect(url_for("accounts.sign_in", next=back), SEE_OTHER)
    voting.vote(case, voice.key, value)
    db.session.commit()
    flash(_("Jawaban Anda tercatat: %(answer)s.", answer=words.GIVEN[value]), "done")
    return redirect(back, SEE_OTHER)


def panel_of(session: Session | Meeting, rows: Sequence[Row], given: dict[int, int] | None = None) -> Panel:
    """Statements about an agenda item, for its thread (templates/dialogues/_statement_panel.html).

    `given` are the answers of an account; those of a phone in the hall are looked up here.
    """
    voice = find_voice(session)
    if voice is not None and given is None:
        given = known.answers_of(voice.key, [row.id for row in rows])
    return Panel(rows, given or {}, voice, voting.takes_words(session), words)


def must_wait_for(limits: str, key: str) -> None:
    """Count one try of a participant, never of an address: a hall shares one. Raises TooManyRequests."""
    wait = seconds_to_wait(limits, key)
    if wait:
        raise TooManyRequests(retry_after=wait)
    count_try(limits, key)


def no_store(page: str) -> Response:
    """A page that shows a participant their own answers is kept nowhere."""
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    return response


def _session(year: int, number: int) -> Session:
    session = sessions.find_session(get_here().id, year, number)
    if session is None:
        abort(404)
    return session


def _order() -> str:
    order = request.args.get("urut", ORDERS[0])
    if order not in ORDERS:
        abort(404)
    return order


def _address(session: Session) -> str:
    return url_for("dialogues.statements", kota=session.government.slug, year=session.year, number=session.number)


def _form_page(session: Session, voice: Voice | None, form: StatementForm) -> str:
    return render_template(
        "dialogues/statement_new.html", session_=session, voice=voice, form=form, item=request.args.get("butir"),
        is_open=voting.takes_words(session), sign_in_back=_address(session) + "/baru",
    )  # fmt: skip


def case_at_desk(ref: str) -> Case:
    """A statement by its reference, or 404; the page stands at its place."""
    case = known.find_case(ref)
    if case is None or case.session.government.slug not in places():
        abort(404)
    stand_at(case.session.government.slug)
    return case
