"""Text that would be script, link, header or formula stays text, wherever it is written and wherever it is read."""

from __future__ import annotations

import re
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.models import Account
from forum.complaints.actions import answering, reporting, verifying, writing
from forum.complaints.actions.identity import Identity
from forum.complaints.actions.templating import write_template
from forum.complaints.models import Complaint
from forum.complaints.queries import cases
from forum.core import mail, sheets
from forum.core.db import db
from forum.core.masking import mask
from forum.core.text import render_markdown
from forum.units.models import Service, Unit
from tests.factories import Town, sign_in, submit
from tests.trust.test_canary import crawl

MARK = "xkenari"
HOSTILE = (
    f"<script>{MARK}()</script><img src=x onerror={MARK}()><svg/onload={MARK}()>"
    f"<a href=\"javascript:{MARK}()\" onclick='{MARK}()'>klik</a>"
    f'"><iframe srcdoc="{MARK}"></iframe>\' onmouseover={MARK}() x=\'{{{{7*7}}}}<style>*{{}}</style>'
    f'[klik](javascript:{MARK}()) [klik](data:text/html,{MARK}) ![x](https://{MARK}.example/x.png) <https://x"onclick={MARK}>'
)
LINKS = ("href", "src", "action", "formaction", "srcdoc", "style", "data", "poster", "xlink:href")


