"""What stands before any story: calendar, categories, clocks, the places with their units, services and people."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import func, select

from forum.accounts.demo import DEMO_PASSWORD, demo_totp_secret
from forum.accounts.models import Account, Consent, Membership
from forum.complaints.models import Category, ClockPolicy, ReplyTemplate
from forum.core import clock, sealing
from forum.core.db import db
from forum.core.passwords import hash_password
from forum.ledger.actions import new_reference
from forum.ledger.rules import SYSTEM, Actor
from forum.seeds.books import Book, Shared, UnitLine
from forum.units import queries
from forum.units.actions import areas, services, tree
from forum.units.actions.days_off import keep_days_off, seed_days_off
from forum.units.actions.services import ServiceDetails
from forum.units.actions.tree import UnitDetails
from forum.units.models import Area, Government, Unit
from forum.units.rules import fold

BASIS = (
    "Bawaan aplikasi; sesuaikan dengan peraturan daerah dan Permen PANRB yang berlaku tentang pengelolaan pengaduan."
)
RESOLVE_DAYS = {"complaint": 14, "supervisory": 60, "aspiration": 14, "information": 5}
LEVELS = {"kelurahan": "village", "desa": "village"}
OFFICE_HOURS = "Senin sampai Kamis 08.00-16.00, Jumat 08.00-15.00"


@dataclass
class Planted:
    """A place in the database, its people by role."""

    book: Book
    government: Government
    units: dict[str, Unit] = field(default_factory=dict)
    staff: dict[tuple[str, str], list[Account]] = field(default_factory=dict)
    residents: list[Account] = field(default_factory=list)

    def moderator(self, turn: int) -> Actor:
        """One of the moderators, in turn."""
        own = self.staff["root", "moderator"]
        return Actor("moderator", own[turn % len(own)].id)

    def officer(self, unit_id: int, turn: int) -> Actor:
        """Somebody of the unit, or of the nearest unit above that has people."""
        return Actor("officer", self.person_of(unit_id, turn).id, unit_id)

    def person_of(self, unit_id: int, turn: int) -> Account:
        """Who works on a unit's cases: its own people, or those of the nearest unit above that has some."""
        by_id = {unit.id: (code, unit) for code, unit in self.units.items()}
        for step in queries.units_on_path(by_id[unit_id][1].path):
            code = by_id[step][0]
            own: list[Account] = [*self.staff.get((code, "officer"), ()), *self.staff.get((code, "head"), ())]
            if own:
                return own[turn % len(own)]
        raise LookupError(unit_id)


def is_empty() -> bool:
    """True while nobody and no place is known."""
    return not any(db.session.scalar(select(func.count()).select_from(model)) for model in (Government, Account))


def plant_basics(shared: Shared, today: date, days_off: list[date] | None = None) -> dict[str, Category]:
    """Days off, categories and the clocks' limits, for all governments; what is there already stays as it is."""
    if days_off is None:
        seed_days_off(range(today.year - 1, today.year + 2))
    else:
        keep_days_off(days_off)
    found = {known.key: known for known in db.session.scalars(select(Category))}
    if not found:
        for position, (key, name, name_en) in enumerate(shared.categories):
            found[key] = Category(key=key, name=name, name_en=name_en, position=position * 10 + 10)
        db.session.add_all(found.values())
    if db.session.scalar(select(func.count()).select_from(ClockPolicy)) == 0:
        for class_, days in RESOLVE_DAYS.items():
            policy = ClockPolicy(class_=class_, valid_from=date(2025, 1, 1), legal_basis=BASIS, resolve_days=days)
            db.session.add(policy)
    db.session.flush()
    return found


