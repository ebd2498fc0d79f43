"""Files: each reader gets the copy they may see, safely dressed; to everyone else the file is not there."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from forum.complaints.actions import answering, attaching, verifying
from forum.complaints.models import Attachment, Complaint
from forum.complaints.queries import cases
from forum.core import clock
from forum.core.db import db
from forum.core.uploads import store
from forum.ledger.actions import new_reference
from tests.factories import Town, assigned, sign_in, submit

ORIGINAL, CLEAN, SMALL, REDACTED, SMALL_REDACTED = b"original", b"clean", b"small", b"redacted", b"small-redacted"


def file_of(
    complaint: Complaint, origin: str = "reporter", kind: str = "image/jpeg", message_id: int | None = None
) -> Attachment:
    """A file as `attach` keeps it, without the costly remaking."""
    kept = store()
    attachment = Attachment(
        ref=new_reference(), complaint_id=complaint.id, message_id=message_id, origin=origin, kind=kind,
        title="foto-abc", pages=1, width=10, height=10, size=5, sealed_file=kept.put_sealed(ORIGINAL),
        clean_file=kept.put_clean(CLEAN), thumb_file=kept.put_clean(SMALL), at=clock.now(),
    )  # fmt: skip
    db.session.add(attachment)
    db.session.commit()
    return attachment


def release(town: Town, attachment: Attachment, to_public: bool = True) -> None:
    from forum.complaints.models import Release

    kept = store()
    db.session.add(
        Release(attachment_id=attachment.id, by_id=town.people["moderator"].id, at=clock.now(), boxes=[],
                to_public=to_public, clean_file=kept.put_clean(REDACTED), thumb_file=kept.put_clean(SMALL_REDACTED))
    )  # fmt: skip
    db.session.commit()


def status(client: FlaskClient, attachment: Attachment) -> set[int]:
    return {client.get(f"/berkas/{attachment.ref}{tail}").status_code for tail in ("", "/kecil")}


def test_nobody_unknown_finds_an_unreleased_file(client: FlaskClient, town: Town) -> None:
    attachment = file_of(assigned(town))
    assert status(client, attachment) == {404}
    assert client.get("/berkas/tidak-ada").status_code == 404
    sign_in(client, town.people["resident"])
    assert status(client, attachment) == {404}


def test_everyone_sees_the_released_copy_only(client: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    attachment = file_of(complaint)
    release(town, attachment)
    assert client.get(f"/berkas/{attachment.ref}").data == REDACTED
    assert client.get(f"/berkas/{attachment.ref}/kecil").data == SMALL_REDACTED
    assert f"/berkas/{attachment.ref}/kecil" in client.get(f"/pengaduan/{complaint.number}").text


def test_a_copy_released_to_the_unit_alone_stays_there(client: FlaskClient, town: Town) -> None:
    complaint = assigned(town, is_anonymous=True)
    attachment = file_of(complaint)
    release(town, attachment, to_public=False)
    assert status(client, attachment) == {404}
    assert attachment.ref not in client.get(f"/pengaduan/{complaint.number}").text
    sign_in(client, town.people["officer"])
    assert client.get(f"/berkas/{attachment.ref}").data == REDACTED


@pytest.mark.parametrize("hidden", ["is_confidential", "unverified"])
def test_no_file_leaves_a_complaint_that_cannot_be_read(client: FlaskClient, town: Town, hidden: str) -> None:
    complaint = assigned(town, is_confidential=True) if hidden == "is_confidential" else submit(town).complaint
    attachment = file_of(complaint)
    release(town, attachment)
    assert status(client, attachment) == {404}
    assert attachment.ref not in client.get(f"/pengaduan/{complaint.number}").text


def test_a_file_taken_back_is_gone(client: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    attachment = file_of(complaint)
    release(town, attachment)
    attaching.withhold(cases.lock(complaint.id), attachment, by=town.actor("moderator"))
    db.session.commit()
    assert status(client, attachment) == {404}


def test_the_units_evidence_is_for_everyone(client: FlaskClient, town: Town) -> None:
    complaint = cases.lock(assigned(town).id)
    message = answering.answer(complaint, "Lampu sudah diganti.", by=town.actor("officer"))
    attachment = file_of(complaint, "unit", message_id=message.id)
    page = client.get(f"/pengaduan/{complaint.number}").text
    assert attachment.ref in page.split('class="card official"')[1].split("</article>")[0]
    assert client.get(f"/berkas/{attachment.ref}").data == CLEAN


def test_another_units_officer_sees_no_whole_copy(client: FlaskClient, town: Town) -> None:
    attachment = file_of(assigned(town))
    sign_in(client, town.people["nurse"])
    assert status(client, attachment) == {404}


def test_how_a_file_is_dressed(client: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    photo, paper = file_of(complaint), file_of(complaint, kind="application/pdf")
    for attachment in (photo, paper):
        release(town, attachment)
    answer = client.get(f"/berkas/{photo.ref}")
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Disposition"] == 'inline; filename="foto-abc.jpg"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    answer = client.get(f"/berkas/{paper.ref}?v=1")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="foto-abc.pdf"'
    assert answer.headers["Cache-Control"].startswith("public")
    again = client.get(
        f"/berkas/{photo.ref}", headers={"If-None-Match": client.get(f"/berkas/{photo.ref}").headers["ETag"]}
    )
    assert again.status_code == 304


def test_what_staff_see_is_not_stored(client: FlaskClient, town: Town) -> None:
    attachment = file_of(assigned(town))
    sign_in(client, town.people["officer"])
    answer = client.get(f"/berkas/{attachment.ref}?v=1")
    assert answer.data == CLEAN
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_supporting_unit_sees_what_was_released_for_the_unit(client: FlaskClient, town: Town) -> None:
    complaint = cases.lock(assigned(town).id)
    released, unreleased = file_of(complaint), file_of(complaint)
    release(town, released, to_public=False)
    sign_in(client, town.people["nurse"])
    assert status(client, released) == {404}
    verifying.add_support(cases.lock(complaint.id), town.clinic, by=town.actor("moderator"))
    db.session.commit()
    assert client.get(f"/berkas/{released.ref}").data == REDACTED
    assert status(client, unreleased) == {404}
    page = client.get(f"/meja/unit/{complaint.number}").text
    assert released.ref in page
    assert unreleased.ref not in page


def test_a_supporting_unit_sees_evidence_of_a_confidential_case(client: FlaskClient, town: Town) -> None:
    complaint = cases.lock(assigned(town, is_confidential=True).id)
    evidence = file_of(complaint, origin="unit")
    sign_in(client, town.people["nurse"])
    assert status(client, evidence) == {404}
    verifying.add_support(cases.lock(complaint.id), town.clinic, by=town.actor("moderator"))
    db.session.commit()
    assert client.get(f"/berkas/{evidence.ref}").data == CLEAN
