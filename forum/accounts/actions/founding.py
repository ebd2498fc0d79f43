"""The first administrator of an installation or of a government: a link made on the command line, never a password."""

from __future__ import annotations

import re
from dataclasses import dataclass

from forum.accounts import queries
from forum.accounts.actions.joining import consent, make_account
from forum.accounts.actions.links import get_link, make_link, path_of, read_link, spend
from forum.accounts.actions.staffing import give_role
from forum.accounts.errors import AlreadyStarted, LinkSpent, NameTaken
from forum.accounts.models import Account
from forum.core import clock
from forum.ledger.rules import SYSTEM
from forum.units import queries as units
from forum.units.actions import areas, tree
from forum.units.actions.areas import UnknownArea
from forum.units.actions.days_off import seed_days_off
from forum.units.models import Government, Unit


@dataclass(frozen=True)
class Place:
    """A government as its first administrator describes it."""

    name: str
    prefix: str
    zone: str
    area_code: str
    slug: str = ""


def first_admin_link(base_url: str) -> str | None:
    """The address where the first administrator of a fresh installation begins; None once anybody has an account.

    Earlier ones stop working. The caller commits.
    """
    if queries.has_accounts():
        return None
    for link in queries.working_links("first_admin"):
        spend(link)
    return base_url + path_of("first_admin", make_link("first_admin", government_id=None))


def admin_link(base_url: str, government: Government) -> str:
    """The address where an administrator of a government begins; for whoever runs the command line."""
    return base_url + path_of("first_admin", make_link("first_admin", government_id=government.id))


def slug_of(name: str) -> str:
    """Kota Ambon as ambon, Kabupaten Batanghari as batanghari."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return re.sub(r"^(kota|kabupaten|provinsi)-", "", plain)[:40]


def found(place: Place) -> tuple[Government, Unit]:
    """A government, its areas, the unit at its root, and the days off of these years. Raises NameTaken."""
    slug = place.slug or slug_of(place.name)
    if queries.is_place_taken(slug, place.prefix):
        raise NameTaken
    try:
        areas.load(place.area_code)
    except UnknownArea:  # a made-up code: the government begins without villages
        pass
    year = clock.now().year
    seed_days_off(range(year, year + 2))
    return tree.found_government(slug, place.name, place.prefix, place.area_code, place.zone, by=SYSTEM)


def government_of(token: str) -> Government | None:
    """Whose administrator a link makes; None when the government is still to be described. Raises LinkSpent."""
    carried = read_link(get_link(token, "first_admin"))
    if carried["government_id"] is None:
        if queries.has_accounts():
            raise AlreadyStarted
        return None
    return units.get_government(carried["government_id"])


def begin(token: str, name: str, email: str, hashed: str, language: str, place: Place | None) -> Account:
    """The administrator's account, and the government if this link came without one."""
    government = government_of(token)
    if queries.find_by_email(email) is not None:
        raise LinkSpent
    if government is None and place is not None:
        government, root = found(place)
    elif government is not None:
        root = _root_of(government)
    else:
        raise LinkSpent
    spend(get_link(token, "first_admin"))
    account = make_account(name, email, language, government.id)
    account.password_hash = hashed
    consent(account)
    give_role(account, "administrator", root, by=None)
    return account


def _root_of(government: Government) -> Unit:
    root = units.find_root(government.id)
    if root is None:
        raise LinkSpent
    return root
