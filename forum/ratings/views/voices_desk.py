"""The desk of open answers: moderators decide what everybody reads, units reply to it."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forum.accounts.acting import acting
from forum.core.access import requires
from forum.core.edge import acting_once, sent_before
from forum.core.paging import BadCursor, Page
from forum.ledger.rules import Actor
from forum.moderation import queries as moderated
from forum.moderation import words as grounds
from forum.moderation.forms import HideForm
from forum.ratings import policy
from forum.ratings import result_words as words
from forum.ratings.actions import voices as acts
from forum.ratings.forms.voices import CopyForm, ReplyForm
from forum.ratings.queries import voices
from forum.ratings.queries.voices import Case, Waiting
from forum.ratings.views.blueprint import ratings
from forum.ratings.views.reach import AT_UNITS, Reach, reach
from forum.units.here import places

WORKERS = (*AT_UNITS, "moderator")
PARTS = {
    "menunggu": ("waiting", "counted"),
    "ditahan": ("waiting", "held"),
    "dikeluarkan": ("waiting", "excluded"),
    "tampil": ("shown", ""),
    "tersembunyi": ("hidden", ""),
}
"""Tabs of a moderator: where the words stand, and how the marks given with them do."""
OWN_UNITS = "unit"


@ratings.get("/meja/survei/suara")
@requires(*WORKERS)
def answer_desk() -> str:
    """Words that wait for a moderator, and published ones that wait for a reply."""
    own = reach(*WORKERS)
    is_moderator = policy.may_moderate(current_user, own.place.id)
    part = _part(is_moderator)
    try:
        page = _page(own, part)
    except BadCursor:
        abort(404)
    waiting = {name: voices.count_waiting(own.place.id, PARTS[name][1]) for name in ("menunggu", "ditahan")} \
        if is_moderator else {}  # fmt: skip
    return render_template(
        "ratings/voices_desk.html", place=own.place, words=words, page=page, part=part, is_moderator=is_moderator,
        has_units=current_user.holds(*AT_UNITS), waiting=waiting, most=voices.MOST_COUNTED,
        newer=_address(own, part, page.newer), older=_address(own, part, page.older),
    )  # fmt: skip


def _part(is_moderator: bool) -> str:
    asked = request.args.get("bagian") or ("menunggu" if is_moderator else OWN_UNITS)
    if asked not in (*PARTS, OWN_UNITS):
        abort(404)
    if asked != OWN_UNITS and not is_moderator:
        abort(403)
    return asked


def _page(own: Reach, part: str) -> Page[Waiting]:
    packed = request.args.get("hal")
    if part == OWN_UNITS:
        return voices.of_units([unit.id for unit in reach(*AT_UNITS).units], packed)
    return voices.queue(own.place.id, *PARTS[part], packed)


def _address(own: Reach, part: str, packed: str | None) -> str | None:
    return url_for("ratings.answer_desk", kota=own.place.slug, bagian=part, hal=packed) if packed else None


@ratings.get("/meja/survei/suara/<ref>")
@requires(*WORKERS)
def voice(ref: str) -> ResponseReturnValue:
    """One open answer: what may be done about it by the viewer."""
    return _shown(_case(ref))


@ratings.post("/meja/survei/suara/<ref>/salinan")
@requires("moderator")
def rewrite_voice(ref: str) -> ResponseReturnValue:
    """Hide more, or less, of what was said."""
    case = _moderated(ref)
    form = CopyForm()
    form.original = case.said.body
    return _act(
        case, form, lambda: acts.rewrite(case, form.body.data, by=_moderator()), _("Salinan disimpan."), copy=form
    )


@ratings.post("/meja/survei/suara/<ref>/penerbitan")
@requires("moderator")
def publish_voice(ref: str) -> ResponseReturnValue:
    """Let everybody read the copy."""
    case = _moderated(ref)
    return _act(case, None, lambda: acts.publish(case, by=_moderator()), _("Suara ini kini tampil untuk umum."))


@ratings.post("/meja/survei/suara/<ref>/penyembunyian")
@requires("moderator")
def hide_voice(ref: str) -> ResponseReturnValue:
    """Hide it on a ground of the closed list."""
    case = _moderated(ref)
    form = HideForm()

    def act() -> object:
        return acts.hide(case, form.ground.data, form.note.data, by=_moderator())

    return _act(case, form, act, _("Suara ini disembunyikan; alasannya tampil untuk umum."), hiding=form)


@ratings.post("/meja/survei/suara/<ref>/balasan")
@requires(*AT_UNITS)
def reply_to_voice(ref: str) -> ResponseReturnValue:
    """The unit's words below it."""
    case = _case(ref)
    if not policy.may_reply(current_user, case.unit.path):
        abort(403)
    form = ReplyForm()
    return _act(case, form, lambda: acts.reply(case, form.reply.data, by=_officer(case)), _("Jawaban unit terkirim."),
                reply=form)  # fmt: skip


def _act(case: Case, form: Any, act: Any, said: str, **forms: Any) -> ResponseReturnValue:
    """Weigh the form, act once, lead back to the answer."""
    if seen := sent_before():
        return seen
    if form is not None and not form.validate_on_submit():
        return _shown(case, **forms), 422

    def once() -> str:
        act()
        flash(said, "done")
        return url_for("ratings.voice", ref=case.subject.ref)

    return acting_once(once)


def _shown(case: Case, **forms: Any) -> str:
    may_moderate = policy.may_judge(current_user, case.unit)
    place = next(place for place in places().values() if place.id == case.said.government_id)
    copies = voices.copies_of(case.said) if may_moderate else ()
    copy = forms.get("copy") or CopyForm(formdata=None, body=case.copy.body)
    return render_template(
        "ratings/voices_desk_one.html", place=place, words=words, case=case, copies=copies, may_moderate=may_moderate,
        may_reply=policy.may_reply(current_user, case.unit.path), grounds=grounds, copy=copy,
        hiding=forms.get("hiding") or HideForm(formdata=None), reply=forms.get("reply") or ReplyForm(formdata=None),
        replies=voices.replies_to([case.said.id]).get(case.said.id, []), month=case.said.said_on.replace(day=1),
        decision=moderated.last_decisions([case.subject.id]).get(case.subject.id),
    )  # fmt: skip


def _case(ref: str) -> Case:
    """An answer that the viewer works on: as its moderator, or published and of a unit in reach."""
    case = voices.find_case(ref)
    if case is None:
        abort(404)
    if policy.may_judge(current_user, case.unit):
        return case
    if not policy.may_reply(current_user, case.unit.path):
        abort(403)
    if case.state != "shown" or case.marks != "counted":
        abort(404)
    return case


def _moderated(ref: str) -> Case:
    case = voices.find_case(ref)
    if case is None:
        abort(404)
    if not policy.may_judge(current_user, case.unit):
        abort(403)
    return case


def _moderator() -> Actor:
    return acting("moderator")


def _officer(case: Case) -> Actor:
    """The viewer as staff of the nearest unit that lets them reply."""
    covering = [h for h in current_user.held if h.role in AT_UNITS and case.unit.path.startswith(h.path)]
    nearest = max(covering, key=lambda held: len(held.path))
    return acting(nearest.role, nearest.unit_id)
