"""Canary strings planted as an anonymous author's name, phone, e-mail, address and photo are found nowhere else.

Every page a role can reach by links, every file, mail, log line and every byte of the database is searched.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from pypdf import PdfWriter
from sqlalchemy import text

from forum.complaints.actions import answering, attaching, reporting, sweeping, verifying
from forum.complaints.models import Complaint
from forum.complaints.queries import cases, private
from forum.core import mail
from forum.core.db import db, is_sqlite
from forum.core.uploads import store
from tests.conftest import Hands
from tests.factories import LOREM, Town, sign_in

NAME = "Kenarisetia Burungkecil"
PHONE = "081290017733"
EMAIL = "kenari-kuning-7731@rahasia.example"
ADDRESS = "198.51.100.77"
AGENT = "KenariBrowser/77.31"
TRACE = "KENARI-EXIF-7731"
SPOKEN = "082155501234"
"""A number the author wrote in the words themselves: the moderator sees the words, unit and public never this."""
CANARIES = [NAME, "Burungkecil", PHONE, PHONE[1:], EMAIL, "kenari-kuning", ADDRESS, AGENT, "KenariBrowser", TRACE]
READERS = ("visitor", "resident", "officer", "head", "nurse", "moderator", "inspector", "admin", "pembina")
STARTS = (
    "/", "/pengaduan?kota=contoh", "/unit?kota=contoh", "/peta?kota=contoh", "/lacak", "/meja/verifikasi?kota=contoh",
    "/meja/unit", "/kotak-masuk", "/pengaturan/orang", "/pengaturan/unit", "/pengaduan-saya", "/akun",
)  # fmt: skip
LINK = re.compile(r"""(?:href|src|action)=["']([^"'#]+)""")
SKIPPED = ("/aset/", "/bahasa/", "/keluar", "/pengaduan/tulis")
MOST_PAGES = 120


def photo() -> bytes:
    image = Image.new("RGB", (320, 240), "peru")
    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x9C9D] = TRACE, TRACE, TRACE.encode("utf-16-le")
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, comment=TRACE.encode())
    assert TRACE.encode() in out.getvalue()
    return out.getvalue()


def document() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(300, 200)
    writer.add_metadata({"/Author": TRACE, "/Title": TRACE, "/Producer": TRACE})
    writer.add_attachment("identitas.txt", TRACE.encode())
    out = io.BytesIO()
    writer.write(out)
    assert TRACE.encode() in out.getvalue()
    return out.getvalue()


@pytest.fixture
def planted(app: Flask, town: Town, hands: Hands, caplog: pytest.LogCaptureFixture) -> Complaint:
    """An anonymous complaint written through the page, then a life with answers, mails and a release."""
    caplog.set_level(logging.DEBUG)
    author = app.test_client()
    author.get("/pengaduan/tulis?kota=contoh")
    answer = author.post(
        "/pengaduan/tulis?kota=contoh",
        data={
            "body": f"{LOREM} Hubungi saya di {SPOKEN} ya.", "village": "Melati", "naming": "anonymous", "name": NAME,
            "phone": PHONE, "email": EMAIL, "consent": "y", "once": "canary",
            "files": [(io.BytesIO(photo()), "kenari.jpg"), (io.BytesIO(document()), "kenari.pdf")],
        },
        content_type="multipart/form-data", headers={"User-Agent": AGENT}, environ_base={"REMOTE_ADDR": ADDRESS},
    )  # fmt: skip
    assert answer.status_code == 303, answer.text
    complaint = db.session.get_one(Complaint, 1)
    assert complaint.is_anonymous
    assert private.sealed_identity(complaint.id)["name"] == NAME
    live(complaint.id, town, hands)
    return db.session.get_one(Complaint, 1)


def live(complaint_id: int, town: Town, hands: Hands) -> None:
    mail.send_waiting()
    complaint = cases.lock(complaint_id)
    verifying.assign(complaint, town.works, [town.clinic], by=town.actor("moderator"))
    files = cases.attachments_of(complaint_id)
    assert [file.kind for file in files] == ["image/jpeg", "application/pdf"]
    for file in files:
        copy = attaching.redact(store(), file, {0: [(0.1, 0.1, 0.5, 0.5)]})
        attaching.release(store(), complaint, file, copy, {0: [(0.1, 0.1, 0.5, 0.5)]}, True, by=town.actor("moderator"))
    db.session.commit()
    hands.move(days=9)
    sweeping.escalate(cases.lock(complaint_id))
    answering.answer(cases.lock(complaint_id), "Petugas memeriksa lampu besok pagi.", by=town.actor("officer"))
    answering.resolve(cases.lock(complaint_id), "Lampu sudah diganti.", by=town.actor("officer"))
    reporting.dispute(cases.lock(complaint_id), f"Belum. Telepon saya {SPOKEN}.")
    db.session.commit()
    while mail.send_waiting():
        pass


