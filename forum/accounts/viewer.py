"""What a person may call their own: the roles they hold, and where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from forum.ledger.rules import Actor

STAFF = ("officer", "head", "moderator", "pembina", "inspector", "administrator")


@dataclass(frozen=True)
class Held:
    """A role held in a unit and below it."""

    role: str
    unit_id: int
    path: str
    government_id: int


@dataclass(frozen=True)
class SessionTimes:
    """When a session began, was used last, and ends."""

    since: datetime
    seen_at: datetime
    ends_at: datetime


class Viewer:
    """The signed-in person of a request: plain values, so that templates never reach the database.

    `is_half`: the password was right, the second factor is still to come; the house treats them as a visitor.
    """

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(
        self, account_id: int, name: str, language: str, held: tuple[Held, ...], token: str, has_factor: bool,
        must_enrol: bool, is_demo: bool = False, government_id: int | None = None, email: str | None = None,
        is_half: bool = False, times: SessionTimes | None = None,
    ) -> None:  # fmt: skip
        self.id, self.name, self.language, self.held = account_id, name, language, held
        self.token, self.has_factor, self.must_enrol = token, has_factor, must_enrol
        self.is_demo, self.government_id, self.email = is_demo, government_id, email
        self.is_half, self.times = is_half, times

    def get_id(self) -> str:
        """What the cookie holds: the random token of the session, not the account."""
        return self.token

    @property
    def is_staff(self) -> bool:
        """True for holders of any role."""
        return bool(self.held)

    def holds(self, *roles: str) -> bool:
        """True when the person holds one of the roles anywhere."""
        return any(h.role in roles for h in self.held)

    def holds_at(self, path: str, *roles: str) -> bool:
        """True when one of the roles covers the unit at `path`."""
        return any(h.role in roles and path.startswith(h.path) for h in self.held)

    def holds_in(self, government_id: int, *roles: str) -> bool:
        """True when one of the roles is held at the root of this government."""
        return any(h.role in roles and h.government_id == government_id and h.path.count("/") == 2 for h in self.held)

    def governments_as(self, *roles: str) -> list[int]:
        """Governments where one of the roles is held."""
        return sorted({h.government_id for h in self.held if h.role in roles})

    def acting(self, role: str, unit_id: int | None = None) -> Actor:
        """This person as the author of an act."""
        return Actor(role, self.id, unit_id)


class Visitor:
    """Nobody signed in."""

    is_authenticated = False
    is_active = False
    is_anonymous = True

    id: int | None = None
    name = ""
    language = "id"
    is_staff = False
    held: tuple[Held, ...] = ()
    has_factor = False

    def holds(self, *_roles: str) -> bool:
        """Never."""
        return False

    def holds_at(self, _path: str, *_roles: str) -> bool:
        """Never."""
        return False

    def holds_in(self, _government_id: int, *_roles: str) -> bool:
        """Never."""
        return False

    def get_id(self) -> None:
        """No session."""
        return
