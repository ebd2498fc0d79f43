"""What the forms say of passwords: long enough, not common, and kind to password managers."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.factories import Town

FORM = {"name": "Warga Contoh", "email": "baru@contoh.example", "consent": "y"}


@pytest.mark.asvs("6.2.1")
@pytest.mark.asvs("6.2.9")
@pytest.mark.parametrize(
    ("password", "status"),
    [("sebelas kar", 422), ("dua belas ka", 303), ("kuda " * 25 + "abc", 303), ("kuda " * 25 + "abcd", 422)],
)
def test_length_counts_from_12_to_128(town: Town, client: FlaskClient, password: str, status: int) -> None:
    assert client.post("/daftar", data=FORM | {"password": password}).status_code == status


@pytest.mark.asvs("6.2.4")
@pytest.mark.parametrize("password", ["password1234", "Warga Contoh", "baru@contoh.example"])
def test_what_is_easy_to_guess_is_refused_with_advice(town: Town, client: FlaskClient, password: str) -> None:
    answer = client.post("/daftar", data=FORM | {"password": password})
    assert answer.status_code == 422
    assert "mudah ditebak" in answer.text
    assert password not in answer.text.replace('value="baru@contoh.example"', "").replace('value="Warga Contoh"', "")


@pytest.mark.asvs("6.2.6")
@pytest.mark.asvs("6.2.7")
@pytest.mark.parametrize(("path", "kind"), [("/masuk", "current-password"), ("/daftar", "new-password")])
def test_managers_and_pasting_are_welcome(client: FlaskClient, path: str, kind: str) -> None:
    page = client.get(path).text
    field = page[page.index('id="password"') - 200 : page.index('id="password"') + 300]
    assert f'autocomplete="{kind}"' in field
    assert 'type="password"' in field
    assert "maxlength" not in field
    assert "onpaste" not in page


@pytest.mark.parametrize("email", ["", "tanpa-at", "a@b", "x@" + "y" * 250 + ".id"])
def test_addresses_that_cannot_be_are_refused(client: FlaskClient, email: str) -> None:
    answer = client.post("/daftar", data=FORM | {"email": email, "password": "tiga ekor kuda laut"})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