def crawl(client: FlaskClient) -> Iterator[tuple[str, bytes]]:
    """Every page and file the client reaches by links, up to a bound."""
    waiting, seen = [*STARTS, *MORE], set(STARTS)
    pages = 0
    while waiting and pages < MOST_PAGES:
        path = waiting.pop(0)
        answer = client.get(path)
        pages += 1
        yield path, answer.data + str(answer.headers).encode()
        if answer.status_code == 302:
            found = [answer.location]
        else:
            found = LINK.findall(answer.text) if "html" in answer.content_type else []
        for link in found:
            absolute = urldefrag(urljoin(path, link.replace("&amp;", "&")))[0]
            if absolute.startswith("/") and absolute not in seen and not absolute.startswith(SKIPPED):
                seen.add(absolute)
                waiting.append(absolute)


MORE = (
    "/pengaduan/CTH-2026-000001", "/meja/verifikasi/CTH-2026-000001", "/meja/unit/CTH-2026-000001",
    "/pengaduan/CTH-2026-000001/pelapor", "/pengaduan/CTH-2026-000001/tanda-terima",
)  # fmt: skip


@pytest.mark.asvs("8.2.3")
@pytest.mark.parametrize("who", READERS)
def test_no_reader_finds_the_author(app: Flask, town: Town, planted: Complaint, who: str) -> None:
    client = app.test_client()
    if who != "visitor":
        sign_in(client, town.people[who])
    found, visited = [], 0
    for path, content in crawl(client):
        visited += 1
        found += [f"{path}: {c}" for c in CANARIES if c.encode() in content]
        if who not in ("moderator", "inspector"):
            found += [f"{path}: spoken number" for c in (SPOKEN, SPOKEN[1:]) if c.encode() in content]
    assert found == []
    assert visited > 10


@pytest.mark.asvs("8.2.3")
def test_the_case_itself_is_seen_by_those_who_must(app: Flask, town: Town, planted: Complaint) -> None:
    """The search above would pass on empty pages: unit and public do read the masked words."""
    for who, path in (("officer", MORE[2]), ("visitor", MORE[0]), ("moderator", MORE[1])):
        client = app.test_client()
        if who != "visitor":
            sign_in(client, town.people[who])
        page = client.get(path)
        assert page.status_code == 200
        assert "anak-anak pulang mengaji" in page.text, who
        assert (SPOKEN in page.text) == (who == "moderator")


@pytest.mark.asvs("14.2.1")
def test_no_mail_but_to_the_author_and_no_log_names_them(
    app: Flask, planted: Complaint, caplog: pytest.LogCaptureFixture
) -> None:
    said = caplog.text
    assert [c for c in [*CANARIES, SPOKEN] if c in said] == []
    for file in (Path(app.config["INSTANCE"]) / "mail").glob("*.eml"):
        letter = file.read_text()
        if f"To: {EMAIL}" in letter:
            assert "CTH-2026" not in letter, "the first mail to an unconfirmed address carries nothing of the case"
            letter = letter.replace(EMAIL, "")
        assert [c for c in [*CANARIES, SPOKEN] if c in letter] == []


@pytest.mark.asvs("11.5.1")
def test_the_database_and_the_uploads_hold_them_sealed_only(app: Flask, planted: Complaint) -> None:
    kept = b"\n".join(everything(app))
    assert b"anak-anak pulang mengaji" in kept
    assert [c for c in CANARIES if c.encode() in kept] == []


def everything(app: Flask) -> Iterator[bytes]:
    db.session.commit()
    if is_sqlite():
        for file in Path(str(db.engine.url.database)).parent.glob("test.sqlite3*"):
            yield file.read_bytes()
    else:
        for table in db.metadata.sorted_tables:
            for row in db.session.execute(text(f'select * from "{table.name}"')):
                yield repr(tuple(row)).encode()
    for file in (Path(app.config["INSTANCE"]) / "uploads").rglob("*"):
        if file.is_file():
            yield file.read_bytes()
