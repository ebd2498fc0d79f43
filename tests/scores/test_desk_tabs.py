"""The tabs of the scorecard desks are the same wherever one stands."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

from tests.factories import Town, sign_in

DESKS = ("/meja/rapor", "/meja/rapor/perhatian", "/meja/rapor/corong")


def tabs(client: FlaskClient, address: str) -> list[str]:
    """Where the tabs of a page lead, without what was asked."""
    found = re.search(r'<nav class="sub-nav".*?</nav>', client.get(address).text, re.DOTALL)
    assert found
    return re.findall(r'href="([^"?]+)', found[0])


def test_moderators_reach_every_desk_from_each(town: Town, client: FlaskClient) -> None:
    sign_in(client, town.people["moderator"])
    for desk in DESKS:
        assert tabs(client, f"{desk}?kota={town.government.slug}") == list(DESKS)


def test_inspectors_see_the_desks_that_open_for_them(town: Town, client: FlaskClient) -> None:
    sign_in(client, town.people["inspector"])
    assert tabs(client, f"{DESKS[1]}?kota={town.government.slug}") == list(DESKS[1:])
