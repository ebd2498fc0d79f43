"""Headers, cookies, foreign requests: the same on pages, errors, files and assets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum import create_app
from forum.accounts import demo
from forum.complaints.actions import attaching
from forum.core.db import db
from forum.core.files import Remade, Upload
from forum.core.uploads import store
from forum.units.here import shelf
from tests.conftest import settings
from tests.factories import LOREM, Town, assigned, build_town, sign_in

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PATHS = (
    "/", "/pengaduan?kota=contoh", "/pengaduan/CTH-2026-000001", "/pengaduan/tidak-ada", "/masuk", "/akun",
    "/robots.txt", "/sitemap.xml", "/healthz", "/wilayah/desa?kota=contoh&q=me", "/lacak", "/tempat",
    "/peta?kota=contoh",
)  # fmt: skip


def policy_of(answer: object) -> dict[str, str]:
    said = answer.headers["Content-Security-Policy"]  # type: ignore[attr-defined]
    return {name: sources for name, _space, sources in (part.strip().partition(" ") for part in said.split(";"))}


@pytest.mark.asvs("3.4.3")
@pytest.mark.asvs("3.4.4")
@pytest.mark.parametrize("path", PATHS)
def test_every_page_wears_the_same_headers(town: Town, client: FlaskClient, path: str) -> None:
    assigned(town)
    answer = client.get(path)
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
    assert "geolocation=(self)" in answer.headers["Permissions-Policy"]
    policy = policy_of(answer)
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert "Server" not in answer.headers


@pytest.mark.asvs("3.4.4")
@pytest.mark.asvs("4.1.1")
def test_assets_and_refusals_wear_them_too(town: Town, client: FlaskClient) -> None:
    sheet = re.findall(r'href="(/aset/[^"]+\.css)"', client.get("/").text)[0]
    refusals = [
        client.get(sheet), client.post("/pengaduan"), client.post("/masuk", headers={"Sec-Fetch-Site": "cross-site"}),
        client.get("/meja/verifikasi"), client.get("/aset/tidak-ada.css"),
    ]  # fmt: skip
    assert [answer.status_code for answer in refusals] == [200, 405, 403, 302, 404]
    for answer in refusals:
        assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
        assert "Content-Security-Policy" in answer.headers
        assert "charset=utf-8" in answer.content_type.replace('"', "")
        answer.close()


@pytest.mark.asvs("3.2.1")
@pytest.mark.asvs("5.3.2")
def test_a_file_can_do_nothing_when_opened_alone(town: Town, client: FlaskClient) -> None:
    complaint = assigned(town)
    made = Remade("application/pdf", b"%PDF-1.4 <script>", 4, 3, 1, b"kecil")
    (file,) = attaching.attach(store(), complaint, [Upload(b"asli", made)], origin="unit")
    db.session.commit()
    answer = client.get(f"/berkas/{file.ref}")
    assert answer.content_type == "application/pdf"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS


@pytest.mark.asvs("14.3.1")
def test_pages_of_the_signed_in_and_of_a_code_are_stored_nowhere(app: Flask, town: Town) -> None:
    for who in ("resident", "officer", "moderator", "admin"):
        client = sign_in(app.test_client(), town.people[who])
        for path in ("/", "/akun", "/pengaduan?kota=contoh", "/tidak-ada", "/meja/unit"):
            assert client.get(path).headers["Cache-Control"] == "no-store", (who, path)
    writer = app.test_client()
    writer.get("/pengaduan/tulis?kota=contoh")
    sent = {"body": LOREM, "village": "Melati", "naming": "hidden", "consent": "y", "once": "sekali"}
    receipt = writer.get(writer.post("/pengaduan/tulis?kota=contoh", data=sent).location)
    assert receipt.headers["Cache-Control"] == "no-store"
    code = re.findall(r'name="code" value="([^"]+)"', receipt.text)[0]
    writer.post("/lacak", data={"number": "CTH-2026-000001", "code": code})
    for path in ("/pengaduan/CTH-2026-000001/pelapor", "/pengaduan/CTH-2026-000001/tanda-terima.json", "/"):
        assert writer.get(path).headers["Cache-Control"] == "no-store"


@pytest.mark.asvs("7.4.1")
@pytest.mark.asvs("14.3.1")
def test_signing_out_empties_the_browser_and_ends_a_code_visit(app: Flask, town: Town) -> None:
    client = sign_in(app.test_client(), town.people["officer"])
    with client.session_transaction() as session:
        kept = dict(session)
    answer = client.post("/keluar")
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    with client.session_transaction() as session:
        assert "_user_id" not in session
        session.update(kept)  # somebody kept the cookie: it opens nothing any more
    assert client.get("/meja/unit").status_code == 302


FOREIGN = (
    {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://jahat.example"},
    {"Origin": "null"}, {"Origin": "http://localhost.jahat.example"},
)  # fmt: skip


@pytest.mark.asvs("3.5.1")
@pytest.mark.asvs("3.5.3")
@pytest.mark.parametrize("headers", FOREIGN)
def test_what_another_site_sends_is_refused(town: Town, client: FlaskClient, headers: dict[str, str]) -> None:
    complaint = assigned(town)
    sign_in(client, town.people["resident"])
    assert client.post(f"/pengaduan/{complaint.number}/dukungan", headers=headers).status_code == 403
    assert client.post(f"/pengaduan/{complaint.number}/dukungan").status_code == 303


@pytest.mark.asvs("3.5.3")
def test_reading_never_acts(town: Town, client: FlaskClient) -> None:
    complaint = assigned(town)
    sign_in(client, town.people["resident"])
    for path in (f"/pengaduan/{complaint.number}/dukungan", "/keluar", "/kotak-masuk/bacaan", "/tempat/contoh"):
        assert client.get(path).status_code == 405


@pytest.mark.asvs("3.7.2")
@pytest.mark.parametrize(
    "target",
    ["//jahat.example", "https://jahat.example", "/\\jahat.example", "/\tjahat", "javascript:alert(1)", "\\\\x"],
)
def test_no_address_leads_away_from_the_site(app: Flask, town: Town, target: str) -> None:
    client = app.test_client()
    answers = [
        client.get("/bahasa/en", query_string={"next": target}),
        client.post("/tempat/contoh", data={"kembali": target}),
    ]
    resident = sign_in(app.test_client(), town.people["resident"])
    answers.append(resident.get("/masuk", query_string={"next": target}))
    for answer in answers:
        assert answer.status_code == 303
        assert answer.location.startswith("/")
        assert "jahat" not in answer.location
        assert "alert" not in answer.location
    assert "jahat.example/" not in client.get("//jahat.example/%2e%2e").headers.get("Location", "")


@pytest.mark.asvs("13.4.2")
def test_nothing_of_the_workshop_is_served(app: Flask, client: FlaskClient) -> None:
    assert not app.debug
    app.testing = False
    try:
        assert client.get("/gaya").status_code == 404
    finally:
        app.testing = True
    for path in ("/.git/config", "/instance/secret.key", "/console", "/static/css/base.css", "/aset/", "/config.py"):
        assert client.get(path).status_code == 404, path


@pytest.fixture
def secured(database_url: str, tmp_path: Path, hands: object) -> Iterator[Flask]:
    """The house as it stands behind TLS, with every guard on."""
    shelf.forget()
    demo.forget()
    given = settings(tmp_path / "tls", database_url) | {"BASE_URL": "https://rembuk.example", "WTF_CSRF_ENABLED": True}
    app = create_app(given | {"TESTING": False, "RATELIMIT_ENABLED": True})
    with app.app_context():
        build_town()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.mark.asvs("3.3.1")
@pytest.mark.asvs("3.3.2")
@pytest.mark.asvs("3.4.1")
def test_behind_tls_cookies_are_bound_to_the_host_and_hsts_is_said(secured: Flask) -> None:
    client = secured.test_client()
    page = client.get("/pengaduan/tulis?kota=contoh", base_url="https://rembuk.example")
    cookies = page.headers.getlist("Set-Cookie")
    assert cookies
    for cookie in cookies:
        assert cookie.startswith("__Host-")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}
        assert "Domain" not in cookie
    sheet = re.findall(r'href="(/aset/[^"]+\.css)"', page.text)[0]
    for path in ("/pengaduan/tulis?kota=contoh", "/tidak-ada", sheet):
        answer = client.get(path, base_url="https://rembuk.example")
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
        answer.close()


@pytest.mark.asvs("3.5.1")
def test_a_form_without_its_token_is_refused(secured: Flask) -> None:
    client = secured.test_client()
    base = "https://rembuk.example"
    page = client.get("/masuk", base_url=base)
    token = re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)[0]
    sent = {"email": "siti@contoh.example", "password": "sandi yang panjang sekali"}
    assert client.post("/masuk", base_url=base, data=sent).status_code == 400
    assert client.post("/masuk", base_url=base, data=sent | {"csrf_token": token}).status_code == 422
    other = secured.test_client()
    other.get("/masuk", base_url=base)
    assert other.post("/masuk", base_url=base, data=sent | {"csrf_token": token}).status_code == 400
    assert client.post("/wilayah/titik?kota=contoh", base_url=base, json={"lon": 1, "lat": 1}).status_code == 400


@pytest.mark.asvs("4.1.3")
@pytest.mark.parametrize("host", ["jahat.example", "rembuk.example.jahat.example", "rembuk.example@jahat.example"])
def test_another_host_name_is_not_answered(secured: Flask, host: str) -> None:
    answer = secured.test_client().get("/masuk", base_url="https://rembuk.example", headers={"Host": host})
    assert answer.status_code == 400
    assert "jahat" not in answer.text


@pytest.mark.asvs("4.1.3")
def test_forwarded_headers_of_a_stranger_change_nothing(secured: Flask) -> None:
    lied = {"X-Forwarded-Host": "jahat.example", "X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "http",
            "X-HTTP-Method-Override": "DELETE"}  # fmt: skip
    answer = secured.test_client().get("/sitemap.xml", base_url="https://rembuk.example", headers=lied)
    assert answer.status_code == 200
    assert "jahat" not in answer.text
    assert "https://rembuk.example/" in answer.text
