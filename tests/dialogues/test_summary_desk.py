"""A summary from the draft to a published version, its correction, and two who publish at once."""

from __future__ import annotations

import html
import re
import threading

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from forum.core import clock, mail
from forum.core.db import db
from forum.core.outbox import Address, Letter
from forum.dialogues.actions import summarising
from forum.dialogues.actions.summarising import Ready
from forum.dialogues.errors import SummaryPublished
from forum.dialogues.models import SummaryPublication
from forum.dialogues.queries import record, sessions
from forum.ledger.models import Act, Leaf
from forum.ledger.rules import canonical, commitment
from forum.notifications import actions as notifications
from tests.dialogues.recorded import Met, meet, read_anew
from tests.dialogues.test_berita_acara import words
from tests.factories import Town, sign_in


@pytest.fixture
def met(town: Town) -> Met:
    return meet(town)


@pytest.fixture
def desk(town: Town, met: Met, client: FlaskClient) -> str:
    """The address of the desk, a moderator signed in, the draft begun."""
    url = f"/meja/forum/sesi/{met.ref}/ringkasan"
    sign_in(client, town.people["moderator"])
    assert client.post(url + "/susunan").status_code == 303
    return url


def mark_on(page: str) -> str:
    found = re.search(r'name="seen"[^>]*value="([0-9a-f]{32})"', page)
    assert found, page[:2000]
    return found[1]


def text_on(page: str) -> str:
    found = re.search(r"<textarea[^>]*id=\"body\"[^>]*>\r?\n?(.*?)</textarea>", page, re.DOTALL)
    assert found
    return html.unescape(found[1])


def test_edited_read_by_another_and_published(town: Town, met: Met, desk: str, client: FlaskClient) -> None:
    account, subject_id = town.people["resident"].id, met.session.subject_id
    notifications.follow(subject_id, account_id=account)
    second, third = town.people["second"].id, town.people["moderator"].id
    db.session.commit()
    page = client.get(desk).text
    text = text_on(page).replace("Pokok bahasan", "Yang dibahas").replace("- Terdaftar sebelumnya", "- Terdaftar")
    looked = client.post(desk + "/teks", data={"seen": mark_on(page), "body": text, "lihat": "1", "once": "a1"})
    assert looked.status_code == 200
    assert "Pratinjau, belum tersimpan" in looked.text
    assert "<del>" in looked.text
    assert "Yang dibahas" in looked.text
    assert client.post(desk + "/teks", data={"seen": mark_on(page), "body": text, "once": "a2"}).status_code == 303
    stale = client.post(desk + "/teks", data={"seen": mark_on(page), "body": text + " lagi", "once": "a3"})
    assert stale.status_code == 409
    assert "Rekan Anda mengubah ringkasan" in stale.text
    assert " lagi" in text_on(stale.text)
    assert client.post(desk + "/pembaca", data={"reader": str(third)}).status_code == 422, "not the editor"
    assert client.post(desk + "/pembaca", data={"reader": str(second)}).status_code == 303
    mark = mark_on(client.get(desk).text)
    assert client.post(desk + "/pembacaan", data={"seen": mark}).status_code == 422, "only who was asked"
    sign_in(client, town.people["second"])
    assert "Anda diminta membaca ringkasan" in client.get("/kotak-masuk").text
    assert client.post(desk + "/pembacaan", data={"seen": mark}).status_code == 303
    sign_in(client, town.people["moderator"])
    assert "sudah membaca teks ini" in client.get(desk).text
    led = client.post(desk + "/penerbitan", data={"seen": mark, "once": "a4"})
    assert (led.status_code, led.location) == (303, "/forum/contoh/2026/3/ringkasan")
    again = client.post(desk + "/penerbitan", data={"seen": mark, "once": "a4"})
    assert again.location == led.location, "a second click leads to the same"
    twice = client.post(desk + "/penerbitan", data={"seen": mark, "once": "a5"})
    assert twice.status_code == 409
    assert "sudah diterbitkan, jadi tidak diterbitkan lagi" in twice.text
    _published_right(subject_id)
    _read_by_everyone(client)
    _told(account)


def _published_right(subject_id: int) -> None:
    made = db.session.scalars(select(SummaryPublication)).one()
    ref = db.session.scalar(select(Act.detail).where(Act.subject_id == subject_id, Act.verb == "summarised"))
    assert ref == {"version": 1}
    leaf = db.session.get_one(Leaf, made.leaf_index)
    session = sessions.lock(made.session_id)
    import hashlib

    content = {"session": session.subject.ref, "version": 1, "body": made.body, "reason": "",
               "pdf": hashlib.sha256(made.pdf).hexdigest(), "at": made.at.isoformat()}  # fmt: skip
    assert leaf.kind == "summary"
    assert leaf.commitment == commitment(made.salt, content)
    assert canonical(content)


