"""Counted visits stand beside tokens issued and used, for everybody."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from forum.core.db import db
from forum.ratings.models import CountedVisits, TokenBlock
from forum.ratings.queries import visits as known
from forum.ratings.rules.visits import Watched, percent
from tests.complaints.counting import plan_of, statements
from tests.factories import Town, make_unit
from tests.ratings.desk import TODAY, as_person, issued, make_point


def write(client: FlaskClient, point: int, visits: int, day: date = TODAY, unit: str = "dpu") -> int:
    return client.post(f"/meja/survei/kunjungan?kota=contoh&unit={unit}",
                       data={"point": point, "day": day.isoformat(), "visits": visits}).status_code  # fmt: skip


def test_the_newest_count_of_a_day_holds_and_the_older_stays(app: Flask, town: Town) -> None:
    point, officer = make_point(town.works), as_person(app, town, "officer")
    assert [write(officer, point.id, n) for n in (40, 45)] == [303, 303]
    assert write(officer, point.id, 10, date(2026, 11, 17)) == 303
    watched = known.watched_of([town.works.id, town.clinic.id], date(2026, 11, 1))
    assert watched[town.works.id].visits == 55
    assert watched[town.clinic.id].visits is None
    assert db.session.scalar(select(func.count(CountedVisits.id))) == 3


@pytest.mark.parametrize("day", [date(2026, 11, 19), date(2026, 10, 18)])
def test_a_day_to_come_or_long_past_is_refused(app: Flask, town: Town, day: date) -> None:
    assert write(as_person(app, town, "officer"), make_point(town.works).id, 1, day) == 422


def test_staff_of_another_unit_cannot_count(app: Flask, town: Town) -> None:
    point = make_point(town.works)
    assert write(as_person(app, town, "nurse"), point.id, 9) == 404
    make_point(town.clinic)
    assert write(as_person(app, town, "nurse"), point.id, 9, unit="pkm-melati") == 422
    assert db.session.scalar(select(CountedVisits.id)) is None


def test_everybody_reads_issued_used_and_counted_with_their_shares(app: Flask, town: Town, client: FlaskClient) -> None:
    point = make_point(town.works)
    block = issued(town, point, size=50)
    db.session.execute(update(TokenBlock).where(TokenBlock.id == block.id).values(used=30))
    db.session.commit()
    write(as_person(app, town, "officer"), point.id, 20)
    page = client.get("/kunjungan?kota=contoh").text
    assert "Lebih banyak kode terpakai daripada kunjungan" in page
    assert "60 % dari 50" in page
    assert "150 % dari 20" in page
    csv = client.get("/kunjungan.csv?kota=contoh&bulan=2026-11").text
    assert "2026-11,dpu,Dinas Pekerjaan Umum,50,30,20,60,150" in csv
    assert "pkm-melati" not in csv


def test_a_withdrawn_block_counts_what_was_used_of_it(app: Flask, town: Town) -> None:
    block = issued(town, make_point(town.works), size=50)
    as_person(app, town, "moderator").post(f"/meja/survei/token/{block.ref}/penarikan", data={"reason": "Hilang."})
    assert known.watched_of([town.works.id], date(2026, 11, 1))[town.works.id].issued == 0


@pytest.mark.parametrize(
    ("watched", "flag"),
    [
        (Watched(10, 5, 20), ""),
        (Watched(30, 21, 20), "more"),
        (Watched(30, 13, 20), "many"),
        (Watched(30, 12, 20), ""),
        (Watched(10, 7, 9), ""),
        (Watched(10, 1, None), "uncounted"),
        (Watched(10, 0, None), ""),
        (Watched(0, 0, 0), ""),
        (Watched(5, 1, 0), "more"),
    ],
)
def test_what_does_not_fit_is_flagged(watched: Watched, flag: str) -> None:
    assert watched.flag == flag


def test_percent_is_rounded_half_up() -> None:
    assert [percent(1, 8), percent(1, 3), percent(0, 5), percent(1, 0)] == [13, 33, 0, None]


@pytest.mark.parametrize("month", ["2026-12", "2026-13", "x", "1999-01"])
def test_a_month_that_is_none_or_to_come_is_not_found(client: FlaskClient, town: Town, month: str) -> None:
    assert client.get(f"/kunjungan?kota=contoh&bulan={month}").status_code == 404


def test_the_page_costs_the_same_with_many_units(town: Town, client: FlaskClient) -> None:
    client.get("/kunjungan?kota=contoh")
    with statements() as few:
        client.get("/kunjungan?kota=contoh")
    for k in range(40):
        make_unit(town.government, town.root, f"unit-{k}", "dinas", f"Unit {k:02}")
    db.session.commit()
    with statements() as many:
        page = client.get("/kunjungan?kota=contoh").text
    assert len(many) == len(few)
    assert "halaman=" in page
    assert "ix_token_blocks_unit_id_day" in plan_of(known.tokens_in([1, 2], date(2026, 11, 1)))
    assert "ix_counted_visits_unit_id_day" in plan_of(known.visits_in([1, 2], date(2026, 11, 1)))
