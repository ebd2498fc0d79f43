"""What is published about a unit's or a government's IKM in a period: put together once for pages, files and frames."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from forum.ratings.queries import make_up as make_ups
from forum.ratings.queries import results
from forum.ratings.queries.make_up import MakeUp
from forum.ratings.queries.results import EMPTY, Period, Served
from forum.ratings.rules import makeup
from forum.ratings.rules.makeup import FIELDS
from forum.ratings.rules.results import Element, Result, change, make_up_from
from forum.ratings.rules.sample import needed

_ASKED = re.compile(r"r[1-9]\d{0,8}|20\d\d-(?:0[1-9]|1[0-2])")


class UnknownPeriod(LookupError):
    """No such month or round of this government."""


@dataclass(frozen=True)
class Compared:
    """An element beside what it was in the period before."""

    now: Element
    before: Element | None

    @property
    def change(self) -> Decimal | None:
        """Of the published figures on the scale of the IKM; None without a comparison."""
        return change(self.now.figure, self.before.figure if self.before else None)


@dataclass(frozen=True)
class Published:
    """The result of a scope in a period with what belongs beside it."""

    period: Period
    result: Result
    today: date
    before: Period | None = None
    result_before: Result = EMPTY
    choices: tuple[tuple[Period, int], ...] = ()
    population: int | None = None
    make_up: Mapping[str, Mapping[str, int | None]] | None = None
    services: tuple[Served, ...] = field(default=())

    @property
    def stamp(self) -> Hashable:
        """All that is shown: while it stays the same, so does the page."""
        groups = None if self.make_up is None else tuple((f, tuple(g.items())) for f, g in self.make_up.items())
        services = tuple((s.id, s.name, s.status, s.result.stamp) for s in self.services)
        on_view = self.make_up_from is not None and self.make_up_from <= self.today
        return (self.period, self.is_running, on_view, self.population, self.before, self.result.stamp,
                self.result_before.stamp, self.choices, groups, services)  # fmt: skip

    @property
    def is_running(self) -> bool:
        """True while visits of this period still happen."""
        return self.today <= self.period.ends_on

    @property
    def needed(self) -> int | None:
        """The sample that Krejcie and Morgan ask for, if the population is known."""
        return needed(self.population) if self.population else None

    @property
    def make_up_from(self) -> date | None:
        """From when the make-up of a round is shown; a month never shows one."""
        return make_up_from(self.period.ends_on) if self.period.round_id else None

    @property
    def compared(self) -> list[Compared]:
        """The nine elements beside those of the period before."""
        earlier = self.result_before.elements if self.result_before.n else (None,) * len(self.result.elements)
        return [Compared(now, before) for now, before in zip(self.result.elements, earlier, strict=True)]

    @property
    def change(self) -> Decimal | None:
        """Of the IKM since the period before."""
        return change(self.result.figure, self.result_before.figure)


def unit_result(government_id: int, unit_id: int, asked: str | None, today: date) -> Published:
    """What a unit reached in the asked period, else in the newest one with answers. Raises UnknownPeriod."""
    shown = _chosen("unit", unit_id, government_id, asked, today)
    period = shown.period
    at_unit = results.at_unit(unit_id, period.key, period.round_id)
    return replace(
        shown, population=at_unit.population, services=() if period.is_counting else at_unit.services,
        make_up=_printable(make_ups.of_scope("unit", unit_id, period.key)) if _shows_make_up(shown) else None,
    )  # fmt: skip


def government_result(government_id: int, asked: str | None, today: date) -> Published:
    """What all units of a government reached together. Raises UnknownPeriod."""
    shown = _chosen("government", government_id, government_id, asked, today)
    round_id = shown.period.round_id
    return replace(
        shown, population=results.population_of_all(round_id) if round_id else None,
        make_up=_printable_sum(government_id, shown.period.key) if _shows_make_up(shown) else None,
    )  # fmt: skip


@lru_cache(maxsize=200)
def month_of(key: str) -> Period:
    """A month such as 2026-09."""
    first = date(int(key[:4]), int(key[5:]), 1)
    return Period(key, first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def _chosen(scope: str, scope_id: int, government_id: int, asked: str | None, today: date) -> Published:
    rounds = results.rounds(government_id, today)
    wanted = _asked(asked, government_id, rounds, today) if asked else None
    offered = [*rounds, *_months(today)]
    if wanted is not None and wanted not in offered:
        offered.append(wanted)
    beside = {period.key: _before(period, rounds, government_id) for period in ([wanted] if wanted else rounds[-1:])}
    reached = results.results(scope, scope_id, _keys(offered, beside))
    period = wanted or _newest(offered, reached)
    before = beside.get(period.key) or _before_known(period, rounds)
    received = {key: result.received for key, result in reached.items()}
    choices = tuple((each, received[each.key]) for each in offered if received.get(each.key))
    return Published(
        period, reached.get(period.key, EMPTY), today, before, reached.get(before.key, EMPTY) if before else EMPTY,
        choices,
    )  # fmt: skip


def _keys(offered: list[Period], beside: Mapping[str, Period | None]) -> list[str]:
    months = [_month_before(period) for period in offered if period.round_id is None]
    wanted = (*offered, *months, *(each for each in beside.values() if each))
    return [period.key for period in wanted if not period.is_counting]


def _asked(asked: str, government_id: int, rounds: list[Period], today: date) -> Period:
    if not _ASKED.fullmatch(asked):
        raise UnknownPeriod(asked)
    if asked[0] != "r":
        if asked > f"{today:%Y-%m}":
            raise UnknownPeriod(asked)
        return month_of(asked)
    known = next((each for each in rounds if each.key == asked), None)
    found = known or results.find_round(government_id, int(asked[1:]))
    if found is None or found.starts_on > today:
        raise UnknownPeriod(asked)
    return found


def _newest(offered: list[Period], reached: Mapping[str, Result]) -> Period:
    """The running or last round with a figure, else the newest month with one, else where some wait, else the first."""
    answered = [each for each in offered if each.key in reached and reached[each.key].received]
    shown = [each for each in answered if reached[each.key].n]
    return (shown or answered or offered)[0]


def _before(period: Period, rounds: list[Period], government_id: int) -> Period | None:
    """The period before one; of the oldest known round it must be asked for."""
    known = _before_known(period, rounds)
    if known is None and len(rounds) == results.ROUNDS:
        return results.round_before(government_id, period.starts_on)
    return known


def _before_known(period: Period, rounds: list[Period]) -> Period | None:
    if period.round_id is None:
        return _month_before(period)
    return next((each for each in rounds if each.starts_on < period.starts_on), None)


@lru_cache(maxsize=8)
def _months(today: date) -> tuple[Period, ...]:
    """This month and the eleven before, newest first."""
    months = [month_of(f"{today:%Y-%m}")]
    while len(months) < results.MONTHS:
        months.append(_month_before(months[-1]))
    return tuple(months)


@lru_cache(maxsize=200)
def _month_before(month: Period) -> Period:
    return month_of(f"{month.starts_on - timedelta(days=1):%Y-%m}")


def _shows_make_up(shown: Published) -> bool:
    is_settled = shown.make_up_from is not None and shown.make_up_from <= shown.today and not shown.period.is_counting
    return is_settled and bool(shown.result.n) and not shown.result.waiting


def _printable(groups: MakeUp) -> dict[str, dict[str, int | None]]:
    return {field: makeup.printable(counts) for field, counts in groups.items()}


def _printable_sum(government_id: int, key: str) -> dict[str, dict[str, int | None]]:
    parts = make_ups.by_unit(government_id, key)
    return {field: makeup.printable_sum([part[field] for part in parts]) for field in FIELDS}
