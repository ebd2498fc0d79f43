"""The public page of a session: when, where, who is asked, what is on the agenda, how to come and how to follow."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import abort, current_app, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forum.core import clock
from forum.core.access import public, requires
from forum.core.edge import acting_once
from forum.core.memory import for_everyone
from forum.dialogues import policy, words
from forum.dialogues.actions.attending import is_door_open
from forum.dialogues.forms.registering import RegisterByMailForm, RegisterForm
from forum.dialogues.models import Session, SessionChange
from forum.dialogues.queries import public_talk, record, registrations
from forum.dialogues.queries import sessions as known
from forum.dialogues.queries.public_talk import Meeting, Mine
from forum.dialogues.rules import calendar
from forum.dialogues.views.blueprint import dialogues
from forum.notifications import actions as notifications
from forum.units import queries as units
from forum.units.here import get_here


@dialogues.get("/forum/<kota>/<int:year>/<int:number>")
@public
@for_everyone
def session(kota: str, year: int, number: int) -> ResponseReturnValue:
    """One session, for everybody."""
    return shown(meeting_at(year, number))


@dialogues.post("/forum/<kota>/<int:year>/<int:number>/ikutan")
@requires()
def follow_session(kota: str, year: int, number: int) -> ResponseReturnValue:
    """Hear of changes and of the summary."""
    found = public_session(year, number)

    def act() -> str:
        notifications.follow(found.subject_id, account_id=current_user.id)
        flash(
            _("Anda mengikuti pertemuan ini. Perubahan dan ringkasannya masuk ke kotak masuk dan surel Anda."), "done"
        )
        return address_of(found)

    return acting_once(act)


@dialogues.post("/forum/<kota>/<int:year>/<int:number>/ikutan/pembatalan")
@requires()
def unfollow_session(kota: str, year: int, number: int) -> ResponseReturnValue:
    """Hear of it no more."""
    found = public_session(year, number)

    def act() -> str:
        notifications.unfollow(found.subject_id, account_id=current_user.id)
        flash(_("Anda tidak mengikuti pertemuan ini lagi."), "done")
        return address_of(found)

    return acting_once(act)


def public_session(year: int, number: int) -> Session:
    """The session of an address; 404 for one that is not there."""
    found = known.find_session(get_here().id, year, number)
    if found is None:
        abort(404)
    return found


def meeting_at(year: int, number: int) -> Meeting:
    """The same as its page reads it."""
    found = public_talk.find_meeting(get_here().id, year, number)
    if found is None:
        abort(404)
    return found


def address_of(session_: Session | Meeting) -> str:
    """Its public page."""
    return url_for("dialogues.session", kota=session_.government.slug, year=session_.year, number=session_.number)


def shown(session_: Meeting, form: RegisterForm | None = None, status: int = 200) -> ResponseReturnValue:
    """The page, with the registration as it was typed if it was refused."""
    asked, own = public_talk.asked_units(session_.id), _own(session_)
    told = timed(session_) | {
        "items": public_talk.agenda_of(session_.id), "changes": told_changes(session_),
        "mine": _mine(session_, own), "follows_it": own is not None and own.follows, "asked": asked,
        "may_run": policy.may_run(current_user, session_.unit), "is_door_open": is_door_open(session_),
        "may_write": policy.may_take_minutes(current_user, session_.unit, asked),
        "has_summary": session_.state == "ended" and record.is_published(session_.id),
        "canonical": current_app.config["BASE_URL"] + address_of(session_),
    }  # fmt: skip
    return render_template(
        "dialogues/session.html", session_=session_, words=words, **told, form=form, make_form=fresh_form,
        stamp=_stamp(session_, told) if form is None else None,
    ), status  # fmt: skip


def _stamp(session_: Meeting, told: dict[str, Any]) -> Hashable:
    """Everything the page shows to this viewer, to compare by."""
    return (
        session_, current_user.is_authenticated, current_user.is_staff, told["items"], told["asked"],
        tuple(_said(each) for each in told["changes"]), _said(told["mine"] or {}),
        *(told[name] for name in ("is_day_off", "is_open", "is_talk_open", "is_talk_ahead", "follows_it",
                                  "may_run", "may_write", "is_door_open", "has_summary", "canonical")),
    )  # fmt: skip


def _said(told: dict[str, Any]) -> Hashable:
    return tuple(str(value) for value in told.values())


def timed(session_: Session | Meeting) -> dict[str, Any]:
    """When, in words, and what about that day a reader should know."""
    zone, now = session_.government.zone, clock.now()
    day = clock.local_date(session_.starts_at, zone)
    today = clock.today(zone)
    return {
        "when": words.span_words(session_.starts_at, session_.ends_at, zone),
        "is_day_off": session_.state == "planned" and day in units.shown_days_off(session_.government_id),
        "is_open": session_.state == "planned" and now < session_.starts_at,
        "is_talk_open": calendar.is_open_for_talk(session_.discuss_from, session_.discuss_until, session_.state, today),
        "is_talk_ahead": session_.state != "cancelled" and today < session_.discuss_from,
        "today": today,
    }


def told_changes(session_: Session | Meeting) -> list[dict[str, Any]]:
    """What was moved or cancelled: what was before, why, and when that was decided; newest first."""
    if not session_.sequence:  # which counts changes
        return []
    return [_change(each, session_.government.zone) for each in reversed(known.changes_of(session_.id))]


def fresh_form() -> RegisterForm:
    """An empty registration for whoever looks."""
    form = RegisterForm(formdata=None) if current_user.is_authenticated else RegisterByMailForm(formdata=None)
    if current_user.is_staff:
        form.open_to_staff()
    return form


def _change(change: SessionChange, zone: str) -> dict[str, Any]:
    was = change.was
    starts, ends = (datetime.fromisoformat(was[name]) for name in ("starts_at", "ends_at"))
    before = words.span_words(starts, ends, zone) if change.kind == "moved" else was["place"]
    return {
        "title": words.CHANGES[change.kind], "before": "" if change.kind == "cancelled" else before,
        "reason": change.reason, "at": change.at, "on": change.at.astimezone(ZoneInfo(zone)).date(),
    }  # fmt: skip


def _own(session_: Meeting) -> Mine | None:
    """What the signed-in viewer has to do with it."""
    if not current_user.is_authenticated:
        return None
    return public_talk.mine_of(session_.id, session_.subject_id, current_user.id)


def _mine(session_: Meeting, own: Mine | None) -> dict[str, Any] | None:
    """The viewer's own registration."""
    if own is None or own.state not in registrations.COMING:
        return None
    line = _place_in_line(session_.id) if own.state == "waiting" else 0
    return {"state": own.state, "line": line, "entry": own.entry, "kind": words.KINDS[own.kind]}


def _place_in_line(session_id: int) -> int:
    held = registrations.find_registration(session_id, account_id=current_user.id)
    return registrations.place_in_line(held) if held is not None else 0
