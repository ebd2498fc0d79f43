"""One person, one voice: an account and a hall code that were used on the same phone count once.

All this can know is the phone's cookie. Whoever uses a code on one phone and an account on another has two voices, and
two people who share a phone may have one: a code names nobody, and nobody is asked who they are.
"""

from __future__ import annotations

from sqlalchemy import delete, update

from forum.core import clock, sealing
from forum.core.db import db
from forum.dialogues.models import AgendaItem, HallDevice, Post, Session, Statement
from forum.dialogues.queries import phones as known
from forum.dialogues.queries import registrations, sessions
from forum.dialogues.queries import statements as stated
from forum.dialogues.queries.posts import find_backing
from forum.dialogues.rules.statements import COUNTERS
from forum.dialogues.rules.voices import voter_of_account, voter_of_token

PURPOSE = "hall-account"


def device_hash(session_id: int, device: str) -> str:
    """What the database keeps of a phone's secret, another one in each session."""
    return sealing.tag(f"{session_id}.{device}", "hall-device")


def tie(session_: Session, device: str, account_id: int) -> None:
    """An account takes part on a phone: what the code used here said is the account's. The first account stays."""
    hashed = device_hash(session_.id, device)
    if known.find_device(hashed) is not None:
        return
    held = sessions.lock(session_.id)  # the log before the session, as every act holds them
    if known.find_device(hashed) is not None:
        return
    db.session.add(HallDevice(
        device_hash=hashed, session_id=held.id, account_hash=account_hash(account_id),
        sealed_account=sealing.seal(str(account_id), PURPOSE), at=clock.now(),
    ))  # fmt: skip
    db.session.flush()
    token = registrations.token_of_device(hashed)
    if token is not None:
        _count_once(held, token.id, account_id)
        _be_there_once(held, token.id, account_id)


def owner_of(sealed_account: str | None) -> int | None:
    """Whose phone it is, if an account took part on it."""
    return int(sealing.unseal(sealed_account, PURPOSE)) if sealed_account else None


def owner_of_device(hashed: str) -> int | None:
    """The account that took part on a phone."""
    row = known.find_device(hashed)
    return owner_of(row.sealed_account) if row is not None else None


def account_hash(account_id: int) -> str:
    """How the phones of an account are found without naming it."""
    return sealing.tag(str(account_id), PURPOSE)


def _count_once(session_: Session, token_id: int, account_id: int) -> None:
    """Votes, supports and statements of the code become the account's; where both answered, the later answer counts."""
    code, account = voter_of_token(token_id), voter_of_account(account_id)
    for statement_id in known.voted_on(session_.id, code):
        statement = stated.lock(statement_id)
        by_code, own = stated.find_vote(statement_id, code), stated.find_vote(statement_id, account)
        if by_code is None:
            continue
        if own is None:
            by_code.voter = account
            continue
        gone, stays = (by_code, own) if own.at >= by_code.at else (own, by_code)
        counter = COUNTERS[gone.value]
        setattr(statement, counter, getattr(statement, counter) - 1)
        db.session.delete(gone)
        db.session.flush()
        stays.voter = account
    for support in known.supports_of(session_.id, code):
        if find_backing(support.subject_id, account) is None:
            support.voter = account
        else:
            db.session.delete(support)
            _support_less(support.subject_id)
    db.session.flush()
    proposed = (Statement.session_id == session_.id, Statement.author == code)
    db.session.execute(update(Statement).where(*proposed).values(author=account))


def _support_less(subject_id: int) -> None:
    """One of two supports of one person is taken away again."""
    for target in (AgendaItem, Post):
        fewer = update(target).where(target.subject_id == subject_id)
        db.session.execute(fewer.values(support_count=target.support_count - 1))


def _be_there_once(held: Session, token_id: int, account_id: int) -> None:
    by_code = known.attendance_of_token(token_id)
    if by_code is None:
        return
    if registrations.attendance_of(held.id, account_id=account_id) is None:
        by_code.account_id = account_id
    else:
        held.attended -= by_code.people
        db.session.delete(by_code)
    db.session.flush()


def forget_account(account_id: int) -> None:
    """An account that is erased took part on no phone."""
    db.session.execute(delete(HallDevice).where(HallDevice.account_hash == account_hash(account_id)))
