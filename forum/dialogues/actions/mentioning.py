"""A complaint that is named in a thread: the words lead to it, and it leads to the thread."""

from __future__ import annotations

from forum.core import masking, text
from forum.dialogues.models import AgendaItem
from forum.dialogues.queries import mentions
from forum.dialogues.rules import threads
from forum.ledger.actions import record
from forum.ledger.rules import SYSTEM, Actor


def shown(item: AgendaItem, body: str) -> str:
    """Safe HTML of what was said, personal data masked, numbers of complaints that everyone may read linked."""
    numbers = threads.numbers_in(body)
    named = mentions.named_complaints(item.session.government_id, numbers) if numbers else {}
    for number, subject_id in named.items():
        if number not in item.detail.get("named", ()) and subject_id != item.origin_subject_id:
            tell_complaint(item, subject_id, SYSTEM)
            item.detail = {**item.detail, "named": [*item.detail.get("named", ()), number]}
    return text.render_markdown(threads.with_links(masking.mask(body), named))


def tell_complaint(item: AgendaItem, subject_id: int, by: Actor) -> None:
    """Whoever reads the complaint sees where it is talked about."""
    session = item.session
    record(
        subject_id, "discussed", by=by, ref=item.subject.ref, kota=session.government.slug, year=session.year,
        session=session.number, headline=session.title,
    )  # fmt: skip
