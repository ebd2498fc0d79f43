"""Counters of a unit: numbered, named once, closed and opened again, each with its poster."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from flask import Flask
from sqlalchemy import select

from forum.core.db import db
from forum.ratings.models import ServicePoint
from forum.units.models import SettingChange
from tests.factories import Town, sign_in
from tests.ratings.conftest import make_point

PAGE = "/meja/survei/titik?kota=contoh&unit=dpu"


def points() -> list[tuple[int, str, str]]:
    rows = db.session.scalars(select(ServicePoint).order_by(ServicePoint.number))
    return [(p.number, p.name, p.status) for p in rows]


def test_counters_are_numbered_in_their_unit(app: Flask, town: Town) -> None:
    officer = sign_in(app.test_client(), town.people["officer"])
    for name in ("Loket 1", "Loket 2"):
        assert officer.post(PAGE, data={"name": name}).status_code == 303
    assert points() == [(1, "Loket 1", "open"), (2, "Loket 2", "open")]
    page = officer.get(PAGE).text
    refs = [p.ref for p in db.session.scalars(select(ServicePoint))]
    assert all(f"/l/{ref}" in page for ref in refs)
    assert {c.verb for c in db.session.scalars(select(SettingChange))} == {"open_point"}


def test_a_name_is_used_once(app: Flask, town: Town) -> None:
    officer = sign_in(app.test_client(), town.people["officer"])
    make_point(town, "Loket 1")
    other = make_point(town, "Loket 2", 2, "abc2345")
    again = officer.post(PAGE, data={"name": " Loket 1 "})
    assert again.status_code == 422
    assert "sudah punya loket dengan nama itu" in again.text
    ref, rename = other.ref, "/meja/survei/titik/{}/nama?kota=contoh&unit=dpu"
    assert officer.post(rename.format(ref), data={"name": "Loket 1"}).status_code == 422
    assert officer.post(rename.format(ref), data={"name": ""}).status_code == 422
    assert officer.post(rename.format(ref), data={"name": "Loket A"}).status_code == 303
    assert points() == [(1, "Loket 1", "open"), (2, "Loket A", "open")]


def test_a_closed_counter_opens_again_with_the_same_poster(app: Flask, town: Town) -> None:
    officer = sign_in(app.test_client(), town.people["officer"])
    ref = make_point(town).ref
    act = f"/meja/survei/titik/{ref}/{{}}?kota=contoh&unit=dpu"
    assert officer.post(act.format("penutupan")).status_code == 303
    assert (points()[0][2], officer.get(f"/l/{ref}").status_code) == ("closed", 404)
    assert officer.post(act.format("pembukaan")).status_code == 303
    assert (points()[0][2], officer.get(f"/l/{ref}").status_code) == ("open", 302)


def test_another_units_counters_are_out_of_reach(app: Flask, town: Town) -> None:
    ref = make_point(town).ref
    nurse = sign_in(app.test_client(), town.people["nurse"])
    assert nurse.get(PAGE).status_code == 404
    assert nurse.post(PAGE, data={"name": "Loket 9"}).status_code == 404
    for act in ("nama", "penutupan", "pembukaan"):
        for unit in ("dpu", "pkm-melati"):
            address = f"/meja/survei/titik/{ref}/{act}?kota=contoh&unit={unit}"
            assert nurse.post(address, data={"name": "Milik saya"}).status_code == 404
    assert nurse.get(f"/meja/survei/titik/{ref}/poster.pdf").status_code == 404
    assert nurse.get("/meja/survei/unit/contoh/dpu/poster.pdf").status_code == 404
    assert points() == [(1, "Loket 1", "open")]
    resident = sign_in(app.test_client(), town.people["resident"])
    assert resident.get(PAGE).status_code == 403


def test_a_moderator_keeps_the_counters_of_the_whole_government(app: Flask, town: Town) -> None:
    moderator = sign_in(app.test_client(), town.people["moderator"])
    assert "Dinas Pekerjaan Umum" in moderator.get("/meja/survei/titik").text
    assert moderator.post(PAGE, data={"name": "Loket 1"}).status_code == 303
    assert points() == [(1, "Loket 1", "open")]


@pytest.mark.parametrize(("paper", "height"), [("a4", 842), ("a5", 595)])
def test_the_poster_is_a_tagged_page_with_the_address_in_letters(
    app: Flask, town: Town, paper: str, height: int
) -> None:
    officer = sign_in(app.test_client(), town.people["officer"])
    ref = make_point(town).ref
    answer = officer.get(f"/meja/survei/titik/{ref}/poster.pdf?ukuran={paper}")
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="poster-dpu-1-{paper}.pdf"'
    document = pypdfium2.PdfDocument(io.BytesIO(answer.data))
    words = document[0].get_textpage().get_text_bounded()
    assert (len(document), round(document[0].get_height())) == (1, height)
    for said in ("Dinas Pekerjaan Umum", "Loket 1", f"/l/{ref}", "Scan this code"):
        assert said in words
    document.close()
    assert b"/StructTreeRoot" in answer.data
    assert b"pdfuaid" in answer.data


def test_a_unit_has_a_poster_of_its_own(app: Flask, town: Town) -> None:
    officer = sign_in(app.test_client(), town.people["officer"])
    answer = officer.get("/meja/survei/unit/contoh/dpu/poster.pdf?ukuran=a5")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="poster-dpu-a5.pdf"'
    assert officer.get("/meja/survei/unit/contoh/dpu/poster.pdf?ukuran=a0").status_code == 404
