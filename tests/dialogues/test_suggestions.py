"""What the system suggests, computed from real rows, with the reason in words."""

from __future__ import annotations

from datetime import date

from flask.testing import FlaskClient

from forum.complaints.actions import supporting
from forum.complaints.models import Complaint
from forum.complaints.queries import cases
from forum.core import clock
from forum.core.db import add_to, db
from forum.dialogues import jobs
from forum.dialogues import talk_words as words
from forum.dialogues.actions import agenda, suggesting
from forum.dialogues.models import AgendaItem, Session
from forum.dialogues.queries import agenda as agendas
from forum.dialogues.rules import suggestions as rules
from forum.ratings.models import SkmTally
from forum.ratings.rules.elements import ELEMENTS
from forum.scores.models import ScoreMonth
from tests.commitments.promises import accepted as promised
from tests.conftest import Hands
from tests.dialogues.conftest import make_session
from tests.dialogues.talking import broken, url
from tests.factories import Town, assigned, make_account, sign_in


def suggested(session: Session) -> list[AgendaItem]:
    made = suggesting.suggest(session)
    db.session.commit()
    return [agendas.lock_item(item.id) for item in made]


def supported(town: Town, times: int, **choices: object) -> Complaint:
    complaint = cases.lock(assigned(town, **choices).id)
    for k in range(times):
        account = make_account(f"warga{complaint.id}-{k}", None, None, town.government)
        supporting.support(complaint, account.id)
    db.session.commit()
    return complaint


def tally(scope: str, scope_id: int, month: str, marks: dict[str, int], n: int = 40) -> None:
    """`n` respondents whose mark of an element is 4 unless told otherwise."""
    sums = {f"{key}_sum": n * marks.get(key, 4) for key in ELEMENTS} | {f"{key}_n": n for key in ELEMENTS}
    keys = {"scope": scope, "scope_id": scope_id, "period": month, "source": "open"}
    add_to(SkmTally, keys, n=n, **sums)
    db.session.commit()


def signals(town: Town, *found: dict[str, object]) -> None:
    db.session.add(ScoreMonth(
        government_id=town.government.id, month="2026-10", version=1, state="published", formula="1",
        computed_at=clock.now(),
        detail={"attention": [{"unit": town.works.id, "signals": list(found)}]},
    ))  # fmt: skip
    db.session.commit()


def test_supported_complaints_come_with_their_number_of_supporters(town: Town, session_: Session) -> None:
    loud = supported(town, 3)
    supported(town, 1)
    supported(town, 5, is_confidential=False, body="Ditutup: air keran mati sejak pagi di kampung kami.")
    for item in suggested(session_):
        assert item.reason == "supported"
    items = {item.origin_subject_id: item for item in agendas.items_of(session_.id, "proposed")}
    assert loud.subject_id in items
    assert len(items) == 2
    item = items[loud.subject_id]
    assert (item.detail["accounts"], item.unit_id) == (3, town.works.id)
    assert words.why(item).startswith("Didukung 3 orang dan belum selesai sejak Rabu 18 November 2026")


def test_nothing_is_suggested_twice_however_often_it_runs(town: Town, session_: Session) -> None:
    supported(town, 2)
    signals(town, {"kind": "pile", "n": 6, "of": 10})
    tally("government", town.government.id, "2026-10", {"waktu": 2})
    first = suggested(session_)
    assert {item.reason for item in first} == {"supported", "signal", "element"}
    assert suggested(session_) == []
    item = next(each for each in first if each.reason == "signal")
    agenda.accept(item, town.clinic, by=town.actor("moderator"))
    db.session.commit()
    assert suggested(session_) == []


def test_an_overdue_promise_returns_by_itself_on_the_next_agenda(client: FlaskClient, town: Town, hands: Hands) -> None:
    promise = promised(town, days=5)
    ref, subject_id = promise.subject.ref, promise.subject_id
    db.session.commit()
    session = make_session(town, days=10)
    assert suggested(session) == []
    hands.move(days=7)
    jobs.suggest_items()
    item = agendas.items_of(session.id, "accepted")[0]
    assert (item.reason, item.origin_subject_id, item.unit_id) == ("overdue", subject_id, town.works.id)
    assert "belum ada bukti" in words.why(item)
    page = client.get(url(agendas.lock_item(item.id))).text
    assert f"/komitmen/{ref}" in page


def test_a_broken_promise_is_heard_once_and_an_overdue_one_until_it_is_settled(town: Town, hands: Hands) -> None:
    promise = promised(town, days=2)
    db.session.commit()
    hands.move(days=4)
    first = make_session(town, days=8)
    assert [item.reason for item in suggested(first)] == ["overdue"]
    second = make_session(town, days=11)
    assert [item.reason for item in suggested(second)] == ["overdue"]
    broken(town, promise)
    third = make_session(town, days=13)
    assert suggested(third) == []


def test_a_promise_broken_after_the_last_session_comes_to_the_next(town: Town, hands: Hands) -> None:
    first = make_session(town, days=3)
    promise = promised(town, days=2)
    db.session.commit()
    hands.move(days=5)
    broken(town, promise)
    second = make_session(town, days=12)
    items = suggested(second)
    assert [(item.state, item.detail["state"]) for item in items] == [("accepted", "broken")]
    assert "dinyatakan tidak ditepati" in words.why(items[0])
    assert agendas.items_of(first.id, "accepted") == []


