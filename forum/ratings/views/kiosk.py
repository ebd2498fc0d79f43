"""The tablet at a counter: one question a screen, back to the start after each answer, a PIN to leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.core import clock, once
from forum.core.access import public
from forum.core.db import db
from forum.core.edge import SEE_OTHER, acting_once, sent_before
from forum.core.errors import Refused
from forum.core.limits import count_try, seconds_to_wait
from forum.core.passwords import is_right
from forum.ratings.actions import kiosks as acts
from forum.ratings.actions import recording
from forum.ratings.actions.recording import CONSENT_VERSION
from forum.ratings.errors import KioskEnded, ServiceClosed, TooFast
from forum.ratings.forms.rating import RatingForm
from forum.ratings.models import Kiosk, ServicePoint
from forum.ratings.queries import rating as known
from forum.ratings.rules import kiosks as rules
from forum.ratings.rules.elements import ELEMENTS
from forum.ratings.views import pace
from forum.ratings.views.blueprint import ratings
from forum.ratings.views.rating import FIELD_OF
from forum.ratings.words import QUESTIONS
from forum.units import queries as units
from forum.units.here import Place, places, stand_at
from forum.units.queries.calendar import shown_days_off
from forum.units.queries.services import Offered

END = "akhir"
LASTS = 180 * 24 * 3600
CARRIED = ("once", "service", *ELEMENTS, "words", "token", "age", "sex", "education", "occupation")
OWN = ("ratings.kiosk", "ratings.kiosk_answer", "ratings.kiosk_door", "ratings.leave_kiosk", "pages.language")


@dataclass(frozen=True)
class Stand:
    """A running tablet, its counter, and what can be rated there."""

    kiosk: Kiosk
    point: ServicePoint
    place: Place
    services: Sequence[Offered]

    @property
    def steps(self) -> tuple[str, ...]:
        """The screens after the start: the choice of a service, if there is one, then nine questions and the end."""
        return (*(["service"] if len(self.services) > 1 else []), *ELEMENTS, END)

    @property
    def is_open(self) -> bool:
        """True in its hours, on a day that is no day off."""
        days_off = shown_days_off(self.place.id)
        kiosk = self.kiosk
        return rules.is_open(kiosk.opens, kiosk.closes, kiosk.weekdays, days_off, clock.now(), self.place.zone)


@ratings.before_app_request
def keep_to_the_survey() -> ResponseReturnValue | None:
    """A device with a tablet's cookie reaches the survey and nothing else."""
    if _cookie() not in request.cookies or request.endpoint is None or request.endpoint in OWN:
        return None
    return redirect(url_for("ratings.kiosk"), SEE_OTHER)


@ratings.get("/kios")
@public
def kiosk() -> ResponseReturnValue:
    """The start, or why there is none; ?awal=1 forgets the language of whoever went away."""
    if request.args.get("awal"):
        session.pop("language", None)
    stand = _stand()
    if stand is None:
        return _not_open()
    if not stand.is_open:
        return _shown("closed", stand)
    if request.args.get("selesai"):
        session.pop("language", None)
        return _shown("thanks", stand)
    return _shown("start", stand, key=once.fresh_key())


@ratings.post("/kios/jawaban")
@public
def kiosk_answer() -> ResponseReturnValue:
    """The next screen; the answers so far travel with it, nothing is kept until the end."""
    seen = sent_before()
    if seen:
        return seen
    stand = _stand()
    if stand is None or not stand.is_open:
        return redirect(url_for("ratings.kiosk"), SEE_OTHER)
    form = RatingForm(stand.services, clock.today(stand.place.zone))
    if request.form.get("kirim"):
        return _send(stand, form)
    step = _next(stand)
    return _step(stand, form, step) if step else redirect(url_for("ratings.kiosk"), SEE_OTHER)


@ratings.get("/kios/keluar")
@public
def kiosk_door() -> ResponseReturnValue:
    """Asks for the PIN."""
    stand = _stand()
    return _not_open() if stand is None else _shown("door", stand, said="")


