"""The public page of a series: its rule, its next sessions and its past ones."""

from __future__ import annotations

from flask import abort, current_app, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forum.core import clock
from forum.core.access import public, requires
from forum.core.edge import acting_once
from forum.dialogues import policy, words
from forum.dialogues.models import Series
from forum.dialogues.queries import series as known
from forum.dialogues.queries import sessions
from forum.dialogues.views.blueprint import dialogues
from forum.dialogues.views.index import past_page, rows
from forum.notifications import actions as notifications
from forum.notifications.queries import find_follow
from forum.units.here import places, stand_at
from forum.units.queries import get_government


@dialogues.get("/forum/seri/<ref>")
@public
def series(ref: str) -> str:
    """One series, for everybody."""
    found = public_series(ref)
    government = get_government(found.government_id)
    page = past_page(found.government_id, request.args.get("hal"), found.id)
    address = {
        cursor: url_for("dialogues.series", ref=ref, hal=cursor) for cursor in (page.older, page.newer) if cursor
    }
    follow = find_follow(found.subject_id, account_id=current_user.id) if current_user.is_authenticated else None
    return render_template(
        "dialogues/series.html", series=found, place=government, words=words,
        rule=words.rule_words(found.nth, found.weekday), clock=words.clock_words(found.begins),
        zone=words.zone_words(government.zone), asked=known.asked_units(found.id),
        coming=rows(sessions.coming(found.government_id, clock.now(), series_id=found.id)), past=rows(page.rows),
        older=address.get(page.older or ""), newer=address.get(page.newer or ""),
        follows_it=follow is not None and follow.ended_at is None, may_run=policy.may_run(current_user, found.unit),
        canonical=current_app.config["BASE_URL"] + url_for("dialogues.series", ref=ref),
    )  # fmt: skip


@dialogues.post("/forum/seri/<ref>/ikutan")
@requires()
def follow_series(ref: str) -> ResponseReturnValue:
    """Hear of every new session."""
    found = public_series(ref)

    def act() -> str:
        notifications.follow(found.subject_id, account_id=current_user.id)
        flash(_("Anda mengikuti seri forum ini. Kami mengabari setiap pertemuan baru dan setiap perubahan."), "done")
        return url_for("dialogues.series", ref=ref)

    return acting_once(act)


@dialogues.post("/forum/seri/<ref>/ikutan/pembatalan")
@requires()
def unfollow_series(ref: str) -> ResponseReturnValue:
    """No more."""
    found = public_series(ref)

    def act() -> str:
        notifications.unfollow(found.subject_id, account_id=current_user.id)
        flash(_("Anda tidak mengikuti seri forum ini lagi."), "done")
        return url_for("dialogues.series", ref=ref)

    return acting_once(act)


def public_series(ref: str) -> Series:
    """The series of an address, at its place."""
    found = known.find_series(ref)
    slug = next((place.slug for place in places().values() if found and place.id == found.government_id), None)
    if found is None or slug is None:
        abort(404)
    stand_at(slug)
    return found