def test_the_weakest_elements_of_the_last_month_with_their_figures(town: Town, session_: Session) -> None:
    tally("government", town.government.id, "2026-10", {"waktu": 2, "sarana": 3})
    tally("government", town.government.id, "2026-09", {"biaya": 1})
    items = suggested(session_)
    assert [item.detail["element"] for item in items] == ["waktu", "sarana"]
    assert (
        words.why(items[0])
        == "Survei Oktober 2026 di Kota Contoh: nilai waktu pelayanan 2,00 dari 4, termasuk yang terendah (n = 40)."
    )
    items[0].detail = {name: value for name, value in items[0].detail.items() if name != "of"}
    assert words.why(items[0]).startswith("Survei Oktober 2026: nilai waktu pelayanan 2,00 dari 4"), "kept from before"


def test_a_weak_element_names_the_unit_and_service_where_it_is_lowest(town: Town, session_: Session) -> None:
    tally("government", town.government.id, "2026-10", {"waktu": 3})
    tally("unit", town.clinic.id, "2026-10", {"waktu": 3}, n=20)
    tally("unit", town.works.id, "2026-10", {"waktu": 2}, n=20)
    tally("unit", town.branch.id, "2026-10", {"waktu": 1}, n=rules.LEAST_ANSWERS - 1)
    tally("service", town.service.id, "2026-10", {"waktu": 2}, n=12)
    (item,) = suggested(session_)
    assert item.unit_id == town.works.id
    assert item.title == f"Memperbaiki unsur waktu pelayanan di {town.works.name}"
    lowest = f"yang terendah {town.works.name}: 2,00 dari 4 (n = 20), terutama layanan {town.service.name}."
    assert words.why(item).endswith(lowest)


def test_a_unit_that_does_better_than_the_town_is_not_called_the_lowest(town: Town, session_: Session) -> None:
    tally("government", town.government.id, "2026-10", {"waktu": 2})
    tally("unit", town.works.id, "2026-10", {"waktu": 3}, n=20)
    (item,) = suggested(session_)
    assert (item.unit_id, item.title) == (None, "Memperbaiki unsur waktu pelayanan")
    assert "terendah " not in words.why(item).split("termasuk yang terendah")[1]
    assert suggested(session_) == []


def test_few_answers_suggest_nothing(town: Town, session_: Session) -> None:
    tally("government", town.government.id, "2026-10", {"waktu": 1}, n=rules.LEAST_ANSWERS - 1)
    assert suggested(session_) == []


def test_signals_are_for_moderators_until_they_are_taken_on(client: FlaskClient, town: Town, session_: Session) -> None:
    signals(town, {"kind": "pile", "n": 6, "of": 10},
            {"kind": "trend", "part": "r", "month": "2026-10", "signal": "outside", "side": "down"})  # fmt: skip
    item = suggested(session_)[0]
    assert "6 dari 10 laporan lewat tenggat" in words.why(item)
    where, proposals = url(item), f"/forum/contoh/{session_.year}/{session_.number}/usulan"
    assert client.get(where).status_code == 404
    assert item.title not in client.get(proposals).text
    sign_in(client, town.people["moderator"])
    assert item.title in client.get(f"/meja/forum/sesi/{agendas.lock_session(session_.id).subject.ref}/agenda").text
    agenda.accept(agendas.lock_item(item.id), town.works, by=town.actor("moderator"))
    db.session.commit()
    assert item.title in app_page(client, proposals)


def app_page(client: FlaskClient, address: str) -> str:
    return client.get(address).text


def test_a_month_better_than_usual_is_no_reason_to_talk(town: Town, session_: Session) -> None:
    signals(town, {"kind": "trend", "part": "r", "month": "2026-10", "signal": "outside", "side": "up"})
    assert suggested(session_) == []


def test_a_units_session_talks_of_the_unit_and_below(town: Town, session_: Session) -> None:
    supported(town, 2)
    signals(town, {"kind": "pile", "n": 6, "of": 10})
    session_ = agendas.lock_session(session_.id)
    session_.unit, session_.unit_id = town.clinic, town.clinic.id
    db.session.commit()
    assert suggested(session_) == []
    held = agendas.lock_session(session_.id)
    held.unit, held.unit_id = town.works, town.works.id
    db.session.commit()
    assert {item.reason for item in suggested(held)} == {"supported", "signal"}


def test_the_job_waits_for_the_day_the_talk_begins_and_stops_with_the_session(town: Town, hands: Hands) -> None:
    supported(town, 2)
    session = make_session(town, days=20)
    jobs.suggest_items()
    assert agendas.on_agenda(session.id) == []
    hands.move(days=7)
    jobs.suggest_items()
    assert len(agendas.on_agenda(session.id)) == 1
    hands.move(days=20)
    supported(town, 4, body="Air keran mati sejak pagi di seluruh kampung kami, sudah tiga hari.")
    jobs.suggest_items()
    assert len(agendas.on_agenda(session.id)) == 1


def test_a_moderators_button_asks_for_suggestions(client: FlaskClient, town: Town, session_: Session) -> None:
    supported(town, 2)
    ref = agendas.lock_session(session_.id).subject.ref
    for who, status in (("head", 403), ("moderator", 303)):
        sign_in(client, town.people[who])
        assert client.post(f"/meja/forum/sesi/{ref}/agenda/saran").status_code == status, who
    assert "1 usulan ditambahkan" in client.get(f"/meja/forum/sesi/{ref}/agenda").text
    client.post(f"/meja/forum/sesi/{ref}/agenda/saran")
    assert "Tidak ada yang baru" in client.get(f"/meja/forum/sesi/{ref}/agenda").text


def test_the_month_before() -> None:
    assert rules.month_before(date(2026, 1, 31)) == "2025-12"
    assert rules.month_before(date(2026, 12, 1)) == "2026-11"
