"""The moderator's desk of months, and what staff of a government watch: signals and the funnel."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forum.core import clock
from forum.core.access import requires
from forum.core.db import db
from forum.core.edge import acting_once
from forum.core.errors import Refused
from forum.core.i18n import say_month
from forum.scores import figures, funnels, policy
from forum.scores.actions import closing
from forum.scores.errors import NothingChanged, ReasonMissing
from forum.scores.models import ScoreMonth
from forum.scores.queries import evidence
from forum.scores.queries import months as known
from forum.scores.rules.months import first_day, is_settled, month_of, shifted
from forum.scores.views.asking import MONTH, asked_month
from forum.scores.views.blueprint import scores
from forum.scores.words import PARTS, SIGNALS, STATES
from forum.units import queries as units
from forum.units.here import Place, get_here
from forum.units.models import Government
from forum.units.words import KINDS

MOST_SHOWN = 1_000
"""Units of one kind in the funnel."""
WATCHERS = ("moderator", "inspector", "pembina", "administrator")
MOST_REASON = 500


def _watched() -> Place:
    here = get_here()
    if not policy.may_watch(current_user, here.id):
        abort(403)
    return here


def _governed() -> tuple[Place, Government]:
    here = get_here()
    if not policy.may_close(current_user, here.id):
        abort(403)
    return here, units.get_government(here.id)


@scores.get("/meja/rapor")
@requires("moderator")
def desk() -> str:
    """Months to close, to publish, to correct."""
    here, _government = _governed()
    return _desk(here)


def _desk(here: Place, refusal: str = "", typed: tuple[str, int, str] = ("", 0, ""), is_blank: bool = False) -> str:
    """The page; `typed` is (month, version, reason) of a publication that was refused."""
    rows = known.months_of(here.id)
    today = clock.today(here.zone)
    first = evidence.first_month(here.id)
    closed = {row.month for row in rows if row.version}
    waiting = [m for m in _months(first, month_of(today)) if m not in closed]
    return render_template(
        "scores/desk.html", place=here, rows=[row for row in rows if row.version], waiting=waiting, states=STATES,
        settled={m for m in waiting if is_settled(m, today)}, first_day=first_day, shifted=shifted,
        said=known.publications_of([row.id for row in rows]), newest=_newest(rows), most_reason=MOST_REASON,
        refusal=refusal, typed=typed, is_blank=is_blank,
    )  # fmt: skip


def _months(first: str | None, last: str) -> list[str]:
    months: list[str] = []
    month = first
    while month is not None and month <= last and len(months) < known.MOST_MONTHS:
        months.append(month)
        month = shifted(month, 1)
    return months[::-1]


def _newest(rows: Sequence[ScoreMonth]) -> dict[str, int]:
    newest: dict[str, int] = {}
    for row in rows:
        newest[row.month] = max(newest.get(row.month, 0), row.version)
    return newest


def _month_of_path(month: str) -> str:
    if not MONTH.match(month):
        abort(404)
    return month


@scores.post("/meja/rapor/<month>/penutupan")
@requires("moderator")
def close(month: str) -> ResponseReturnValue:
    """Ask the worker to close a month, or to compute it again before it is published."""
    return _ask(month, closing.ask_closing)


@scores.post("/meja/rapor/<month>/penerbitan")
@requires("moderator")
def publish(month: str) -> ResponseReturnValue:
    """Make a closed month public for good."""
    here, government = _governed()
    _month_of_path(month)
    version = request.form.get("version", "1")
    if not version.isdecimal() or len(version) > 4:
        abort(400)

    reason = request.form.get("reason", "")[:MOST_REASON]

    def act() -> str:
        closing.publish(government, month, int(version), reason, by=current_user.acting("moderator"))
        flash(_("Nilai %(month)s sudah terbit.", month=say_month(first_day(month))), "done")
        return url_for("scores.months", kota=here.slug)

    typed = (month, int(version), reason)
    try:
        return acting_once(act)
    except ReasonMissing as refused:
        return _desk(here, refused.sentence(), typed, is_blank=True), refused.status
    except NothingChanged as refused:
        return _told_the_same(here, government, refused, typed)


@scores.post("/meja/rapor/<month>/koreksi")
@requires("moderator")
def correct(month: str) -> ResponseReturnValue:
    """Ask the worker for a further version of a published month."""
    return _ask(month, closing.ask_correction)


def _ask(month: str, ask: Callable[..., ScoreMonth]) -> ResponseReturnValue:
    here, government = _governed()
    _month_of_path(month)

    def act() -> str:
        ask(government, month, by=current_user.acting("moderator"))
        return url_for("scores.desk", kota=here.slug)

    try:
        return acting_once(act)
    except NothingChanged as refused:
        return _told_the_same(here, government, refused, (month, 0, ""))


def _told_the_same(
    here: Place, government: Government, refused: Refused, typed: tuple[str, int, str]
) -> ResponseReturnValue:
    """A recount that changes nothing leaves no version behind, and loses no word."""
    sentence = refused.sentence()
    if closing.drop_correction(government, typed[0]):
        sentence = _("%(why)s Versi yang belum terbit itu dibuang.", why=sentence)
        db.session.commit()
    return _desk(here, sentence, typed), refused.status


@scores.get("/meja/rapor/perhatian")
@requires(*WATCHERS)
def attention() -> str:
    """Units with signals, in words; a signal is a reason to look, not a verdict."""
    here = _watched()
    chosen = known.choose(known.shown_months(here.id), asked_month() or month_of(clock.today(here.zone)), None)
    found = known.attention_in(chosen.id) if chosen else []
    named = units.units_by_id([one["unit"] for one in found])
    return render_template(
        "scores/attention.html", place=here, chosen=chosen, names=PARTS, signals=SIGNALS, first_day=first_day,
        found=[(named[one["unit"]], one["signals"]) for one in found if one["unit"] in named],
    )  # fmt: skip


@scores.get("/meja/rapor/corong")
@requires(*WATCHERS)
def funnel() -> str:
    """Share against number of cases with the limits of chance: who is looked into, and who is not."""
    here = _watched()
    chosen = known.choose(known.shown_months(here.id), asked_month(), None)
    part = request.args.get("bagian", "r")
    if part not in funnels.SHARES:
        abort(404)
    kinds = known.kinds_in(chosen.id) if chosen else {}
    kind = request.args.get("jenis", "") or max(kinds, key=lambda k: kinds[k], default="")
    rows = known.scores_of(chosen.id, kind, MOST_SHOWN) if chosen and kind in kinds else []
    return render_template(
        "scores/funnel.html", place=here, chosen=chosen, part=part, names=PARTS, kind=kind, kinds=kinds, words=KINDS,
        drawn=funnels.draw(rows, part), first_day=first_day, say=figures.say,
    )  # fmt: skip
