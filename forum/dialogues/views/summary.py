"""The published summary of a session, the record behind it, and its berita acara."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from flask import Response, abort, current_app, make_response, render_template, request, url_for
from flask_login import current_user

from forum.core import clock, masking
from forum.core.access import public
from forum.core.memory import for_everyone
from forum.core.text import render_markdown
from forum.dialogues import policy, statement_words, words
from forum.dialogues.forms.minutes import FINDINGS
from forum.dialogues.models import Finding, Session, SummaryPublication
from forum.dialogues.queries import clerks, gathering, record, sessions
from forum.dialogues.queries.clerks import Remark
from forum.dialogues.views.blueprint import dialogues
from forum.units.here import places, stand_at

PLACE = "/forum/<kota>/<int:year>/<int:number>"
_SECTION = "<h3>"


@dialogues.get(f"{PLACE}/ringkasan")
@public
@for_everyone
def summary(kota: str, year: int, number: int) -> str:
    """One minute first, then the whole; older versions stay."""
    session = session_at(kota, year, number)
    versions = record.publications_of(session.id)
    shown = _published(session)
    essence, _mark, whole = shown.html.removeprefix(_SECTION).partition(_SECTION)
    return render_template(
        "dialogues/summary.html", session_=session, shown=shown, versions=versions, is_newest=shown == versions[0],
        essence_html=_SECTION + essence if shown.html.startswith(_SECTION) else essence,
        whole_html=_SECTION + whole if whole else "",
        at={"kota": kota, "year": year, "number": number},
        canonical=str(current_app.config["BASE_URL"]) + _address(session, "dialogues.summary"),
    )  # fmt: skip


@dialogues.get(f"{PLACE}/catatan")
@public
def session_record(kota: str, year: int, number: int) -> str:
    """What the figures and sentences of a summary rest on; open to everyone once a summary is."""
    session = session_at(kota, year, number)
    asked = sessions.asked_units(session.id)
    if not record.is_published(session.id) and not policy.may_take_minutes(current_user, session.unit, asked):
        abort(404)
    public_since = clerks.standing_of(session.id).published_at
    remarks = clerks.remarks_of(session.id)
    return render_template(
        "dialogues/summary_record.html", session_=session, told=gathering.record_of(session, clock.now()),
        kinds=words.KINDS, statement_words=statement_words, findings=FINDINGS, public_since=public_since,
        noted=gathering.by_number(session.id, _noted(session.id, remarks, public_since)),
        notes=gathering.by_number(session.id, _notes(session.id, remarks)), photos=record.photos_of(session.id),
        sources=gathering.sources(session), at={"kota": kota, "year": year, "number": number},
        is_published=public_since is not None,
    )  # fmt: skip


class Line(NamedTuple):
    """A finding as everyone reads it, with what happened to it afterwards."""

    finding: Finding
    struck: Remark | None
    late: str
    """Why it was added once the summary was out."""


class Change(NamedTuple):
    """Minutes were changed once the summary was out: when, why, and what they said before."""

    at: datetime
    reason: str
    before_html: str


class Notes(NamedTuple):
    """The minutes of an item, and how they were changed, newest first."""

    html: str
    changes: list[Change]


def _noted(session_id: int, remarks: Sequence[Remark], since: datetime | None) -> dict[int, list[Line]]:
    found = record.findings_of(session_id)
    struck = clerks.struck(remarks)
    late = clerks.reasons_of([each for each in found if since is not None and each.at >= since])
    lines: dict[int, list[Line]] = {}
    for each in sorted(found, key=lambda one: list(FINDINGS).index(one.kind)):
        lines.setdefault(each.item_id, []).append(Line(each, struck.get(each.id), late.get(each.id, "")))
    return lines


def _notes(session_id: int, remarks: Sequence[Remark]) -> dict[int, Notes]:
    """What is written of each item; emptied minutes stay, with what they said."""
    amended = [each for each in remarks if each.verb == clerks.AMENDED]
    before = clerks.bodies_of({(each.item_id, int(each.detail["was"])) for each in amended})
    bodies = {item_id: row.body for item_id, row in record.minutes_of(session_id).items()}
    return {
        item_id: Notes(_rendered(bodies.get(item_id, "")), [
            Change(each.at, each.reason, _rendered(before.get((item_id, int(each.detail["was"])), "")))
            for each in reversed(amended) if each.item_id == item_id
        ])
        for item_id in bodies.keys() | {each.item_id for each in amended}
    }  # fmt: skip


def _rendered(body: str) -> str:
    return render_markdown(masking.mask(body)) if body.strip() else ""


@dialogues.get(f"{PLACE}/berita-acara.pdf")
@public
def summary_pdf(kota: str, year: int, number: int) -> Response:
    """The berita acara as it was published, tagged."""
    session = session_at(kota, year, number)
    shown = _published(session, with_pdf=True)
    response = make_response(shown.pdf)
    response.content_type = "application/pdf"
    name = f"berita-acara-{kota}-{year}-{number}-v{shown.version}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.set_etag(shown.subject.ref)
    response.make_conditional(request)
    return response


def session_at(kota: str, year: int, number: int) -> Session:
    """A session by its public number."""
    place = places().get(kota)
    found = sessions.find_session(place.id, year, number) if place is not None else None
    if found is None:
        abort(404)
    stand_at(kota)
    return found


def _published(session: Session, with_pdf: bool = False) -> SummaryPublication:
    asked = request.args.get("versi", "")
    if asked and (not asked.isdecimal() or len(asked) > 4):
        abort(404)
    found = record.find_publication(session.id, int(asked) if asked else None, with_pdf)
    if found is None:
        abort(404)
    return found


def _address(session: Session, endpoint: str) -> str:
    return url_for(endpoint, kota=session.government.slug, year=session.year, number=session.number)