def plant_place(book: Book, shared: Shared, since: timedelta) -> Planted:
    """A government with areas, units, services and people."""
    areas.load(book.area_code)
    government, root = tree.found_government(
        book.slug, book.name, book.prefix, book.area_code, book.zone, by=SYSTEM
    )  # fmt: skip
    place = Planted(book, government, {"root": root})
    codes = area_codes(book.area_code)
    for line in book.units[1:]:
        details = _details(line, codes, book)
        place.units[line.code] = tree.open_unit(government.id, place.units[line.parent], details, by=SYSTEM)
    _plant_services(place, shared)
    _plant_people(place, shared, since)
    return place


def area_codes(government_code: str) -> dict[tuple[str, str], str]:
    """Codes of a government's districts and villages by level and name ("Name, District" where it repeats)."""
    rows = db.session.scalars(select(Area).where(Area.code.startswith(f"{government_code}.")).order_by(Area.code))
    found: dict[tuple[str, str], str] = {}
    names: dict[str, str] = {}
    for area in rows:
        names[area.code] = area.name
        found.setdefault((area.level, area.name), area.code)
        found.setdefault((area.level, f"{area.name}, {names.get(area.parent_code or '', '')}"), area.code)
    return found


def _details(line: UnitLine, codes: dict[tuple[str, str], str], book: Book) -> UnitDetails:
    return UnitDetails(
        code=line.code, kind=line.kind, name=line.name, does=line.does, area_code=_area_of(line, codes),
        address=f"Jalan Contoh, {book.name if line.area[:1].isdigit() else line.area or book.name}",
        email=f"{line.code}.{book.slug}@contoh.example", hours=OFFICE_HOURS,
    )  # fmt: skip


def _area_of(line: UnitLine, codes: dict[tuple[str, str], str]) -> str | None:
    if not line.area or line.area[0].isdigit():
        return line.area or None
    first = LEVELS.get(line.kind, "district")
    return codes.get((first, line.area)) or codes["village", line.area]


def _plant_services(place: Planted, shared: Shared) -> None:
    for at, *standard in shared.services:
        wanted = at.removeprefix("kind:")
        for code, unit in place.units.items():
            if wanted == (unit.kind if at.startswith("kind:") else code):
                services.open_service(unit, ServiceDetails(*standard), by=SYSTEM)


def _plant_people(place: Planted, shared: Shared, since: timedelta) -> None:
    joined = clock.now() - since
    kept = hash_password(DEMO_PASSWORD)  # one for all: everyone knows this password anyway
    with clock.at(joined):
        for unit_code, role, name in place.book.staff:
            account = _person(place, f"{_short(name)}.{place.book.slug}@contoh.example", name, kept)
            account.totp_secret = sealing.seal(demo_totp_secret(account.email or ""), f"totp:{account.id}")
            account.totp_since = joined
            unit = place.units[unit_code]
            db.session.add(Membership(account_id=account.id, unit_id=unit.id, role=role, since=joined))
            is_first = not any((unit_code, held) in place.staff for held in ("officer", "head"))
            place.staff.setdefault((unit_code, role), []).append(account)
            if role in ("officer", "head") and is_first:
                _give_templates(unit, account, shared)
        for name in place.book.residents:
            account = _person(place, f"{_short(name)}.warga.{place.book.slug}@contoh.example", name, kept)
            db.session.add(
                Consent(purpose="account", version="2026-11", language="id", at=joined, account_id=account.id)
            )
            place.residents.append(account)
        db.session.flush()


def _person(place: Planted, email: str, name: str, password_hash: str) -> Account:
    account = Account(
        ref=new_reference(), name=name, email=email, password_hash=password_hash, language="id",
        government_id=place.government.id, is_demo=True, joined_at=clock.now(), totp_step=0, mail_digest=False,
    )  # fmt: skip
    db.session.add(account)
    db.session.flush()
    return account


def _short(name: str) -> str:
    return fold(name.removesuffix(" Contoh")).replace(" ", "")


def _give_templates(unit: Unit, account: Account, shared: Shared) -> None:
    for title, body in shared.templates:
        db.session.add(ReplyTemplate(unit_id=unit.id, title=title, body=body, by_id=account.id, at=clock.now()))
