"""What the hall looks at. Turning a page in a meeting decides nothing, so the ledger does not tell it."""

from __future__ import annotations

from forum.core.db import db
from forum.dialogues.models import AgendaItem, Session, Statement
from forum.dialogues.voting_errors import NotOfThisSession


def show_item(session: Session, item: AgendaItem | None) -> None:
    """The hall is at this item now, or at none. Raises NotOfThisSession."""
    if item is not None and (item.session_id != session.id or item.state != "accepted"):
        raise NotOfThisSession
    session.item_id = item.id if item else None
    db.session.flush()


def show_statement(session: Session, statement: Statement | None) -> None:
    """The hall is asked this statement now, or none. Raises NotOfThisSession."""
    is_told = statement is None or (statement.session_id == session.id and statement.state in ("open", "closed"))
    if not is_told:
        raise NotOfThisSession
    session.statement_id = statement.id if statement else None
    db.session.flush()