@ratings.post("/kios/keluar")
@public
def leave_kiosk() -> ResponseReturnValue:
    """End the tablet with its PIN; five tries in ten minutes."""
    stand = _stand()
    if stand is None:
        return _not_open()
    key = f"kiosk-pin:{stand.kiosk.id}"
    wait = seconds_to_wait(pace.OF_PINS, key)
    if wait:
        return _shown("door", stand, 429, said=pace.sentence(wait), headers={"Retry-After": str(wait)})
    count_try(pace.OF_PINS, key)  # before the slow comparison: tries at the same moment count too
    if not is_right(stand.kiosk.pin_hash, request.form.get("pin", "")[:8]):
        return _shown("door", stand, 422, said=_("PIN ini tidak cocok."))
    acts.end_kiosk(stand.kiosk)
    db.session.commit()
    return _forgetting(redirect(url_for("accounts.sign_in"), SEE_OTHER))


def remember(response: Response, token: str) -> None:
    """Give the tablet its cookie."""
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    response.set_cookie(_cookie(), token, max_age=LASTS, secure=secure, httponly=True, samesite="Lax", path="/")


def _forgetting(response: Response) -> Response:
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    response.delete_cookie(_cookie(), secure=secure, httponly=True, samesite="Lax", path="/")
    return response


def _cookie() -> str:
    return "__Host-kios" if current_app.config["SESSION_COOKIE_SECURE"] else "kios"


def _stand() -> Stand | None:
    token = request.cookies.get(_cookie())
    found = known.find_kiosk(acts.hash_of(token)) if token else None
    point = known.point_of_kiosk(found.point_id) if found else None
    if found is None or point is None or point.status != "open" or point.unit.status != "open":
        return None
    place = next((each for each in places().values() if each.id == point.unit.government_id), None)
    services = units.open_services(point.unit_id)
    if place is None or not services:
        return None
    stand_at(place.slug)
    return Stand(found, point, place, services)


def _next(stand: Stand) -> str | None:
    """The screen after the one just answered, or before it; None is the start."""
    steps, answered = stand.steps, request.form.get("langkah", "")
    at = steps.index(answered) if answered in steps else -1
    if request.form.get("kembali"):
        return steps[at - 1] if at > 0 else None
    has_answer = at < 0 or answered == END or bool(request.form.get(answered))
    return steps[min(at + has_answer, len(steps) - 1)]


def _send(stand: Stand, form: RatingForm) -> ResponseReturnValue:
    if not form.validate():
        return _step(stand, form, _first_wrong(stand, form), 422)
    try:
        return acting_once(lambda: _record(stand, form))
    except (TooFast, KioskEnded) as refused:
        wait = {"Retry-After": str(refused.seconds)} if isinstance(refused, TooFast) else {}
        return _step(stand, form, END, refused.status, said=refused.sentence(), headers=wait)
    except Refused as refused:
        name = FIELD_OF.get(type(refused))
        if name:
            form[name].errors = [refused.sentence()]
        return _step(stand, form, _first_wrong(stand, form), 422, said="" if name else refused.sentence())


def _record(stand: Stand, form: RatingForm) -> str:
    acts.take_turn(stand.kiosk)
    government, unit = units.get_government(stand.place.id), stand.point.unit
    service = units.find_service(form.chosen)
    if service is None:
        raise ServiceClosed
    recording.rate(form.given("kiosk", stand.point.id), government, unit, service)
    return url_for("ratings.kiosk", selesai=1)


def _first_wrong(stand: Stand, form: RatingForm) -> str:
    return next((step for step in stand.steps if step in form.errors), END)


def _step(stand: Stand, form: RatingForm, step: str, status: int = 200, said: str = "", **more: Any) -> Response:
    own = {step} if step != END else {"words", "token", "age", "sex", "education", "occupation"}
    carried = {name: request.form.get(name, "")[:1000] for name in CARRIED if name not in own}
    number = ELEMENTS.index(step) + 1 if step in ELEMENTS else 0
    return _shown(
        "step", stand, status, form=form, step=step, carried=carried, said=said, number=number, questions=QUESTIONS,
        consent_version=CONSENT_VERSION, at=stand.steps.index(step) + 1, of=len(stand.steps), **more,
    )  # fmt: skip


def _shown(screen: str, stand: Stand, status: int = 200, headers: Any = None, **shown: Any) -> Response:
    page = render_template(f"ratings/kiosk_{screen}.html", stand=stand, point=stand.point, **shown)
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    response.headers.update(headers or {})
    return response


def _not_open() -> Response:
    return _forgetting(make_response(render_template("ratings/kiosk_ended.html")))
