"""What narrows the board is named, can be taken off one by one, and areas agree."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.factories import Town, assigned

BOARD = "/pengaduan?kota=contoh"


def tags(page: str) -> dict[str, str]:
    """Label -> address of every filter that is on."""
    listed = re.search(r'<ul class="tags chosen".*?</ul>', page, re.DOTALL)
    found = re.findall(r'<a class="tag" href="([^"]+)">(.*?) <svg', listed.group() if listed else "")
    return {label: url.replace("&amp;", "&") for url, label in found}


def test_each_filter_is_named_and_taken_off_by_itself(client: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    page = client.get(f"{BOARD}&keadaan=assigned&unit=dpu&jenis=complaint&q=lampu").text
    found = tags(page)
    assert set(found) == {"Didisposisikan", "Dinas Pekerjaan Umum", "Pengaduan"}
    lighter = client.get(found["Didisposisikan"])
    assert complaint.number in lighter.text
    assert set(tags(lighter.text)) == {"Dinas Pekerjaan Umum", "Pengaduan"}
    assert 'value="lampu"' in lighter.text
    assert tags(client.get(BOARD).text) == {}


def test_a_village_brings_its_district(client: FlaskClient, town: Town) -> None:
    assigned(town)
    found = tags(client.get(f"{BOARD}&desa=99.71.01.1001").text)
    assert set(found) == {"Timur", "Melati"}
    assert set(tags(client.get(found["Melati"]).text)) == {"Timur"}
    assert tags(client.get(found["Timur"]).text) == {}


@pytest.mark.usefixtures("town")
def test_a_village_of_another_district_is_let_go(client: FlaskClient) -> None:
    page = client.get(f"{BOARD}&kecamatan=99.71.01&desa=99.71.02.1001").text
    assert set(tags(page)) == {"Timur"}
