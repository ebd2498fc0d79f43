"""A complaint named in a thread and the thread lead to each other."""

from __future__ import annotations

from flask.testing import FlaskClient
from sqlalchemy import select

from forum.core import clock
from forum.core.db import db
from forum.dialogues.actions import posting
from forum.dialogues.models import Post, Session
from forum.dialogues.queries import mentions
from forum.dialogues.queries import posts as found_posts
from forum.dialogues.rules import threads
from tests.dialogues.talking import accepted, hidden, resident, said, url
from tests.factories import Town, assigned


def test_both_pages_lead_to_each_other(client: FlaskClient, town: Town, session_: Session) -> None:
    number = assigned(town).number
    item = accepted(town, session_)
    where = url(item)
    said(town, item, f"Sama dengan {number}, sudah lama.")
    said(town, item, f"Benar, {number} juga di lorong kami.", who="neighbour")
    assert f'href="/pengaduan/{number}"' in client.get(where).text
    page = client.get(f"/pengaduan/{number}").text
    assert f'href="{where}"' in page
    assert page.count("Dibahas di forum") == 1


def test_what_not_everyone_may_read_stays_plain(client: FlaskClient, town: Town, session_: Session) -> None:
    secret = assigned(town, is_confidential=True).number
    item = accepted(town, session_)
    said(town, item, f"Lihat {secret} dan ABC-2026-000001.")
    assert "/pengaduan/" not in found_html(item.id)
    assert mentions.touched(session_.id, clock.now()) == []


def test_named_ones_are_among_those_touched_while_somebody_reads_of_them(town: Town, session_: Session) -> None:
    complaint = assigned(town)
    number, headline = complaint.number, complaint.headline
    item = accepted(town, session_)
    post = said(town, item, f"Sama dengan {number}.")
    assert mentions.touched(session_.id, clock.now()) == [(number, headline)]
    posting.edit(found_posts.lock_post(post.id), item, "Salah nomor.", by=resident(town))
    db.session.commit()
    assert mentions.touched(session_.id, clock.now()) == []
    again = said(town, item, f"Yang benar {number}.")
    assert len(mentions.touched(session_.id, clock.now())) == 1
    hidden(town, item, again)
    assert mentions.touched(session_.id, clock.now()) == []


def found_html(item_id: int) -> str:
    return db.session.scalars(select(Post.html).where(Post.item_id == item_id)).one()


def test_numbers_in_words() -> None:
    words = "MKS-2026-000123, lagi MKS-2026-000123; https://x.id/pengaduan/MKS-2026-000124 XMKS2026-1 JKT-2026-000009."
    assert threads.numbers_in(words) == ["MKS-2026-000123", "JKT-2026-000009"]
    assert threads.with_links("Lihat MKS-2026-000123.", {"MKS-2026-000123"}) == (
        "Lihat [MKS-2026-000123](/pengaduan/MKS-2026-000123)."
    )
