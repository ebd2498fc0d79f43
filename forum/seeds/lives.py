"""How a story goes on: acts on days after its first, as a clerk would note them. Pure."""

from __future__ import annotations

import random
from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from forum.core.workdays import is_working_day

LIVES = {
    "lancar": "assign@1 take@1 supports@2:2 answer@3 resolve@7 confirm@8:5",
    "lancar_dukung": "assign@1 supports@2:7 take@2 answer@3 progress@6 reply@7 resolve@11 confirm@12:5",
    "diam": "assign@1 answer@4 resolve@9",
    "terlambat": "assign@2 note@4 supports@5:3 answer@14 progress@17 resolve@22 confirm@24:3",
    "terlambat_belum": "assign@1 supports@3:4 note@6",
    "tertunda": "assign@1 supports@2:5 answer@4 note@6 supports@9:8 progress@12",
    "ditindaklanjuti": "assign@1 take@1 answer@3 reply@4 progress@5 supports@5:3",
    "baru_disposisi": "assign@1",
    "baru": "",
    "menunggu_lama": "",
    "kelengkapan": "ask@1",
    "dilengkapi": "ask@1 complete@3 assign@4 answer@6 resolve@10 confirm@12:4",
    "kedaluwarsa": "ask@1",
    "arsip": "archive@2",
    "arsip_kosong": "archive@1",
    "selesai_unit": "assign@1 supports@2:3 answer@3 resolve@8",
    "dibantah": "assign@1 answer@3 supports@4:4 resolve@7 dispute@10",
    "bolak_balik": "assign@1 supports@2:6 answer@3 resolve@7 dispute@9 answer@12 progress@15 resolve@18 confirm@20:4",
    "terbuka_lagi": "assign@1 answer@4 resolve@9 dispute@46",
    "ditutup": "assign@1 answer@4 progress@7 close@12",
    "pindah": "assign@1 propose@2 agree@3 answer@6 resolve@10 confirm@11:4",
    "pindah_tolak": "assign@1 propose@2 refuse@4 answer@6 resolve@11 confirm@14:3",
    "pindah_terbuka": "assign@1 propose@2",
    "rujuk": "refer@2",
    "gabung": "merge@2",
    "gabung_batal": "merge@2 unmerge@4 assign@4 answer@7 resolve@12 confirm@14:4",
    "dicabut": "assign@1 answer@3 withdraw@5",
    "teruskan": "assign@1 forward@2 take@2 answer@4 resolve@8 confirm@9:5",
    "banyak_unit": "assign@1 supports@3:6 answer@3 progress@8 resolve@13 confirm@15:5",
}
UNIT_ACTS = frozenset(["take", "answer", "note", "progress", "resolve", "propose", "forward"])
REPORTER_ACTS = frozenset(["reply", "complete", "confirm", "dispute", "withdraw", "supports"])


@dataclass(frozen=True)
class Step:
    """One act of a story at its moment; `arg` is stars or a number of supporters."""

    at: datetime
    act: str
    arg: int = 0


def steps_of(
    life: str, ago: float, anchor: datetime, zone: str, days_off: Set[date], dice: random.Random
) -> list[Step]:
    """The story's acts in order, those after `anchor` left out: they have not happened yet."""
    begun = _begin(ago, anchor, ZoneInfo(zone), dice)
    steps, last = [Step(begun, "submit")], begun
    for word in LIVES[life].split():
        act, _, rest = word.partition("@")
        days, _, arg = rest.partition(":")
        last = _moment(begun, int(days), act, last, days_off, dice)
        if last >= anchor:
            break
        steps.append(Step(last, act, int(arg or 0)))
    return steps


def _begin(ago: float, anchor: datetime, zone: ZoneInfo, dice: random.Random) -> datetime:
    if ago < 2:
        return anchor - timedelta(days=ago)
    day = anchor.astimezone(zone).date() - timedelta(days=int(ago))
    return datetime.combine(day, time(dice.randint(6, 20), dice.randint(0, 59)), zone)


def _moment(begun: datetime, days: int, act: str, last: datetime, days_off: Set[date], dice: random.Random) -> datetime:
    """The act's day, at an hour of its author; a unit works on working days. Never before the act that went before."""
    day = begun.date() + timedelta(days=days)
    first, latest = (6, 21) if act in REPORTER_ACTS else (8, 14)
    planned = datetime.combine(day, time(dice.randint(first, latest), dice.randint(0, 59)), begun.tzinfo)
    moment = max(planned, last + timedelta(minutes=dice.randint(12, 70)))
    while act in UNIT_ACTS and not is_working_day(moment.date(), days_off):
        moment = datetime.combine(moment.date() + timedelta(days=1), time(8, dice.randint(5, 50)), begun.tzinfo)
    return moment
