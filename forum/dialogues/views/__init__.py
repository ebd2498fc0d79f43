"""Pages of this package; importing a module adds its pages to the blueprint."""

from forum.dialogues import consents, origins
from forum.dialogues.actions import parting
from forum.dialogues.actions import posting as post_acts
from forum.dialogues.actions.registering import register_forgetting
from forum.dialogues.views import (
    agenda,
    agenda_desk,
    attending,
    desk,
    feeds,
    files,
    findings,
    hall,
    hall_state,
    index,
    minutes,
    photos,
    posts,
    posts_desk,
    registering,
    series,
    series_desk,
    session,
    statement_desk,
    statements,
    summary,
    summary_desk,
    threads,
)
from forum.dialogues.views.blueprint import dialogues

BLUEPRINTS = (dialogues,)
__all__ = [
    "BLUEPRINTS",
    "agenda",
    "agenda_desk",
    "attending",
    "desk",
    "feeds",
    "files",
    "findings",
    "hall",
    "hall_state",
    "index",
    "minutes",
    "photos",
    "posts",
    "posts_desk",
    "registering",
    "series",
    "series_desk",
    "session",
    "statement_desk",
    "statements",
    "summary",
    "summary_desk",
    "threads",
]

register_forgetting()
consents.register()
origins.register()
parting.register_forgetting()
post_acts.register_forgetting()
