"""A reporter's file reaches unit and public only as the copy a moderator covered and released."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from forum.accounts.models import Account
from forum.complaints import policy
from forum.complaints.actions import attaching
from forum.complaints.models import Attachment, Complaint
from forum.complaints.queries import cases
from forum.core.db import db
from forum.core.files import make_anew
from forum.core.uploads import store
from forum.ledger.queries import acts_on
from tests.factories import Town, assigned, sign_in, submit

WHITE = (255, 255, 255)


@pytest.fixture
def moderator(client: FlaskClient, town: Town) -> FlaskClient:
    return sign_in(client, town.people["moderator"])


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (200, 100), WHITE).save(out, "PNG")
    return out.getvalue()


def document(pages: int = 2) -> bytes:
    out = io.BytesIO()
    sheets = [Image.new("RGB", (200, 100), WHITE) for _ in range(pages)]
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:])
    return out.getvalue()


def with_file(complaint: Complaint, content: bytes, origin: str = "reporter") -> Attachment:
    kept = attaching.attach(store(), complaint, make_anew(store(), [content]), origin=origin)
    db.session.commit()
    return kept[0]


def address(complaint: Complaint, file: Attachment, act: str = "") -> str:
    return f"/meja/verifikasi/{complaint.number}/lampiran/{file.ref}{act}"


def boxed(page: int = 0, values: tuple[str, str, str, str] = ("25", "0", "50", "100")) -> dict[str, str]:
    sides = ("kiri", "atas", "lebar", "tinggi")
    return {f"kotak-{page}-0-{side}": value for side, value in zip(sides, values, strict=True)}


def release(client: FlaskClient, complaint: Complaint, file: Attachment, **more: Any) -> TestResponse:
    return client.post(address(complaint, file, "/rilis"), data={"rilis-audience": "unit", **boxed(), **more})


def seen_by(client: FlaskClient, who: Account | None, file: Attachment) -> TestResponse:
    other = client.application.test_client()
    return (sign_in(other, who) if who else other).get(f"/berkas/{file.ref}")


def pixel(content: bytes, x: int, y: int) -> int:
    return Image.open(io.BytesIO(content)).convert("L").getpixel((x, y))  # type: ignore[return-value]


def test_the_unit_sees_the_covered_copy_and_nothing_before(moderator: FlaskClient, town: Town) -> None:
    complaint = assigned(town, is_anonymous=True)
    file = with_file(complaint, picture())
    assert seen_by(moderator, town.people["officer"], file).status_code == 404
    assert release(moderator, complaint, file).status_code == 303
    copy = seen_by(moderator, town.people["officer"], file)
    assert copy.status_code == 200
    assert pixel(copy.data, 100, 50) < 30
    assert pixel(copy.data, 10, 50) > 220
    assert seen_by(moderator, None, file).status_code == 404


def test_the_public_sees_it_only_when_told_so(moderator: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    file = with_file(complaint, picture())
    assert seen_by(moderator, None, file).status_code == 404
    release(moderator, complaint, file, **{"rilis-audience": "public"})
    assert seen_by(moderator, None, file).status_code == 200


def test_the_newest_release_counts_and_can_be_taken_back(moderator: FlaskClient, town: Town) -> None:
    complaint = assigned(town, is_anonymous=True)
    file = with_file(complaint, picture())
    release(moderator, complaint, file, **{"rilis-audience": "public"})
    release(moderator, complaint, file)
    assert seen_by(moderator, None, file).status_code == 404
    for _ in range(2):
        assert moderator.post(address(complaint, file, "/penarikan")).status_code == 303
    assert seen_by(moderator, town.people["officer"], file).status_code == 404
    assert [a.verb for a in acts_on(complaint.subject_id)][2:] == ["release", "release", "withhold"]


def test_boxes_of_the_last_release_stand_ready(moderator: FlaskClient, town: Town) -> None:
    complaint = submit(town).complaint
    file = with_file(complaint, picture())
    release(moderator, complaint, file)
    page = moderator.get(address(complaint, file)).text
    assert 'name="kotak-0-0-kiri" value="25.0"' in page
    assert '<rect x="25.0" y="0.0" width="50.0" height="100.0"/>' in page


def test_each_page_of_a_document_is_covered_by_itself(moderator: FlaskClient, town: Town) -> None:
    complaint = submit(town).complaint
    file = with_file(complaint, document())
    assert release(moderator, complaint, file, **boxed(1)).status_code == 303
    db.session.expire_all()
    found = cases.find_attachment(file.ref)
    assert found is not None
    kept = policy.current_release(found)
    assert kept is not None
    assert sorted(box[0] for box in kept.boxes) == [0, 1]
    for page, status in ((0, 200), (1, 200), (2, 404)):
        shown = moderator.get(address(complaint, file, f"/halaman/{page}"))
        assert shown.status_code == status
    assert moderator.get(address(complaint, file, "/halaman/1")).mimetype == "image/jpeg"


def test_a_preview_keeps_nothing(moderator: FlaskClient, town: Town) -> None:
    complaint = submit(town).complaint
    file = with_file(complaint, picture())
    before = sorted(Path(store().folder).rglob("*"))
    answer = moderator.post(address(complaint, file, "/pratinjau"), data={"rilis-audience": "public", **boxed()})
    assert answer.status_code == 200
    assert "data:image/" in answer.text
    assert 'name="kotak-0-0-kiri" value="25"' in answer.text
    assert sorted(Path(store().folder).rglob("*")) == before
    assert "release" not in [a.verb for a in acts_on(complaint.subject_id)]


@pytest.mark.parametrize(
    "values",
    [("x", "0", "10", "10"), ("95", "0", "10", "10"), ("0", "0", "0", "10"), ("-1", "0", "5", "5"),
     ("10", "", "5", "5"), ("nan", "0", "5", "5"), ("inf", "0", "5", "5")],
)  # fmt: skip
def test_a_box_beside_its_page_is_refused_and_kept_as_typed(
    moderator: FlaskClient, town: Town, values: tuple[str, str, str, str]
) -> None:
    complaint = submit(town).complaint
    file = with_file(complaint, picture())
    for act in ("/rilis", "/pratinjau"):
        answer = moderator.post(address(complaint, file, act), data={"rilis-audience": "unit", **boxed(0, values)})
        assert answer.status_code == 422
        assert "kotak 1" in answer.text
        assert f'name="kotak-0-0-kiri" value="{values[0]}"' in answer.text


@pytest.mark.parametrize("audience", ["", "semua"])
def test_it_must_be_said_for_whom(moderator: FlaskClient, town: Town, audience: str) -> None:
    complaint = submit(town).complaint
    file = with_file(complaint, picture())
    answer = release(moderator, complaint, file, **{"rilis-audience": audience})
    assert answer.status_code == 422
    assert 'value="25"' in answer.text


def test_a_double_click_releases_once(moderator: FlaskClient, town: Town) -> None:
    complaint = submit(town).complaint
    file = with_file(complaint, picture())
    led = [release(moderator, complaint, file, once="kunci").location for _ in range(2)]
    assert led[0] == led[1]
    assert [a.verb for a in acts_on(complaint.subject_id)].count("release") == 1


def test_no_lock_is_held_while_the_copy_is_made(
    moderator: FlaskClient, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    complaint = submit(town).complaint
    file = with_file(complaint, picture())
    made, open_then = attaching.redact, []

    def watched(*given: Any) -> Any:
        open_then.append(db.session().in_transaction())
        return made(*given)

    monkeypatch.setattr(attaching, "redact", watched)
    assert release(moderator, complaint, file).status_code == 303
    assert open_then == [False]


@pytest.mark.parametrize(("who", "status"), [("officer", 403), ("resident", 403), ("inspector", 403)])
def test_only_moderators_release(client: FlaskClient, town: Town, who: str, status: int) -> None:
    complaint = assigned(town)
    file = with_file(complaint, picture())
    sign_in(client, town.people[who])
    for act in ("", "/halaman/0"):
        assert client.get(address(complaint, file, act)).status_code == status
    for act in ("/rilis", "/pratinjau", "/penarikan"):
        assert client.post(address(complaint, file, act), data=boxed()).status_code == status


def test_files_of_other_cases_and_of_units_are_not_there(moderator: FlaskClient, town: Town) -> None:
    complaint, other = submit(town).complaint, assigned(town)
    foreign, evidence = with_file(other, picture()), with_file(other, picture(), origin="unit")
    assert moderator.get(address(complaint, foreign)).status_code == 404
    assert moderator.get(address(other, evidence)).status_code == 404
    assert release(moderator, complaint, foreign).status_code == 404
    assert moderator.get(f"/meja/verifikasi/{other.number}/lampiran/tidakada").status_code == 404
