"""Support and follow: accounts at once, addresses once confirmed, each once, nothing given away."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum import create_app
from forum.complaints.actions import merging, supporting
from forum.complaints.models import Complaint
from forum.complaints.queries import cases
from forum.core.db import db
from forum.core.limits import limiter
from forum.core.outbox import Letter
from forum.notifications import actions as notifications
from forum.notifications import letters, queries
from tests.conftest import settings
from tests.factories import Town, assigned, sign_in, submit


def counts(complaint: Complaint) -> tuple[int, int]:
    db.session.expire_all()
    fresh = db.session.get_one(Complaint, complaint.id)
    return fresh.support_count, fresh.support_mail_count


def test_an_account_supports_once_and_takes_it_back(client: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    sign_in(client, town.people["neighbour"])
    where = f"/pengaduan/{complaint.number}"
    for key in ("satu", "dua"):
        assert client.post(f"{where}/dukungan", data={"once": key}).status_code == 303
    assert counts(complaint) == (1, 0)
    assert "Batalkan dukungan saya" in client.get(where).text
    client.post(f"{where}/dukungan/pembatalan", data={"once": "tiga"})
    assert counts(complaint) == (0, 0)


def test_an_account_follows_and_stops(client: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    person = town.people["neighbour"]
    sign_in(client, person)
    where = f"/pengaduan/{complaint.number}"
    client.post(f"{where}/ikutan", data={"once": "a"})
    assert "Berhenti mengikuti" in client.get(where).text
    client.post(f"{where}/ikutan/pembatalan", data={"once": "b"})
    follow = queries.find_follow(complaint.subject_id, account_id=person.id)
    assert follow is not None
    assert follow.ended_at is not None


def test_a_double_click_by_mail_asks_once(client: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    for _click in range(2):
        sent = {"email": "warga@contoh.example", "once": "kunci"}
        assert client.post(f"/pengaduan/{complaint.number}/dukungan", data=sent).status_code == 303
    assert db.session.query(Letter).filter_by(kind="confirm_contact").count() == 1
    assert counts(complaint) == (0, 0)


def test_an_address_counts_from_its_confirmation_on(client: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    client.post(f"/pengaduan/{complaint.number}/dukungan", data={"email": "Warga@Contoh.example", "once": "a"})
    contact = queries.find_contact("warga@contoh.example")
    assert contact is not None
    link = letters.confirm_url(contact.id).split("//", 1)[1]
    path = link[link.index("/") :]
    page = client.get(path)
    assert "Ya, kabari saya" in page.text
    assert complaint.number not in page.text
    assert counts(complaint) == (0, 0)
    agree = re.search(r'action="([^"]+persetujuan)"', page.text)
    assert agree is not None
    for key in ("x", "y"):
        client.post(agree[1], data={"once": key})
    assert counts(complaint) == (0, 1)
    assert "sudah terkonfirmasi" in client.get(path).text


def test_known_and_unknown_addresses_read_the_same(client: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    notifications.confirm(notifications.make_contact("lama@contoh.example", "id"))
    db.session.commit()
    answers = []
    for n, email in enumerate(("lama@contoh.example", "baru@contoh.example")):
        sent = {"email": email, "once": f"k{n}"}
        answer = client.post(f"/pengaduan/{complaint.number}/ikutan", data=sent, follow_redirects=True)
        answers.append(re.findall(r'<div class="flash.*?</p>', answer.text, re.DOTALL))
    assert answers[0] == answers[1]
    assert answers[0]


@pytest.mark.parametrize(
    "email", ["", "bukan surel", "a@b", "x" * 260 + "@contoh.example", "a@contoh.example\nBcc: x@y.z"]
)
def test_what_is_no_address_is_refused_and_kept(client: FlaskClient, town: Town, email: str) -> None:
    complaint = assigned(town)
    answer = client.post(f"/pengaduan/{complaint.number}/dukungan", data={"email": email, "once": "a"})
    assert answer.status_code == 422
    assert "field-error" in answer.text
    assert db.session.query(Letter).filter_by(kind="confirm_contact").count() == 0


def test_what_cannot_be_read_cannot_be_supported(client: FlaskClient, town: Town) -> None:
    hidden, secret = submit(town).complaint, assigned(town, is_confidential=True)
    for number in (hidden.number, secret.number, "CTH-2026-999999"):
        for act in ("dukungan", "ikutan"):
            sent = {"email": "warga@contoh.example", "once": "a"}
            assert client.post(f"/pengaduan/{number}/{act}", data=sent).status_code == 404


def test_taking_back_needs_an_account(client: FlaskClient, town: Town) -> None:
    answer = client.post(f"/pengaduan/{assigned(town).number}/dukungan/pembatalan")
    assert answer.status_code == 302
    assert "/masuk" in answer.location


def test_a_merge_carries_confirmed_addresses_only(town: Town) -> None:
    kept, duplicate = assigned(town), assigned(town)
    sure, unsure = (notifications.make_contact(f"{n}@contoh.example", "id") for n in ("satu", "dua"))
    notifications.confirm(sure)
    for contact in (sure, unsure):
        supporting.support_by_mail(duplicate, contact)
    db.session.commit()
    merging.merge(cases.lock(duplicate.id), cases.lock(kept.id), by=town.actor("moderator"))
    db.session.commit()
    assert counts(kept) == (0, 1)
    notifications.confirm(unsure)
    supporting.count_confirmed(unsure)
    db.session.commit()
    assert counts(kept) == (0, 2)
    merging.unmerge(cases.lock(duplicate.id), "Bukan laporan yang sama.", by=town.actor("moderator"))
    db.session.commit()
    assert counts(kept) == (0, 0)
    assert counts(duplicate) == (0, 2)


def test_eleven_addresses_an_hour_are_too_many(app: Flask, town: Town) -> None:
    number = assigned(town).number
    db.session.remove()
    limited = create_app({**settings(app.config["INSTANCE"], app.config["DATABASE_URL"]), "RATELIMIT_ENABLED": True})
    try:
        browser = limited.test_client()
        forms = [{"email": f"w{n}@contoh.example", "once": str(n)} for n in range(11)]
        sent = [browser.post(f"/pengaduan/{number}/ikutan", data=form) for form in forms]
    finally:
        with limited.app_context():
            db.session.remove()
            db.engine.dispose()
        limiter.reset()
        limiter.enabled = False
    assert [a.status_code for a in sent] == [303] * 10 + [429]
