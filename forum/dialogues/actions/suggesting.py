"""What the system suggests to talk about, each with the figures that speak for it. Run again, it adds what is new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from forum.commitments.models import Commitment
from forum.complaints.models import Complaint
from forum.core import clock, text
from forum.dialogues.actions import agenda as acts
from forum.dialogues.actions.agenda import Proposal
from forum.dialogues.models import AgendaItem, Session
from forum.dialogues.queries import agenda
from forum.dialogues.queries import suggestions as found
from forum.dialogues.queries.suggestions import Weak
from forum.dialogues.rules import suggestions as rules
from forum.dialogues.rules import threads
from forum.ledger.rules import SYSTEM, Actor
from forum.units import queries as units
from forum.units.models import Unit

# Titles become content of the agenda, as if somebody had written them: they are kept, not translated.
ELEMENT_TITLE = "Memperbaiki unsur {element}"
ELEMENT_TITLE_AT = "Memperbaiki unsur {element} di {unit}"
ELEMENTS = {
    "persyaratan": "persyaratan", "prosedur": "prosedur", "waktu": "waktu pelayanan", "biaya": "biaya atau tarif",
    "produk": "hasil layanan", "kompetensi": "kompetensi petugas", "perilaku": "perilaku petugas",
    "sarana": "sarana dan prasarana", "pengaduan": "penanganan pengaduan",
}  # fmt: skip
SIGNAL_TITLES = {
    "pile": "Laporan yang menumpuk di {unit}",
    "bounce": "Laporan yang dipindahkan dari {unit}",
    "hollow": "Jawaban kosong dari {unit}",
    "trend": "Penurunan di {unit}",
}


@dataclass(frozen=True)
class Suggestion:
    """A proposal of the system: why, about which public thing, and what makes it the same as an earlier one."""

    reason: str
    proposal: Proposal
    origin_id: int | None = None

    @property
    def mark(self) -> tuple[Any, ...]:
        """Two suggestions with one mark are one."""
        return _mark(self.reason, self.proposal.detail, self.origin_id)


def suggest(session: Session, *, by: Actor = SYSTEM) -> list[AgendaItem]:
    """What speaks for itself now and is not on the agenda yet; promises that were not kept are taken on at once.

    Raises nothing: a session that takes no proposals gets none.
    """
    session = agenda.lock_session(session.id)
    if not threads.takes_proposals(session.state, session.starts_at, clock.now()):
        return []
    known = {_mark(each.reason, each.detail, each.origin_subject_id) for each in agenda.on_agenda(session.id)}
    made = []
    for one in _suggestions(session, clock.today(session.government.zone)):
        if one.mark not in known:
            known.add(one.mark)
            made.append(_put(session, one, by))
    return made


def _mark(reason: str, detail: Mapping[str, Any], origin_id: int | None) -> tuple[Any, ...]:
    """What makes a suggestion the same as another: the thing it is about, else the reason and whom it names."""
    return (origin_id,) if origin_id is not None else (reason, detail.get("unit"), detail.get("element"))


def _put(session: Session, one: Suggestion, by: Actor) -> AgendaItem:
    item = acts.put(session, one.proposal, one.reason, one.proposal.detail, one.origin_id, SYSTEM)
    if one.reason == "overdue":
        acts.accept(item, one.proposal.unit, by=by)
    return item


def _suggestions(session: Session, today: date) -> Iterator[Suggestion]:
    for complaint in found.most_supported(session):
        yield _supported(complaint)
    for promise in found.unkept(session, today):
        yield _overdue(promise)
    month = rules.month_before(today)
    for weak in found.weakest_elements(session, month):
        yield _element(weak, month)
    yield from _signals(session)


def _supported(complaint: Complaint) -> Suggestion:
    detail = {
        "number": complaint.number, "accounts": complaint.support_count, "mails": complaint.support_mail_count,
        "since": complaint.submitted_on.isoformat(),
    }  # fmt: skip
    return Suggestion("supported", Proposal(complaint.headline, unit=_open(complaint.unit), detail=detail),
                      complaint.subject_id)  # fmt: skip


def _overdue(promise: Commitment) -> Suggestion:
    detail = {"ref": promise.subject.ref, "state": promise.state, "due": promise.due_on.isoformat()}
    title = text.first_sentence(promise.what, threads.MOST_TITLE)
    return Suggestion("overdue", Proposal(title, unit=_open(promise.unit), detail=detail), promise.subject_id)


def _element(weak: Weak, month: str) -> Suggestion:
    element, detail = weak.element, dict[str, Any](of=weak.of, month=month)
    detail |= {"element": element.key, "nrr": str(element.nrr), "figure": str(element.figure), "n": element.n}
    title = ELEMENT_TITLE.format(element=ELEMENTS[element.key])
    if weak.unit is not None and weak.lowest is not None:
        lowest = weak.lowest
        detail |= {"at": weak.unit.name, "service": weak.service, "lowest": str(lowest.nrr), "lowest_n": lowest.n}
        title = ELEMENT_TITLE_AT.format(element=ELEMENTS[element.key], unit=weak.unit.name)
    return Suggestion("element", Proposal(title, unit=_open(weak.unit), detail=detail))


def _signals(session: Session) -> Iterator[Suggestion]:
    chosen = found.newest_month(session.government_id)
    told = [(one["unit"], rules.bad_signals(one["signals"])) for one in chosen.detail.get("attention", [])] \
        if chosen is not None else []  # fmt: skip
    named = units.units_by_id([unit_id for unit_id, signals in told if signals])
    mine = [(named[unit_id], signals) for unit_id, signals in told if signals and unit_id in named]
    here = [(unit, signals) for unit, signals in mine if _is_of(session, unit)]
    for unit, signals in here[: rules.MOST_SIGNALS]:
        detail = {"unit": unit.id, "month": chosen.month if chosen else "", "signals": [dict(each) for each in signals]}
        title = SIGNAL_TITLES[str(signals[0]["kind"])].format(unit=unit.name)
        yield Suggestion("signal", Proposal(title, unit=unit, detail=detail))


def _is_of(session: Session, unit: Unit) -> bool:
    return unit.status == "open" and unit.path.startswith(session.unit.path)


def _open(unit: Unit | None) -> Unit | None:
    """A unit that was closed meanwhile is not asked."""
    return unit if unit is not None and unit.status == "open" else None
