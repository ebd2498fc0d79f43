"""What narrows the board is named, can be taken off one by one, and areas agree."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from forum.core.db import db
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


def chosen_unit(page: str) -> str:
    """The value of the unit's list that is selected; empty for all."""
    listed = re.search(r'<select class="input" id="f-unit" name="unit">.*?</select>', page, re.DOTALL)
    assert listed
    picked = re.search(r'value="([^"]*)" selected', listed.group())
    return picked.group(1) if picked else ""


def test_a_unit_is_picked_from_a_list_and_stays_in_the_address(client: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    page = client.get(BOARD).text
    assert chosen_unit(page) == ""
    assert '<option value="dpu">Dinas Pekerjaan Umum</option>' in page
    own = client.get(f"{BOARD}&unit=dpu").text
    assert chosen_unit(own) == "dpu"
    assert complaint.number in own
    other = client.get(f"{BOARD}&unit=pkm-melati&keadaan=").text
    assert chosen_unit(other) == "pkm-melati"
    assert complaint.number not in other
    assert "Kota Lain" not in page


def test_a_closed_unit_is_listed_only_while_it_is_asked_for(client: FlaskClient, town: Town) -> None:
    town.clinic.status = "closed"
    db.session.commit()
    assert "pkm-melati" not in client.get(BOARD).text
    page = client.get(f"{BOARD}&unit=pkm-melati").text
    assert chosen_unit(page) == "pkm-melati"
    assert set(tags(page)) == {"Puskesmas Melati"}
