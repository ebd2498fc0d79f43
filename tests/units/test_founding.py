"""A government is founded on the command line with its areas, its root and its days off."""

from __future__ import annotations

import pytest
from flask import Flask

from forum.units import queries

GOOD = ["create-government", "ambon", "Kota Ambon", "--prefix", "AMB", "--area", "81.71", "--zone", "Asia/Jayapura"]


def test_a_government_comes_with_what_it_needs(app: Flask) -> None:
    assert "Kota Ambon: 55 areas." in app.test_cli_runner().invoke(args=GOOD).output
    government = queries.find_government("ambon")
    assert government is not None
    root = queries.find_root(government.id)
    assert root is not None
    assert (root.name, root.area_code, root.kind) == ("Pemerintah Kota Ambon", "81.71", "pemerintah")
    assert 2026 in queries.decreed_years(government.id)


@pytest.mark.parametrize(("at", "value"), [(1, "Kota Ambon"), (4, "ambon"), (6, "00.99"), (8, "Asia/Tokyo")])
def test_what_cannot_be_is_refused(app: Flask, at: int, value: str) -> None:
    arguments = [*GOOD[:at], value, *GOOD[at + 1 :]]
    assert app.test_cli_runner().invoke(args=arguments).exit_code == 2
    assert queries.find_government("ambon") is None


def test_a_slug_is_given_once(app: Flask) -> None:
    app.test_cli_runner().invoke(args=GOOD)
    assert "exists already" in app.test_cli_runner().invoke(args=GOOD).output
