"""Measure and print, with the goals beside; exits 0 also when a goal is missed, and says so.

BENCH_SIZES="10000 1000000" names the sizes (complaints, and as many survey answers), BENCH_FOLDER where their databases
are kept, BENCH_LIGHTHOUSE=0 leaves Lighthouse out, BENCH_CLOSING=0 the closing of a Jakarta-sized year, BENCH_POSTGRES
is the address of a server for it. Arguments are sizes too: python -m tests.bench 10000 100000. Making the databases of
the default sizes takes about half an hour the first time; they are kept. PostgreSQL's year is made each time.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from tests.bench import closing, lighthouse, recording, threads, votes, weight
from tests.bench.bare import bare_page
from tests.bench.pages import Row, measure, rows_of
from tests.bench.stores import instance_of

TIMES = {False: 2.0, True: 3.0}
STATEMENTS = {False: 4, True: 8}
GROWTH, COLD_SECONDS, PSS_MB = 1.2, 3.0, 100.0
CLOSING_SECONDS = 10.0
KB = {"html": 14, "css": 12, "js": 10, "font": 30}
WHOLE_KB, MOST_REQUESTS = 50, 6


class Verdicts:
    """Goals met and missed."""

    def __init__(self) -> None:
        self.met = self.missed = 0

    def say(self, is_met: bool) -> str:
        """Count a goal and name the outcome."""
        self.met += is_met
        self.missed += not is_met
        return "ok" if is_met else "MISSED"


def main() -> None:
    began = time.monotonic()
    sizes = sorted(int(word) for word in sys.argv[1:] or os.environ.get("BENCH_SIZES", "10000 1000000").split())
    verdicts = Verdicts()
    instances = {size: instance_of(size) for size in sizes}
    _pages({size: rows_of(instance, size) for size, instance in instances.items()}, verdicts)
    _recording({size: recording.row_of(instance, size) for size, instance in instances.items()}, verdicts)
    _weights(instances[sizes[0]], verdicts)
    if os.environ.get("BENCH_CLOSING", "1") != "0":
        _closing(verdicts)
    _threads(verdicts)
    _hall(verdicts)
    print(f"\nGoals: {verdicts.met} met, {verdicts.missed} missed. {(time.monotonic() - began) / 60:.0f} minutes.")


def _recording(by_size: dict[int, Row], verdicts: Verdicts) -> None:
    measure(list(by_size.values()))
    first = by_size[min(by_size)]
    print("\nrecording one answer, CPU ms     answers      ms    SQL   x small  goal")
    for size, row in by_size.items():
        line = f"{row.name:<24}{size:>16,}{row.ms:>8.2f}{row.statements:>7}"
        if row is not first:
            growth = row.ms / first.ms
            is_met = growth <= GROWTH and row.statements == first.statements
            line += f"{growth:>10.2f}{GROWTH:>6.1f}  {verdicts.say(is_met)}"
        print(line)


def _threads(verdicts: Verdicts) -> None:
    with threads.planted() as by_size:
        print("\npages of the forum; sizes are posts in the thread")
        _pages(by_size, verdicts)


def _hall(verdicts: Verdicts) -> None:
    hall = votes.run()
    print(f"\na hall of {hall.phones} phones behind one address votes within {votes.SECONDS:.0f} s, "
          f"through one SQLite server (load {os.getloadavg()[0]:.1f})")  # fmt: skip
    is_exact = hall.counted == hall.rows == hall.phones and not hall.failed
    print(f"answers sent {hall.sent}, failed {hall.failed}, counted {hall.counted}   goal {hall.phones}   "
          f"{verdicts.say(is_exact)}")  # fmt: skip
    print(f"a vote, ms by the wall: p50 {hall.at(0.5):.0f}, p99 {hall.at(0.99):.0f}   goal p99 < {votes.P99_MS:.0f}   "
          f"{verdicts.say(hall.at(0.99) < votes.P99_MS)}")  # fmt: skip
    print(f"screen behind, s: {hall.behind:.2f}   goal <= {votes.BEHIND_SECONDS:.0f}   "
          f"{verdicts.say(hall.behind <= votes.BEHIND_SECONDS)}")  # fmt: skip


def _closing(verdicts: Verdicts) -> None:
    print("\nclosing a month of a year with 190,000 complaints, 200,000 answers, 400 units; seconds by the wall")
    print(
        "database     units   closing   again   goal        CPU   read counters  read every row   ratio  without them"
    )
    for closed in (closing.on_sqlite(), closing.on_postgres()):
        if closed is None:
            print("PostgreSQL   NOT MEASURED: no server (BENCH_POSTGRES, or: .ci/services postgres -- ...)")
            verdicts.say(is_met=False)
            continue
        slowest = max(closed.closing, closed.again)
        is_met = slowest < CLOSING_SECONDS and closed.is_same
        print(f"{closed.database:<13}{closed.units:>5}{closed.closing:>10.2f}{closed.again:>8.2f}{CLOSING_SECONDS:>7.0f}"
              f"{verdicts.say(is_met):>8}{closed.cpu:>7.2f}{closed.counters:>16.3f}{closed.full_scan:>17.2f}"
              f"{closed.full_scan / closed.counters:>9.0f}{closed.closing_without:>18.2f}")  # fmt: skip
        if not closed.is_same:
            print("!!! the counters and the full scan disagree")


def _pages(by_size: dict[int, list[Row]], verdicts: Verdicts) -> None:
    bare = Row("bare Flask page", 0, False, "bare", bare_page())
    measure([bare, *(row for rows in by_size.values() for row in rows)])
    smallest = min(by_size)
    print(f"\nCPU ms per request in process, without gzip; the bare page costs {bare.ms:.2f} ms")
    print(
        "kept: whole pages in memory; fresh, resident: made anew, of parts in memory; cold: no part in memory (no goal)"
    )
    print(f"{'page':<17}{'visitor':<10}{'size':>11}{'ms':>8}{'x bare':>8}{'goal':>6}{'':>8}"
          f"{'SQL':>5}{'goal':>6}{'':>8}{'x small':>9}{'goal':>6}")  # fmt: skip
    for turn, first in enumerate(by_size[smallest]):
        for rows in by_size.values():
            _print_row(rows[turn], first, bare, verdicts)


def _print_row(row: Row, first: Row, bare: Row, verdicts: Verdicts) -> None:
    times, growth = row.ms / bare.ms, row.ms / first.ms
    line = f"{row.name:<17}{row.visitor:<10}{row.size:>11,}{row.ms:>8.2f}{times:>8.2f}"
    line += _against(times <= TIMES[row.signed_in], f"{TIMES[row.signed_in]:.1f}", row, verdicts)
    line += f"{row.statements:>5}"
    line += _against(row.statements <= STATEMENTS[row.signed_in], f"{STATEMENTS[row.signed_in]}", row, verdicts)
    if row is not first and row.has_goal:
        same = row.statements == first.statements and growth <= GROWTH
        line += f"{growth:>9.2f}{GROWTH:>6.1f}  {verdicts.say(same)}"
    print(line)


def _against(is_met: bool, goal: str, row: Row, verdicts: Verdicts) -> str:
    return f"{goal:>6}{verdicts.say(is_met):>8}" if row.has_goal else f"{'-':>6}{'':>8}"


def _weights(folder: Path, verdicts: Verdicts) -> None:
    wall, cpu = weight.cold_start(folder)
    load = os.getloadavg()[0]
    print(f"\ncold start to the first page {wall:6.2f} s by the wall, {cpu:.2f} s of CPU (load {load:.1f})"
          f"   goal < {COLD_SECONDS} s   {verdicts.say(wall < COLD_SECONDS)}")  # fmt: skip
    with weight.served(folder) as (base, master):
        pss = weight.pss_after(base, master)
        print(f"PSS per web process {pss:15.1f} MB   goal <= {PSS_MB:.0f} MB   {verdicts.say(pss <= PSS_MB)}")
        print("\nfirst visit, KB over the line    html   css    js  font   all but font   requests")
        for path in ("/?kota=makassar", "/pengaduan?kota=makassar", "/unit/makassar/dpu"):
            _print_visit(path, weight.first_visit(base, path), verdicts)
        if os.environ.get("BENCH_LIGHTHOUSE", "1") != "0":
            _lighthouse(base, verdicts)


def _print_visit(path: str, visit: weight.Visit, verdicts: Verdicts) -> None:
    sizes = {name: getattr(visit, name) / 1000 for name in KB}
    whole = visit.without_font / 1000
    is_met = all(sizes[name] <= KB[name] for name in KB) and whole <= WHOLE_KB and visit.requests <= MOST_REQUESTS
    numbers = "".join(f"{sizes[name]:6.1f}" for name in KB)
    print(f"{path:<31}{numbers}{whole:>13.1f}{visit.requests:>10}   {verdicts.say(is_met)}")
    if path.startswith("/?"):
        print(f"{'goal, at most':<31}{''.join(f'{KB[name]:6.0f}' for name in KB)}{WHOLE_KB:>13}{MOST_REQUESTS:>10}")


def _lighthouse(base: str, verdicts: Verdicts) -> None:
    if not lighthouse.is_here():
        print("\nLighthouse or Chromium is not here: no scores.")
        return
    print("\nLighthouse, mobile               " + "  ".join(lighthouse.CATEGORIES))
    for path in ("/?kota=makassar", "/pengaduan?kota=makassar", "/unit/makassar/dpu"):
        found = lighthouse.scores(base + path)
        if found is None:
            print(f"{path:<31}did not finish")
            continue
        is_met = all(found[name] >= goal for name, goal in lighthouse.GOALS.items())
        numbers = "".join(f"{found[name]:>{len(name) + 2}}" for name in lighthouse.CATEGORIES)
        print(f"{path:<31}{numbers}   {verdicts.say(is_met)}")


if __name__ == "__main__":
    main()
