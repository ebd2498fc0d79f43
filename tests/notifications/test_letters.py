"""Every act that tells somebody has its words: a letter for reporters and followers, a line for every inbox."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from forum.complaints.actions.identity import Identity, write_to_reporter
from forum.core import mail, outbox
from forum.core.db import db
from forum.core.outbox import Address, Letter
from forum.notifications import actions, letters, queries, words
from tests.browser.letters import STEPS, content_of
from tests.factories import Town, submit

HOUSE = Path(__file__).parents[2]
CONTENT = {
    "number": "CTH-2026-000001", "government": "Kota Contoh", "headline": "Lampu jalan padam", "unit": "Dinas PU",
    "due": "2026-11-27", "agency": "PLN", "reference": "R-1", "contact": "123", "into": "CTH-2026-000002",
    "ground": "spam", "step": "ombudsman",
}  # fmt: skip


def kinds_told(*tellers: str) -> set[str]:
    source = "\n".join(p.read_text() for p in (HOUSE / "forum/complaints/actions").glob("*.py"))
    return {k for t in tellers for k in re.findall(rf'{t}\(complaint, "(\w+)"', source)}


def test_every_kind_told_to_the_public_has_letter_and_words() -> None:
    told = kinds_told("tell_reporter", "tell_followers")
    assert len(told) >= 15
    assert told <= set(words.PUBLIC)
    assert {k for k in told if not (HOUSE / f"templates/email/{k}.txt").exists()} == set()


def test_every_kind_told_to_staff_has_words() -> None:
    told = kinds_told("tell_unit", "tell_moderators") | {"escalated", "deadline_near", "answer_voided", "answer_stands"}
    assert told <= set(words.STAFF)


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("kind", sorted(words.PUBLIC))
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_letter_names_the_case_and_nothing_else(kind: str, language: str) -> None:
    letter = outbox.queue(kind, outbox.seal_reference("contact", "1"), CONTENT)
    message = mail.compose(letter, Address("warga@contoh.example", language, "http://x.example/stop"))
    plain, html = (part.get_content() for part in message.iter_parts())
    assert message["Subject"].strip()
    assert CONTENT["number"] in message["Subject"]
    assert CONTENT["number"] in plain
    assert "http://x.example/stop" in plain
    assert "http://x.example/stop" in html
    assert f"/pengaduan/{CONTENT['number']}" in html
    assert "{" not in plain
    assert "\n\n\n" not in plain
    assert "%(" not in plain


WHY = {
    "session": "mendaftar atau mengikuti forum warga ini", "thread": "mengikuti diskusi ini",
    "summary": "mengikuti forum ini atau mendaftar untuk hadir", "commitment": "mengikuti komitmen ini",
    "kept_question": "terpilih dalam undian", "digest": "bertugas di unit layanan",
}  # fmt: skip


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("kind", sorted({*words.PUBLIC, *WHY}))
def test_the_foot_of_a_letter_says_why_it_came(kind: str) -> None:
    """A forum's letter has the number of its session with it, which is no report's."""
    told = content_of("13", "Lampu jalan") | ({"step": STEPS[kind]} if kind in STEPS else {})
    letter = outbox.queue(kind, outbox.seal_reference("contact", "1"), told)
    message = mail.compose(letter, Address("warga@contoh.example", "id", "http://x.example/stop"))
    for part in message.iter_parts():
        text = re.sub(r"\s+", " ", part.get_content())
        assert ("mengikuti laporan 13." in text) == (kind not in WHY), part.get_content_type()
        assert WHY.get(kind, "") in text


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("kind", ["closed", "closed_by_system", "confirmed"])
def test_a_closing_letter_asks_to_rate_the_unit(kind: str) -> None:
    path = "/unit/contoh/dpu/nilai?kanal=surat"
    letter = outbox.queue(kind, outbox.seal_reference("contact", "1"), CONTENT | {"rate": path})
    message = mail.compose(letter, Address("warga@contoh.example", "id", "http://x.example/stop"))
    plain, html = (part.get_content() for part in message.iter_parts())
    assert "Nilai layanan unit ini:\nhttp" in plain
    assert f"{path}\n" in plain
    assert "\n\n\n" not in plain
    assert f'{path}"' in html


def test_the_reader_of_a_letter_gets_their_own_language(town: Town) -> None:
    letter = outbox.queue("confirmed", outbox.seal_reference("contact", "1"), CONTENT)
    english = mail.compose(letter, Address("a@contoh.example", "en"))
    _plain, html = (part.get_content() for part in english.iter_parts())
    assert '<html lang="en">' in html


def test_an_unconfirmed_address_gets_one_letter_with_nothing_of_the_case(town: Town) -> None:
    contact = actions.make_contact("Canary@contoh.example", "id")
    complaint = submit(town, identity=Identity(name="Kenari", contact_id=contact.id)).complaint
    actions.ask_confirmation(contact)
    actions.ask_confirmation(contact)
    db.session.commit()
    letter = db.session.query(Letter).filter_by(kind="confirm_contact").one()
    address = outbox.open_reference(letter.recipient)
    assert address is not None
    text = mail.compose(letter, address).as_string()
    assert complaint.number not in text
    assert complaint.headline[:20] not in text
    write_to_reporter(complaint, "answered")
    answered = db.session.query(Letter).filter_by(kind="answered").one()
    assert outbox.open_reference(answered.recipient) is None


def test_only_confirmed_and_not_stopped_contacts_are_written_to(town: Town) -> None:
    contact = actions.make_contact("warga@contoh.example", "en")
    assert letters.open_contact(str(contact.id)) is None
    assert actions.confirm(contact)
    opened = letters.open_contact(str(contact.id))
    assert opened is not None
    assert (opened.email, opened.language) == ("warga@contoh.example", "en")
    actions.stop_mail(contact)
    assert letters.open_contact(str(contact.id)) is None
    actions.resume_mail(contact)
    assert letters.open_contact(str(contact.id)) is not None


def test_an_address_that_said_stop_is_not_asked_again(town: Town) -> None:
    contact = actions.make_contact("warga@contoh.example", "id")
    actions.stop_mail(contact)
    actions.ask_confirmation(contact)
    assert db.session.query(Letter).count() == 0


def test_a_link_works_for_its_contact_and_purpose_alone(town: Town) -> None:
    contact, other = (actions.make_contact(f"{n}@contoh.example", "id") for n in ("satu", "dua"))
    tag = letters.tag_of(contact.id, letters.STOP)
    assert letters.find_tagged(contact.id, tag, letters.STOP) is contact
    assert letters.find_tagged(other.id, tag, letters.STOP) is None
    assert letters.find_tagged(contact.id, tag, letters.CONFIRM) is None
    assert letters.find_tagged(contact.id, "é" * 32, letters.STOP) is None
    assert queries.get_contact(contact.id) is contact
