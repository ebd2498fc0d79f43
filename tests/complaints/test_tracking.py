"""The door that number and code open, and a new code for a lost one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, current_app
from flask.testing import FlaskClient
from sqlalchemy import select

from forum import create_app
from forum.complaints.actions import verifying
from forum.complaints.actions.identity import Identity, issue_code
from forum.complaints.models import Complaint
from forum.complaints.queries import cases, private
from forum.core import mail
from forum.core.db import db
from forum.core.outbox import Letter, read_content
from forum.notifications import actions as notifications
from tests.conftest import Hands
from tests.factories import LOREM, Town, submit

KEPT = ("INSTANCE", "DATABASE_URL", "TESTING", "WTF_CSRF_ENABLED", "SECRET_KEY", "ESCROW_KEY")
WRONG = "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AA"


def test_number_and_code_open_the_case(client: FlaskClient, town: Town) -> None:
    sent = submit(town)
    answer = client.post("/lacak", data={"number": sent.complaint.number, "code": sent.code})
    assert answer.status_code == 303
    assert answer.location == f"/pengaduan/{sent.complaint.number}/pelapor"
    assert client.get(answer.location).status_code == 200


def test_case_spaces_and_dashes_are_forgiven(client: FlaskClient, town: Town) -> None:
    sent = submit(town)
    written = f" {sent.code.lower().replace('-', ' ')} "
    assert client.post("/lacak", data={"number": sent.complaint.number.lower(), "code": written}).status_code == 303


def test_an_unknown_number_and_a_wrong_code_are_told_alike(client: FlaskClient, town: Town) -> None:
    number = submit(town).complaint.number
    wrong = client.post("/lacak", data={"number": number, "code": WRONG, "once": "k"})
    unknown = client.post("/lacak", data={"number": "CTH-2026-777777", "code": WRONG, "once": "k"})
    assert wrong.status_code == unknown.status_code == 422
    strip = str.maketrans("", "", "0123456789")
    assert _bare(wrong.text, number).translate(strip) == _bare(unknown.text, "CTH-2026-777777").translate(strip)


def _bare(page: str, number: str) -> str:
    """The page without the number typed and the form's own key."""
    head, _key, rest = page.replace(number, "").partition('name="once" value="')
    return head + rest.partition('"')[2]


def test_a_code_opens_only_its_own_number(client: FlaskClient, town: Town) -> None:
    first, second = submit(town), submit(town)
    assert client.post("/lacak", data={"number": first.complaint.number, "code": second.code}).status_code == 422
    assert client.get(f"/pengaduan/{first.complaint.number}/pelapor").location == "/lacak"


@pytest.mark.parametrize("typed", [{}, {"number": "x" * 25, "code": "y"}, {"number": "x", "code": "y" * 81}])
def test_bad_input_is_told_beside_the_field(client: FlaskClient, town: Town, typed: dict[str, str]) -> None:
    answer = client.post("/lacak", data=typed)
    assert answer.status_code == 422
    assert "field-error" in answer.text


def test_an_opened_case_closes_after_twelve_hours(client: FlaskClient, town: Town, hands: Hands) -> None:
    sent = submit(town)
    client.post("/lacak", data={"number": sent.complaint.number, "code": sent.code})
    hands.move(hours=11)
    assert client.get(f"/pengaduan/{sent.complaint.number}/pelapor").status_code == 200
    hands.move(hours=2)
    assert client.get(f"/pengaduan/{sent.complaint.number}/pelapor").location == "/lacak"


def test_a_replaced_code_shuts_the_visits_it_opened(client: FlaskClient, town: Town) -> None:
    sent = submit(town)
    client.post("/lacak", data={"number": sent.complaint.number, "code": sent.code})
    issue_code(cases.lock(sent.complaint.id), "elsewhere")
    db.session.commit()
    assert client.get(f"/pengaduan/{sent.complaint.number}/pelapor").location == "/lacak"


@pytest.fixture
def limited(app: Flask, town: Town) -> Iterator[FlaskClient]:
    """A browser on the same house with its limits on."""
    from forum.core.limits import limiter

    strict = create_app({**{key: app.config[key] for key in KEPT}, "RATELIMIT_ENABLED": True})
    limiter.enabled = True
    yield strict.test_client()
    limiter.reset()
    limiter.enabled = False