class Reader(HTMLParser):
    """Notes what a browser would run or fetch because of somebody's words."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            is_act = name.startswith("on") or name in ("style", "srcdoc")
            leads_out = name in LINKS and re.match(r"\s*(javascript|data:text|vbscript)", value or "", re.IGNORECASE)
            calls_home = name == "src" and MARK in (value or "")
            if is_act or leads_out or calls_home:
                self.found.append(f"<{tag} {name}={value!r}>")
        if tag in ("iframe", "style", "object", "embed", "base"):
            self.found.append(f"<{tag}>")
        if tag == "script" and not dict(attrs).get("src", "").startswith("/aset/"):  # type: ignore[union-attr]
            self.found.append(f"<script {attrs}>")


def wrong_in(page: str) -> list[str]:
    reader = Reader()
    reader.feed(page)
    return reader.found


def sent(town: Town, *words: str, **choices: Any) -> Complaint:
    return cases.lock(submit(town, *words, **choices).complaint.id)


@pytest.fixture
def poisoned(app: Flask, town: Town) -> Complaint:
    """A case in whose every text field somebody was hostile."""
    for unit in db.session.query(Unit):
        unit.name, unit.does, unit.address, unit.hours = (
            f"{unit.name} {HOSTILE[:90]}",
            HOSTILE,
            HOSTILE[:290],
            HOSTILE[:190],
        )
    for person in db.session.query(Account):
        person.name = HOSTILE[:100]
    service = db.session.query(Service).one()
    service.name = service.requirements = service.procedure = service.cost = HOSTILE[:150]
    db.session.commit()
    named = Identity(name=HOSTILE[:100])
    complaint = sent(town, HOSTILE, identity=named, name_to_unit=True, name_to_public=True, place=HOSTILE,
                       happened=HOSTILE[:100], service_id=service.id, unit_id=town.works.id)  # fmt: skip
    moderator, officer = town.actor("moderator"), town.actor("officer")
    verifying.ask_completion(complaint, HOSTILE, by=moderator)
    reporting.complete(complaint, HOSTILE)
    verifying.assign(complaint, town.works, [town.clinic], by=moderator, note=HOSTILE)
    answering.take(complaint, officer.account_id, HOSTILE[:100], by=officer)
    answering.note(complaint, HOSTILE, by=officer)
    answering.answer(complaint, HOSTILE, by=officer)
    answering.propose_transfer(complaint, HOSTILE, town.clinic, by=officer)
    answering.resolve(complaint, HOSTILE, by=officer)
    verifying.decide_transfer(complaint, False, HOSTILE, None, by=moderator)
    reporting.dispute(complaint, HOSTILE)
    write_template(town.works.id, HOSTILE[:80], HOSTILE, by=officer)
    archived = sent(town, HOSTILE)
    verifying.archive(archived, "spam", HOSTILE, by=moderator)
    referred = sent(town, HOSTILE)
    verifying.refer(referred, HOSTILE[:100], HOSTILE[:80], HOSTILE[:180], HOSTILE, by=moderator)
    db.session.commit()
    return complaint


@pytest.mark.asvs("1.2.1")
@pytest.mark.asvs("1.3.1")
@pytest.mark.asvs("1.1.1")
@pytest.mark.parametrize("who", ["visitor", "resident", "officer", "head", "nurse", "moderator", "admin"])
def test_no_page_runs_what_somebody_wrote(app: Flask, town: Town, poisoned: Complaint, who: str) -> None:
    client = app.test_client()
    if who != "visitor":
        sign_in(client, town.people[who])
    wrong, marked = [], 0
    for path, content in crawl(client):
        page, _mark, headers = content.decode(errors="replace").partition("Content-Type:")
        if headers.lstrip().startswith("text/csv"):  # a table is text and, told not to sniff, no browser runs it
            continue
        marked += MARK in page
        wrong += [f"{path}: {each}" for each in wrong_in(page)]
        assert "49<style" not in page
    assert wrong == []
    assert marked >= 2, "the words were never shown: nothing was tried"


@pytest.mark.asvs("1.3.1")
def test_the_reader_of_this_test_sees_what_a_browser_would_run() -> None:
    assert len(wrong_in(HOSTILE)) >= 6


@pytest.mark.asvs("1.2.1")
@pytest.mark.parametrize(
    "path",
    ["/pengaduan?kota=contoh&q=", "/unit?kota=contoh&q=", "/lacak?nomor=", "/masuk?next=", "/tempat?kembali=",
     "/masuk?surel=", "/masuk?kabar=", "/pengaduan/tulis?kota=contoh&unit=", "/pengaduan/"],
)  # fmt: skip
def test_what_stands_in_an_address_stays_text(town: Town, client: FlaskClient, path: str) -> None:
    for words in (HOSTILE, "javascript:xkenari()", "'\"><b onclick=xkenari()>"):
        assert wrong_in(client.get(path + quote(words, safe="")).text) == []


@pytest.mark.asvs("1.2.1")
def test_a_refused_form_gives_back_text(town: Town, client: FlaskClient) -> None:
    typed = {"body": HOSTILE, "village": HOSTILE[:110], "place": HOSTILE[:190], "name": HOSTILE[:90], "naming": "x",
            "email": HOSTILE[:200], "once": HOSTILE[:60], "addressee": HOSTILE[:150]}  # fmt: skip
    answer = client.post("/pengaduan/tulis?kota=contoh", data=typed)
    assert answer.status_code == 422
    assert MARK in answer.text
    assert wrong_in(answer.text) == []
    looked_over = client.post("/pengaduan/tulis/tinjauan?kota=contoh", data=typed)
    assert wrong_in(looked_over.text) == []
    assert wrong_in(client.post("/lacak", data={"number": "'\"><b onclick=x>", "code": "\"'><script>"}).text) == []


@pytest.mark.asvs("1.3.7")
@pytest.mark.parametrize("words", ["{{7*7}}", "{% raw %}", "${7*7}", "%(number)s %s {0.__class__}", "{{ config }}"])
def test_nothing_written_is_a_template(town: Town, client: FlaskClient, words: str) -> None:
    complaint = sent(town, f"{words} lampu jalan padam sudah tiga malam")
    verifying.assign(complaint, town.works, by=town.actor("moderator"), note=words)
    answering.answer(complaint, f"{words} petugas memeriksa besok pagi.", by=town.actor("officer"))
    db.session.commit()
    page = client.get(f"/pengaduan/{complaint.number}").text
    assert page.count(words.replace("'", "&#39;")) >= 2
    assert "SECRET_KEY" not in page


@pytest.mark.asvs("1.3.11")
def test_no_words_reach_the_head_of_a_mail(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    identity = Identity(account_id=town.people["resident"].id)
    body = "Judul\nBcc: jahat@contoh.example\r\nX-Jahat: ya\r\n\r\n" + HOSTILE
    complaint = writing.submit(town.government, writing.Story(body=body, identity=identity), visit="v").complaint
    verifying.assign(complaint, town.works, by=town.actor("moderator"))
    db.session.commit()
    letters: list[EmailMessage] = []
    monkeypatch.setattr(mail, "deliver", letters.append)
    mail.send_waiting()
    (message,) = letters
    assert message["Bcc"] is None
    assert message["X-Jahat"] is None
    assert message["To"] == "resident@contoh.example"
    html = message.get_body(("html",)).get_content()
    assert [each for each in wrong_in(html) if "style=" not in each] == []


@pytest.mark.asvs("1.2.10")
@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("https://x")'])
def test_no_cell_begins_a_formula(cell: str) -> None:
    assert sheets.plain_cell(cell).startswith("'")
    first = sheets.write_sheet(["nama"], [[cell]]).splitlines()[1]
    assert first.lstrip('"').startswith("'")


@pytest.mark.asvs("1.2.4")
@pytest.mark.parametrize(
    "words", ["' OR 1=1 --", '" OR ""="', "lampu') UNION SELECT email FROM accounts --", "a:b* NEAR(", "\\"]
)
def test_a_question_is_no_statement(app: Flask, town: Town, words: str) -> None:
    complaint = sent(town)
    verifying.assign(complaint, town.works, by=town.actor("moderator"))
    db.session.commit()
    for who, path in ((None, "/pengaduan"), ("officer", "/meja/unit"), ("moderator", "/meja/verifikasi"),
                      ("admin", "/pengaturan/orang"), (None, "/unit")):  # fmt: skip
        client = app.test_client()
        if who:
            sign_in(client, town.people[who])
        answer = client.get(path, query_string={"kota": "contoh", "q": words})
        assert answer.status_code == 200
        if who is None:
            assert "@contoh.example" not in answer.text


@pytest.mark.asvs("1.2.2")
@pytest.mark.parametrize(
    "link",
    ["javascript:x()", "JaVaScRiPt:x()", "java\tscript:x()", "data:text/html,x", "vbscript:x", "&#106;avascript:x"],
)
def test_links_in_answers_lead_to_web_and_mail_only(link: str) -> None:
    html = render_markdown(f"[klik]({link}) <{link}> [b]: {link}\n\n[b]")
    assert wrong_in(html) == []
    assert 'href="j' not in html.lower()


@pytest.mark.asvs("1.2.5")
def test_masking_a_hostile_text_keeps_it_text() -> None:
    said = "[disamarkan]<b>0812 9001 7733</b> \u202e\u200b" + HOSTILE
    assert "9001" not in mask(said)
    assert mask(mask(said)) == mask(said)


def test_a_case_of_hostile_words_is_found_and_read(poisoned: Complaint, client: FlaskClient) -> None:
    page = client.get(f"/pengaduan/{poisoned.number}")
    assert page.status_code == 200
    assert "&lt;script&gt;" in page.text
    assert cases.find_number(poisoned.number) is not None