def _read_by_everyone(client: FlaskClient) -> None:
    client.post("/keluar")
    page = client.get("/forum/contoh/2026/3/ringkasan").text
    assert page.index("Bacaan satu menit") < page.index("Intisari") < page.index("Selengkapnya")
    assert page.count("Intisari") == 1
    assert client.get("/forum/contoh/2026/3/berita-acara.pdf").data.startswith(b"%PDF")
    kept = client.get("/forum/contoh/2026/3/catatan")
    assert kept.status_code == 200
    for anchor in set(re.findall(r'catatan#([a-z0-9-]+)"', page)):
        assert f'id="{anchor}"' in kept.text, anchor
    assert "0812" not in kept.text
    told = page[page.index("<article") : page.rindex("</article")]
    links = set(re.findall(r'href="(/[^"#]*)', told))
    assert len(links) > 5
    for link in links:
        assert client.get(html.unescape(link)).status_code == 200, link
    feed = client.get("/forum/contoh/umpan.atom")
    assert "/forum/contoh/2026/3/ringkasan" in feed.text


def _told(account: int) -> None:
    letters = [each for each in db.session.scalars(select(Letter)) if each.kind == "summary"]
    assert len(letters) == 1
    said = mail.compose(letters[0], Address("warga@contoh.example", "id"))
    assert said["Subject"] == "Ringkasan Temu Warga sudah terbit"
    body = said.get_body(("plain",))
    assert body is not None
    assert "dihadiri 34 orang" in body.get_content()
    assert account


def test_before_it_is_published_nobody_reads_it(met: Met, desk: str, client: FlaskClient) -> None:
    client.post("/keluar")
    for path in ("ringkasan", "catatan", "berita-acara.pdf"):
        assert client.get(f"/forum/contoh/2026/3/{path}").status_code == 404


def test_two_publish_at_the_same_moment_one_does(app: Flask, town: Town, met: Met, desk: str) -> None:
    ref, by = met.ref, town.actor("moderator")
    summary = record.newest_summary(met.session.id)
    assert summary is not None
    ready = Ready(summarising.mark_of(summary.body), *summarising.made_ready(summary.body), b"%PDF-1.7", clock.now())
    db.session.rollback()
    results: list[object] = []

    def publish() -> None:
        with app.app_context():
            try:
                told = sessions.find_by_ref(ref)
                assert told is not None
                summarising.publish(told, ready, "", by=by)
                db.session.commit()
                results.append("done")
            except SummaryPublished as refusal:
                results.append(refusal.sentence())
            finally:
                db.session.remove()

    threads = [threading.Thread(target=publish) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, results))[1] == "done" or "done" in results
    assert any("sudah diterbitkan" in str(each) for each in results)
    assert len(db.session.scalars(select(SummaryPublication)).all()) == 1


def test_a_correction_is_a_version_with_its_reason_and_the_old_one_stays(
    met: Met, desk: str, client: FlaskClient
) -> None:
    client.post(desk + "/penerbitan", data={"seen": mark_on(client.get(desk).text), "once": "b1"})
    assert client.post(desk + "/susunan").status_code == 303
    page = client.get(desk).text
    text = text_on(page).replace("Loket lansia dibuka", "Loket lansia dibuka setiap Senin")
    client.post(desk + "/teks", data={"seen": mark_on(page), "body": text, "once": "b2"})
    mark = mark_on(client.get(desk).text)
    without = client.post(desk + "/penerbitan", data={"seen": mark, "once": "b3"})
    assert without.status_code == 422
    assert "Tulis apa yang berubah" in without.text
    told = {"seen": mark, "once": "b4", "reason": "Hari buka loket ditambahkan."}
    assert client.post(desk + "/penerbitan", data=told).status_code == 303
    newest = client.get("/forum/contoh/2026/3/ringkasan").text
    old = client.get("/forum/contoh/2026/3/ringkasan?versi=1").text
    assert "setiap Senin" in newest
    assert "Hari buka loket ditambahkan." in newest
    assert "Ini versi lama" in old
    assert "setiap Senin" not in old
    assert client.get("/forum/contoh/2026/3/berita-acara.pdf?versi=2").status_code == 200
    assert client.get("/forum/contoh/2026/3/ringkasan?versi=3").status_code == 404
    assert client.get("/forum/contoh/2026/3/ringkasan?versi=x").status_code == 404


