"""A thread as everyone reads it: what stands on top, in which order, how much it costs."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from forum.core.db import db, is_sqlite
from forum.dialogues.models import Session
from forum.dialogues.queries import threads
from forum.dialogues.queries.threads import Wish
from forum.dialogues.rules import threads as rules
from forum.dialogues.talk_errors import ThreadClosed
from tests.complaints.counting import plan_of, statements
from tests.conftest import Hands
from tests.dialogues.conftest import make_session
from tests.dialogues.talking import accepted, crowd, said, url
from tests.factories import Town, sign_in


def refs_on(page: str) -> list[str]:
    return re.findall(r'id="t-(\w+)"', page)


def test_official_answers_stand_on_top_and_name_the_question(
    client: FlaskClient, town: Town, session_: Session
) -> None:
    item = accepted(town, session_)
    question = said(town, item, "Kapan lampunya menyala?", kind="question")
    reply = said(town, item, "Sama, di gang kami juga.", who="neighbour", parent=question)
    answer = said(town, item, "Besok pagi petugas datang.", who="officer", kind="answer", parent=question)
    later = said(town, item, "Terima kasih.", who="neighbour")
    page = client.get(url(item)).text
    assert refs_on(page) == [each.subject.ref for each in (answer, later, question, reply)]
    assert "Jawaban resmi Dinas Pekerjaan Umum" in page
    assert "Kapan lampunya menyala?" in page[page.index("Menjawab:") :][:400]
    assert page.count("Besok pagi petugas datang.") == 1


def test_authors_are_residents_unless_they_choose_their_name(
    client: FlaskClient, town: Town, session_: Session
) -> None:
    item = accepted(town, session_)
    where = url(item)
    sign_in(client, town.people["resident"])
    client.post(f"{where}/tulisan", data={"kind": "post", "body": "Tanpa nama."})
    page = client.get(where).text
    assert "Warga</h3>" in page
    assert "Resident Contoh</h3>" not in page
    client.post(f"{where}/tulisan", data={"kind": "post", "body": "Dengan nama.", "named": "y"})
    assert "Resident Contoh</h3>" in client.get(where).text


def test_staff_are_always_named(client: FlaskClient, town: Town, session_: Session) -> None:
    item = accepted(town, session_)
    where = url(item)
    sign_in(client, town.people["nurse"])
    client.post(f"{where}/tulisan", data={"kind": "post", "body": "Menurut saya begini."})
    assert "Nurse Contoh</h3>" in client.get(where).text


def test_sorted_by_support_and_narrowed_to_questions(client: FlaskClient, town: Town, session_: Session) -> None:
    item = accepted(town, session_)
    loud, quiet = said(town, item, "Banyak didukung", kind="question"), said(town, item, "Sedikit")
    where, ref = url(item), loud.subject.ref
    sign_in(client, town.people["neighbour"])
    client.post(f"/forum/dukungan/{ref}")
    assert refs_on(client.get(where).text) == [quiet.subject.ref, ref]
    assert refs_on(client.get(f"{where}?urut=dukungan").text) == [ref, quiet.subject.ref]
    assert refs_on(client.get(f"{where}?jenis=pertanyaan").text) == [ref]
    for odd in ("?urut=acak", "?jenis=rahasia", "?hal=zzz"):
        assert client.get(where + odd).status_code == 404, odd


def test_pages_walk_through_every_post_once_in_both_orders(client: FlaskClient, town: Town, session_: Session) -> None:
    item = accepted(town, session_)
    crowd(item, 47, town.people["resident"].id)
    for sort in rules.SORTS:
        wish, cursor, seen = Wish(item.id, sort), None, []
        while True:
            page = threads.thread(wish, cursor).page
            seen += [line.id for line in page.rows]
            if page.older is None:
                break
            cursor = page.older
        assert len(seen) == len(set(seen)) == 47
        back = threads.thread(wish, threads.thread(wish, cursor).page.newer).page
        assert [line.id for line in back.rows] == seen[20:40]


def test_ten_thousand_posts_cost_what_a_hundred_cost(client: FlaskClient, town: Town, session_: Session) -> None:
    small, large = accepted(town, session_), accepted(town, session_, "Jalan rusak")
    crowd(small, 100, town.people["resident"].id)
    crowd(large, 10_000, town.people["resident"].id)
    for query in ("", "?urut=dukungan", "?jenis=pertanyaan"):
        counts = []
        for item in (small, large):
            where = url(item) + query
            client.get(where)
            db.session.rollback()
            with statements() as sent:
                assert client.get(where).status_code == 200
            counts.append(len(sent))
        assert counts[0] == counts[1] <= 5, sent
    for wish in (Wish(large.id), Wish(large.id, "dukungan"), Wish(large.id, kind="question")):
        plan = plan_of(threads.listing(wish, None))
        # PostgreSQL knows nothing yet of a table just filled, and may sort what an index gave it.
        bad = r"SCAN dialogue_posts|TEMP B-TREE" if is_sqlite() else r"Seq Scan on dialogue_posts"
        assert not re.search(bad, plan, re.IGNORECASE if not is_sqlite() else 0), plan
    plan = plan_of(threads.whole(Wish(large.id), None, True))
    assert not re.search(r"SCAN dialogue_posts(?! USING)|Seq Scan on dialogue_posts", plan), plan


def test_a_reply_shows_below_its_post_and_the_rest_on_its_page(
    client: FlaskClient, town: Town, session_: Session
) -> None:
    item = accepted(town, session_)
    post = said(town, item)
    for k in range(5):
        said(town, item, f"Balasan nomor {k}", who="neighbour", parent=post)
    page = client.get(url(item)).text
    assert "Balasan nomor 2" in page
    assert "Balasan nomor 3" not in page
    assert "Lihat semua balasan (5)" in page
    assert "Balasan nomor 4" in client.get(url(item, post.subject.ref)).text


def test_a_thread_opens_and_closes_on_its_days(client: FlaskClient, town: Town, hands: Hands) -> None:
    session = make_session(town, days=30)
    item = accepted(town, session)
    where = url(item)
    with pytest.raises(ThreadClosed):
        said(town, item)
    db.session.rollback()
    assert "Diskusi dibuka mulai" in client.get(where).text
    hands.move(days=20)
    sign_in(client, town.people["resident"])
    assert client.post(f"{where}/tulisan", data={"kind": "post", "body": "Sekarang boleh."}).status_code == 303
    hands.move(days=30)
    sign_in(client, town.people["resident"])
    page = client.get(where).text
    assert "Diskusi ditutup sejak" in page
    assert "Sekarang boleh." in page
    assert "Tulis di diskusi ini" not in page
    late = client.post(f"{where}/tulisan", data={"kind": "post", "body": "Sudah saya tulis panjang-panjang."})
    assert late.status_code == 409
    assert "Diskusi ini sedang tidak dibuka." in late.text
    assert "Sudah saya tulis panjang-panjang.</textarea>" in late.text
    assert f'href="{where}"' in late.text


def test_a_change_that_comes_too_late_keeps_its_words(
    client: FlaskClient, town: Town, session_: Session, hands: Hands
) -> None:
    ref = said(town, accepted(town, session_)).subject.ref
    hands.move(days=30)
    sign_in(client, town.people["resident"])
    late = client.post(f"/forum/tulisan/{ref}/suntingan", data={"body": "Yang saya maksud: lima lampu."})
    assert late.status_code == 409
    assert "Yang saya maksud: lima lampu.</textarea>" in late.text


def test_a_quote_stands_in_the_form_masked_and_without_what_it_quotes(
    client: FlaskClient, town: Town, session_: Session
) -> None:
    item = accepted(town, session_)
    post = said(town, item, "> lama\n\nTelepon saya 0812-3456-7890.")
    where, ref = url(item, post.subject.ref), post.subject.ref
    sign_in(client, town.people["neighbour"])
    page = client.get(f"{where}?kutip={ref}").text
    form = page[page.index('id="body"') :][:400]
    assert "&gt; Telepon saya [nomor telepon disamarkan]" in form
    assert "lama" not in form
    assert "7890" not in page


def test_quoting_cuts_at_a_word_and_keeps_every_line() -> None:
    assert rules.quoted("satu\ndua") == "> satu\n> dua\n\n"
    assert rules.quoted("> semua kutipan") == ""
    assert len(rules.quoted("kata " * 400)) < rules.MOST_QUOTED + 10


def test_followers_hear_of_official_answers_only(client: FlaskClient, town: Town, session_: Session) -> None:
    from forum.core.outbox import Letter

    item = accepted(town, session_)
    where = url(item)
    sign_in(client, town.people["neighbour"])
    assert client.post(f"{where}/ikutan").status_code == 303
    assert "Berhenti mengikuti" in client.get(where).text
    said(town, item)
    before = db.session.query(Letter).filter_by(kind="thread").count()
    said(town, item, "Besok kami perbaiki.", who="officer", kind="answer")
    assert before == 0
    # the one who follows, and the one who proposed and wrote
    assert db.session.query(Letter).filter_by(kind="thread").count() == 2
    client.post(f"{where}/ikutan/pembatalan")
    said(town, item, "Sudah diperbaiki.", who="officer", kind="answer")
    assert db.session.query(Letter).filter_by(kind="thread").count() == 3
