"""The inbox of a unit, and taking several cases at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from flask import flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_login import current_user

from forum.complaints import policy, rules, words
from forum.complaints.actions import answering
from forum.complaints.models import Complaint
from forum.complaints.queries import cases, unit_case, unit_desk
from forum.complaints.queries.unit_desk import ENDED, SORTS, Wanted
from forum.complaints.views.blueprint import complaints
from forum.core import clock
from forum.core.access import requires
from forum.core.edge import acting_once
from forum.core.i18n import language
from forum.core.paging import PAGE, BadCursor, Cursor
from forum.units import queries as units
from forum.units.here import places
from forum.units.models import Unit

ROLES = ("officer", "head")
STAGES: dict[str, tuple[Any, frozenset[str]]] = {
    "": (_l("Giliran unit"), rules.UNIT_TURN),
    "baru": (words.STATES["assigned"], frozenset({"assigned"})),
    "berjalan": (words.STATES["in_progress"], frozenset({"in_progress"})),
    "dibuka-kembali": (words.STATES["reopened"], frozenset({"reopened"})),
    "menunggu-pelapor": (words.STATES["resolved"], frozenset({"resolved"})),
    "berakhir": (_l("Sudah berakhir"), ENDED),
    "semua": (_l("Semua keadaan"), rules.UNIT_TURN | {"resolved"} | ENDED),
}
HOLDERS = {"saya": "mine", "kosong": "nobody", "rekan": "colleague"}
HOLDER_WORDS = {"saya": _l("Saya"), "kosong": _l("Belum ada petugas"), "rekan": _l("Rekan")}
SORT_WORDS = {"tenggat": _l("Tenggat terdekat"), "terbaru": _l("Terbaru"), "dukungan": _l("Paling didukung")}


@complaints.get("/meja/unit", endpoint="unit_desk")
@requires(*ROLES)
def inbox() -> ResponseReturnValue:
    """Cases of the viewer's units and those below."""
    reach = units_in_reach()
    wanted = wanted_cases(reach)
    page = unit_desk.inbox(wanted, _cursor(wanted.sort))
    total = unit_desk.count_some(wanted) if page.older or page.newer else len(page.rows)
    return render_template(
        "complaints/unit_desk.html", page=page, total=total, reach=reach, wanted=wanted, PAGE=PAGE,
        asked=request.args, tallies=_tallies(wanted), rows=[_row(c, wanted.today) for c in page.rows],
        address=_address, take_url=url_for("complaints.take_several", **_kept()), class_words=words.CLASSES,
        choices=_choices(reach), active=_active(), may_hand_over=policy.may_hand_over,
    )  # fmt: skip


@complaints.post("/meja/unit/penanganan")
@requires(*ROLES)
def take_several() -> ResponseReturnValue:
    """Take the ticked cases that nobody holds; the others stay where they are."""
    numbers = request.form.getlist("number")[:PAGE]

    def act() -> str:
        taken = sum(_take_one(complaint_id) for complaint_id in unit_case.ids_of(numbers))
        _say_taken(taken, len(numbers))
        return url_for("complaints.unit_desk", **_kept())

    return acting_once(act)


def _take_one(complaint_id: int) -> bool:
    complaint = cases.lock(complaint_id)
    is_free = complaint.officer_id is None and complaint.state in rules.UNIT_TURN
    if not is_free or not policy.may_answer(current_user, complaint):
        return False
    answering.take(complaint, current_user.id, current_user.name, by=acting_on(complaint))
    return True


def _say_taken(taken: int, asked: int) -> None:
    if not asked:
        flash(_("Centang dulu laporan yang ingin Anda ambil."), "warning")
        return
    flash(ngettext("%(num)s laporan Anda ambil.", "%(num)s laporan Anda ambil.", taken), "done")
    if asked > taken:
        skipped = asked - taken
        flash(
            ngettext(
                "%(num)s laporan dilewati karena sudah dipegang rekan atau tidak lagi di meja ini.",
                "%(num)s laporan dilewati karena sudah dipegang rekan atau tidak lagi di meja ini.",
                skipped,
            ),
            "warning",
        )


def acting_on(complaint: Complaint) -> Any:
    """The viewer as an officer of the nearest unit that lets them answer this case."""
    path = complaint.unit.path if complaint.unit else ""
    covering = [h for h in current_user.held if h.role in ROLES and path.startswith(h.path)]
    nearest = max(covering, key=lambda h: len(h.path), default=None)
    return current_user.acting("officer", nearest.unit_id if nearest else None)


def units_in_reach() -> list[Unit]:
    """Units whose cases come to the viewer's desk."""
    return list(unit_desk.units_in_reach([h for h in current_user.held if h.role in ROLES]))


def today_of(government_id: int) -> date:
    """The day it is in a government's zone."""
    for place in places().values():
        if place.id == government_id:
            return clock.today(place.zone)
    return clock.today(units.get_government(government_id).zone)


