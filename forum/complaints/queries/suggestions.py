"""What helps a moderator decide: cases that look alike, and what was decided before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from forum.complaints.models import Complaint, PublicCopy
from forum.complaints.rules import OPEN
from forum.core.db import db
from forum.search.models import SearchText
from forum.search.queries import matching
from forum.search.rules import stems

EARLIER = 500
LOOKED_AT = 60
SHOWN = 5
LEAST_SHARED = 3
LEAST_SHARE = 0.3


@dataclass(frozen=True)
class Alike:
    """A case that shares words with another (0 to 1: the share of the shorter text's stems)."""

    complaint: Complaint
    share: float


def similar_to(complaint: Complaint, body: str) -> list[Alike]:
    """Open cases of the same area that share the most words, at most five."""
    area = complaint.village_code or complaint.district_code
    if area is None:
        return []
    own = set(stems(body))
    return _closest(own, [*_published(complaint, body, area), *_waiting(complaint, area)])


def _closest(own: set[str], found: Iterable[tuple[Complaint, set[str]]]) -> list[Alike]:
    alike = []
    for other, said in found:
        shared = len(own & said)
        share = shared / max(1, min(len(own), len(said)))
        if shared >= LEAST_SHARED and share >= LEAST_SHARE:
            alike.append(Alike(other, share))
    return sorted(alike, key=lambda a: (-a.share, -a.complaint.id))[:SHOWN]


def _published(complaint: Complaint, body: str, area: str) -> list[tuple[Complaint, set[str]]]:
    scopes = [f"g{complaint.government_id}", f"a{area.replace('.', '')}"]
    indexed = matching(body, scopes, any_word=True)
    if indexed is None:
        return []
    rows = select(Complaint, SearchText.stems).join(SearchText, SearchText.subject_id == Complaint.subject_id)
    rows = rows.where(Complaint.subject_id.in_(indexed), Complaint.state.in_(OPEN), Complaint.id != complaint.id)
    rows = rows.options(joinedload(Complaint.unit)).order_by(Complaint.id.desc()).limit(LOOKED_AT)
    return [(other, set(said.split())) for other, said in db.session.execute(rows)]


def _waiting(complaint: Complaint, area: str) -> list[tuple[Complaint, set[str]]]:
    """Those not yet verified stand in no index: the newest of the area are read."""
    here = or_(Complaint.village_code == area, Complaint.district_code == area)
    rows = select(Complaint, PublicCopy.body).join(PublicCopy, PublicCopy.complaint_id == Complaint.id)
    rows = rows.where(
        Complaint.government_id == complaint.government_id, Complaint.state.in_(("submitted", "awaiting_completion")),
        Complaint.verified_on.is_(None), here, Complaint.id != complaint.id, PublicCopy.version == 1,
    )  # fmt: skip
    rows = rows.options(joinedload(Complaint.unit)).order_by(Complaint.id.desc()).limit(LOOKED_AT)
    return [(other, set(stems(body))) for other, body in db.session.execute(rows)]


def led_before(government_id: int, category_id: int | None) -> list[tuple[int, int]]:
    """(unit, how often) of the units that led the newest 500 cases of a category, the most frequent three."""
    if category_id is None:
        return []
    newest = select(Complaint.unit_id).where(
        Complaint.government_id == government_id, Complaint.category_id == category_id,
        Complaint.assigned_on.is_not(None),
    ).order_by(Complaint.id.desc()).limit(EARLIER).subquery()  # fmt: skip
    often = select(newest.c.unit_id, func.count().label("n")).group_by(newest.c.unit_id)
    rows = db.session.execute(often.order_by(func.count().desc(), newest.c.unit_id).limit(3))
    return [(unit_id, n) for unit_id, n in rows]
