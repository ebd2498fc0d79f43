"""Where a member of the staff works with the survey: the place, the units, the one that was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from flask import abort, request
from flask_login import current_user

from forum.ratings.queries import reach as reached
from forum.ratings.queries.reach import Reached
from forum.units import queries as units
from forum.units.here import Place, find_here, places
from forum.units.models import Government, Unit

AT_UNITS = ("officer", "head")
STAFF = (*AT_UNITS, "moderator", "administrator")


@dataclass
class Reach:
    """One government, and the paths in it that the person reaches with the roles a page asks for."""

    place: Place
    paths: tuple[str, ...]

    @cached_property
    def units(self) -> list[Reached]:
        """Every open unit in reach, by name."""
        return reached.units_within(self.place.id, self.paths)

    @cached_property
    def unit(self) -> Reached | None:
        """The unit that the address names, else the only one there is; another's is 404."""
        asked = request.args.get("unit", "")
        if not asked:
            return self.units[0] if len(self.units) == 1 else None
        chosen = next((unit for unit in self.units if unit.code == asked), None)
        if chosen is None:
            abort(404)
        return chosen

    def holds(self, path: str) -> bool:
        """True for a unit in reach."""
        return path.startswith(self.paths)


def reach(*roles: str) -> Reach:
    """What the person reaches with these roles at the named place, else where they look, else where they work."""
    held = [h for h in current_user.held if _counts(h.role, h.path, roles)]
    paths = {
        place.id: tuple(h.path for h in held if h.government_id == place.id)
        for place in places().values()
    }  # fmt: skip
    own = [place for place in places().values() if paths[place.id]]
    if named := request.args.get("kota"):
        own = [place for place in own if place.slug == named]
    if not own:
        abort(403)
    here = find_here()
    place = here if here in own else own[0]
    return Reach(place, paths[place.id])


def _counts(role: str, path: str, roles: tuple[str, ...]) -> bool:
    """Moderators and administrators count at the root of a government only."""
    return role in roles and (role in AT_UNITS or path.count("/") == 2)


def get_unit(unit_id: int) -> Unit:
    """A unit by its id, with what a policy asks for."""
    unit = units.find_unit_id(unit_id)
    if unit is None:
        abort(404)
    return unit


def government_of(place: Place) -> Government:
    """The row of a place."""
    return units.get_government(place.id)
