"""Paper sheets count once a second person has typed a drawn sample of them again."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.core.db import db
from forum.ratings.actions import paper
from forum.ratings.entering_errors import BatchEmpty, BatchFull, BatchMoved
from forum.ratings.jobs import count_paper
from forum.ratings.models import OpenAnswer, PaperBatch, PaperSheet, SurveyAnswer
from forum.ratings.rules import paper as rules
from forum.ratings.rules.elements import ELEMENTS
from forum.units.models import SettingChange
from tests.complaints.counting import statements
from tests.factories import Town, sign_in
from tests.ratings.desk import TODAY, as_person, as_stranger

PATH = "/meja/survei/kertas"


@pytest.fixture
def officer(town: Town, client: FlaskClient) -> FlaskClient:
    return sign_in(client, town.people["officer"])


def digits(mark: int = 3, **changes: int) -> dict[str, Any]:
    return {key: str(changes.get(key, mark)) for key in ELEMENTS}


def sheet(mark: int = 3, **more: Any) -> dict[str, Any]:
    return digits(mark) | {"visited_on": TODAY.isoformat(), "sex": "perempuan"} | more


def begun(client: FlaskClient, town: Town, sheets: int = 0) -> int:
    led = client.post(f"{PATH}?kota=contoh&unit=dpu", data={"service": town.service.id}).headers["Location"]
    batch_id = int(re.findall(r"\d+", led)[-1])
    for k in range(sheets):
        answer = client.post(f"{PATH}/{batch_id}", data=sheet(1 + k % 4))
        assert answer.status_code == 303
    return batch_id


def closed(client: FlaskClient, town: Town, sheets: int) -> PaperBatch:
    batch_id = begun(client, town, sheets)
    assert client.post(f"{PATH}/{batch_id}/penutupan").status_code == 303
    return db.session.get_one(PaperBatch, batch_id)


def check(client: FlaskClient, batch: PaperBatch, wrong: int = 0) -> None:
    """Type every drawn sheet again, `wrong` marks of the first ones otherwise."""
    left = wrong
    for position in list(batch.sample):
        marks = digits(1 + (position - 1) % 4)
        for key in ELEMENTS:
            if left:
                marks[key], left = str(1 + int(marks[key]) % 4), left - 1
        assert client.post(f"{PATH}/{batch.id}/pemeriksaan", data=marks | {"lembar": position}).status_code == 303
    db.session.refresh(batch)


def answers() -> int:
    return db.session.scalar(select(func.count(SurveyAnswer.id))) or 0


def test_a_batch_checked_by_a_second_person_counts_each_sheet_once(
    app: Flask, town: Town, officer: FlaskClient
) -> None:
    batch = closed(officer, town, 6)
    assert (batch.state, len(batch.sample)) == ("checking", 5)
    assert answers() == 0
    check(as_person(app, town, "colleague"), batch)
    assert batch.state == "counting"
    count_paper()
    count_paper()
    db.session.refresh(batch)
    assert (batch.state, batch.counted, answers()) == ("counted", 6, 6)
    made = db.session.scalars(select(SurveyAnswer).order_by(SurveyAnswer.id)).all()
    assert {(a.source, a.channel, a.sex, a.batch_id) for a in made} == {("paper", "paper", "perempuan", batch.id)}
    assert [a.waktu for a in made] == [1, 2, 3, 4, 1, 2]
    page = officer.get(f"{PATH}/{batch.id}").text
    assert batch.seed in page
    assert "Colleague Contoh" in page


def test_too_many_differences_send_it_back_and_a_fresh_sample_is_drawn(
    app: Flask, town: Town, officer: FlaskClient
) -> None:
    batch = closed(officer, town, 6)
    seed, colleague = batch.seed, as_person(app, town, "colleague")
    check(colleague, batch, wrong=1)
    assert batch.state == "returned"
    assert len(batch.checks[0]["differences"]) == 1
    page = officer.get(f"{PATH}/{batch.id}").text
    assert "1 dari 45 nilai yang diperiksa berbeda" in page
    position = batch.checks[0]["differences"][0][0]
    fixed = officer.post(f"{PATH}/{batch.id}/lembar/{position}", data=sheet(1 + (position - 1) % 4, words="Bagus."))
    assert fixed.status_code == 303
    officer.post(f"{PATH}/{batch.id}/penutupan")
    db.session.refresh(batch)
    assert batch.seed != seed
    assert {one.checked for one in db.session.scalars(select(PaperSheet))} == {None}
    check(colleague, batch)
    count_paper()
    assert answers() == 6
    assert db.session.scalar(select(func.count(OpenAnswer.id))) == 1
    trail = db.session.scalars(select(SettingChange.note).where(SettingChange.verb == "check_paper")).all()
    assert [("+" in note) for note in trail] == [False, True]


def test_who_typed_it_never_checks_it_and_it_waits_visibly(town: Town, officer: FlaskClient) -> None:
    batch = closed(officer, town, 2)
    assert officer.get(f"{PATH}/{batch.id}/pemeriksaan").status_code == 403
    assert officer.post(f"{PATH}/{batch.id}/pemeriksaan", data=digits()).status_code == 403
    assert "orang lain yang memeriksanya" in officer.get(f"{PATH}/{batch.id}").text
    assert "Menunggu orang kedua" in officer.get(f"{PATH}?kota=contoh").text
    first = db.session.scalars(select(PaperSheet).where(PaperSheet.position == 1)).one()
    with pytest.raises(BatchMoved):
        paper.check_sheet(batch, first, {}, by=town.actor("officer"))


def test_the_checker_does_not_see_what_was_typed(app: Flask, town: Town, officer: FlaskClient) -> None:
    batch = closed(officer, town, 1)
    page = as_person(app, town, "colleague").get(f"{PATH}/{batch.id}/pemeriksaan").text
    inputs = re.findall(r'<input[^>]*name="(?:persyaratan|waktu|biaya)"[^>]*>', page)
    assert len(inputs) == 3
    assert all(re.search(r'value="[0-4]"', one) is None for one in inputs)


def test_only_its_typist_types_and_corrects(app: Flask, town: Town, officer: FlaskClient) -> None:
    batch_id = begun(officer, town, 1)
    colleague = as_person(app, town, "colleague")
    colleague.post(f"{PATH}/{batch_id}", data=sheet())
    assert db.session.get_one(PaperBatch, batch_id).sheets == 1
    assert colleague.post(f"{PATH}/{batch_id}/lembar/1", data=sheet()).status_code == 403
    assert colleague.post(f"{PATH}/{batch_id}/penutupan").status_code == 403
    assert colleague.get(f"{PATH}/{batch_id}").status_code == 200


def test_other_units_and_governments_reach_no_batch(app: Flask, town: Town, officer: FlaskClient) -> None:
    batch = closed(officer, town, 1)
    for client in (as_person(app, town, "nurse"), as_stranger(app, town, "moderator")):
        for path in ("", "/pemeriksaan", "/lembar/1"):
            assert client.get(f"{PATH}/{batch.id}{path}").status_code == 403, path
            assert client.post(f"{PATH}/{batch.id}{path}", data=sheet()).status_code == 403, path
    assert f"{PATH}/{batch.id}" not in as_person(app, town, "nurse").get(f"{PATH}?kota=contoh").text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"waktu": "5"}, "Tulis 1, 2, 3 atau 4"),
        ({"waktu": ""}, "Tulis 1, 2, 3 atau 4"),
        (dict.fromkeys(ELEMENTS, "0"), "paling sedikit untuk satu"),
        ({"visited_on": "2026-11-19"}, "masa depan"),
        ({"visited_on": "2025-11-16"}, "setahun lalu"),
        ({"sex": "lain"}, "Pilih salah satu"),
        ({"words": "x" * 1001}, "1.000"),
    ],
)
def test_a_sheet_that_makes_no_sense_is_not_kept(
    town: Town, officer: FlaskClient, change: dict[str, str], sentence: str
) -> None:
    batch_id = begun(officer, town)
    refused = officer.post(f"{PATH}/{batch_id}", data=sheet() | change)
    assert refused.status_code == 422
    assert sentence in refused.text
    assert db.session.scalar(select(PaperSheet.id)) is None


def test_a_double_click_keeps_one_sheet(town: Town, officer: FlaskClient) -> None:
    batch_id = begun(officer, town)
    for _again in range(2):
        assert officer.post(f"{PATH}/{batch_id}", data=sheet(once="sekali")).status_code == 303
    assert db.session.get_one(PaperBatch, batch_id).sheets == 1


def test_a_zero_is_tidak_berlaku(app: Flask, town: Town, officer: FlaskClient) -> None:
    batch_id = begun(officer, town)
    officer.post(f"{PATH}/{batch_id}", data=sheet() | {"biaya": "0"})
    kept = db.session.scalars(select(PaperSheet)).one().typed["marks"]
    assert (kept["biaya"], kept["waktu"]) == (None, 3)


def test_an_empty_batch_is_not_closed_and_a_full_one_takes_no_more(
    town: Town, officer: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = db.session.get_one(PaperBatch, begun(officer, town))
    by = town.actor("officer")
    with pytest.raises(BatchEmpty):
        paper.close(batch, by=by)
    monkeypatch.setattr(paper, "MOST_SHEETS", 0)
    with pytest.raises(BatchFull):
        paper.add_sheet(batch, paper.Typed(TODAY, {}), by=by)


def test_counting_goes_on_where_it_stopped(
    app: Flask, town: Town, officer: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = closed(officer, town, 5)
    check(as_person(app, town, "colleague"), batch)
    monkeypatch.setattr(paper, "SHEETS_AT_ONCE", 2)
    assert paper.count_on(batch.id) is False
    db.session.commit()
    assert answers() == 2
    assert paper.count_on(batch.id) is False
    db.session.rollback()
    assert answers() == 2
    count_paper()
    assert answers() == 5


def test_a_service_closed_since_still_counts_what_was_given(app: Flask, town: Town, officer: FlaskClient) -> None:
    batch = closed(officer, town, 1)
    check(as_person(app, town, "colleague"), batch)
    town.service.status = "closed"
    db.session.commit()
    count_paper()
    assert answers() == 1


@pytest.mark.parametrize(("sheets", "drawn"), [(1, 1), (4, 4), (5, 5), (50, 5), (51, 6), (300, 30)])
def test_how_many_are_drawn(sheets: int, drawn: int) -> None:
    positions = rules.draw(range(1, sheets + 1), "benih")
    assert len(set(positions)) == drawn
    assert positions == rules.draw(range(1, sheets + 1), "benih")
    assert set(positions) <= set(range(1, sheets + 1))


@pytest.mark.parametrize(
    ("differing", "sheets", "is_good"), [(0, 5, True), (1, 5, False), (1, 6, True), (5, 30, True), (6, 30, False)]
)
def test_two_in_a_hundred_marks_may_differ(differing: int, sheets: int, is_good: bool) -> None:
    assert rules.is_good(differing, sheets) is is_good


def test_the_list_costs_the_same_with_many_batches(town: Town, officer: FlaskClient) -> None:
    begun(officer, town)
    officer.get(f"{PATH}?kota=contoh")
    with statements() as few:
        officer.get(f"{PATH}?kota=contoh")
    for _k in range(25):
        paper.open_batch(town.works, town.service, by=town.actor("officer"))
    db.session.commit()
    with statements() as many:
        page = officer.get(f"{PATH}?kota=contoh").text
    assert len(many) == len(few)
    assert "halaman=" in page
