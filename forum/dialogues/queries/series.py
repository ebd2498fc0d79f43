"""Series of a government, and the units asked to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from forum.core.db import db
from forum.dialogues.models import Series, SeriesHost, Session
from forum.ledger.models import Subject
from forum.ledger.queries import hold_log
from forum.units.models import Government, Unit

MOST_SHOWN = 60
WHOLE = (joinedload(Series.subject), joinedload(Series.unit))


def find_series(ref: str) -> Series | None:
    """A series by its public reference."""
    if not ref.isprintable():  # PostgreSQL refuses NUL in a text
        return None
    found = select(Series).join(Subject, Subject.id == Series.subject_id).where(Subject.ref == ref)
    return db.session.scalar(found.options(*WHOLE))


def lock(series_id: int) -> Series:
    """The series for an act: nobody else changes it until this transaction ends."""
    hold_log()
    wanted = select(Series).where(Series.id == series_id).with_for_update(of=Series)
    return db.session.scalars(wanted.options(*WHOLE).execution_options(populate_existing=True)).one()


def series_of(government_id: int, status: str = "open") -> Sequence[Series]:
    """Series of a government, by title."""
    own = select(Series).where(Series.government_id == government_id, Series.status == status)
    return db.session.scalars(own.order_by(Series.title, Series.id).limit(MOST_SHOWN).options(*WHOLE)).all()


def open_series_ids() -> list[int]:
    """Every open series of the governments that are open."""
    own = select(Series.id).join(Government, Government.id == Series.government_id)
    return list(db.session.scalars(own.where(Series.status == "open", Government.is_open).order_by(Series.id)))


def asked_units(series_id: int) -> Sequence[Unit]:
    """Units asked to every session of a series, by name."""
    rows = select(Unit).join(SeriesHost, SeriesHost.unit_id == Unit.id).where(SeriesHost.series_id == series_id)
    return db.session.scalars(rows.order_by(Unit.folded, Unit.id)).all()


def forget_asked(series_id: int) -> None:
    """Before the list is written anew."""
    db.session.execute(delete(SeriesHost).where(SeriesHost.series_id == series_id))


def days_made(series_id: int, first: date, last: date) -> set[date]:
    """Days of the rule for which a session was made, wherever it was moved to since."""
    made = select(Session.occurrence_on).where(
        Session.series_id == series_id, Session.occurrence_on >= first, Session.occurrence_on <= last
    )
    return set(db.session.scalars(made))
