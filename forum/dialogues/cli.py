"""Commands of this package."""

from __future__ import annotations

import json

import click
from flask import Flask

from forum.core.errors import Refused
from forum.core.migrated import must_be_prepared
from forum.dialogues.actions import summarising
from forum.dialogues.queries import gathering, sessions


def register(app: Flask) -> None:
    """Attach the commands."""
    app.cli.add_command(summary)


@click.command("dialogues-summary")
@click.argument("session_ref")
@click.option("--sources", is_flag=True, help="Print the queries behind the figures instead, by name.")
def summary(session_ref: str, sources: bool) -> None:
    """Print the draft that the record of a session gives: the same record, the same bytes."""
    must_be_prepared()
    session = sessions.find_by_ref(session_ref)
    if session is None:
        raise click.ClickException(f"Tidak ada pertemuan dengan rujukan {session_ref}.")
    try:
        draft = summarising.draft_of(session)
    except Refused as refusal:
        raise click.ClickException(refusal.sentence()) from refusal
    shown = json.dumps(gathering.sources(session), indent=1, sort_keys=True) + "\n" if sources else draft
    click.echo(shown, nl=False)
