"""Many plain cases for measuring: written in bulk, counted as the house counts.

They have words, acts, leaves, messages and search entries, but no reporter: no identity and no follow-up code.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from forum.accounts.models import Account, Membership
from forum.complaints.models import Category, Complaint, NumberSeries
from forum.complaints.models import Message as Said
from forum.core import clock, text
from forum.core.db import db
from forum.ledger.models import Act, Leaf, Subject
from forum.search.rules import stems
from forum.seeds import books, bulk, counting
from forum.seeds.case import SPAN_DAYS, Case, Ground, Ids, Words
from forum.units import queries as units
from forum.units.models import Area, Government, Unit

BATCH = 20_000
Tell = Callable[[int, int], None]


def add(complaints: int, governments: int, seed: int = 1, tell: Tell | None = None) -> int:
    """Add cases in batches, each with its counts, and commit each: what stands is always whole."""
    dice, moment = random.Random(f"load:{seed}"), clock.now()
    grounds, words = _grounds(governments, moment.date()), _words()
    days = sorted(_day(dice) for _ in range(complaints))
    done, ids = 0, _next_ids()
    bulk.prepare()
    for batch in _batched(days):
        rows, counts = bulk.Rows(), counting.Counts()
        for ago in batch:
            Case(rows, counts, ids, dice, moment).write(dice.choice(grounds), dice.choice(words), ago)
        bulk.insert(rows)
        counts.keep()
        _keep_numbers(grounds)
        db.session.commit()
        done += len(batch)
        (tell or (lambda _done, _all: None))(done, complaints)
    bulk.settle()
    db.session.commit()
    return done


def _batched(days: list[float]) -> Iterator[tuple[float, ...]]:
    for start in range(0, len(days), BATCH):
        yield tuple(days[start : start + BATCH])


def _day(dice: random.Random) -> float:
    """Minus days ago: more lately than long ago, and peaks."""
    return -min(SPAN_DAYS - 1.0, abs(dice.triangular(0.01, SPAN_DAYS, 30)))


def _next_ids() -> Ids:
    def after(column: Any) -> int:
        return (db.session.scalar(select(func.max(column))) or 0) + 1

    last = db.session.scalar(select(func.max(Leaf.index)))
    return Ids(after(Subject.id), after(Complaint.id), after(Act.id), after(Said.id), 0 if last is None else last + 1)


def _grounds(most: int, today: date) -> list[Ground]:
    found = []
    for government in db.session.scalars(select(Government).order_by(Government.id).limit(most)):
        rows = db.session.execute(select(Unit.id, Unit.name).where(Unit.government_id == government.id)).all()
        names = {unit_id: name for unit_id, name in rows}
        codes = select(Area.code).where(Area.level == "village", Area.code.startswith(f"{government.area_code}."))
        staff = select(Membership.unit_id, Membership.account_id).where(Membership.unit_id.in_(names))
        of_unit = {unit_id: account_id for unit_id, account_id in db.session.execute(staff)}
        moderator = db.session.scalar(
            select(Account.id).join(Membership, Membership.account_id == Account.id)
            .where(Membership.role == "moderator", Account.government_id == government.id).limit(1)
        )  # fmt: skip
        found.append(Ground(
            government.id, government.prefix, government.zone, sorted(db.session.scalars(codes)), sorted(names)[1:],
            names, {u: of_unit.get(u) for u in names}, moderator or 0,
            units.days_off(government.id, today - timedelta(days=SPAN_DAYS + 1)), _last_numbers(government.id),
        ))  # fmt: skip
    return found


def _last_numbers(government_id: int) -> dict[int, int]:
    rows = select(NumberSeries.year, NumberSeries.last).where(NumberSeries.government_id == government_id)
    return {year: last for year, last in db.session.execute(rows)}


def _keep_numbers(grounds: list[Ground]) -> None:
    for ground in grounds:
        for year, last in ground.last.items():
            db.session.merge(NumberSeries(government_id=ground.id, year=year, last=last))


def _words() -> list[Words]:
    """Every story's text in the words of every place, each with a closing sentence of its own."""
    shared = books.read_shared()
    keys = {key: category_id for key, category_id in db.session.execute(select(Category.key, Category.id))}
    closings = ("Mohon segera ditangani.", "Terima kasih atas perhatiannya.", "Kami tunggu kabarnya di sini.")
    found = []
    for slug in books.SLUGS:
        for tale in books.read_book(slug, shared).tales:
            for closing in closings:
                body = text.tidy(f"{tale.text} {closing}")
                found.append(_worded(body, keys[tale.cat]))
    return found


def _worded(body: str, category_id: int) -> Words:
    return Words(
        body=body, quoted=json.dumps(body, ensure_ascii=False), html=str(text.paragraphs(body)),
        headline=text.first_sentence(body), stems=" ".join(stems(body)), category=category_id,
    )  # fmt: skip
