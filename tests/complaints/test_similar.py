"""Before sending: open complaints nearby that tell of the same."""

from __future__ import annotations

from forum.complaints.actions import verifying
from forum.complaints.queries import cases
from forum.complaints.queries.similar import similar_to
from forum.core.db import db
from tests.factories import Town, assigned, submit

TOLD = "Lampu jalan depan pasar padam, anak-anak takut pulang mengaji."


def test_the_closest_comes_first(town: Town) -> None:
    far = assigned(town, "Lampu taman dekat pasar padam sejak kemarin sore hari.")
    close = assigned(town)
    assigned(town, "Antrean di puskesmas lebih dari tiga jam setiap Senin pagi.")
    assert [c.id for c in similar_to(town.government.id, TOLD, town.village.code)] == [close.id, far.id]


def test_only_published_open_and_not_confidential(town: Town) -> None:
    submit(town)
    assigned(town, is_confidential=True)
    closed = assigned(town)
    verifying.close(cases.lock(closed.id), "Sudah menyala.", by=town.actor("moderator"))
    db.session.commit()
    assert similar_to(town.government.id, TOLD, town.village.code) == []


def test_only_nearby(town: Town) -> None:
    assigned(town, village_code=town.far_village.code)
    assert similar_to(town.government.id, TOLD, town.village.code) == []
    assert len(similar_to(town.government.id, TOLD, None)) == 1


def test_no_words_no_answer(town: Town) -> None:
    assigned(town)
    assert similar_to(town.government.id, "yang dan di", None) == []
