"""When the demonstration's months are published and one is corrected, whatever day it is planted on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from forum.seeds import promising, publishing
from forum.seeds.deeds import Around
from forum.seeds.past import published_on


def around_at(anchor: datetime) -> Around:
    """What months need to know of a place; no database is asked."""
    book = SimpleNamespace(slug="makassar", zone="Asia/Makassar", history=SimpleNamespace(months=14))
    rest = dict.fromkeys(("shared", "history", "stage"))
    place, ground = SimpleNamespace(book=book), SimpleNamespace(days_off=frozenset())
    return Around(place, ground, anchor=anchor, seed=1, **rest)  # type: ignore[arg-type]


def test_on_any_day_a_year_is_published_and_only_a_month_that_changed_is_corrected() -> None:
    corrections = 0
    for days in range(120):
        around = around_at(datetime(2026, 11, 22, 3, tzinfo=UTC) + timedelta(days=days))
        months = [month for month, _moment in publishing._months(around)]
        assert len(months) >= 12
        if len(list(publishing.deeds_of(around))) == len(months) + 2:
            corrections += 1
            assert months[-1] == promising.late_month(around)
            corrected = around.at(publishing.CORRECTED, 11)
            assert around.on(published_on(months[-1]), 9) < promising.weighed_at(around) < corrected < around.anchor
    assert corrections > 60
