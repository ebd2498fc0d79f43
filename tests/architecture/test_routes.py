"""Every route x every role: the expected answer stands in one table, and an unlisted route fails."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from forum.core.access import Access, access_of
from tests.architecture.routes import ROUTES
from tests.factories import Town, assigned, sign_in

ROLES = ("visitor", "resident", "officer", "head", "moderator", "pembina", "inspector", "admin")
HELD = {"admin": "administrator"}
STAFF = ROLES[2:]


def rules_of(app: Flask) -> list[Rule]:
    return sorted(app.url_map.iter_rules(), key=lambda r: r.endpoint)


def expected_access(app: Flask, endpoint: str) -> Access:
    said = ROUTES[endpoint]
    if said == "public":
        return Access(is_public=True)
    return Access(roles=() if said == "account" else tuple(said.split()))


@pytest.mark.asvs("8.2.1")
def test_the_table_lists_every_route_and_no_other(app: Flask) -> None:
    assert {r.endpoint for r in rules_of(app)} == set(ROUTES)


@pytest.mark.asvs("8.2.1")
def test_every_view_declares_what_the_table_says(app: Flask) -> None:
    declared = {r.endpoint: access_of(app.view_functions[r.endpoint]) for r in rules_of(app)}
    assert None not in declared.values(), [e for e, a in declared.items() if a is None]
    wrong = {
        e: a
        for e, a in declared.items()
        if a is not None
        and (a.is_public, set(a.roles)) != (expected_access(app, e).is_public, set(expected_access(app, e).roles))
    }
    assert wrong == {}


@pytest.mark.asvs("3.5.1")
def test_no_mutating_route_is_exempt_from_csrf(app: Flask) -> None:
    csrf = app.extensions["csrf"]
    assert not csrf._exempt_views
    assert not csrf._exempt_blueprints


def test_paths_are_indonesian_kebab_nouns(app: Flask) -> None:
    for rule in rules_of(app):
        for part in rule.rule.strip("/").split("/"):
            assert part.startswith("<") or part == part.lower().replace("_", "-"), rule.rule


def values_for(rule: Rule, town: Town, number: str) -> dict[str, Any]:
    known = {"number": number, "kota": town.government.slug, "slug": town.government.slug, "code": "en",
             "ref": "x" * 26, "unit_code": town.works.code, "token": "x" * 20, "tag": "x" * 20, "kind": "contact",
             "act": "arsip", "day": "2026-12-31", "year": 2026}  # fmt: skip
    by_kind = {"AnyConverter": "arsip", "IntegerConverter": 1}
    kinds = {name: type(rule._converters[name]).__name__ for name in rule.arguments}
    # A complaint's number is a text, a session's counts: only a number lets that address be found.
    return {
        name: 1 if (name, kind) == ("number", "IntegerConverter") else known.get(name, by_kind.get(kind, "x"))
        for name, kind in kinds.items()
    }


@pytest.mark.asvs("8.2.1")
@pytest.mark.parametrize(("role", "factor"), [(r, True) for r in ROLES] + [(r, False) for r in STAFF])
def test_each_role_gets_the_expected_answer(app: Flask, town: Town, role: str, factor: bool) -> None:
    number = assigned(town).number
    for rule in rules_of(app):
        method = "GET" if "GET" in (rule.methods or ()) else "POST"
        client = app.test_client()
        if role != "visitor":
            sign_in(client, town.people[role], factor=factor)
        path = rule.build(values_for(rule, town, number))
        assert path is not None, rule.rule
        answer = client.open(path[1], method=method)
        check(answer.status_code, answer.headers.get("Location", ""), expected_access(app, rule.endpoint), role, factor,
              f"{role} {method} {path[1]}")  # fmt: skip


def check(status: int, location: str, access: Access, role: str, factor: bool, case: str) -> None:
    said = f"{case}: {status} {location}"
    to_sign_in = status == 302 and urlsplit(location).path == "/masuk"
    to_factor = status == 302 and urlsplit(location).path == "/masuk/kode"
    assert status < 500, said
    if access.is_public:
        assert not to_sign_in, said
    elif role == "visitor":
        assert to_sign_in or status == 401, said
    elif role in STAFF and not factor:
        assert to_factor, said
    elif access.roles and HELD.get(role, role) not in access.roles:
        assert status == 403, said
    else:
        assert not to_sign_in, said
        assert not to_factor, said


@pytest.mark.asvs("8.2.2")
def test_a_client_signed_out_is_a_visitor_again(app: Flask, town: Town, client: FlaskClient) -> None:
    sign_in(client, town.people["moderator"])
    assert client.get("/meja/verifikasi?kota=contoh").status_code == 200
    client.post("/keluar")
    assert client.get("/meja/verifikasi?kota=contoh").status_code == 302
