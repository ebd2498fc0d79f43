"""What a load stands on: places with units enough, their services, counters, people and rounds."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select

from forum.accounts.models import Account, Membership
from forum.complaints.models import NumberSeries
from forum.core import clock
from forum.core.db import db
from forum.ledger.rules import SYSTEM
from forum.ratings.actions import points, rounds
from forum.ratings.actions.rounds import RoundDetails
from forum.ratings.models import Round, ServicePoint
from forum.units import queries as units
from forum.units.actions import services, tree
from forum.units.actions.services import ServiceDetails
from forum.units.actions.tree import UnitDetails
from forum.units.models import Area, Government, Service, Unit

KINDS = ("kelurahan", "puskesmas", "kelurahan", "dinas", "kelurahan", "uptd", "kelurahan", "kecamatan")
SERVICES = ("Pelayanan loket contoh", "Pelayanan surat contoh")
STEEPNESS = 6
"""The busiest unit gets e^6 times what the quietest gets."""


@dataclass
class Ground:
    """A government with what a load needs of it."""

    id: int
    prefix: str
    zone: str
    villages: list[str]
    units: list[int]
    unit_names: dict[int, str]
    officers: dict[int, int | None]
    moderator: int
    days_off: frozenset[date]
    codes: dict[int, str] = field(default_factory=dict)
    services: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    points: dict[int, int] = field(default_factory=dict)
    rounds: list[tuple[date, date, int]] = field(default_factory=list)
    pace: dict[int, float] = field(default_factory=dict)
    """How long a unit takes, beside the usual."""
    marks: dict[int, tuple[float, ...]] = field(default_factory=dict)
    """How often a unit is given 1, 2, 3, 4: cumulative weights."""
    last: dict[int, int] = field(default_factory=dict)

    def some_unit(self, dice: random.Random) -> int:
        """A unit, busy ones more often."""
        return self.units[min(int(dice.expovariate(STEEPNESS / len(self.units))), len(self.units) - 1)]

    def round_on(self, day: date) -> int | None:
        """The round that a day lies in."""
        return next((number for starts, ends, number in self.rounds if starts <= day <= ends), None)


def plant_units(governments: list[Government], whole: int) -> None:
    """Units with services until there are `whole` of them, evenly over the places."""
    for turn, government in enumerate(governments):
        known = list(db.session.scalars(select(Unit).where(Unit.government_id == government.id).order_by(Unit.id)))
        wanted = whole // len(governments) + (turn < whole % len(governments)) - (len(known) - 1)
        opened = tree.open_many(government.id, [(known[0], _details(k)) for k in range(max(0, wanted))], by=SYSTEM)
        lines = [(unit, ServiceDetails(name=name)) for unit in opened for name in SERVICES]
        if lines:
            services.open_many(lines, by=SYSTEM)
    db.session.flush()


def _details(k: int) -> UnitDetails:
    kind = KINDS[k % len(KINDS)]
    return UnitDetails(f"uji-{k + 1}", kind, f"{kind.capitalize()} Uji {k + 1} Contoh")


def read(governments: list[Government], span_days: int) -> list[Ground]:
    """The places with everything in them."""
    today = clock.now().date()
    return [_read(government, today, span_days) for government in governments]


def prepare_survey(grounds: list[Ground], first: date, last: date) -> None:
    """Every unit with services gets a counter, every place its half-year rounds, unless they have them."""
    for ground in grounds:
        for unit_id in ground.services.keys() - ground.points.keys():
            unit = db.session.get_one(Unit, unit_id)
            ground.points[unit_id] = points.open_point(unit, "Loket 1", by=SYSTEM).id
        if not ground.rounds:
            government = db.session.get_one(Government, ground.id)
            _begin_rounds(government, first, last)
            ground.rounds = _rounds(ground.id)


def _begin_rounds(government: Government, first: date, last: date) -> None:
    day = date(first.year, 1 if first.month < 7 else 7, 1)
    while day <= last:
        after = date(day.year + (day.month == 7), 7 if day.month == 1 else 1, 1)
        title = f"SKM semester {'I' if day.month == 1 else 'II'} {day.year}"
        rounds.begin(government, RoundDetails(title, day, after - timedelta(days=1)), by=SYSTEM)
        day = after


def _read(government: Government, today: date, span_days: int) -> Ground:
    rows = db.session.execute(
        select(Unit.id, Unit.name, Unit.code).where(Unit.government_id == government.id, Unit.status == "open")
    ).all()
    names = {unit_id: name for unit_id, name, _ in rows}
    villages = select(Area.code).where(Area.level == "village", Area.code.startswith(f"{government.area_code}."))
    staff = select(Membership.unit_id, Membership.account_id).where(Membership.unit_id.in_(names))
    of_unit = {unit_id: account_id for unit_id, account_id in db.session.execute(staff)}
    last = select(NumberSeries.year, NumberSeries.last).where(NumberSeries.government_id == government.id)
    ground = Ground(
        government.id, government.prefix, government.zone, sorted(db.session.scalars(villages)), sorted(names)[1:],
        names, {u: of_unit.get(u) for u in names}, _moderator(government.id),
        units.days_off(government.id, today - timedelta(days=span_days + 1)),
        codes={unit_id: code for unit_id, _, code in rows}, services=_services(list(names)),
        points=_points(list(names)), rounds=_rounds(government.id),
        last={year: number for year, number in db.session.execute(last)},
    )  # fmt: skip
    _give_character(ground)
    return ground


def _give_character(ground: Ground) -> None:
    for unit_id in ground.units:
        dice = random.Random(f"unit:{ground.prefix}:{ground.codes[unit_id]}")
        good = dice.betavariate(4, 3)
        ground.pace[unit_id] = 1.7 - good
        ground.marks[unit_id] = (0.02 + 0.1 * (1 - good), 0.28 - 0.2 * good, 0.85 - 0.4 * good, 1.0)


def _moderator(government_id: int) -> int:
    own = select(Account.id).join(Membership, Membership.account_id == Account.id)
    own = own.where(Membership.role == "moderator", Account.government_id == government_id)
    return db.session.scalar(own.order_by(Account.id).limit(1)) or 0


def _services(unit_ids: list[int]) -> dict[int, list[tuple[int, str]]]:
    rows = select(Service.unit_id, Service.id, Service.name).where(
        Service.unit_id.in_(unit_ids), Service.status == "open"
    )
    found: dict[int, list[tuple[int, str]]] = {}
    for unit_id, service_id, name in db.session.execute(rows.order_by(Service.id)):
        found.setdefault(unit_id, []).append((service_id, name))
    return found


def _points(unit_ids: list[int]) -> dict[int, int]:
    rows = select(ServicePoint.unit_id, ServicePoint.id).where(ServicePoint.unit_id.in_(unit_ids))
    return {unit_id: point_id for unit_id, point_id in db.session.execute(rows.order_by(ServicePoint.id.desc()))}


def _rounds(government_id: int) -> list[tuple[date, date, int]]:
    rows = select(Round.starts_on, Round.ends_on, Round.id).where(Round.government_id == government_id)
    return [(starts, ends, number) for starts, ends, number in db.session.execute(rows)]
