"""Commands of this package."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import click
from flask import Flask

from forum.core.errors import Refused
from forum.core.migrated import must_be_prepared
from forum.dialogues.actions import summarising
from forum.dialogues.models import Session
from forum.dialogues.queries import gathering, record, sessions
from forum.units.queries import governments

ADDRESS = re.compile(r"(?:^|/)(?P<place>[a-z0-9-]+)/(?P<year>[0-9]{4})/(?P<number>[0-9]{1,4})(?:/|$)")

MOMENTS = ("%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d")


def register(app: Flask) -> None:
    """Attach the commands."""
    app.cli.add_command(dialogues)


@click.group("dialogues")
def dialogues() -> None:
    """The monthly forum."""


@dialogues.command("summary")
@click.argument("session")
@click.option("--sources", is_flag=True, help="Print the queries behind the figures instead, by name.")
@click.option("--as-of", type=click.DateTime(MOMENTS), help="What was known at this moment (UTC without a zone).")
def summary(session: str, sources: bool, as_of: datetime | None) -> None:
    """Print the draft that the record of a session gives: the same record, the same bytes.

    SESSION is its reference, or its address: makassar/2026/8, with or without what stands before it. Without --as-of
    the moment is that of the newest stored draft, so that it comes again as it is stored; without one it is now.
    Scores, promises, posts, statements and findings are told as they stood then. Where the record itself was changed
    since (attendance mended, votes still cast, a post hidden, minutes begun, a finding struck), the draft tells it.
    """
    must_be_prepared()
    found = _find(session)
    if found is None:
        raise click.ClickException(f"Tidak ada pertemuan {session}.")
    try:
        draft = summarising.draft_of(found, _moment(found, as_of))
    except Refused as refusal:
        raise click.ClickException(refusal.sentence()) from refusal
    shown = json.dumps(gathering.sources(found), indent=1, sort_keys=True) + "\n" if sources else draft
    click.echo(shown, nl=False)


def _moment(session: Session, asked: datetime | None) -> datetime | None:
    if asked is not None:
        return asked if asked.tzinfo else asked.replace(tzinfo=UTC)
    stored = record.newest_summary(session.id)
    return summarising.drawn_up(stored) if stored else None


def _find(words: str) -> Session | None:
    address = ADDRESS.search(words)
    if address is None:
        return sessions.find_by_ref(words)
    place = governments.find_government(address["place"])
    return None if place is None else sessions.find_session(place.id, int(address["year"]), int(address["number"]))
