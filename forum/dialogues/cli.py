"""Commands of this package."""

from __future__ import annotations

import json
import re

import click
from flask import Flask

from forum.core.errors import Refused
from forum.core.migrated import must_be_prepared
from forum.dialogues.actions import summarising
from forum.dialogues.models import Session
from forum.dialogues.queries import gathering, sessions
from forum.units.queries import governments

ADDRESS = re.compile(r"(?:^|/)(?P<place>[a-z0-9-]+)/(?P<year>[0-9]{4})/(?P<number>[0-9]{1,4})(?:/|$)")


def register(app: Flask) -> None:
    """Attach the commands."""
    app.cli.add_command(dialogues)


@click.group("dialogues")
def dialogues() -> None:
    """The monthly forum."""


@dialogues.command("summary")
@click.argument("session")
@click.option("--sources", is_flag=True, help="Print the queries behind the figures instead, by name.")
def summary(session: str, sources: bool) -> None:
    """Print the draft that the record of a session gives: the same record, the same bytes.

    SESSION is its reference, or its address: makassar/2026/8, with or without what stands before it.
    """
    must_be_prepared()
    found = _find(session)
    if found is None:
        raise click.ClickException(f"Tidak ada pertemuan {session}.")
    try:
        draft = summarising.draft_of(found)
    except Refused as refusal:
        raise click.ClickException(refusal.sentence()) from refusal
    shown = json.dumps(gathering.sources(found), indent=1, sort_keys=True) + "\n" if sources else draft
    click.echo(shown, nl=False)


def _find(words: str) -> Session | None:
    address = ADDRESS.search(words)
    if address is None:
        return sessions.find_by_ref(words)
    place = governments.find_government(address["place"])
    return None if place is None else sessions.find_session(place.id, int(address["year"]), int(address["number"]))