def test_a_correction_without_real_words_is_refused_beside_the_field(met: Met, desk: str, client: FlaskClient) -> None:
    client.post(desk + "/penerbitan", data={"seen": mark_on(client.get(desk).text), "once": "b1"})
    client.post(desk + "/susunan")
    mark = mark_on(client.get(desk).text)
    for number, poor in enumerate(("x", "----------", "2026-11-18 10:00")):
        told = client.post(desk + "/penerbitan", data={"seen": mark, "once": f"r{number}", "reason": poor})
        assert told.status_code == 422
        assert re.search(r'id="reason-error">.*?paling sedikit 10 huruf', told.text)
        assert poor in told.text
    assert len(db.session.scalars(select(SummaryPublication)).all()) == 1


def test_what_a_colleague_changed_meanwhile_is_shown_and_the_form_is_sent_again(
    town: Town, met: Met, desk: str, client: FlaskClient
) -> None:
    page = client.get(desk).text
    mark, text = mark_on(page), text_on(page)
    theirs, mine = text.replace("Intisari", "Ringkasnya"), text + "\nKalimat saya."
    client.post(desk + "/teks", data={"seen": mark, "body": theirs, "once": "w1"})
    sign_in(client, town.people["second"])
    crossed = client.post(desk + "/teks", data={"seen": mark, "body": mine, "once": "w2"})
    assert crossed.status_code == 409
    shown = crossed.text[crossed.text.index('id="rekan"') :]
    assert re.search(r"<ins>.*?Ringkasnya", shown, re.DOTALL)
    assert re.search(r"<del>.*?Kalimat saya", shown, re.DOTALL)
    assert text_on(crossed.text).strip() == mine.strip()
    assert mark_on(crossed.text) != mark
    again = {"seen": mark_on(crossed.text), "body": text_on(crossed.text), "once": "w3"}
    assert client.post(desk + "/teks", data=again).status_code == 303
    assert "Kalimat saya." in text_on(client.get(desk).text)


def test_the_pdf_can_be_looked_at_before_and_says_that_it_is_a_draft(met: Met, desk: str, client: FlaskClient) -> None:
    looked = client.get(desk + "/rancangan.pdf")
    assert looked.status_code == 200
    said = words(looked.data)
    assert "RANCANGAN" in said
    assert "belum diterbitkan" in said
    assert said.index("RANCANGAN") < said.index("Berita Acara Forum Konsultasi Publik")
    pages = re.findall(r"Halaman \d+ dari (\d+)", said)
    assert said.count("RANCANGAN") == int(pages[0]) == len(pages), "on every page"
    assert "Loket lansia dibuka." in said
    assert not db.session.scalars(select(SummaryPublication)).all()
    client.post(desk + "/penerbitan", data={"seen": mark_on(client.get(desk).text), "once": "p1"})
    assert client.get(desk + "/rancangan.pdf").status_code == 404
    assert "RANCANGAN" not in words(client.get("/forum/contoh/2026/3/berita-acara.pdf").data)


def test_a_publication_is_never_changed(met: Met, desk: str, client: FlaskClient) -> None:
    client.post(desk + "/penerbitan", data={"seen": mark_on(client.get(desk).text), "once": "c1"})
    for statement in (update(SummaryPublication).values(body="lain"), delete(SummaryPublication)):
        with pytest.raises(DBAPIError):
            db.session.execute(statement)
        db.session.rollback()


def test_the_draft_can_be_assembled_anew_without_touching_the_text(
    town: Town, met: Met, desk: str, client: FlaskClient
) -> None:
    from tests.dialogues.recorded import add_item

    ref = met.ref
    before = text_on(client.get(desk).text)
    add_item(read_anew(ref).session, "Parit tersumbat", 3)
    db.session.commit()
    assert "berubah sejak rancangan disusun" in client.get(desk).text
    client.post(desk + "/susunan-ulang")
    page = client.get(desk).text
    assert text_on(page) == before
    assert re.search(r"<del>.*?Parit tersumbat", page, re.DOTALL)


@pytest.mark.parametrize("who", ["officer", "resident", "inspector", "pembina"])
def test_only_moderators_write_summaries(town: Town, met: Met, client: FlaskClient, who: str) -> None:
    url = f"/meja/forum/sesi/{met.ref}/ringkasan"
    sign_in(client, town.people[who])
    assert client.get(url).status_code == 403
    assert client.get(f"{url}/rancangan.pdf").status_code == 403
    for act in ("susunan", "susunan-ulang", "teks", "pembaca", "pembacaan", "penerbitan"):
        assert client.post(f"{url}/{act}").status_code == 403
