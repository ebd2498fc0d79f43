"""Moderators issue visit tokens, units print and show them, each token once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.core import sealing
from forum.core.db import db
from forum.ratings.actions import blocks
from forum.ratings.errors import BlockEmpty, BlockEnded, PointClosed
from forum.ratings.models import TokenBlock
from forum.ratings.queries import blocks as known
from forum.ratings.rules import tokens
from forum.ratings.sheets import dots, sheet_values
from forum.units.models import SettingChange
from tests.complaints.counting import plan_of, statements
from tests.factories import Town, sign_in
from tests.ratings.desk import TODAY, as_person, as_stranger, issued, make_point


@pytest.fixture
def moderator(town: Town, client: FlaskClient) -> FlaskClient:
    return sign_in(client, town.people["moderator"])


def form(at: int, **changes: object) -> dict[str, object]:
    return {"point": at, "day": "2026-11-20", "size": "40", "once": "kunci-1"} | changes


def test_a_moderator_issues_a_block_once_however_often_it_is_sent(moderator: FlaskClient, town: Town) -> None:
    point = make_point(town.works)
    for _again in range(2):
        answer = moderator.post("/meja/survei/token/terbit?kota=contoh&unit=dpu", data=form(point.id))
        assert answer.status_code == 303
    block = db.session.scalars(select(TokenBlock)).one()
    assert (block.unit_id, block.point_id, block.day, block.month, block.size, block.used) == (
        town.works.id, point.id, date(2026, 11, 20), "2026-11", 40, 0,
    )  # fmt: skip
    assert block.by_id == town.people["moderator"].id
    trail = db.session.scalars(select(SettingChange).where(SettingChange.verb == "issue_tokens")).one()
    assert block.ref in trail.note
    assert block.ref in moderator.get("/meja/survei/token?kota=contoh").text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"size": "0"}, "1 sampai 2.000"),
        ({"size": "2001"}, "1 sampai 2.000"),
        ({"size": "banyak"}, "bilangan"),
        ({"day": "2026-11-17"}, "30 hari ke depan"),
        ({"day": "2026-12-19"}, "30 hari ke depan"),
        ({"point": "99999"}, "Pilih salah satu"),
    ],
)
def test_what_does_not_fit_is_said_beside_the_field(
    moderator: FlaskClient, town: Town, change: dict[str, str], sentence: str
) -> None:
    point = make_point(town.works)
    answer = moderator.post("/meja/survei/token/terbit?kota=contoh&unit=dpu", data=form(point.id, **change))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert db.session.scalar(select(TokenBlock)) is None


def test_a_point_of_another_unit_is_refused(moderator: FlaskClient, town: Town) -> None:
    elsewhere = make_point(town.clinic)
    make_point(town.works)
    answer = moderator.post("/meja/survei/token/terbit?kota=contoh&unit=dpu", data=form(elsewhere.id))
    assert answer.status_code == 422
    with pytest.raises(PointClosed):
        blocks.issue(town.works, elsewhere, TODAY, 5, by=town.actor("moderator"))


def test_every_printed_code_is_one_of_the_block(town: Town) -> None:
    block = issued(town, make_point(town.works), size=30)
    values = sheet_values(block, sealing.token_key(), 1, lambda _block, token: f"https://x.example/{token}")
    read = [tokens.read(sealing.token_key(), label["code"]) for label in values["labels"]]
    assert [token.serial for token in read if token] == list(range(1, 31))
    assert {(token.block, token.day, token.point) for token in read if token} == {(block.ref, TODAY, 1)}


def test_the_printed_dots_are_those_of_the_code() -> None:
    import segno

    matrix = segno.make("https://x.example/l/abc?token=ABCD", error="l", micro=False).matrix
    unpacked = [
        [int(bit) for bit in f"{int(row, 16):0{len(matrix)}b}"] for row in dots("https://x.example/l/abc?token=ABCD")
    ]
    assert unpacked == [list(row) for row in matrix]


def test_the_sheet_is_a_tagged_pdf_in_parts_for_the_unit_and_the_moderator_only(app: Flask, town: Town) -> None:
    block = issued(town, make_point(town.works), size=250)
    for who in ("officer", "head", "moderator"):
        answer = as_person(app, town, who).get(f"/meja/survei/token/{block.ref}.pdf?bagian=2")
        assert (answer.status_code, answer.data[:5], answer.headers["Cache-Control"]) == (200, b"%PDF-", "no-store"), (
            who
        )
    assert as_person(app, town, "officer").get(f"/meja/survei/token/{block.ref}.pdf?bagian=3").status_code == 404
    assert as_person(app, town, "nurse").get(f"/meja/survei/token/{block.ref}.pdf").status_code == 403
    assert as_stranger(app, town, "moderator").get(f"/meja/survei/token/{block.ref}.pdf").status_code == 403


def test_a_screen_shows_each_code_once_and_the_sheet_the_rest(app: Flask, town: Town) -> None:
    block = issued(town, make_point(town.works), size=2)
    codes = [blocks.token_of(sealing.token_key(), block, serial) for serial in (1, 2)]
    officer, path = as_person(app, town, "officer"), f"/meja/survei/token/{block.ref}/berikut"
    shown = [officer.post(path).headers["Location"] for _visitor in range(2)]
    pages = [officer.get(where).text for where in shown]
    assert codes[0] in pages[0]
    assert codes[1] in pages[1]
    assert officer.post(path).status_code == 409
    assert officer.get(f"/meja/survei/token/{block.ref}.pdf").status_code == 404
    with pytest.raises(BlockEmpty):
        blocks.hand_out(block)


def test_a_screen_never_runs_ahead_of_what_was_handed_out(app: Flask, town: Town) -> None:
    block = issued(town, make_point(town.works))
    assert as_person(app, town, "officer").get(f"/meja/survei/token/{block.ref}/berikut?nomor=1").status_code == 404
    assert as_person(app, town, "nurse").get(f"/meja/survei/token/{block.ref}/berikut").status_code == 403
    assert as_person(app, town, "nurse").post(f"/meja/survei/token/{block.ref}/berikut").status_code == 403


def test_a_withdrawn_block_says_why_and_hands_out_nothing(app: Flask, town: Town) -> None:
    block = issued(town, make_point(town.works))
    path, moderator = f"/meja/survei/token/{block.ref}/penarikan", as_person(app, town, "moderator")
    assert moderator.post(path, data={"reason": " "}).status_code == 422
    assert as_stranger(app, town, "moderator").post(path, data={"reason": "x"}).status_code == 403
    assert as_person(app, town, "head").post(path, data={"reason": "x"}).status_code == 403
    assert moderator.post(path, data={"reason": "Lembar hilang di jalan."}).status_code == 303
    db.session.refresh(block)
    assert block.ended_at is not None
    assert "Lembar hilang di jalan." in moderator.get("/meja/survei/token?kota=contoh").text
    with pytest.raises(BlockEnded):
        blocks.hand_out(block)
    with pytest.raises(BlockEnded):
        blocks.withdraw(block, "lagi", by=town.actor("moderator"))


def test_staff_see_the_blocks_of_their_units_only(app: Flask, town: Town) -> None:
    works, clinic = issued(town, make_point(town.works)), issued(town, make_point(town.clinic))
    page = as_person(app, town, "officer").get("/meja/survei/token?kota=contoh").text
    assert works.ref in page
    assert clinic.ref not in page
    assert as_stranger(app, town, "moderator").get("/meja/survei/token?kota=contoh").status_code == 403


def test_the_list_costs_the_same_with_many_blocks_and_turns_its_pages(app: Flask, town: Town) -> None:
    point = make_point(town.works)
    issued(town, point)
    moderator = as_person(app, town, "moderator")
    moderator.get("/meja/survei/token?kota=contoh")
    with statements() as few:
        moderator.get("/meja/survei/token?kota=contoh")
    for k in range(30):
        issued(town, point, TODAY + timedelta(days=k % 5))
    with statements() as many:
        page = moderator.get("/meja/survei/token?kota=contoh").text
    assert len(many) == len(few)
    assert "halaman=" in page
    plan = plan_of(known.listed(select(TokenBlock).where(TokenBlock.government_id == town.government.id), None))
    assert "ix_token_blocks_government_id_id" in plan
