"""A unit's scorecard (rapor unit), and the cases behind each of its figures."""

from __future__ import annotations

from datetime import date

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from forum.core import clock
from forum.core.access import public, requires
from forum.core.db import db
from forum.core.edge import acting_once
from forum.core.memory import for_everyone
from forum.core.paging import BadCursor
from forum.moderation import words as grounds
from forum.scores import figures, policy
from forum.scores.actions import replying
from forum.scores.forms.replying import ReplyForm
from forum.scores.queries import cards, locked
from forum.scores.queries.months import LIVE
from forum.scores.rules.months import first_day, is_settled, shifted, window
from forum.scores.views.asking import asked_month, asked_version
from forum.scores.views.blueprint import scores
from forum.scores.words import CHANGED, COUNTED, OUTCOMES, PARTS, SIGNALS, STATES
from forum.units import queries as units
from forum.units.here import get_here
from forum.units.models import Unit


@scores.get("/unit/<kota>/<code>/rapor")
@public
@for_everyone
def card(kota: str, code: str) -> str:
    """The scorecard of a unit for a month: the newest published one, else the live preview."""
    return _page(code)


def _page(code: str, form: ReplyForm | None = None) -> str:
    here = get_here()
    shelf = cards.shelf_of(here.id, code)
    if shelf is None:
        abort(404)
    chosen = cards.choose(shelf.versions, asked_month(), asked_version())
    if chosen is None and (asked_month() or asked_version() is not None):
        abort(404)
    shown = figures.Shown(lambda: cards.figures_of(chosen.id, shelf.unit_id) if chosen else None)
    today = clock.today(here.zone)
    may_reply = policy.may_reply(current_user, shelf.path)
    return render_template(
        "scores/card.html", place=here, shelf=shelf, chosen=chosen, shown=shown, names=PARTS,
        form=(form or ReplyForm()) if may_reply else None,
        outcomes=OUTCOMES, states=STATES,
        signals=SIGNALS, first_day=first_day, short_month=figures.short_month, say=figures.say,
        span=[first_day(m) for m in window(chosen.month)] if chosen else [],
        year=[shifted(chosen.month, by) for by in range(-11, 1)] if chosen else [],
        is_settled=bool(chosen and is_settled(chosen.month, today)),
        settles_on=first_day(shifted(chosen.month, 2)) if chosen else None,
        replies=cards.replies_to(shelf.unit_id, chosen.month) if chosen else [],
        may_reply=may_reply, may_judge=policy.may_judge(current_user, here.id), grounds=grounds,
        site=current_app.config["BASE_URL"],
    )  # fmt: skip


@scores.post("/unit/<kota>/<code>/rapor/tanggapan")
@requires("head")
def reply(kota: str, code: str) -> Response | tuple[str, int]:
    """The unit head's word beside the figures."""
    here = get_here()
    unit = units.find_unit(here.id, code)
    month = asked_month()
    if unit is None or month is None:
        abort(404)
    if not policy.may_reply(current_user, unit.path):
        abort(403)
    shelf = cards.shelf_of(here.id, code)
    if shelf is None or cards.choose(shelf.versions, month, None) is None:
        abort(404)
    form = ReplyForm()
    if not form.validate():
        db.session.rollback()
        return _page(code, form), 422
    return acting_once(lambda: _reply(unit, month, form, kota))


def _reply(unit: Unit, month: str, form: ReplyForm, kota: str) -> str:
    replying.reply(unit, month, form.body.data or "", by=current_user.acting("head", unit.id))
    flash(_("Tanggapan Anda sudah tampil di rapor ini."), "done")
    return url_for("scores.card", kota=kota, code=unit.code, bulan=month, _anchor="hak-jawab")


@scores.get("/unit/<kota>/<code>/rapor/bukti/<part>")
@public
def evidence(kota: str, code: str, part: str) -> str | Response:
    """The very cases behind a figure, a page at a time."""
    here = get_here()
    shelf = cards.shelf_of(here.id, code)
    month, version = asked_month(), asked_version()
    if shelf is None or part not in PARTS:
        abort(404)
    if month is None:
        return redirect(url_for("scores.card", kota=kota, code=code))
    outcome = request.args.get("hasil", "")
    chosen = cards.choose(shelf.versions, month, version)
    if (outcome and not cards.is_outcome(part, outcome)) or (version is not None and chosen is None):
        abort(404)
    today = clock.today(here.zone)
    try:
        page = cards.evidence_page(here.id, shelf.unit_id, part, month, outcome, request.args.get("sesudah", ""), today)
    except BadCursor:
        abort(404)
    return render_template(
        "scores/evidence.html", place=here, unit=shelf, part=part, names=PARTS, outcomes=OUTCOMES, page=page,
        month=month, outcome=outcome, span=[first_day(m) for m in window(month)], say=figures.say,
        choices=cards.outcomes_of(part), today=today, first_day=first_day, chosen=chosen, version=version,
        counted=COUNTED.get(part), changed=CHANGED, changes=_changes(here.id, shelf, chosen, part, today),
    )  # fmt: skip


def _changes(
    government_id: int, shelf: cards.Shelf, chosen: cards.Version | None, part: str, today: date
) -> list[locked.Change] | None:
    """What became of a published figure's cases since; None where nothing is locked."""
    score = cards.figures_of(chosen.id, shelf.unit_id) if chosen and chosen.version != LIVE else None
    if chosen is None or score is None:
        return None
    now = locked.now_of(government_id, shelf.unit_id, part, window(chosen.month), today)
    return locked.changes(locked.kept_of(score.detail, part), now)
