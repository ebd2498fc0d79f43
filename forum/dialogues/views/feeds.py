"""Files that other programs read: calendars of one session or of all, and the Atom feed."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import Response, current_app, make_response, request, url_for
from flask_babel import gettext as _

from forum.core import clock
from forum.core.access import public
from forum.core.i18n import spoken
from forum.dialogues import words
from forum.dialogues.actions.summary_telling import essence_of
from forum.dialogues.atom import Entry, Feed, atom, urn_of
from forum.dialogues.calendar_file import calendar_file
from forum.dialogues.models import Session
from forum.dialogues.queries import feeds as known
from forum.dialogues.queries import record
from forum.dialogues.queries.record import Published
from forum.dialogues.views.blueprint import dialogues
from forum.dialogues.views.session import address_of, public_session
from forum.units.here import Place, get_here

KEPT = timedelta(days=120)
"""Past sessions that a subscribed calendar still holds."""


@dialogues.get("/forum/<kota>/<int:year>/<int:number>.ics")
@public
def calendar(kota: str, year: int, number: int) -> Response:
    """One session for a calendar."""
    session_ = public_session(year, number)
    file = _calendar(get_here(), [session_], session_.title)
    file.headers["Content-Disposition"] = f'attachment; filename="forum-{kota}-{year}-{number}.ics"'
    return file


@dialogues.get("/forum/<kota>/kalender.ics")
@public
def feed_ics(kota: str) -> Response:
    """Every session of a place, to subscribe to."""
    here = get_here()
    return _calendar(
        here, known.sessions_since(here.id, clock.now() - KEPT), _("Forum Warga %(place)s", place=here.name)
    )


@dialogues.get("/forum/<kota>/umpan.atom", endpoint="atom")
@public
def feed_atom(kota: str) -> Response:
    """Sessions and published summaries of a place."""
    here = get_here()
    sessions = known.newest_sessions(here.id)
    changed = known.last_changes([each.subject_id for each in sessions])
    entries = [_entry(each, max(changed.get(each.subject_id, each.made_at), each.made_at)) for each in sessions]
    entries += [_summary(here, each) for each in record.published_summaries(here.id)]
    base = str(current_app.config["BASE_URL"])
    own = base + url_for("dialogues.atom", kota=kota)
    feed = Feed(
        id=uuid.uuid5(uuid.NAMESPACE_URL, own).urn, title=_("Forum Warga %(place)s", place=here.name),
        address=base + url_for("dialogues.index", kota=kota), own_address=own, author=here.name, language=spoken(),
        since=clock.now().replace(hour=0, minute=0, second=0, microsecond=0),
    )  # fmt: skip
    return _file(atom(feed, entries), "application/atom+xml; charset=utf-8")


def _calendar(here: Place, listed: Sequence[Session], name: str) -> Response:
    base = str(current_app.config["BASE_URL"])
    changed = known.last_changes([each.subject_id for each in listed])
    addresses = {each.id: base + address_of(each) for each in listed}
    return _file(calendar_file(name, here.zone, listed, changed, addresses), "text/calendar; charset=utf-8")


def _entry(session_: Session, updated: datetime) -> Entry:
    when = words.span_words(session_.starts_at, session_.ends_at, session_.government.zone)
    title = f"{session_.title}, {when}"
    if session_.state == "cancelled":
        title = _("Dibatalkan: %(title)s", title=title)
    where = session_.place if session_.mode != "online" else str(words.MODES["online"])
    return Entry(
        id=urn_of(session_.subject.ref), title=title, address=current_app.config["BASE_URL"] + address_of(session_),
        published=session_.made_at, updated=updated,
        text="\n".join(part for part in (session_.theme, where) if part),
    )  # fmt: skip


def _summary(here: Place, each: Published) -> Entry:
    title = _("Ringkasan: %(title)s", title=each.title)
    if each.version > 1:
        title = _("Ringkasan diperbaiki (versi %(version)s): %(title)s", version=each.version, title=each.title)
    address = url_for("dialogues.summary", kota=here.slug, year=each.year, number=each.number)
    return Entry(
        id=urn_of(each.ref, f"v{each.version}"), title=title, address=current_app.config["BASE_URL"] + address,
        published=each.at, updated=each.at, text=_in_a_minute(each),
    )  # fmt: skip


def _in_a_minute(each: Published) -> str:
    """The one-minute reading; of a correction, what changed before it."""
    changed = _("Yang berubah: %(reason)s", reason=each.reason) if each.reason else ""
    return "\n\n".join(part for part in (changed, essence_of(each.body)) if part)


def _file(content: bytes, kind: str) -> Response:
    """Readers come often: what did not change costs them nothing."""
    response = make_response(content)
    response.headers["Content-Type"] = kind
    response.add_etag()
    response.make_conditional(request)
    return response
