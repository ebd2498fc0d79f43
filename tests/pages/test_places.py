"""A place is chosen, remembered, and can be named in the address without being chosen."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.factories import Town


def test_a_place_is_remembered(town: Town, client: FlaskClient) -> None:
    assert client.get("/unit").location.startswith("/tempat?kembali=")
    chosen = client.post("/tempat/contoh", data={"kembali": "/unit?q=jalan"})
    assert (chosen.status_code, chosen.location) == (303, "/unit?q=jalan")
    assert "Kota Contoh" in client.get("/unit").text


def test_both_places_stand_to_choose(town: Town, client: FlaskClient) -> None:
    page = client.get("/tempat").text
    assert "Pilih Kota Contoh" in page
    assert "Pilih Kota Lain" in page


def test_a_named_place_needs_no_choice(town: Town, client: FlaskClient) -> None:
    assert client.get("/unit?kota=lain").status_code == 200
    assert client.get("/unit?kota=tidak-ada").status_code == 404
    assert client.post("/tempat/tidak-ada").status_code == 404


@pytest.mark.parametrize(("back", "led"), [
    ("/peta?kota=lain&kecamatan=99.71.01", "/peta"), ("/unit/lain/root", "/unit"), ("//evil.example", "/"),
    ("https://evil.example", "/"), ("/\\evil.example", "/"), ("", "/"),
    ("/pengaduan?kota=lain&q=jalan", "/pengaduan?q=jalan"),
])  # fmt: skip
def test_the_way_back_stays_here_and_forgets_the_other_place(
    town: Town, client: FlaskClient, back: str, led: str
) -> None:
    assert client.post("/tempat/contoh", data={"kembali": back}).location == led
