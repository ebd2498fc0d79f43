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
from forum.dialogues.queries.decided import Decided, Voted
from forum.dialogues.rules.recorded_words import votes_words


def consents_for(commitment: Commitment) -> Sequence[Consent]:
    """What was captured, first about the promise itself; then what a vote agreed to broadly."""
    captured = [_consent(f"finding:{each.id}", each.words, each) for each in decided.decided_since(commitment)]
    return captured + [_voted(each) for each in decided.voted_since(commitment)]


def _voted(each: Voted) -> Consent:
    said = each.statement
    return _consent(f"statement:{said.id}", f"{said.body} ({votes_words(each.result)})", each)


def _consent(key: str, words: str, each: Decided | Voted) -> Consent:
    session = each.session
    with force_locale("id"):
        day = say_day(clock.local_date(session.starts_at, session.government.zone))
    place = {"kota": session.government.slug, "year": session.year, "number": session.number,
             "item_ref": each.item_ref}  # fmt: skip
    return Consent(key, words, f"{session.title}, {day}", "dialogues.item", place)


def register() -> None:
    """Let commitments be taken back by what a forum decided."""
    consents.register(consents_for)
