"""Posters for counters: a tagged PDF with a code to scan and an address to type."""

from __future__ import annotations

from flask import Response, abort, current_app, make_response, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_login import current_user

from forum.core.access import requires
from forum.core.typeset import pdf, printed_code
from forum.ratings import policy
from forum.ratings.models import ServicePoint
from forum.ratings.queries import rating as known
from forum.ratings.views.blueprint import ratings
from forum.ratings.views.points import ROLES
from forum.units import queries as units
from forum.units.here import get_here
from forum.units.models import Unit

PAPERS = ("a4", "a5")


@ratings.get("/meja/survei/titik/<ref>/poster.pdf")
@requires(*ROLES)
def poster(ref: str) -> Response:
    """The poster of one counter."""
    point = known.point_with_unit(ref)
    if point is None or not policy.may_work_at(current_user, point.unit):
        abort(404)
    return _poster(point.unit, point.unit.government.name, point)


@ratings.get("/meja/survei/unit/<kota>/<code>/poster.pdf")
@requires(*ROLES)
def unit_poster(kota: str, code: str) -> Response:
    """The poster of a unit as a whole."""
    here = get_here()
    unit = units.find_unit(here.id, code)
    if unit is None or not policy.may_work_at(current_user, unit):
        abort(404)
    return _poster(unit, here.name, None, kota)


def _poster(unit: Unit, place: str, point: ServicePoint | None, slug: str = "") -> Response:
    paper = request.args.get("ukuran", "a4")
    if paper not in PAPERS:
        abort(404)
    path = url_for("ratings.point", ref=point.ref) if point else url_for("ratings.rate", kota=slug, code=unit.code)
    address = current_app.config["BASE_URL"] + path
    with force_locale("id"):
        values = {
            "title": _("Bagaimana layanan kami hari ini?"), "place": place, "unit": unit.name, "paper": paper,
            "point": point.name if point else "",
            "code": printed_code(address if point else f"{address}?kanal=poster"),
            "code_words": _("Kode QR menuju %(address)s", address=address),
            "address_words": _("Atau ketik alamat ini"), "address": address.partition("://")[2],
            "call": _("Pindai kode ini dengan kamera ponsel dan jawab sembilan pertanyaan: dua menit, tanpa nama."),
            "call_en": "Scan this code with your phone and answer nine questions: two minutes, no name.",
            "note": _("Survei kepuasan masyarakat. Hasilnya diumumkan untuk semua orang di Rembuk Warga."),
        }  # fmt: skip
    response = make_response(pdf("service_poster.typ", values, "id"))
    name = f"poster-{unit.code}{f'-{point.number}' if point else ''}-{paper}.pdf"
    response.headers["Content-Type"] = "application/pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
