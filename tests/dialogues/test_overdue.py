"""Every promise that was not kept returns on the next agenda, whoever made it and whatever a moderator declined."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from forum.commitments.actions import making
from forum.commitments.models import Commitment
from forum.core.db import db
from forum.dialogues.actions import agenda, suggesting
from forum.dialogues.models import AgendaItem, Session
from forum.dialogues.queries import agenda as agendas
from forum.dialogues.queries import suggestions
from forum.dialogues.rules import suggestions as rules
from forum.units.models import Unit
from tests.commitments.promises import accepted as promised
from tests.commitments.promises import promise, worded
from tests.conftest import Hands
from tests.dialogues.conftest import make_session
from tests.dialogues.talking import accepted, broken
from tests.factories import Town, sign_in


def hosted(town: Town, unit: Unit, days: float) -> Session:
    """A session whose host is a unit."""
    made = agendas.lock_session(make_session(town, days=days).id)
    made.unit, made.unit_id = unit, unit.id
    db.session.commit()
    return made


def made_in(town: Town, item: AgendaItem, unit: Unit) -> Commitment:
    made = making.propose(town.government, unit, promise(2), by=town.actor("moderator"), born_in=item.subject,
                          agreed_in="Temu Warga")  # fmt: skip
    made.accepted_on, made.state = made.worded_on, "accepted"
    db.session.commit()
    return made


def suggested(session: Session) -> list[AgendaItem]:
    made = suggesting.suggest(agendas.lock_session(session.id))
    db.session.commit()
    return [agendas.lock_item(item.id) for item in made]


def test_what_another_unit_promised_in_a_units_series_returns_there(town: Town, hands: Hands) -> None:
    first = hosted(town, town.clinic, 1)
    item = agenda.put(first, agenda.Proposal("Antrean pagi"), "staff", {}, None, town.actor("moderator"))
    theirs = made_in(town, item, town.works).subject_id
    promised(town, days=2)
    db.session.commit()
    hands.move(days=5)
    following = hosted(town, town.clinic, 10)
    assert [each.origin_subject_id for each in suggested(following)] == [theirs], "others of that unit stay away"


def test_all_of_them_return_at_once(town: Town, hands: Hands) -> None:
    for k in range(8):
        promised(town, days=2, what=f"Mengganti lampu jalan nomor {k} di Jalan Melati.")
    db.session.commit()
    hands.move(days=5)
    session = make_session(town, days=10)
    assert len(suggested(session)) == 8
    assert suggested(session) == []


def test_what_is_listed_already_makes_room_for_the_rest(
    town: Town, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST_OVERDUE", 2)
    for k in range(3):
        promised(town, days=2, what=f"Mengganti lampu jalan nomor {k} di Jalan Melati.")
    db.session.commit()
    hands.move(days=5)
    session = make_session(town, days=10)
    assert [len(suggested(session)) for _ in range(3)] == [2, 1, 0]


def test_a_declined_one_returns_the_next_time_and_not_before(client: FlaskClient, town: Town, hands: Hands) -> None:
    pledge = promised(town, days=2)
    subject_id = pledge.subject_id
    db.session.commit()
    hands.move(days=4)
    broken(town, pledge)
    first = make_session(town, days=8)
    item = suggested(first)[0]
    ref = item.subject.ref
    sign_in(client, town.people["moderator"])
    assert "kembali dengan sendirinya" in client.get(f"/meja/forum/agenda/{ref}").text
    agenda.decline(agendas.lock_item(item.id), "Waktunya tidak cukup kali ini.", by=town.actor("moderator"))
    db.session.commit()
    assert suggested(first) == []
    assert [each.origin_subject_id for each in suggested(make_session(town, days=12))] == [subject_id]


def test_one_broken_long_ago_that_nobody_heard_of_is_not_forgotten(town: Town, hands: Hands) -> None:
    pledge = promised(town, days=2)
    subject_id = pledge.subject_id
    db.session.commit()
    hands.move(days=4)
    held = broken(town, pledge)
    held.due_on -= timedelta(days=400)
    db.session.commit()
    found = suggestions.unkept(make_session(town, days=9), held.settled_on or held.due_on)
    assert [each.subject_id for each in found] == [subject_id]


def test_what_was_never_read_by_anyone_stays_away(town: Town) -> None:
    drafted = worded(town)
    drafted.worded_on = None
    db.session.commit()
    assert suggested(make_session(town, days=10)) == []


def test_a_unit_that_only_an_item_asks_can_promise_in_place(client: FlaskClient, town: Town) -> None:
    session = make_session(town, days=1)  # the works department alone is asked to be there
    item = accepted(town, session, unit=town.clinic)
    sign_in(client, town.people["moderator"])
    page = client.get(f"/meja/forum/sesi/{item.session.subject.ref}/notulensi/{item.subject.ref}").text
    assert 'value="pkm-melati"' in page
    assert page.count('value="dpu"') == 1
