"""A small town for tests, and short ways to the acts of a complaint's life."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from flask.testing import FlaskClient

from forum.accounts.models import Account, AccountSession, Membership
from forum.accounts.queries import hash_token
from forum.complaints.actions import answering, verifying, writing
from forum.complaints.actions.identity import Identity
from forum.complaints.actions.writing import Story, Submitted
from forum.complaints.models import Category, Complaint
from forum.complaints.queries import cases
from forum.core import clock
from forum.core.db import db
from forum.ledger.actions import new_reference
from forum.ledger.rules import REPORTER, Actor
from forum.units.models import Area, Government, Service, Unit

LOREM = "Lampu jalan di depan pasar padam sejak tiga malam, anak-anak pulang mengaji dalam gelap."


@dataclass
class Town:
    """What `build_town` made; people by a short name."""

    government: Government
    other: Government
    root: Unit
    works: Unit
    clinic: Unit
    branch: Unit
    service: Service
    category: Category
    village: Area
    far_village: Area
    people: dict[str, Account] = field(default_factory=dict)

    def actor(self, who: str, role: str | None = None) -> Actor:
        """A person of the town as the author of an act."""
        account = self.people[who]
        unit = {"officer": self.works, "head": self.works, "nurse": self.clinic}.get(who)
        return Actor(role or ("officer" if unit else "moderator"), account.id, unit.id if unit else None)


def build_town() -> Town:
    """Kota Contoh: a root, Dinas Pekerjaan Umum with a branch, a puskesmas; people of each role."""
    db.session.add_all([
        Area(code="99", parent_code=None, level="province", name="Provinsi Contoh", folded="provinsi contoh"),
        Area(code="99.71", parent_code="99", level="regency", name="Kota Contoh", folded="kota contoh"),
        Area(code="99.71.01", parent_code="99.71", level="district", name="Timur", folded="timur"),
        Area(code="99.71.01.1001", parent_code="99.71.01", level="village", name="Melati", folded="melati"),
        Area(code="99.71.01.1002", parent_code="99.71.01", level="village", name="Kenanga", folded="kenanga"),
    ])  # fmt: skip
    db.session.flush()
    government = Government(slug="contoh", name="Kota Contoh", prefix="CTH", area_code="99.71", zone="Asia/Makassar")
    other = Government(slug="lain", name="Kota Lain", prefix="LAI", area_code="99.71", zone="Asia/Jakarta")
    db.session.add_all([government, other])
    db.session.flush()
    root = make_unit(government, None, "root", "pemerintah", "Pemerintah Kota Contoh")
    works = make_unit(government, root, "dpu", "dinas", "Dinas Pekerjaan Umum")
    branch = make_unit(government, works, "dpu-timur", "uptd", "UPTD Jalan Timur")
    clinic = make_unit(government, root, "pkm-melati", "puskesmas", "Puskesmas Melati")
    make_unit(other, None, "root", "pemerintah", "Pemerintah Kota Lain")
    service = Service(unit_id=works.id, name="Perbaikan lampu jalan")
    category = Category(key="lampu", name="Lampu jalan", name_en="Street lights")
    db.session.add_all([service, category])
    village = db.session.get_one(Area, "99.71.01.1001")
    far = db.session.get_one(Area, "99.71.01.1002")
    town = Town(government, other, root, works, clinic, branch, service, category, village, far)
    staff = {
        "officer": ("officer", works), "colleague": ("officer", works), "head": ("head", works),
        "nurse": ("officer", clinic), "moderator": ("moderator", root), "second": ("moderator", root),
        "inspector": ("inspector", root), "admin": ("administrator", root), "pembina": ("pembina", root),
    }  # fmt: skip
    town.people = {who: _account(who, who in staff, government) for who in (*staff, "resident", "neighbour")}
    db.session.add_all(town.people.values())
    db.session.flush()
    for who, (role, unit) in staff.items():
        db.session.add(_membership(town.people[who], role, unit))
    db.session.commit()
    return town


def _account(who: str, is_staff: bool, government: Government) -> Account:
    return Account(ref=new_reference(), name=f"{who.title()} Contoh", email=f"{who}@contoh.example", language="id",
                   government_id=government.id, joined_at=clock.now(), totp_since=clock.now() if is_staff else None,
                   totp_step=0)  # fmt: skip


def _membership(account: Account, role: str, unit: Unit) -> Membership:
    return Membership(account_id=account.id, unit_id=unit.id, role=role, since=clock.now())


def make_unit(government: Government, parent: Unit | None, code: str, kind: str, name: str) -> Unit:
    unit = Unit(government_id=government.id, parent_id=parent.id if parent else None, path="", code=code, kind=kind,
                name=name, folded=name.lower())  # fmt: skip
    db.session.add(unit)
    db.session.flush()
    unit.path = f"{parent.path if parent else '/'}{unit.id}/"
    db.session.flush()
    return unit


def make_account(who: str, role: str | None, unit: Unit | None, government: Government) -> Account:
    account = _account(who, role is not None, government)
    db.session.add(account)
    db.session.flush()
    if role and unit:
        db.session.add(_membership(account, role, unit))
        db.session.flush()
    return account


def sign_in(client: FlaskClient, account: Account, factor: bool = True) -> FlaskClient:
    """Sign somebody in without the sign-in page."""
    token, moment = secrets.token_urlsafe(24), clock.now()
    db.session.add(AccountSession(token_hash=hash_token(token), account_id=account.id, since=moment, seen_at=moment,
                                  factor_at=moment if factor else None,
                                  ends_at=moment + timedelta(days=400)))  # fmt: skip
    db.session.commit()
    with client.session_transaction() as session:
        session["_user_id"] = token
        session["_fresh"] = True
    return client


def submit(town: Town, body: str = LOREM, *, identity: Identity | None = None, **choices: Any) -> Submitted:
    """A complaint from the village Melati."""
    story = Story(
        **{
            "body": body, "village_code": town.village.code, "district_code": "99.71.01",
            "identity": identity or Identity(), **choices,
        }
    )  # fmt: skip
    submitted = writing.submit(town.government, story, by=REPORTER, visit="visit")
    db.session.commit()
    return submitted


def assigned(town: Town, body: str = LOREM, **choices: Any) -> Complaint:
    """A complaint verified and assigned to Dinas Pekerjaan Umum."""
    complaint = cases.lock(submit(town, body, **choices).complaint.id)
    verifying.assign(complaint, town.works, by=town.actor("moderator"))
    db.session.commit()
    return complaint


def resolved(town: Town, body: str = LOREM, **choices: Any) -> Complaint:
    """A complaint that the unit answered and marked as done."""
    complaint = assigned(town, body, **choices)
    answering.answer(complaint, "Petugas kami memeriksa lampu itu besok pagi.", by=town.actor("officer"))
    answering.resolve(complaint, "Lampu sudah diganti dan menyala.", by=town.actor("officer"))
    db.session.commit()
    return complaint


def day(text: str) -> date:
    return date.fromisoformat(text)
