"""The receipt, and the door that number and code open."""

from __future__ import annotations

from typing import Any

from flask import (
    Response,
    abort,
    current_app,
    flash,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup

from forum.complaints import words
from forum.complaints.actions import recovering, writing
from forum.complaints.forms.reporter import LostCodeForm, TrackForm
from forum.complaints.models import Complaint
from forum.complaints.queries import calendar, cases, links, private
from forum.complaints.views import pace, visits
from forum.complaints.views.blueprint import complaints
from forum.core import clock
from forum.core.access import public
from forum.core.edge import acting_once
from forum.core.limits import count_try
from forum.core.qr import qr_svg
from forum.ledger import queries as ledger
from forum.ledger import rules as log
from forum.units.here import stand_at


@complaints.get("/pengaduan/<number>/tanda-terima")
@public
def receipt(number: str) -> ResponseReturnValue:
    """The receipt; the code stands on it for the visit that wrote it, for an hour."""
    complaint, code = _receipt_of(number)
    stand_at(complaint.government.slug)
    today = clock.today(complaint.government.zone)
    due = complaint.verify_due_on
    page = render_template(
        "complaints/receipt.html", complaint=complaint, code=code, qr=_qr(complaint, code) if code else None,
        due_words=words.clock_words(due, today, calendar.days_off_for(complaint)) if due else "", due=due,
        consent_version=writing.CONSENT_VERSION, channel=words.CHANNELS[complaint.channel],
        is_counter=complaint.channel != "web" and current_user.is_staff,
        has_contact=bool(private.sealed_identity(complaint.id).get("contact_id")),
    )  # fmt: skip
    return _kept_nowhere(page)


@complaints.get("/pengaduan/<number>/tanda-terima.json")
@public
def receipt_file(number: str) -> ResponseReturnValue:
    """The receipt for machines: the entry of the public log and what it commits to (`?teks=0` leaves that out)."""
    complaint, _code = _receipt_of(number)
    response = _kept_nowhere(jsonify(receipt_entry(complaint, request.args.get("teks") != "0")))
    response.headers["Content-Disposition"] = f'attachment; filename="tanda-terima-{complaint.number}.json"'
    return response


@complaints.get("/lacak")
@public
def track() -> ResponseReturnValue:
    """Asks for number and code; a script takes both from a scanned address."""
    number = request.args.get("nomor", "")[:24]
    return render_template("complaints/track.html", form=TrackForm(formdata=None, number=number), refused="")


@complaints.post("/lacak")
@public
def open_by_code() -> ResponseReturnValue:
    """Open the case; an unknown number and a wrong code are told alike, and cost a try."""
    form = TrackForm()
    wait = pace.guess_wait()
    if wait:
        return _ask_again(form, pace.sentence(wait), 429, {"Retry-After": str(wait)})
    if not form.validate():
        return _ask_again(form, "", 422)
    found = private.find_by_code(str(form.number.data), str(form.code.data))
    if found is None:
        count_try(pace.OF_GUESSES, pace.guesser())
        return _ask_again(form, _("Nomor dan kode ini tidak cocok. Periksa keduanya, lalu coba lagi."), 422)
    visits.open_case(found.id, str(form.code.data))
    return redirect(url_for("complaints.reporter_case", number=found.number), 303)


@complaints.get("/lacak/kode-baru")
@public
def lost_code() -> ResponseReturnValue:
    """Asks for number and address."""
    return render_template("complaints/track_lost.html", form=LostCodeForm(formdata=None), refused="")


@complaints.post("/lacak/kode-baru")
@public
def send_new_code() -> ResponseReturnValue:
    """The same words in every case; a letter leaves only when number and confirmed address belong together."""
    form = LostCodeForm()
    wait = pace.guess_wait()
    if wait or not form.validate():
        page = render_template("complaints/track_lost.html", form=form, refused=pace.sentence(wait) if wait else "")
        return (page, 429, {"Retry-After": str(wait)}) if wait else (page, 422)
    count_try(pace.OF_GUESSES, pace.guesser())

    def act() -> str:
        recovering.send_link(str(form.number.data), str(form.email.data))
        return url_for("complaints.track")

    response = acting_once(act)
    flash(_("Bila nomor dan surel itu cocok dan suratnya sudah Anda konfirmasi, tautan kode baru segera dikirim."))
    return response


@complaints.get("/lacak/kode-baru/<token>")
@public
def new_code(token: str) -> ResponseReturnValue:
    """The door behind the letter; only the button changes anything."""
    if links.find_link(token) is None:
        return _ended()
    return render_template("complaints/track_new.html", token=token)


@complaints.post("/lacak/kode-baru/<token>")
@public
def redeem_link(token: str) -> ResponseReturnValue:
    """Use the link up and show the new code."""

    def act() -> str:
        link = links.find_link(token)
        if link is None:
            abort(_ended())
        return url_for("complaints.receipt", number=recovering.redeem(link, visits.visit()).number)

    return acting_once(act)


def receipt_entry(complaint: Complaint, with_text: bool) -> dict[str, Any]:
    """The leaf of the complaint as it stands in the log, and (with text) what opens its commitment."""
    kept = cases.text_of(complaint.id)
    leaf = ledger.find_leaf(kept.leaf_index)
    if leaf is None:
        abort(404)
    entry = {"k": leaf.kind, "r": complaint.subject.ref, "v": leaf.version, "t": leaf.month, "c": leaf.commitment.hex()}
    content = {"number": complaint.number, "body": kept.body, "place": kept.place, "happened": kept.happened}
    opened = {"salt": kept.salt.hex(), "content": content, "canonical": log.canonical(content).decode()}
    return {
        "number": complaint.number, "index": leaf.index, "entry": entry, "hash": leaf.hash.hex(),
        "consent_version": writing.CONSENT_VERSION, **(opened if with_text else {}),
    }  # fmt: skip


def _receipt_of(number: str) -> tuple[Complaint, str | None]:
    complaint = cases.find_number(number)
    code = visits.fresh_code(complaint) if complaint is not None else None
    if complaint is None or not (code or visits.holds_code(complaint.id) or visits.owns(complaint.id)):
        visits.to_the_door()
    return complaint, code


def _qr(complaint: Complaint, code: str) -> Markup:
    address = f"{current_app.config['BASE_URL']}{url_for('complaints.track')}#{complaint.number}.{code}"
    return qr_svg(address, _("Kode QR yang membuka laporan Anda"))


def _ask_again(
    form: TrackForm, refused: str, status: int, headers: dict[str, str] | None = None
) -> ResponseReturnValue:
    return render_template("complaints/track.html", form=form, refused=refused), status, headers or {}


def _ended() -> Response:
    flash(_("Tautan itu sudah dipakai atau sudah lewat satu jam. Minta tautan baru."), "warning")
    return make_response(redirect(url_for("complaints.lost_code"), 303))


def _kept_nowhere(page: str | Response) -> Response:
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
