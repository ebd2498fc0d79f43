"""Open complaints nearby that tell of the same: before sending, "is it one of these?"."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from forum.complaints import rules
from forum.complaints.models import Complaint
from forum.core.db import db
from forum.search import queries as search
from forum.search.models import SearchText
from forum.search.rules import asked, stems

LOOKED_AT = 200
MOST = 3
LEAST_SHARED = 3


def similar_to(government_id: int, body: str, area_code: str | None) -> list[Complaint]:
    """At most three published open complaints of the area that share most words with a text, the closest first."""
    scope = f"a{area_code.replace('.', '')}" if area_code else f"g{government_id}"
    matches = search.matching(body, [scope], any_word=True)
    if matches is None:
        return []
    told = set(stems(body, 400))
    rows = [(_shared(told, each.stems), complaint) for complaint, each in _candidates(government_id, matches)]
    least = min(LEAST_SHARED, len(asked(body)))
    close = [row for row in rows if row[0] >= least]
    return [complaint for _shared_words, complaint in sorted(close, key=lambda row: (-row[0], -row[1].id))[:MOST]]


def _candidates(government_id: int, matches: Select[int]) -> Sequence[tuple[Complaint, SearchText]]:
    newest = matches.limit(LOOKED_AT)
    found = select(Complaint, SearchText).join(SearchText, SearchText.subject_id == Complaint.subject_id)
    found = found.where(Complaint.subject_id.in_(newest), Complaint.government_id == government_id)
    found = found.where(Complaint.state.in_(rules.OPEN), Complaint.is_confidential.is_(False))
    return [(c, t) for c, t in db.session.execute(found.options(joinedload(Complaint.unit)))]


def _shared(told: set[str], words: str) -> int:
    return len(told & set(words.split()))