_FILTERS = ("q", "unit", "keadaan", "petugas", "terlambat", "jenis", "kategori", "urut", "bagian")


def wanted_cases(reach: list[Unit]) -> Wanted:
    """What the address asks for; anything unknown in it counts as not asked."""
    asked = request.args
    unit = next((u for u in reach if str(u.id) == asked.get("unit")), None)
    chosen = [u for u in reach if unit is None or u.is_within(unit.path)]
    stage = asked.get("keadaan", "") if asked.get("keadaan", "") in STAGES else ""
    sort = asked.get("urut", "") if asked.get("urut", "") in SORTS else "tenggat"
    category, supporting = asked.get("kategori", ""), asked.get("bagian") == "pendukung"
    wanted = Wanted(
        unit_ids=tuple(u.id for u in chosen), viewer_id=current_user.id, today=_today(reach),
        governments=tuple(sorted({u.government_id for u in reach})), states=STAGES[stage][1],
        held_by=HOLDERS.get(asked.get("petugas", ""), ""), is_overdue=asked.get("terlambat") == "1",
        class_=asked.get("jenis", "") if asked.get("jenis", "") in rules.CLASSES else "",
        category_id=int(category) if category.isdecimal() and len(category) < 9 else None,
        q=asked.get("q", "")[:200], sort=sort, supporting=supporting,
    )  # fmt: skip
    # Only cases whose turn it is have a deadline to sort by.
    return wanted if sort != "tenggat" or wanted.states <= rules.UNIT_TURN else replace(wanted, sort="terbaru")


def _today(reach: list[Unit]) -> date:
    return today_of(reach[0].government_id) if reach else clock.now().date()


def _cursor(sort: str) -> Cursor | None:
    try:
        cursor = Cursor.unpack(request.args.get("hal"), unit_desk.cursor_kinds(sort))
        if cursor is not None and sort == "tenggat":
            date.fromisoformat(cursor.key[0])
    except (BadCursor, ValueError):
        return None
    return cursor


def _address(**changed: str | None) -> str:
    """This list with something changed; pages start anew unless the change names one."""
    return url_for("complaints.unit_desk", **{k: v for k, v in (_kept() | changed).items() if v})


def _kept() -> dict[str, Any]:
    return {k: v for k, v in request.args.items() if k in _FILTERS and v}


def _active() -> int:
    return sum(bool(request.args.get(name)) for name in _FILTERS if name not in ("q", "bagian"))


def _tallies(wanted: Wanted) -> dict[str, int]:
    """What the tabs count: the whole reach, whatever is filtered."""
    counts = unit_desk.counts(wanted.unit_ids)
    plain = Wanted(wanted.unit_ids, wanted.viewer_id, wanted.today)
    return {
        "turn": sum(counts.get(state, 0) for state in rules.UNIT_TURN),
        "waiting": counts.get("resolved", 0),
        "late": unit_desk.count_some(replace(plain, is_overdue=True)),
        "mine": unit_desk.count_some(replace(plain, held_by="mine")),
        "free": unit_desk.count_some(replace(plain, held_by="nobody")),
        "helping": unit_desk.count_some(replace(plain, supporting=True)),
    }


def _choices(reach: list[Unit]) -> dict[str, list[tuple[Any, Any]]]:
    depth = min((u.path.count("/") for u in reach), default=0)
    return {
        "unit": [(u.id, "\u2003" * (u.path.count("/") - depth) + u.name) for u in reach],
        "keadaan": [(key, words_) for key, (words_, _states) in STAGES.items() if key],
        "petugas": list(HOLDER_WORDS.items()),
        "jenis": list(words.CLASSES.items()),
        "kategori": [(c.id, c.name_en if language() == "en" else c.name) for c in cases.open_categories()],
        "urut": list(SORT_WORDS.items()),
    }


def _row(complaint: Complaint, today: date) -> dict[str, Any]:
    days_off = days_off_of(complaint.government_id, today)
    return {
        "case": complaint,
        "word": words.state_word(complaint, today, days_off),
        "tone": words.tone(complaint, today),
        "clock": _clock(complaint.due_on, today, days_off),
        "is_late": complaint.due_on is not None and complaint.due_on < today,
    }


def _clock(due_on: date | None, today: date, days_off: frozenset[date]) -> str:
    """How long it still has; of a late one the state says by how much, so here stands the day."""
    if due_on is None:
        return ""
    return words.clock_beside_state(due_on, today, days_off)


def days_off_of(government_id: int, today: date) -> frozenset[date]:
    known: dict[int, frozenset[date]] = g.setdefault("desk_days_off", {})
    if government_id not in known:
        known[government_id] = units.days_off(government_id, date(today.year - 2, 1, 1))
    return known[government_id]
