"""As whom the viewer speaks in a thread: for a unit that is asked, or for themselves."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_login import current_user

from forum.accounts.acting import acting
from forum.core import clock
from forum.dialogues import policy
from forum.dialogues.models import AgendaItem, Session
from forum.dialogues.queries import agenda
from forum.dialogues.queries.public_talk import Item, Meeting, PublicUnit
from forum.dialogues.rules import threads
from forum.ledger.rules import Actor
from forum.units import queries as units
from forum.units.models import Unit

ANSWERERS = ("officer", "head")


@dataclass(frozen=True)
class Writer:
    """What the viewer may write here, and whether they are named whatever they choose."""

    kinds: dict[str, str]
    by: Actor
    is_named: bool
    answering: str = ""
    """The unit they answer for."""

    @property
    def stamp(self) -> tuple[object, ...]:
        """What their form shows, to compare by."""
        return (*self.kinds.items(), self.is_named, self.answering)


def is_open(session: Session | Meeting) -> bool:
    """True while the threads of a session take words."""
    today = clock.today(session.government.zone)
    return threads.is_open(session.state, session.discuss_from, session.discuss_until, today)


def writer_for(item: AgendaItem | Item, is_reply: bool = False) -> Writer | None:
    """The viewer as a writer: staff of an asked unit answer for it, other staff are always named."""
    if not current_user.is_authenticated:
        return None
    if current_user.holds(*ANSWERERS):
        asked = next((unit for unit in agenda.asked_units(item) if policy.may_answer(current_user, unit)), None)
        if asked is not None:
            return _official(asked)
    kinds = {"post": _("Pendapat atau keterangan")}
    if not is_reply:
        kinds["question"] = _("Pertanyaan untuk pertemuan")
    return Writer(kinds, Actor("resident", current_user.id), is_named=current_user.is_staff)


def _official(asked: Unit | PublicUnit) -> Writer:
    covering = [held for held in current_user.held if held.role in ANSWERERS and asked.path.startswith(held.path)]
    nearest = max(covering, key=lambda held: len(held.path))
    unit = asked if nearest.unit_id == asked.id else units.get_unit(nearest.unit_id)
    by = acting(nearest.role, unit.id)
    return Writer({"answer": _("Jawaban resmi %(unit)s", unit=unit.name)}, by, is_named=True, answering=unit.name)


def moderator() -> Actor:
    """The viewer as a moderator."""
    return acting("moderator")
