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
from forum.dialogues.queries import agenda, record, registrations
from forum.dialogues.queries import sessions as known
from forum.dialogues.rules import calendar
from forum.dialogues.views.blueprint import dialogues
from forum.dialogues.views.stamps import columns_of
from forum.notifications import actions as notifications
from forum.notifications.queries import find_follow
from forum.units import queries as units
from forum.units.here import get_here


@dialogues.get("/forum/<kota>/<int:year>/<int:number>")
@public
@for_everyone
def session(kota: str, year: int, number: int) -> ResponseReturnValue:
    """One session, for everybody."""
    return shown(public_session(year, number))


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


def address_of(session_: Session) -> str:
    """Its public page."""
    return url_for("dialogues.session", kota=session_.government.slug, year=session_.year, number=session_.number)


def shown(session_: Session, form: RegisterForm | None = None, status: int = 200) -> ResponseReturnValue:
    """The page, with the registration as it was typed if it was refused."""
    asked = known.asked_units(session_.id)
    told = timed(session_) | {
        "items": agenda.items_of(session_.id, "accepted"), "changes": told_changes(session_),
        "mine": _mine(session_), "follows_it": _follows(session_.subject_id), "asked": asked,
        "may_run": policy.may_run(current_user, session_.unit), "is_door_open": is_door_open(session_),
        "may_write": policy.may_take_minutes(current_user, session_.unit, asked),
        "has_summary": session_.state == "ended" and record.is_published(session_.id),
        "canonical": current_app.config["BASE_URL"] + address_of(session_),
    }  # fmt: skip
    return render_template(
        "dialogues/session.html", session_=session_, words=words, **told, form=form, make_form=fresh_form,
        stamp=_stamp(session_, told) if form is None else None,
    ), status  # fmt: skip


def _stamp(session_: Session, told: dict[str, Any]) -> Hashable:
    """Everything the page shows to this viewer, to compare by."""
    series = session_.series
    return (
        columns_of(session_), session_.unit.name, session_.government.slug, session_.government.zone,
        (series.title, series.subject.ref) if series else None, current_user.is_authenticated, current_user.is_staff,
        tuple((columns_of(each), each.subject.ref, each.unit.name if each.unit else None) for each in told["items"]),
        tuple((each.code, each.name) for each in told["asked"]), tuple(_said(each) for each in told["changes"]),
        _said(told["mine"] or {}),
        *(told[name] for name in ("when", "is_day_off", "is_open", "is_talk_open", "is_talk_ahead", "follows_it",
                                  "may_run", "may_write", "is_door_open", "has_summary", "canonical")),
    )  # fmt: skip


def _said(told: dict[str, Any]) -> Hashable:
    return tuple(str(value) for value in told.values())


def timed(session_: Session) -> dict[str, Any]:
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


def told_changes(session_: Session) -> list[dict[str, Any]]:
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


def _mine(session_: Session) -> dict[str, Any] | None:
    """The viewer's own registration."""
    if not current_user.is_authenticated:
        return None
    held = registrations.find_registration(session_.id, account_id=current_user.id)
    if held is None or held.state not in registrations.COMING:
        return None
    line = registrations.place_in_line(held) if held.state == "waiting" else 0
    return {"state": held.state, "line": line, "entry": held.id, "kind": words.KINDS[held.kind]}


def _follows(subject_id: int) -> bool:
    if not current_user.is_authenticated:
        return False
    follow = find_follow(subject_id, account_id=current_user.id)
    return follow is not None and follow.ended_at is None
