"""Reply templates of a unit. A change is a new row, so that what was used stays readable."""

from __future__ import annotations

from forum.complaints.errors import TemplateTitleTaken
from forum.complaints.models import ReplyTemplate
from forum.complaints.queries import templates
from forum.core import clock, text
from forum.core.db import db
from forum.ledger.rules import Actor


def write_template(unit_id: int, title: str, body: str, *, by: Actor) -> ReplyTemplate:
    """A new template. Raises TemplateTitleTaken."""
    if templates.find_titled(unit_id, title) is not None:
        raise TemplateTitleTaken
    template = ReplyTemplate(unit_id=unit_id, title=title, body=text.tidy(body), by_id=by.account_id, at=clock.now())
    db.session.add(template)
    db.session.flush()
    return template


def rewrite_template(template: ReplyTemplate, title: str, body: str, *, by: Actor) -> ReplyTemplate:
    """The template in other words; the old ones end. Raises TemplateTitleTaken."""
    other = templates.find_titled(template.unit_id, title)
    if other is not None and other.id != template.id:
        raise TemplateTitleTaken
    end_template(template)
    db.session.flush()
    return write_template(template.unit_id, title, body, by=by)


def end_template(template: ReplyTemplate) -> None:
    """Offer it no more."""
    template.ended_at = clock.now()
