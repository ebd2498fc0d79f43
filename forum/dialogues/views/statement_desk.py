"""The moderator's desk of statements, and what the hall looks at."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forum.accounts.acting import acting
from forum.core.access import requires
from forum.core.edge import acting_once, sent_before
from forum.dialogues import policy
from forum.dialogues import statement_words as words
from forum.dialogues.actions import hall as hall_acts
from forum.dialogues.actions import stating, voting
from forum.dialogues.forms.statements import DeclineForm
from forum.dialogues.models import Session
from forum.dialogues.queries import agenda, sessions
from forum.dialogues.queries import statements as known
from forum.dialogues.queries.statements import Case, Row
from forum.dialogues.rules import near as rules
from forum.dialogues.views.blueprint import dialogues
from forum.dialogues.views.statements import case_at_desk
from forum.ledger.rules import Actor
from forum.moderation import words as grounds
from forum.units.here import places, stand_at

PARTS = {"menunggu": ("waiting",), "tampil": ("open", "closed"), "ditolak": ("declined",)}


@dialogues.get("/meja/forum/sesi/<ref>/pernyataan")
@requires("moderator")
def statement_desk(ref: str) -> str:
    """Statements that wait, those that are answered, and the controls of the hall."""
    return _shown(_session(ref))


@dialogues.get("/meja/forum/pernyataan/<ref>/penolakan")
@requires("moderator")
def declining(ref: str) -> str:
    """Asks for the ground."""
    return _decline_page(_case(ref), DeclineForm(formdata=None))


@dialogues.post("/meja/forum/pernyataan/<ref>/penerimaan")
@requires("moderator")
def accept_statement(ref: str) -> ResponseReturnValue:
    """Let everybody read and answer it."""
    case = _case(ref)
    return _act(case.session, lambda: stating.accept(case, by=_moderator()), _("Pernyataan kini dapat dijawab."))


@dialogues.post("/meja/forum/pernyataan/<ref>/penolakan")
@requires("moderator")
def decline_statement(ref: str) -> ResponseReturnValue:
    """Decline it, or hide it later, on a ground of the closed list."""
    case, form = _case(ref), DeclineForm()
    if seen := sent_before():
        return seen
    if not form.validate():
        return _decline_page(case, form), 422

    def act() -> object:
        return stating.decline(case, form.ground.data, form.note.data or "", by=_moderator())

    return _act(case.session, act, _("Pernyataan ditolak; pengusulnya membaca alasannya."))


@dialogues.post("/meja/forum/pernyataan/<ref>/penutupan")
@requires("moderator")
def close_statement(ref: str) -> ResponseReturnValue:
    """No more votes on it."""
    case = _case(ref)
    return _act(case.session, lambda: stating.close(case, by=_moderator()), _("Pernyataan ditutup; hasilnya tetap."))


@dialogues.post("/meja/forum/sesi/<ref>/layar/butir")
@requires("moderator")
def show_item(ref: str) -> ResponseReturnValue:
    """Put an agenda item on the hall's screen; none takes it away."""
    session, asked = _session(ref), request.form.get("butir", "")
    item = agenda.find_item(asked) if asked else None
    if asked and item is None:
        abort(404)
    return _act(session, lambda: hall_acts.show_item(sessions.hold_seats(session.id), item), _("Layar diganti."))


@dialogues.post("/meja/forum/sesi/<ref>/layar/pernyataan")
@requires("moderator")
def show_statement(ref: str) -> ResponseReturnValue:
    """Put a statement on the hall's screen and phones; none takes it away."""
    session, asked = _session(ref), request.form.get("pernyataan", "")
    case = known.find_case(asked) if asked else None
    if asked and case is None:
        abort(404)
    statement = case.statement if case else None
    return _act(session, lambda: hall_acts.show_statement(sessions.hold_seats(session.id), statement),
                _("Layar diganti."))  # fmt: skip


def _act(session: Session, act: Callable[[], object], said: str) -> ResponseReturnValue:
    def once() -> str:
        act()
        flash(said, "done")
        return url_for("dialogues.statement_desk", ref=session.subject.ref)

    return acting_once(once)


def _shown(session: Session) -> str:
    part = request.args.get("bagian", "menunggu")
    if part not in PARTS:
        abort(404)
    items = agenda.items_of(session.id, "accepted")
    at = next((k for k, item in enumerate(items) if item.id == session.item_id), -1)
    rows = known.statements_of(session.id)
    listed = rows if part == "tampil" else known.statements_of(session.id, *PARTS[part])[::-1]
    return render_template(
        "dialogues/statement_desk.html", session_=session, words=words, part=part, items=items,
        current=items[at] if at >= 0 else None, next_item=items[at + 1] if at + 1 < len(items) else None,
        rows=listed, near=_near(listed, rows) if part == "menunggu" else {},
        on_screen=next((row for row in rows if row.id == session.statement_id), None),
        waiting=known.count_waiting(session.id), is_open=voting.takes_words(session),
    )  # fmt: skip


def _near(waiting: list[Row], told: list[Row]) -> dict[int, list[Row]]:
    """What stands there or waits too and says nearly the same as each that waits."""
    if not waiting:
        return {}
    every = {row.id: row for row in (*told, *waiting)}
    found = rules.near([row.id for row in waiting], {row.id: row.body for row in every.values()})
    return {row_id: [every[other] for other in others] for row_id, others in found.items()}


def _decline_page(case: Case, form: DeclineForm) -> str:
    return render_template("dialogues/statement_decline.html", case=case, form=form, grounds=grounds)


def _session(ref: str) -> Session:
    session = sessions.find_by_ref(ref)
    if session is None or session.government.slug not in places():
        abort(404)
    if not policy.may_run(current_user, session.unit):
        abort(403)
    stand_at(session.government.slug)
    return session


def _case(ref: str) -> Case:
    case = case_at_desk(ref)
    if not policy.may_run(current_user, case.session.unit):
        abort(403)
    return case


def _moderator() -> Actor:
    return acting("moderator")
