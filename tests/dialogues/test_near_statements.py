"""A moderator sees which other statements say nearly the same as one that waits."""

from __future__ import annotations

from flask.testing import FlaskClient

from forum.core.db import db
from forum.dialogues.actions import stating
from forum.dialogues.queries import sessions as known
from forum.dialogues.rules.near import near
from forum.dialogues.rules.statements import is_alike
from tests.dialogues.voting import make_session, proposed
from tests.factories import Town, sign_in

SHOWN = "Lampu jalan harus menyala dalam tujuh hari."
WAITS = "Lampu jalan harus sudah menyala dalam tujuh hari."
ALSO = "Dalam tujuh hari lampu jalan harus menyala lagi."
OTHER = "Puskesmas buka pada hari Minggu pagi."
DENIES = "Lampu jalan tidak harus menyala dalam tujuh hari."


def test_what_says_nearly_the_same_is_pointed_out_at_the_desk(client: FlaskClient, town: Town) -> None:
    session = make_session(town)
    stating.accept(proposed(session, SHOWN), by=town.actor("moderator"))
    db.session.commit()
    for author, body in enumerate((WAITS, ALSO, OTHER, DENIES)):
        proposed(session, body, f"a{author}")
    ref = known.get_session(session.id).subject.ref
    sign_in(client, town.people["moderator"])
    page = client.get(f"/meja/forum/sesi/{ref}/pernyataan").text
    cases = {body: part for part in page.split('<p class="statement plain"') for body in (WAITS, ALSO, OTHER, DENIES)
             if f'lang="id">{body}</p>' in part}  # fmt: skip
    assert f'<q lang="id">{SHOWN}</q> (Dapat dijawab)' in cases[WAITS]
    assert f'<q lang="id">{ALSO}</q> (Menunggu' in cases[WAITS]
    assert "Mirip dengan" not in cases[OTHER]
    assert "Mirip dengan" not in cases[DENIES]


def test_weighed_once_or_in_pairs_is_the_same() -> None:
    bodies = dict(enumerate((SHOWN, WAITS, ALSO, OTHER, DENIES)))
    found = near(bodies, bodies)
    assert found == {k: [j for j in bodies if j != k and is_alike(bodies[k], bodies[j])] for k in bodies}