def test_the_eleventh_wrong_code_waits(limited: FlaskClient, town: Town) -> None:
    sent = submit(town)
    number = sent.complaint.number
    db.session.rollback()  # the other house needs its turn to write
    for _ in range(10):
        limited.post("/lacak", data={"number": number, "code": WRONG})
    answer = limited.post("/lacak", data={"number": number, "code": sent.code})
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert "Coba lagi dalam" in answer.text


def with_contact(town: Town, is_confirmed: bool = True) -> Complaint:
    contact = notifications.make_contact_of_one_case("Siti@contoh.example", "id")
    if is_confirmed:
        notifications.confirm(contact)
    return submit(town, identity=Identity(contact_id=contact.id)).complaint


def ask(client: FlaskClient, number: str, email: str = "siti@contoh.example") -> str:
    """Ask for a new code; what the visitor is told."""
    client.post("/lacak/kode-baru", data={"number": number, "email": email})
    return client.get("/lacak").text.partition('class="flash ')[2].partition("</p>")[0]


def letters() -> list[Letter]:
    return list(db.session.scalars(select(Letter).where(Letter.kind == "new_code")))


def test_a_lost_code_is_replaced_through_the_confirmed_address(client: FlaskClient, town: Town) -> None:
    complaint = with_contact(town)
    ask(client, complaint.number.lower())
    (letter,) = letters()
    path = f"/lacak/kode-baru/{read_content(letter)['token']}"
    assert client.get(path).status_code == 200
    assert private.current_codes(complaint.id)
    receipt = client.post(path)
    assert receipt.location == f"/pengaduan/{complaint.number}/tanda-terima"
    code = client.get(receipt.location).text.partition('id="kode">')[2].partition("<")[0]
    assert private.find_by_code(complaint.number, code) is not None
    assert len(private.current_codes(complaint.id)) == 1


def test_the_link_works_once_and_for_an_hour(app: Flask, client: FlaskClient, town: Town, hands: Hands) -> None:
    complaint = with_contact(town)
    ask(client, complaint.number)
    ask(client, complaint.number)
    first, second = (f"/lacak/kode-baru/{read_content(each)['token']}" for each in letters())
    client.post(first)
    assert app.test_client().post(first).location == "/lacak/kode-baru"
    hands.move(minutes=61)
    assert client.get(second).location == "/lacak/kode-baru"
    assert client.post(second).location == "/lacak/kode-baru"


def test_the_words_tell_nobody_whether_it_matched(app: Flask, town: Town) -> None:
    number = with_contact(town).number
    told = {
        ask(app.test_client(), number),
        ask(app.test_client(), number, "lain@contoh.example"),
        ask(app.test_client(), "CTH-2026-999999"),
    }
    assert len(told) == 1
    assert "segera dikirim" in told.pop()
    assert len(letters()) == 1


def test_an_unconfirmed_address_gets_no_code(client: FlaskClient, town: Town) -> None:
    ask(client, with_contact(town, is_confirmed=False).number)
    assert not letters()


def test_a_code_visit_can_be_closed_on_a_shared_device(client: FlaskClient, town: Town) -> None:
    submitted = submit(town)
    number = submitted.complaint.number
    client.post("/lacak", data={"number": number, "code": submitted.code})
    page = client.get(f"/pengaduan/{number}/pelapor")
    assert 'action="/keluar"' in page.text
    closed = client.post("/keluar")
    assert (closed.status_code, closed.location) == (303, "/lacak")
    assert "storage" in closed.headers["Clear-Site-Data"]
    assert client.get(f"/pengaduan/{number}/pelapor").status_code != 200


def test_an_address_agrees_to_each_case_anew(client: FlaskClient, town: Town) -> None:
    """Somebody may have mistyped their address into that of another, who confirmed for a case of their own."""
    with_contact(town)
    client.get("/pengaduan/tulis?kota=contoh")
    sent = client.post("/pengaduan/tulis?kota=contoh", data={
        "body": LOREM, "village": "Melati", "naming": "hidden", "consent": "y", "once": "anew",
        "email": "siti@contoh.example",
    })  # fmt: skip
    assert sent.status_code == 303
    number = sent.location.split("/")[2]
    complaint = cases.lock(db.session.scalars(select(Complaint.id).where(Complaint.number == number)).one())
    verifying.assign(complaint, town.works, by=town.actor("moderator"))
    db.session.commit()
    mail.send_waiting()
    folder = Path(current_app.config["INSTANCE"]) / "mail"
    written = [f.read_text() for f in folder.glob("*.eml") if "siti@contoh.example" in f.read_text()]
    assert len(written) == 1, "only the question, again"
    assert number not in written[0]
    ask(client, number)
    assert letters() == []
