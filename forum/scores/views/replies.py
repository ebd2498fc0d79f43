"""A moderator decides about a unit's reply to its scorecard."""

from __future__ import annotations

from flask import abort, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forum.core.access import requires
from forum.core.edge import acting_once, sent_before
from forum.ledger.models import Subject
from forum.ledger.rules import Actor
from forum.moderation import queries as moderated
from forum.moderation import words as grounds
from forum.moderation.forms import HideForm
from forum.scores import policy
from forum.scores.actions import replying
from forum.scores.models import ScoreReply
from forum.scores.queries import cards
from forum.scores.rules.months import first_day
from forum.scores.views.blueprint import scores
from forum.units.here import places
from forum.units.models import Unit

Found = tuple[ScoreReply, Unit, Subject]


@scores.get("/meja/rapor/tanggapan/<ref>")
@requires("moderator")
def judge_reply(ref: str) -> ResponseReturnValue:
    """One reply: hide it, or show it again."""
    return _page(_judged(ref), HideForm(formdata=None))


@scores.post("/meja/rapor/tanggapan/<ref>/penyembunyian")
@requires("moderator")
def hide_reply(ref: str) -> ResponseReturnValue:
    """Hide it on a ground of the closed list."""
    if seen := sent_before():
        return seen
    found, form = _judged(ref), HideForm()
    if not form.validate():
        return _page(found, form), 422

    def act() -> str:
        _said, unit, subject = found
        replying.hide(subject, unit.government_id, str(form.ground.data), str(form.note.data or ""), by=_moderator())
        flash(_("Tanggapan ini disembunyikan; alasannya tampil untuk umum."), "done")
        return url_for("scores.judge_reply", ref=ref)

    return acting_once(act)


@scores.post("/meja/rapor/tanggapan/<ref>/penampilan")
@requires("moderator")
def show_reply(ref: str) -> ResponseReturnValue:
    """Show it again."""
    _said, _unit, subject = _judged(ref)
    if moderated.standing_of(subject.id) is None:
        abort(409)

    def act() -> str:
        replying.show(subject, by=_moderator())
        flash(_("Tanggapan ini tampil untuk umum."), "done")
        return url_for("scores.judge_reply", ref=ref)

    return acting_once(act)


def _judged(ref: str) -> Found:
    found = cards.find_reply(ref)
    if found is None:
        abort(404)
    if not policy.may_judge(current_user, found[1].government_id):
        abort(403)
    return found


def _page(found: Found, form: HideForm) -> str:
    said, unit, subject = found
    standing = moderated.standing_of(subject.id)
    return render_template(
        "scores/reply_judge.html", said=said, unit=unit, subject=subject, form=form, grounds=grounds,
        place=next(place for place in places().values() if place.id == unit.government_id), first_day=first_day,
        is_hidden=standing is not None and standing.state == "hidden",
        decision=moderated.last_decisions([subject.id]).get(subject.id),
    )  # fmt: skip


def _moderator() -> Actor:
    by: Actor = current_user.acting("moderator")
    return by
