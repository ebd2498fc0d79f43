"""A complaint as its public page reads it: plain values, so that a page can be kept under all it was made from."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.orm import aliased

from forum.complaints import rules
from forum.complaints.models import Attachment, Category, Complaint, PublicCopy, Release
from forum.core.db import db
from forum.units.models import Area, Government, Unit


class CaseGovernment(NamedTuple):
    """Whose complaint it is."""

    slug: str
    name: str
    zone: str


class CaseUnit(NamedTuple):
    """Who leads it, or is named in it."""

    code: str
    name: str


class Case(NamedTuple):
    """The columns a public page shows; named as in the model, so that words and history take either."""

    id: int
    subject_id: int
    government_id: int
    number: str
    state: str
    class_: str
    channel: str
    language: str
    headline: str
    is_anonymous: bool
    is_confidential: bool
    name_to_public: bool
    shown_name: str | None
    submitted_on: date
    verified_on: date | None
    assigned_on: date | None
    answered_on: date | None
    first_answered_on: date | None
    resolved_on: date | None
    verify_due_on: date | None
    completion_due_on: date | None
    answer_due_on: date | None
    resolve_due_on: date | None
    silence_due_on: date | None
    due_on: date | None
    support_count: int
    support_mail_count: int
    government: CaseGovernment
    unit: CaseUnit | None
    category: str | None
    category_en: str | None
    village: str | None
    district: str | None

    @property
    def is_published(self) -> bool:
        """True once a moderator verified it."""
        return self.verified_on is not None

    @property
    def is_open(self) -> bool:
        """True while moderator, unit or reporter still has a step to take."""
        return self.state in rules.OPEN


class Copy(NamedTuple):
    """The newest masked copy."""

    html: str
    place: str


class File(NamedTuple):
    """A file, and of a reporter's the newest release."""

    ref: str
    title: str
    kind: str
    origin: str
    message_id: int | None
    release_id: int | None
    release_file: str | None
    to_public: bool | None

    @property
    def is_released(self) -> bool:
        """True when everyone may see a redacted copy: the newest release is for all and was not taken back."""
        return bool(self.release_file and self.to_public)


OWN = Case._fields[: Case._fields.index("government")]


def _finding() -> Select[Any]:
    village, district = aliased(Area), aliased(Area)
    own = [getattr(Complaint, name) for name in OWN]
    shown = select(*own, Government.slug, Government.name, Government.zone, Unit.code, Unit.name,
                   Category.name, Category.name_en, village.name, district.name)  # fmt: skip
    joined = shown.join(Government, Government.id == Complaint.government_id)
    joined = joined.outerjoin(Unit, Unit.id == Complaint.unit_id)
    joined = joined.outerjoin(Category, Category.id == Complaint.category_id)
    joined = joined.outerjoin(village, village.code == Complaint.village_code)
    joined = joined.outerjoin(district, district.code == Complaint.district_code)
    return joined.where(Complaint.number == bindparam("number"))


def _reading_files() -> Select[Any]:
    newest = select(func.max(Release.id)).where(Release.attachment_id == Attachment.id).correlate(Attachment)
    released = and_(Release.attachment_id == Attachment.id, Release.id == newest.scalar_subquery())
    columns: tuple[Any, ...] = (
        Attachment.ref, Attachment.title, Attachment.kind, Attachment.origin, Attachment.message_id, Release.id,
        Release.clean_file, Release.to_public,
    )  # fmt: skip
    return (
        select(*columns)
        .select_from(Attachment)
        .outerjoin(Release, released)
        .where(Attachment.complaint_id == bindparam("complaint_id"))
        .order_by(Attachment.id)
    )


# Put together once: each page asks the same.
FINDING, FILES = _finding(), _reading_files()
COPY = (
    select(PublicCopy.html, PublicCopy.place)
    .where(PublicCopy.complaint_id == bindparam("complaint_id"))
    .order_by(PublicCopy.version.desc())
    .limit(1)
)


def find_case(number: str) -> Case | None:
    """A complaint by its public number."""
    if not number.isprintable():  # PostgreSQL refuses NUL in a text
        return None
    row = db.session.execute(FINDING, {"number": number.strip().upper()}).first()
    if row is None:
        return None
    own, (slug, name, zone, code, unit, *rest) = row[: len(OWN)], row[len(OWN) :]
    return Case._make([*own, CaseGovernment(slug, name, zone), CaseUnit(code, unit) if code else None, *rest])


def copy_of(complaint_id: int) -> Copy | None:
    """The newest masked copy."""
    row = db.session.execute(COPY, {"complaint_id": complaint_id}).first()
    return None if row is None else Copy(*row)


def files_of(complaint_id: int) -> tuple[File, ...]:
    """Files, oldest first."""
    return tuple(File(*row) for row in db.session.execute(FILES, {"complaint_id": complaint_id}))
