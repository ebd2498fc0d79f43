"""The demonstration: four places, nine weeks of stories and the months around them, planted at once or not."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial

from sqlalchemy import delete, update

from forum.accounts import demo as demo_accounts
from forum.complaints.actions import sweeping
from forum.complaints.models import Category
from forum.complaints.queries import cases, sweeps
from forum.core import clock
from forum.core.db import db
from forum.core.files import Store
from forum.core.outbox import Letter
from forum.notifications.models import Notice
from forum.ratings.actions import waiting
from forum.scores.actions import closing
from forum.seeds import blaming, books, convening, ground, lives, planting, promising, publishing, surveying
from forum.seeds.deeds import Around, Deed
from forum.seeds.ground import Ground
from forum.seeds.history import MONTH, History
from forum.seeds.planting import Planted
from forum.seeds.staging import Album, Scene, Stage
from forum.units import queries as units
from forum.units.here import shelf

BEFORE = timedelta(days=500)
READ_AFTER = timedelta(days=6)
NIGHT = 17 * 60 + 10
"""Minutes after midnight UTC: ten past midnight in Jakarta, past one or two further east."""

Tell = Callable[[int, int], None]


def plant(
    store: Store, anchor: datetime, seed: int = 2026, tell: Tell | None = None, days_off: list[date] | None = None
) -> int:
    """Plant places and stories up to `anchor`; returns how many stories. The caller commits, once."""
    shared = books.read_shared()
    with clock.at(anchor):
        categories, places = plant_places(shared, anchor, days_off)
    scenes = [scene for place in places for scene in _scenes(place, categories, anchor, seed)]
    stage = Stage(shared, Album(store))
    stories = [Deed(step.at, partial(stage.perform, scene, step)) for scene in scenes for step in scene.steps]
    history, around = _around(places, categories, stage, anchor, seed)
    rest = (surveying.deeds_of, blaming.deeds_of, promising.deeds_of, publishing.deeds_of, convening.deeds_of)
    deeds = [*stories, *(deed for each in around for tell_of in rest for deed in tell_of(each) if deed.at < anchor)]
    play(deeds, min(deed.at for deed in stories), history, anchor, tell or (lambda _done, _all: None))
    _write_to_nobody(anchor)
    with clock.at(anchor):
        for place in places:
            waiting.settle(place.government)
            waiting.let_in_full(place.government.id)
            closing.refresh(place.government)
    return len(scenes)


def _around(
    places: list[Planted], categories: dict[str, Category], stage: Stage, anchor: datetime, seed: int
) -> tuple[History, list[Around]]:
    """The months around the stories, with what the survey needs to have begun."""
    grounds = []
    for place in places:
        days = place.book.history.months * MONTH
        begun = anchor - timedelta(days=days)
        with clock.at(begun):
            points = ground.read([place.government], 0)[0]
            ground.prepare_survey([points], begun.date(), anchor.date())
        own = _people_of(place, ground.read([place.government], days)[0])
        grounds.append((place, own))
    history = History(grounds, stage.shared, categories, anchor, seed)
    around = [Around(place, own, stage.shared, anchor, seed, history, stage) for place, own in grounds]
    for each in around:
        with clock.at(anchor - READ_AFTER):
            surveying.set_rounds(each)
    return history, around


def _people_of(place: Planted, own: Ground) -> Ground:
    busy = place.book.history.cases.keys() | place.book.history.visits.keys()
    own.officers = {place.units[code].id: place.person_of(place.units[code].id, 0).id for code in busy}
    return own


def plant_places(
    shared: books.Shared, anchor: datetime, days_off: list[date] | None = None
) -> tuple[dict[str, Category], list[Planted]]:
    """The places without any story; days off from the library, or these."""
    categories = planting.plant_basics(shared, anchor.date(), days_off)
    places = [planting.plant_place(books.read_book(slug, shared), shared, BEFORE) for slug in books.SLUGS]
    shelf.forget()
    demo_accounts.forget()
    return categories, places


def play(deeds: list[Deed], first: datetime, history: History, anchor: datetime, tell: Tell) -> None:
    """Every act in the order of time, and between the days what time does by itself, from the first story on."""
    nights = _nights(first, anchor)
    night = next(nights, None)
    for done, deed in enumerate(sorted(deeds, key=lambda each: each.at)):
        while night is not None and night <= deed.at:
            history.tell_until(night)
            pass_night(night)
            night = next(nights, None)
        history.tell_until(deed.at)
        with clock.at(deed.at):
            deed.do()
            db.session.flush()
        tell(done + 1, len(deeds))
    for left in (night, *nights):
        if left is not None:
            history.tell_until(left)
            pass_night(left)
    history.finish()


def pass_night(moment: datetime) -> None:
    """Silence closes, waits expire, deadlines are told of."""
    with clock.at(moment):
        today = moment.date() + timedelta(days=1)
        for complaint_id in sweeps.silent_ids(today):
            sweeping.close_silent(cases.lock(complaint_id))
        for complaint_id in sweeps.uncompleted_ids(today):
            sweeping.expire(cases.lock(complaint_id))
        for request in sweeps.waiting_requests():
            sweeping.remind_completion(request, cases.lock(request.complaint_id))
        for complaint_id in sweeps.near_or_late_ids(today + timedelta(days=1), 0):
            sweeping.escalate(cases.lock(complaint_id))
        db.session.flush()


def _nights(first: datetime, anchor: datetime) -> Iterator[datetime]:
    midnight = first.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    moment = midnight + timedelta(minutes=NIGHT)
    while moment < anchor:
        yield moment
        moment += timedelta(days=1)


def _scenes(place: Planted, categories: dict[str, Category], anchor: datetime, seed: int) -> Iterator[Scene]:
    codes = planting.area_codes(place.book.area_code)
    villages = sorted({code for (level, _name), code in codes.items() if level == "village"})
    days_off = units.days_off(place.government.id, (anchor - BEFORE).date())
    for index, tale in enumerate(place.book.tales):
        dice = random.Random(f"{seed}:{place.book.slug}:{index}")
        code = codes["village", tale.village] if tale.village else dice.choice(villages)
        steps = lives.steps_of(tale.life, tale.ago, anchor, place.book.zone, days_off, dice)
        yield Scene(place, tale, index, categories[tale.cat], (code, code.rpartition(".")[0]), steps, dice)


def _write_to_nobody(anchor: datetime) -> None:
    """Nothing of a demonstration is mailed; notices older than some days were read."""
    db.session.flush()
    db.session.execute(delete(Letter).where(Letter.sent_at.is_(None)))
    old = update(Notice).where(Notice.at < anchor - READ_AFTER, Notice.read_at.is_(None))
    db.session.execute(old.values(read_at=anchor))
