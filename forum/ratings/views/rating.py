"""A resident rates a service: nine questions, no account, one sending."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from forum.core import clock, once, proof
from forum.core.access import public
from forum.core.edge import acting_once, sent_before
from forum.core.errors import Refused
from forum.ratings import policy
from forum.ratings.actions import recording
from forum.ratings.actions.recording import CONSENT_VERSION, NOBODY, Rater
from forum.ratings.errors import (
    NothingMarked,
    OwnBranch,
    ServiceClosed,
    TokenEarly,
    TokenExpired,
    TokenUnknown,
    TokenUsed,
    TooSoon,
)
from forum.ratings.forms.rating import CHANNELS, RatingForm
from forum.ratings.models import ServicePoint
from forum.ratings.queries import rating as known
from forum.ratings.rules import spacing
from forum.ratings.rules.elements import ELEMENTS
from forum.ratings.views import pace
from forum.ratings.views.blueprint import ratings
from forum.ratings.words import QUESTIONS
from forum.units import queries as units
from forum.units.here import Place, get_here
from forum.units.models import Unit
from forum.units.queries.services import Offered

FIELD_OF = {TokenUnknown: "token", TokenUsed: "token", TokenExpired: "token", TokenEarly: "token", TooSoon: "service",
            ServiceClosed: "service", NothingMarked: ELEMENTS[0]}  # fmt: skip


@dataclass(frozen=True)
class Counter:
    """Where the rating is given: a unit of a place, with the services that may be rated now."""

    place: Place
    unit: Unit
    services: Sequence[Offered]
    rested: Sequence[tuple[Offered, date]]
    """Services this account rated lately, with the day from which it may again."""

    @property
    def today(self) -> date:
        """The day it is there."""
        return clock.today(self.place.zone)


@ratings.get("/unit/<kota>/<code>/nilai")
@public
def rate(kota: str, code: str) -> ResponseReturnValue:
    """The empty form; ?layanan=, ?titik=, ?kanal= and ?token= fill what a link knows."""
    counter = _counter(code)
    refusal = _refusal(counter)
    if refusal:
        return _closed(counter, refusal)
    asked = {"service": request.args.get("layanan", ""), "token": request.args.get("token", "")[:60],
             "titik": request.args.get("titik", "")[:40], "kanal": request.args.get("kanal", "")[:10],
             "visited_on": counter.today.isoformat()}  # fmt: skip
    form = RatingForm(counter.services, counter.today, formdata=MultiDict({k: v for k, v in asked.items() if v}))
    return _page(counter, form)


@ratings.post("/unit/<kota>/<code>/nilai")
@public
def send_rating(kota: str, code: str) -> ResponseReturnValue:
    """Record the answer, once."""
    seen = sent_before()
    if seen:
        return seen
    counter = _counter(code)
    refusal = _refusal(counter)
    if refusal:
        return _closed(counter, refusal, 409)
    form = RatingForm(counter.services, counter.today)
    if not form.validate():
        return _page(counter, form, 422)
    wait = pace.wait_of_rater()
    if wait:
        page, status = _page(counter, form, 429, too_many=pace.sentence(wait))
        return page, status, {"Retry-After": str(wait)}
    try:
        response = acting_once(lambda: _record(counter, form))
    except Refused as refused:
        return _told(code, form, refused)
    pace.count_rating()
    return response


@ratings.get("/unit/<kota>/<code>/nilai/terima-kasih")
@public
def thanks(kota: str, code: str) -> str:
    """What happens now; the same page for everybody, without a trace of who answered."""
    counter = _counter(code)
    return render_template("ratings/thanks.html", place=counter.place, unit=counter.unit)


@ratings.get("/l/<ref>")
@public
def point(ref: str) -> ResponseReturnValue:
    """The short address of a poster: on to the unit's form, which names the counter."""
    found = known.point_with_unit(ref.lower()[:40])
    if found is None:
        abort(404)
    unit = found.unit
    if found.status != "open" or not unit.government.is_open:
        return render_template("ratings/point_closed.html", unit=unit, point=found), 404
    code = request.args.get("token", "")[:60] or None
    place = unit.government.slug
    return redirect(url_for("ratings.rate", kota=place, code=unit.code, titik=found.ref, kanal="poster", token=code))


def _counter(code: str) -> Counter:
    place = get_here()
    unit = units.find_unit(place.id, code)
    if unit is None:
        abort(404)
    services = units.open_services(unit.id) if unit.status == "open" else []
    last = known.last_rated(current_user.id, [s.id for s in services]) if current_user.is_authenticated else {}
    resting = {s.id for s in services if not spacing.may_answer(last.get(s.id), clock.today(place.zone))}
    rested = [(s, spacing.next_on(last[s.id])) for s in services if s.id in resting]
    return Counter(place, unit, [s for s in services if s.id not in resting], rested)


def _refusal(counter: Counter) -> str:
    """Why nothing can be rated here now; empty when it can."""
    if counter.unit.status != "open":
        return _("Unit ini sudah tidak ada, jadi layanannya tidak dapat dinilai lagi.")
    if not policy.may_rate(_rater().staff_paths, counter.unit.path):
        return OwnBranch().sentence()
    if counter.rested and not counter.services:
        return TooSoon(min(day for _service, day in counter.rested)).sentence()
    if not counter.services:
        return _("Unit ini belum mencantumkan layanan yang dapat dinilai.")
    return ""


def _rater() -> Rater:
    if not current_user.is_authenticated:
        return NOBODY
    return Rater(current_user.id, tuple(held.path for held in current_user.held))


def _record(counter: Counter, form: RatingForm) -> str:
    government = units.get_government(counter.place.id)
    found = _point(counter.unit, form)
    given = form.given(CHANNELS.get(form.kanal.data or "", "web"), found.id if found else None)
    service = units.find_service(form.chosen)
    if service is None:
        raise ServiceClosed
    recording.rate(given, government, counter.unit, service, _rater())
    return url_for("ratings.thanks", kota=counter.place.slug, code=counter.unit.code)


def _point(unit: Unit, form: RatingForm) -> ServicePoint | None:
    """The counter the form was opened at, if it is an open one of this unit."""
    found = known.point_with_unit((form.titik.data or "").lower())
    return found if found and found.unit_id == unit.id and found.status == "open" else None


def _told(code: str, form: RatingForm, refused: Refused) -> ResponseReturnValue:
    """The refusal beside the field it is about; one about no field stands alone."""
    counter = _counter(code)
    name = FIELD_OF.get(type(refused))
    if name is None:
        return _closed(counter, refused.sentence(), refused.status)
    form[name].errors = [refused.sentence()]
    return _page(counter, form, 422)


def _closed(counter: Counter, sentence: str, status: int = 200) -> ResponseReturnValue:
    page = render_template("ratings/rate_closed.html", place=counter.place, unit=counter.unit, sentence=sentence)
    return page, status


def _page(counter: Counter, form: RatingForm, status: int = 200, too_many: str = "") -> tuple[str, int]:
    key = request.form.get("once", "")[:64] or once.fresh_key()
    shown = {
        "place": counter.place, "unit": counter.unit, "form": form, "questions": QUESTIONS, "key": key,
        "rested": counter.rested, "point": _point(counter.unit, form), "today": counter.today, "too_many": too_many,
        "challenge": proof.challenge(key) if too_many else "", "bits": proof.BITS,
        "consent_version": CONSENT_VERSION,
    }  # fmt: skip
    return render_template("ratings/rate.html", **shown), status
