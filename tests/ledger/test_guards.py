"""History cannot be rewritten: the database itself refuses, whatever the code above it does."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from forum.accounts.actions.staffing import note
from forum.complaints.actions import verifying
from forum.complaints.queries import cases
from forum.core import clock
from forum.core.db import db, is_sqlite
from forum.units.models import SettingChange
from tests.factories import Town, resolved

GUARDED = {
    "acts": "verb",
    "leaves": "month",
    "complaint_texts": "body",
    "complaint_messages": "body",
    "public_copies": "body",
    "account_acts": "note",
    "setting_changes": "verb",
}


@pytest.fixture
def lived(app: Flask, town: Town) -> Town:
    """A town in which every guarded table holds a row."""
    resolved(town)
    note("invited", town.government.id, None, None, "officer")
    db.session.add(SettingChange(government_id=town.government.id, verb="edited", at=clock.now()))
    db.session.commit()
    return town


def attempt(statement: str) -> None:
    with pytest.raises(DatabaseError, match="never changed"):
        db.session.execute(text(statement))
    db.session.rollback()


def content(table: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in db.session.execute(text(f"select * from {table}"))]


@pytest.mark.asvs("16.2.5")
@pytest.mark.parametrize("table", GUARDED)
def test_no_row_of_history_is_changed_or_removed(lived: Town, table: str) -> None:
    before = content(table)
    assert before
    attempt(f"update {table} set {GUARDED[table]} = 'lain'")
    attempt(f"delete from {table}")
    assert content(table) == before


@pytest.mark.parametrize("table", GUARDED)
def test_no_table_of_history_is_emptied_or_replaced(lived: Town, table: str) -> None:
    before = content(table)
    if is_sqlite():
        attempt(f"insert or replace into {table} select * from {table}")
    else:
        attempt(f"truncate {table} cascade")
    assert content(table) == before


def test_new_words_are_new_rows(lived: Town) -> None:
    complaint = cases.find_number("CTH-2026-000001")
    assert complaint is not None
    verifying.mask_anew(complaint, "Lampu [disamarkan] padam.", "", by=lived.actor("moderator"))
    db.session.commit()
    kept = content("public_copies")
    assert len(kept) == 2
    assert any("anak-anak pulang" in str(row) for row in kept)
