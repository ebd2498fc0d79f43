"""The verification desk: what waits for a moderator, and one case with everything to weigh."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from forum.complaints import policy, words
from forum.complaints.models import Complaint
from forum.complaints.queries import desk_choices, hollow, tallies, verification
from forum.complaints.queries.desk_choices import Choices
from forum.complaints.queries.verification import Asked, Case
from forum.complaints.views import verifying_page
from forum.complaints.views.blueprint import complaints
from forum.core import clock
from forum.core.access import requires
from forum.core.paging import BadCursor, Cursor
from forum.units.here import Place, find_here, places

LIST_WORDS = {
    "masuk": _l("Menunggu verifikasi"),
    "kelengkapan": _l("Menunggu kelengkapan"),
    "usulan": _l("Usulan pemindahan"),
    "dibuka-kembali": _l("Dibuka kembali"),
    "selesai-unit": _l("Menunggu pelapor"),
    "semua": _l("Semua bertenggat"),
}


@complaints.get("/meja/verifikasi", endpoint="verification_desk")
@requires("moderator", "inspector")
def desk() -> ResponseReturnValue:
    """The queue of a government, the oldest deadline first; inspectors read along."""
    place = own_place()
    today = clock.today(place.zone)
    asked = _asked(place, today)
    try:
        page = verification.desk_page(asked, Cursor.unpack(request.args.get("hal"), (str, int)))
    except (BadCursor, ValueError):
        abort(400)
    choices = desk_choices.choices_of(place.id, place.area_code, today)
    return render_template(
        "complaints/verification_desk.html", place=place, asked=asked, page=page, choices=choices, words=words,
        tabs=_tabs(place, asked), clock_of=lambda c: said_clock(c, today, choices), today=today,
        address=_address(place, asked),
    )  # fmt: skip


@complaints.get("/meja/verifikasi/<number>", endpoint="verify")
@requires("moderator", "inspector")
def show(number: str) -> ResponseReturnValue:
    """One case: the words, what is alike, what may be done; an inspector reads the same and decides nothing."""
    return verifying_page.page(readable(number))


def own_place() -> Place:
    """The government whose desk is asked for; 404 for one where the person neither moderates nor inspects."""
    own = [p for p in places().values() if current_user.holds_in(p.id, "moderator", "inspector")]
    if not own:
        abort(403)
    named = request.args.get("kota")
    here = find_here()
    if named and named not in {p.slug for p in own}:
        abort(404)
    return here if here in own else own[0]


def moderated(number: str) -> Case:
    """The case, if the person moderates its government; else 404 as for a number nobody has."""
    case = verification.find_case(number)
    if case is None or not policy.may_moderate(current_user, case.complaint):
        abort(404)
    return case


def readable(number: str) -> Case:
    """The case, for its government's moderators and inspectors; else 404 as for a number nobody has."""
    case = verification.find_case(number)
    if case is None or not policy.may_read_case(current_user, case.complaint):
        abort(404)
    return case


def said_clock(complaint: Complaint, today: date, choices: Choices) -> str:
    """The deadline that matters now, in words; of a late one the state says by how much, so here stands the day."""
    due_on = complaint.due_on
    if complaint.state == "awaiting_completion":
        due_on = complaint.completion_due_on
    elif complaint.state == "resolved":
        due_on = complaint.silence_due_on
    return words.clock_beside_state(due_on, today, choices.days_off) if due_on else ""


def _asked(place: Place, today: date) -> Asked:
    shelf = request.args.get("daftar", "masuk")
    if shelf not in verification.LISTS:
        abort(404)
    late = today if request.args.get("terlambat") else None
    said = request.args.get("q", "").strip()[:200]
    return Asked(place.id, shelf, said, request.args.get("wilayah", "")[:13], late)


def _address(place: Place, asked: Asked) -> Any:
    """Builds addresses of this desk with what is asked for now, changed as given."""
    now = {
        "kota": place.slug, "daftar": asked.shelf, "q": asked.words or None, "wilayah": asked.area or None,
        "terlambat": "1" if asked.late_before else None,
    }  # fmt: skip
    return lambda **changed: url_for("complaints.verification_desk", **(now | changed))


def _tabs(place: Place, asked: Asked) -> list[tuple[str, str, bool, int | None]]:
    """Lists with their counts, as the macro sub_nav takes them."""
    counts = tallies.board_counts(place.id)
    numbers = {shelf: counts.get(state, 0) for shelf, state in verification.STATE_OF.items()}
    numbers["usulan"] = verification.count_proposals(place.id)
    lists = [
        (str(LIST_WORDS[shelf]), url_for("complaints.verification_desk", kota=place.slug, daftar=shelf),
         shelf == asked.shelf, numbers.get(shelf))
        for shelf in verification.LISTS
    ]  # fmt: skip
    marked = url_for("complaints.hollow_reviews", kota=place.slug)
    return [*lists, (_("Jawaban kosong"), marked, False, hollow.count_waiting(place.id))]
