"""Governments, areas, units as a tree, services, days off."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, Float, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from forum.core.db import Model, UtcTime

UNIT_KINDS = ("pemerintah", "sekretariat", "dinas", "badan", "kecamatan", "kelurahan", "desa", "puskesmas", "rsud",
              "uptd", "perumda", "lainnya")  # fmt: skip


class Area(Model):
    """A province, regency, district or village under its Kemendagri code."""

    __tablename__ = "areas"
    __table_args__ = (
        Index("ix_areas_parent_code_name", "parent_code", "name"),
        CheckConstraint("level in ('province', 'regency', 'district', 'village')", name="level"),
    )

    code: Mapped[str] = mapped_column(String(13), primary_key=True)
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("areas.code"))
    level: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(120))
    folded: Mapped[str] = mapped_column(String(120), index=True)
    lat: Mapped[float | None] = mapped_column(Float)
    lon: Mapped[float | None] = mapped_column(Float)


class AreaShape(Model):
    """The boundary of an area (lon/lat rings) with its box, for drawing and for finding where a point lies."""

    __tablename__ = "area_shapes"
    __table_args__ = (Index("ix_area_shapes_west_south", "west", "south"),)

    area_code: Mapped[str] = mapped_column(ForeignKey("areas.code"), primary_key=True)
    west: Mapped[float] = mapped_column(Float)
    south: Mapped[float] = mapped_column(Float)
    east: Mapped[float] = mapped_column(Float)
    north: Mapped[float] = mapped_column(Float)
    rings: Mapped[list[Any]] = deferred(mapped_column(JSON))


class Government(Model):
    """A town, regency or province that runs its forum here."""

    __tablename__ = "governments"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    prefix: Mapped[str] = mapped_column(String(5), unique=True)
    area_code: Mapped[str] = mapped_column(String(13))
    zone: Mapped[str] = mapped_column(String(40))
    emergency: Mapped[str] = mapped_column(String(20), default="112")
    is_open: Mapped[bool] = mapped_column(default=True)


class Unit(Model):
    """An ASN unit; the root of a tree is the government itself."""

    __tablename__ = "units"
    __table_args__ = (
        UniqueConstraint("government_id", "code"),
        Index("ix_units_government_id_path", "government_id", "path"),
        Index("ix_units_government_id_folded", "government_id", "folded"),
        CheckConstraint("status in ('open', 'closed', 'merged')", name="status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int] = mapped_column(ForeignKey("governments.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    path: Mapped[str] = mapped_column(Text)
    """Ids from the root down, such as /1/7/31/: a subtree is a prefix."""
    code: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(160))
    folded: Mapped[str] = mapped_column(String(160))
    does: Mapped[str] = mapped_column(Text, default="")
    area_code: Mapped[str | None] = mapped_column(ForeignKey("areas.code"), index=True)
    address: Mapped[str] = mapped_column(String(300), default="")
    lat: Mapped[float | None] = mapped_column(Float)
    lon: Mapped[float | None] = mapped_column(Float)
    phone: Mapped[str] = mapped_column(String(40), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    website: Mapped[str] = mapped_column(String(200), default="")
    hours: Mapped[str] = mapped_column(String(200), default="")
    status: Mapped[str] = mapped_column(String(10), default="open")

    government: Mapped[Government] = relationship(lazy="raise_on_sql")
    parent: Mapped[Unit | None] = relationship(remote_side=[id], lazy="raise_on_sql")

    def is_within(self, other_path: str) -> bool:
        """True when this unit is the one at `other_path` or below it."""
        return self.path.startswith(other_path)


class UnitClosure(Model):
    """A unit was closed, or merged into another: who, when, why."""

    __tablename__ = "unit_closures"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    into_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    reason: Mapped[str] = mapped_column(Text)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)


class Service(Model):
    """A service of a unit with its standard (UU 25/2009)."""

    __tablename__ = "services"
    __table_args__ = (
        UniqueConstraint("unit_id", "name"),
        CheckConstraint("status in ('open', 'closed')", name="status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    name: Mapped[str] = mapped_column(String(160))
    requirements: Mapped[str] = mapped_column(Text, default="")
    procedure: Mapped[str] = mapped_column(Text, default="")
    time: Mapped[str] = mapped_column(String(200), default="")
    cost: Mapped[str] = mapped_column(String(200), default="")
    product: Mapped[str] = mapped_column(String(200), default="")
    status: Mapped[str] = mapped_column(String(10), default="open")
    into_id: Mapped[int | None] = mapped_column(ForeignKey("services.id"))
    """The service this one was merged into."""

    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")


class DayOff(Model):
    """A national holiday or collective leave; for one government or (None) for all."""

    __tablename__ = "days_off"
    __table_args__ = (UniqueConstraint("day", "government_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int | None] = mapped_column(ForeignKey("governments.id"), index=True)
    day: Mapped[date] = mapped_column(Date, index=True)
    name: Mapped[str] = mapped_column(String(160))
    kind: Mapped[str] = mapped_column(String(20), default="libur")


class DecreedYear(Model):
    """A year whose collective leave was decreed and entered, for one government or (0) for all."""

    __tablename__ = "decreed_years"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    government_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=0)


class CalendarVersion(Model):
    """Counts changes of days off and policies, of one government or (0) of all: deadlines follow."""

    __tablename__ = "calendar_versions"

    government_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(default=0)


class SettingChange(Model):
    """What an administrator changed: the trail of settings. Rows are never changed."""

    __tablename__ = "setting_changes"
    __table_args__ = (Index("ix_setting_changes_government_id_id", "government_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int] = mapped_column(ForeignKey("governments.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    verb: Mapped[str] = mapped_column(String(40))
    note: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)


class ImportRun(Model):
    """A CSV of units or services being imported: what was sent, how far it is, what is wrong."""

    __tablename__ = "import_runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int] = mapped_column(ForeignKey("governments.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    kind: Mapped[str] = mapped_column(String(10))
    source: Mapped[str] = deferred(mapped_column(Text))
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    """dry (checked only), waiting, running, done, refused."""
    rows: Mapped[int] = mapped_column(default=0)
    done_rows: Mapped[int] = mapped_column(default=0)
    problems: Mapped[list[Any]] = mapped_column(JSON, default=list)
    at: Mapped[datetime] = mapped_column(UtcTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcTime)
