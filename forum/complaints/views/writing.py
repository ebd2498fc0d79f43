"""Writing a complaint, looking it over, sending it."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup, escape
from werkzeug.datastructures import MultiDict

from forum.complaints.actions import attaching, writing
from forum.complaints.forms.writing import StoryForm, WritingForm, code_of
from forum.complaints.queries import addressees, similar
from forum.complaints.rules.emergency import WORDS, emergencies_in
from forum.complaints.views import pace, visits
from forum.complaints.views.blueprint import complaints
from forum.complaints.views.contacts import contact_of
from forum.core import clock, i18n, masking, once, proof
from forum.core.access import public
from forum.core.db import db, reading
from forum.core.edge import acting_once
from forum.core.errors import problem, wants_json
from forum.core.files import Upload
from forum.core.limits import count_try
from forum.core.uploads import say_files_are_gone, store, take_files
from forum.ledger.rules import REPORTER
from forum.units import queries as units
from forum.units.here import Place, get_here
from forum.units.models import Service

LONGEST_BODY, LONGEST_PLACE = 5_000, 200
URGENT = [word for words in WORDS.values() for word in words]


@complaints.get("/pengaduan/tulis")
@public
def write() -> ResponseReturnValue:
    """The empty form; ?unit= or ?layanan= names whom it is about."""
    here = get_here()
    return _page(here, WritingForm(here, formdata=_named(here)))


@complaints.post("/pengaduan/tulis")
@public
def send() -> ResponseReturnValue:
    """Take the complaint in, once; `awal` only carries first words over from another page."""
    here = get_here()
    if request.form.get("awal"):
        return _page(here, WritingForm(here, formdata=MultiDict({"body": request.form.get("body", "")[:5000]})))
    seen = once.outcome_of(_key())
    if seen:
        return redirect(seen, 303)
    form = WritingForm(here)
    if not form.validate():
        return _refused(here, form)
    wait = _wait()
    if wait:
        return _too_many(here, form, wait)
    uploads = take_files(form.files)
    if uploads is None:
        return _refused(here, form)
    response = acting_once(lambda: _submit(here, form, uploads))
    for limits, key in pace.of_writer():
        count_try(limits, key)
    return response


@complaints.post("/pengaduan/tulis/tinjauan")
@public
def review() -> ResponseReturnValue:
    """What others will read, and what was told already; changes nothing."""
    db.session.rollback()
    reading.set(True)
    here = get_here()
    form = WritingForm(here)
    form.validate()
    looked_over = overview(here, form)
    if request.headers.get("X-Requested-With") == "fetch":
        wrong = form.errors.keys() - {"consent", "files"}
        return (
            _refused(here, form)
            if wrong
            else render_template("complaints/_write_review.html", form=form, **looked_over)
        )
    form.consent.errors = []  # asked for when sending, not when looking
    say_files_are_gone(form.files)
    return _page(here, form, **looked_over)


@complaints.get("/pengaduan/tulis/unit")
@public
def addressees_like() -> ResponseReturnValue:
    """Units and services whose name holds the words asked, for the form's list."""
    here = get_here()
    found = addressees.addressees_named(here.id, request.args.get("q", "")[:160])
    return [
        {"code": code_of(each), "name": each.name, "more": each.unit.name if isinstance(each, Service) else ""}
        for each in found
    ]


def overview(here: Place, form: StoryForm) -> dict[str, Any]:
    """The masked copy with its marks, and similar complaints nearby; of a text that is too long, its beginning."""
    body, place = (form.body.data or "")[:LONGEST_BODY], (form.place.data or "")[:LONGEST_PLACE]
    area = form.village_area.code if form.village_area else None
    return {
        "copy_marks": marked(body), "place_marks": marked(place),
        "is_masked": masking.mask(body) != body or masking.mask(place) != place,
        "similar": similar.similar_to(here.id, body, area) if body else [], "reviewed": True,
    }  # fmt: skip


def marked(text: str) -> Markup:
    """The public copy of a text, each masked part marked."""
    shown, at = Markup(""), 0
    plain = ""
    for kind, start, end in masking.find(text):
        words = masking.shown_as(kind, text[start:end])
        shown += escape(text[at:start]) + Markup("<mark>{}</mark>").format(words)
        plain += text[at:start] + words
        at = end
    copy = masking.mask(text)
    return shown + escape(text[at:]) if plain + text[at:] == copy else escape(copy)


def _submit(here: Place, form: WritingForm, uploads: list[Upload]) -> str:
    government = units.get_government(here.id)
    account_id = current_user.id if current_user.is_authenticated else None
    identity = form.identity(account_id, None if account_id else contact_for(form))
    story = form.story(identity, i18n.language())
    complaint = writing.submit(government, story, by=REPORTER, visit=visits.visit()).complaint
    attaching.attach(store(), complaint, uploads, origin="reporter")
    return url_for("complaints.receipt", number=complaint.number)


def contact_for(form: StoryForm) -> int | None:
    """The contact of the address given, asked whether it wants mail."""
    if not form.email.data:
        return None
    return contact_of(form.email.data)


def _named(here: Place) -> MultiDict[str, str] | None:
    """The unit or service that a link to this form names."""
    unit = units.find_unit(here.id, request.args.get("unit", ""))
    code = f"u{unit.id}" if unit else f"s{request.args.get('layanan', '')}"
    target = addressees.addressee_of(here.id, code)
    return MultiDict({"addressee": target.name, "addressee_code": code, "naming": "hidden"}) if target else None


def _key() -> str:
    return request.form.get("once", "")[:64]


def _wait() -> int:
    """Seconds to wait; a proof of work for this very form pays for going ahead."""
    wait = pace.seconds()
    given, answer = request.form.get("challenge", ""), request.form.get("answer", "")
    return 0 if wait and proof.is_solved(_key(), given, answer) else wait


def _too_many(here: Place, form: WritingForm, wait: int) -> ResponseReturnValue:
    sentence = pace.sentence(wait)
    headers = {"Retry-After": str(wait)}
    if wants_json():
        answer = problem(429, "too-many", sentence, challenge=proof.challenge(_key()), bits=proof.BITS)
        answer.headers.update(headers)
        return answer
    say_files_are_gone(form.files)
    page, _status = _page(here, form, 429, too_many=sentence)
    return page, 429, headers


def _refused(here: Place, form: WritingForm) -> ResponseReturnValue:
    if wants_json():
        errors = {name: [str(e) for e in said] for name, said in form.errors.items() if name}
        choices = {"village": form.village_options, "addressee": form.addressee_options}
        return problem(422, "invalid", _("Ada yang perlu diperbaiki"), errors=errors, choices=choices)
    say_files_are_gone(form.files)
    return _page(here, form, 422)


def _page(here: Place, form: WritingForm, status: int = 200, **more: Any) -> tuple[str, int]:
    visits.visit()
    if form.naming.data is None:
        form.naming.data = "hidden"
    if current_user.is_authenticated and not form.name.data and request.method == "GET":
        form.name.data = current_user.name
    shown = {
        "form": form, "urgent": URGENT, "emergencies": emergencies_in(form.body.data or ""),
        "consent_version": writing.CONSENT_VERSION, "key": _key() or once.fresh_key(), "reviewed": False,
        "too_many": "", "place": here, "today": clock.today(here.zone).isoformat(), **more,
    }  # fmt: skip
    return render_template("complaints/write.html", **shown), status
