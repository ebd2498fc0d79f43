"""Rounds do not overlap, say how many must answer, and take in the answers that were there before them."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.core.db import db
from forum.ratings.actions import recording, rounds
from forum.ratings.actions.rebuilding import rebuild
from forum.ratings.actions.recording import Given
from forum.ratings.actions.rounds import RoundDetails
from forum.ratings.errors import RoundBegun, RoundsOverlap
from forum.ratings.forms.rounds import read_population, read_targets
from forum.ratings.jobs import count_rounds
from forum.ratings.models import MakeUpTally, Round, RoundTarget, SkmTally, SurveyAnswer
from forum.ratings.queries import rounds as known
from forum.ratings.rules.elements import ELEMENTS
from tests.complaints.counting import plan_of, statements
from tests.factories import Town, make_unit, sign_in
from tests.ratings.desk import TODAY, as_person, as_stranger

QUARTER = RoundDetails("Triwulan IV", date(2026, 10, 1), date(2026, 12, 31))


@pytest.fixture
def moderator(town: Town, client: FlaskClient) -> FlaskClient:
    return sign_in(client, town.people["moderator"])


def begun(town: Town, details: RoundDetails = QUARTER) -> Round:
    made = rounds.begin(town.government, details, by=town.actor("moderator"))
    db.session.commit()
    return made


def answer(town: Town, day: date, mark: int = 3) -> SurveyAnswer:
    given = Given(dict.fromkeys(ELEMENTS, mark), "paper", day, make_up={"sex": "perempuan"})
    made = recording.rate(given, town.government, town.works, town.service)
    db.session.commit()
    return made


def in_round(made: Round, scope: str = "unit") -> int:
    asked = select(func.sum(SkmTally.n)).where(SkmTally.period == f"r{made.id}", SkmTally.scope == scope)
    return db.session.scalar(asked) or 0


def test_a_round_is_made_and_its_targets_are_asked_next(moderator: FlaskClient, town: Town) -> None:
    sent = {"title": "Triwulan IV", "starts_on": "2026-10-01", "ends_on": "2026-12-31", "once": "k"}
    first = moderator.post("/pengaturan/survei/baru?kota=contoh", data=sent)
    again = moderator.post("/pengaturan/survei/baru?kota=contoh", data=sent)
    assert [first.status_code, again.status_code] == [303, 303]
    assert first.headers["Location"].endswith("/sasaran")
    assert db.session.scalar(select(func.count(Round.id))) == 1
    page = moderator.get("/pengaturan/survei?kota=contoh").text
    assert "Triwulan IV" in page
    assert "Berjalan" in page


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        ("2026-12-01", "2027-01-31"),
        ("2026-09-01", "2026-10-31"),
        ("2026-11-01", "2026-11-30"),
        ("2026-09-01", "2027-02-28"),
    ],
)
def test_overlapping_days_are_refused_beside_the_field(
    moderator: FlaskClient, town: Town, starts_on: str, ends_on: str
) -> None:
    begun(town)
    sent = {"title": "Lain", "starts_on": starts_on, "ends_on": ends_on}
    refused = moderator.post("/pengaturan/survei/baru?kota=contoh", data=sent)
    assert refused.status_code == 422
    assert "bertumpuk dengan ronde “Triwulan IV”" in refused.text
    assert 'value="Lain"' in refused.text


def test_neighbouring_days_and_another_government_do_not_overlap(town: Town) -> None:
    begun(town)
    begun(town, RoundDetails("Triwulan III", date(2026, 7, 1), date(2026, 9, 30)))
    rounds.begin(town.other, QUARTER, by=town.actor("moderator"))
    with pytest.raises(RoundsOverlap):
        begun(town, RoundDetails("Lagi", date(2026, 9, 1), date(2026, 9, 30)))


@pytest.mark.parametrize(
    "change", [{"title": "  "}, {"ends_on": "2026-09-30"}, {"ends_on": "2027-10-03"}, {"starts_on": "besok"}]
)
def test_a_round_that_makes_no_sense_is_refused(moderator: FlaskClient, change: dict[str, str]) -> None:
    sent = {"title": "Triwulan IV", "starts_on": "2026-10-01", "ends_on": "2026-12-31"} | change
    assert moderator.post("/pengaturan/survei/baru?kota=contoh", data=sent).status_code == 422
    assert db.session.scalar(select(Round.id)) is None


@pytest.mark.parametrize("change", [{"starts_on": "2026-10-02"}, {"ends_on": "2026-12-30"}])
def test_a_round_that_parts_a_month_is_refused_with_the_reason(
    moderator: FlaskClient, town: Town, change: dict[str, str]
) -> None:
    sent = {"title": "Triwulan IV", "starts_on": "2026-10-01", "ends_on": "2026-12-31"} | change
    refused = moderator.post("/pengaturan/survei/baru?kota=contoh", data=sent)
    assert refused.status_code == 422
    assert "Ronde terdiri atas bulan penuh" in refused.text
    assert db.session.scalar(select(Round.id)) is None


def test_answers_given_before_the_round_was_set_are_counted_in_and_rebuilding_agrees(town: Town) -> None:
    early = [answer(town, TODAY - timedelta(days=k), 1 + k % 4) for k in range(5)]
    outside = answer(town, date(2026, 9, 30))
    made = begun(town)
    late = answer(town, TODAY)
    assert in_round(made) == 1
    count_rounds()
    assert in_round(made) == 6
    db.session.expire_all()
    assert {a.round_id for a in [*early, late]} == {made.id}
    assert outside.round_id is None
    count_rounds()
    assert in_round(made) == 6
    before = tallies()
    rebuild()
    assert tallies() == before


def tallies() -> list[tuple[object, ...]]:
    sums = select(SkmTally.scope, SkmTally.scope_id, SkmTally.period, SkmTally.source, SkmTally.n, SkmTally.waktu_sum)
    groups = select(MakeUpTally.scope, MakeUpTally.scope_id, MakeUpTally.period, MakeUpTally.value, MakeUpTally.n)
    return sorted(map(tuple, [*db.session.execute(sums), *db.session.execute(groups)]), key=str)


def test_counting_in_goes_on_in_steps_where_it_stopped(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    for _k in range(5):
        answer(town, TODAY)
    made = begun(town)
    monkeypatch.setattr(rounds, "IDS_AT_ONCE", 2)
    done = [rounds.count_on(made.id) for _step in range(3)]
    assert done == [False, False, True]
    assert in_round(made) == 5


def test_with_answers_the_first_day_stays_and_the_end_is_not_past(town: Town) -> None:
    made = begun(town)
    answer(town, TODAY)
    for details in (
        RoundDetails("X", date(2026, 9, 1), QUARTER.ends_on),
        RoundDetails("X", QUARTER.starts_on, date(2026, 10, 31)),
    ):
        with pytest.raises(RoundBegun):
            rounds.edit(made, details, town.government, by=town.actor("moderator"))
    until = date(2026, 11, 30)
    rounds.edit(made, RoundDetails("Baru", QUARTER.starts_on, until), town.government, by=town.actor("moderator"))
    db.session.commit()
    assert (made.title, made.ends_on) == ("Baru", until)
    count_rounds()
    assert in_round(made) == 1


def test_a_round_without_answers_may_be_moved_and_takes_in_what_then_lies_in_it(town: Town) -> None:
    made = begun(town, RoundDetails("Nanti", date(2027, 1, 1), date(2027, 3, 31)))
    answer(town, TODAY)
    rounds.edit(made, QUARTER, town.government, by=town.actor("moderator"))
    db.session.commit()
    count_rounds()
    assert in_round(made, "government") == 1


def test_targets_are_saved_and_say_at_once_how_many_must_answer(moderator: FlaskClient, town: Town) -> None:
    made = begun(town)
    path = f"/pengaturan/survei/{made.id}/sasaran"
    saved = moderator.post(path, data={f"sasaran-{town.works.id}": "1.000", f"sasaran-{town.clinic.id}": ""})
    assert saved.status_code == 303
    assert ">278<" in moderator.get(path).text
    answer(town, TODAY)
    page = moderator.get(f"/pengaturan/survei/{made.id}").text
    assert "1 dari 278 responden yang perlu (1.000 orang dilayani)" in page
    assert "0, tanpa sasaran" in page
    moderator.post(path, data={f"sasaran-{town.works.id}": ""})
    assert db.session.scalar(select(RoundTarget)) is None


def test_a_wrong_number_keeps_everything_typed_and_saves_nothing(moderator: FlaskClient, town: Town) -> None:
    made = begun(town)
    typed = {f"sasaran-{town.works.id}": "seribu", f"sasaran-{town.clinic.id}": "500"}
    refused = moderator.post(f"/pengaturan/survei/{made.id}/sasaran", data=typed)
    assert refused.status_code == 422
    assert 'value="seribu"' in refused.text
    assert 'value="500"' in refused.text
    assert "bukan jumlah orang" in refused.text
    assert db.session.scalar(select(RoundTarget)) is None


def test_a_pasted_table_is_taken_whole_or_not_at_all(moderator: FlaskClient, town: Town) -> None:
    made = begun(town)
    path = f"/pengaturan/survei/{made.id}/sasaran/tabel"
    bad = moderator.post(path, data={"pasted": "kode_unit;sasaran\r\ndpu;1.000\r\nhilang;5\r\npkm-melati;nol\r\ndpu;3"})
    assert bad.status_code == 422
    for said in ("Baris 3", "Baris 4", "Baris 5", "“hilang” tidak ada", "“nol” bukan", "lebih dari sekali"):
        assert said in bad.text
    assert db.session.scalar(select(RoundTarget)) is None
    assert moderator.post(path, data={"pasted": "dpu\t1.000\npkm-melati\t50"}).status_code == 303
    targets = known.targets_of(made.id, [town.works.id, town.clinic.id])
    assert {key: t.population for key, t in targets.items()} == {town.works.id: 1000, town.clinic.id: 50}


@pytest.mark.parametrize("said", ["0", "-1", "1,5", "１２", "1e3", "1.5", "100.000.001", "x"])
def test_no_number_of_people(said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        read_population(said)


def test_an_empty_or_binary_table_says_so() -> None:
    assert read_targets(b"", {})[1]
    assert read_targets(b"\xff\xfe\x00", {})[1]


def test_the_follow_up_plan_is_kept_safe_and_shown(moderator: FlaskClient, town: Town) -> None:
    made = begun(town)
    plan = "- Loket kedua dibuka\n\n<script>alert(1)</script>"
    assert moderator.post(f"/pengaturan/survei/{made.id}/tindak-lanjut", data={"source": plan}).status_code == 303
    page = moderator.get(f"/pengaturan/survei/{made.id}").text
    assert "<li>Loket kedua dibuka</li>" in page
    assert "<script>alert" not in page


def test_only_planners_of_the_government_reach_a_round(app: Flask, town: Town) -> None:
    made = begun(town)
    stranger = as_stranger(app, town, "administrator")
    for path in ("", "/perubahan", "/sasaran", "/tindak-lanjut"):
        address = f"/pengaturan/survei/{made.id}{path}"
        assert stranger.get(address).status_code == 403, address
        assert as_person(app, town, "admin").get(address).status_code == 200, address
        assert as_person(app, town, "head").get(address).status_code == 403, address
    assert stranger.post(f"/pengaturan/survei/{made.id}/sasaran/tabel", data={"pasted": "dpu;5"}).status_code == 403
    assert stranger.post(f"/pengaturan/survei/{made.id}/sasaran", data={}).status_code == 403


def test_progress_costs_the_same_with_many_units(app: Flask, town: Town) -> None:
    made = begun(town)
    path = f"/pengaturan/survei/{made.id}"
    admin = as_person(app, town, "admin")
    admin.get(path)
    with statements() as few:
        admin.get(path)
    for k in range(40):
        make_unit(town.government, town.root, f"unit-{k}", "dinas", f"Unit {k:02}")
    answer(town, TODAY)
    with statements() as many:
        page = admin.get(path).text
    assert len(many) == len(few)
    assert "halaman=" in page
    plan = plan_of(known.counts_in(made.id, [1, 2]))
    assert "SCAN skm_tallies" not in plan
    assert "Seq Scan on skm_tallies" not in plan
