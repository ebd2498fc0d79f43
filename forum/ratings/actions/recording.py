"""Recording an answer: who may, which visit it proves, whether it is held, where it counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from forum.accounts.models import Consent
from forum.core import clock, masking, text
from forum.core.db import db
from forum.ledger.actions import append_leaf, open_subject, record
from forum.ledger.queries import hold_log
from forum.ledger.rules import Actor
from forum.moderation import actions as moderation
from forum.ratings import policy
from forum.ratings.actions import holding, tallying, waiting
from forum.ratings.errors import (
    NothingMarked,
    OwnBranch,
    ServiceClosed,
    TokenEarly,
    TokenExpired,
    TokenUnknown,
    TokenUsed,
    TooSoon,
)
from forum.ratings.models import OpenAnswer, OpenAnswerCopy, Spacing, SurveyAnswer, TokenBlock, UsedToken
from forum.ratings.queries import recording as known
from forum.ratings.queries.waiting import Cell
from forum.ratings.rules import spacing, tokens
from forum.ratings.rules.elements import ELEMENTS
from forum.units.models import Government, Service, Unit

RESPONDENT = Actor("respondent")
OPEN_ANSWER = "open_answer"
ENTERED = ("paper", "import")
"""Channels by which staff enter what respondents wrote on paper: the marks are no secret to who types them."""
CONSENT, CONSENT_VERSION = "rating", "2026-11"


@dataclass(frozen=True)
class Given:
    """What a respondent gave. `marks` by element (1 to 4, None = tidak berlaku)."""

    marks: Mapping[str, int | None]
    channel: str
    visited_on: date
    language: str = "id"
    words: str = ""
    make_up: Mapping[str, str | None] = field(default_factory=dict)
    point_id: int | None = None
    token: tokens.Token | None = None
    batch_id: int | None = None
    consent: str = ""
    """Version of the sentence the respondent agreed to; empty for sheets, whose consent stands on paper."""


@dataclass(frozen=True)
class Rater:
    """Who gives it, as far as limits need it: nobody known, or an account with the paths of its staff roles."""

    account_id: int | None = None
    staff_paths: tuple[str, ...] = ()


NOBODY = Rater()


def rate(given: Given, government: Government, unit: Unit, service: Service, rater: Rater = NOBODY) -> SurveyAnswer:
    """Record one answer about a service, with its leaf and counts. Raises a Refused error; then nothing changed."""
    is_entered = given.channel in ENTERED  # accepted when it was checked: a service closed since was given then
    if service.unit_id != unit.id or not (is_entered or unit.status == service.status == "open"):
        raise ServiceClosed
    if not any(mark is not None for mark in given.marks.values()):
        raise NothingMarked
    if not policy.may_rate(rater.staff_paths, unit.path):
        raise OwnBranch
    hold_log()
    today = clock.today(government.zone)
    _keep_distance(rater, service, today)
    block = _use_token(given.token, unit, today) if given.token else None
    answer = _write(given, government, unit, service, block)
    if answer.source == "open":
        holding.hold_if_burst(answer)
    tallying.count(answer, 1)
    if answer.waits:
        waiting.let_in(Cell.of(answer))
    if given.words.strip():
        _keep_words(answer, given.words, today)
    if given.consent:
        db.session.add(Consent(purpose=CONSENT, version=given.consent, language=given.language, at=_hour(),
                               subject_id=answer.subject_id))  # fmt: skip
    record(answer.subject_id, "rate", by=RESPONDENT, at=_hour(), unit=unit.id, standing=answer.standing)
    return answer


def _keep_distance(rater: Rater, service: Service, today: date) -> None:
    """One account, one service, 90 days; kept without telling which answer was theirs."""
    if rater.account_id is None:
        return
    last = known.spacing_of(rater.account_id, service.id)
    if last is not None and not spacing.may_answer(last.last_on, today):
        raise TooSoon(spacing.next_on(last.last_on))
    if last is None:
        db.session.add(Spacing(account_id=rater.account_id, service_id=service.id, last_on=today))
    else:
        last.last_on = today


def _use_token(token: tokens.Token, unit: Unit, today: date) -> TokenBlock:
    block = known.lock_block(token.block)
    if block is None or block.unit_id != unit.id or block.ended_at is not None or block.day != token.day:
        raise TokenUnknown
    if block.point.number != token.point or token.serial > block.size:
        raise TokenUnknown
    if today < token.day:
        raise TokenEarly(token.day)
    if not tokens.is_open(token, today):
        raise TokenExpired
    if known.is_used(block.id, token.serial):
        raise TokenUsed
    db.session.add(UsedToken(block_id=block.id, serial=token.serial, used_on=today))
    block.used += 1
    return block


def _source(given: Given, block: TokenBlock | None) -> str:
    if given.channel in ENTERED:
        return "paper"
    return "token" if block is not None else "open"


def _write(
    given: Given, government: Government, unit: Unit, service: Service, block: TokenBlock | None
) -> SurveyAnswer:
    day = block.day if block is not None else given.visited_on
    marks = {key: given.marks.get(key) for key in ELEMENTS}
    present = [mark for mark in marks.values() if mark is not None]
    during = known.round_on(government.id, day)
    subject = open_subject("rating", at=_hour())
    content = {"unit": unit.code, "service": service.name, "visited": day.isoformat(), "marks": marks}
    leaf = append_leaf(subject, "rating", 1, content)
    answer = SurveyAnswer(
        subject_id=subject.id, government_id=government.id, unit_id=unit.id, service_id=service.id,
        point_id=block.point_id if block is not None else given.point_id, round_id=during.id if during else None,
        channel=given.channel, source=_source(given, block), standing="counted",
        waits=given.channel not in ENTERED, batch_id=given.batch_id,
        visited_on=day, month=f"{day:%Y-%m}", received_at=_hour(), language=given.language, **marks,
        answered=len(present), total=sum(present), salt=leaf.salt, leaf_index=leaf.index,
        **{name: given.make_up.get(name) or None for name in ("age", "sex", "education", "occupation")},
    )  # fmt: skip
    db.session.add(answer)
    db.session.flush()
    return answer


def _hour() -> datetime:
    """This moment to the hour: an answer's minute would tell who stood at the counter."""
    return clock.now().replace(minute=0, second=0, microsecond=0)


def _keep_words(answer: SurveyAnswer, words: str, today: date) -> None:
    """The words apart from the marks; they wait for a moderator."""
    body = text.tidy(words)
    subject = open_subject("rating", at=_hour())
    leaf = append_leaf(subject, "rating", 1, {"words": body})
    said = OpenAnswer(
        subject_id=subject.id, answer_id=answer.id, government_id=answer.government_id, unit_id=answer.unit_id,
        service_id=answer.service_id, said_on=today, body=body, salt=leaf.salt, leaf_index=leaf.index,
    )  # fmt: skip
    db.session.add(said)
    db.session.flush()
    masked = masking.mask(body)
    db.session.add(OpenAnswerCopy(
        open_answer_id=said.id, version=1, body=masked, html=str(text.paragraphs(masked)),
        sanitiser=text.SANITISER_VERSION, at=_hour(),
    ))  # fmt: skip
    moderation.put_in_queue(subject, answer.government_id, OPEN_ANSWER).since = _hour()
