"""A promise needs an owner and a day ahead: what is wrong is said beside its field, and nothing is made."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from forum.commitments.models import Commitment
from forum.core.db import db
from tests.commitments.promises import INDICATOR, WHAT
from tests.factories import Town, sign_in

GIVEN = {"unit": "pkm-melati", "agreed_in": "Forum dialog 12 November 2026", "what": WHAT, "indicator": INDICATOR,
         "due_on": "2026-12-10"}  # fmt: skip
AHEAD = "Tenggat harus di depan: mulai besok sampai paling lama 24 bulan lagi."


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"unit": ""}, "unit", "Pilih satu unit."), ({"unit": "tidak-ada"}, "unit", "Pilih"),
        ({"due_on": "2026-11-17"}, "due_on", AHEAD), ({"due_on": "2026-11-18"}, "due_on", AHEAD),
        ({"due_on": "2029-01-01"}, "due_on", AHEAD), ({"due_on": ""}, "due_on", "Pilih tanggal."),
        ({"due_on": "2026-02-30"}, "due_on", "Tanggal ini tidak dikenali"),
    ],
)  # fmt: skip
def test_a_promise_without_an_owner_or_a_day_ahead_is_refused(
    client: FlaskClient, town: Town, wrong: dict[str, str], field: str, said: str
) -> None:
    sign_in(client, town.people["moderator"])
    answer = client.post("/meja/komitmen/baru?kota=contoh", data=GIVEN | wrong)
    assert answer.status_code == 422
    found = re.search(rf'id="{field}-error".*?</p>', answer.text, re.DOTALL)
    assert found is not None
    assert said in found.group(0)
    assert WHAT in answer.text, "every word stays"
    assert db.session.query(Commitment).count() == 0
