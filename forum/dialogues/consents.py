"""Which decisions of a forum a promise may be taken back by: what was decided or agreed since it was public."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import force_locale

from forum.commitments import consents
from forum.commitments.consents import Consent
from forum.commitments.models import Commitment
from forum.core import clock
from forum.core.i18n import say_day
from forum.dialogues.queries import decided
from forum.dialogues.queries.decided import Decided


def consents_for(commitment: Commitment) -> Sequence[Consent]:
    """Decisions and agreements as captured, what was said about the promise itself first."""
    return [_consent(each) for each in decided.decided_since(commitment)]


def _consent(each: Decided) -> Consent:
    session = each.session
    with force_locale("id"):  # it is kept as it is told
        day = say_day(clock.local_date(session.starts_at, session.government.zone))
    place = {"kota": session.government.slug, "year": session.year, "number": session.number,
             "item_ref": each.item_ref}  # fmt: skip
    return Consent(f"finding:{each.id}", each.words, f"{session.title}, {day}", "dialogues.item", place)


def register() -> None:
    """Let commitments be taken back by what a forum decided."""
    consents.register(consents_for)
