"""A full hall: phones behind one address vote on one statement within half a minute, through one SQLite server.

The server is the one of `flask serve` (gunicorn, as many processes as cores); the load generator runs beside it on the
same machine. Each phone joins with a code of its own and loads its page like a browser; a third of them click twice at
once, a tenth send their answer again later. The screen polls as its script does.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

from flask_migrate import upgrade
from sqlalchemy import func, select

from forum import create_app
from forum.core.db import db
from forum.dialogues.actions import attending
from forum.dialogues.models import Statement, Vote
from forum.dialogues.queries import sessions
from forum.units.here import shelf
from tests.bench.stores import HOUSE, environment
from tests.dialogues.voting import accepted, make_session, ref_of
from tests.factories import build_town

PHONES, SECONDS = 300, 30.0
P99_MS, BEHIND_SECONDS = 500.0, 2.0
POLL = 1.2
HALL = "/aula/BENCH234"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass
class Hall:
    """What was measured."""

    phones: int = PHONES
    counted: int = 0
    rows: int = 0
    sent: int = 0
    failed: int = 0
    behind: float = 0.0
    ms: list[float] = field(default_factory=list)
    acknowledged: dict[int, float] = field(default_factory=dict)
    """When each phone was told first that its answer is in."""
    polls: list[tuple[float, int]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def at(self, share: float) -> float:
        """Milliseconds of a vote at a quantile."""
        ordered = sorted(self.ms)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


class Phone:
    """A browser: cookies, a form token, one request at a time."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies, self.token = port, dict[str, str](), ""

    def ask(self, path: str, form: dict[str, str] | None = None) -> int:
        """GET, or POST of a form with its token; the status. A page read leaves its form token."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        body = urlencode({"csrf_token": self.token, **form}) if form is not None else None
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        headers |= {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        line.request("POST" if body else "GET", path, body, headers)
        answer = line.getresponse()
        page = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _eq, value = cookie.split(";", 1)[0].partition("=")
            self.cookies[name] = value
        self.token = found[1] if (found := TOKEN.search(page)) else self.token
        line.close()
        return answer.status


def run(phones: int = PHONES, seconds: float = SECONDS) -> Hall:
    """Fill the hall and let it vote."""
    hall = Hall(phones)
    with tempfile.TemporaryDirectory(prefix="rembuk-hall.") as folder:
        ref, codes = _prepare(Path(folder), phones)
        with _served(Path(folder)) as port:
            _vote(hall, port, ref, codes, seconds)
        _recount(hall, Path(folder))
    hall.behind = _most_behind(hall)
    return hall


def _prepare(folder: Path, phones: int) -> tuple[str, list[str]]:
    """A session that runs, a statement on its screen, a code for each phone."""
    shelf.forget()
    app = create_app({"INSTANCE": str(folder)})
    with app.app_context():
        upgrade()
        town = build_town()
        session = make_session(town, code=HALL.rpartition("/")[2], number=1)
        attending.make_tokens(sessions.lock(session.id), phones, by=town.actor("moderator"))
        case = accepted(town, session)
        session.statement_id = case.statement.id
        db.session.commit()
        ref, codes = ref_of(case.statement), [attending.code_of(session.id, k + 1) for k in range(phones)]
        db.session.remove()
        db.engine.dispose()
    return ref, codes


@contextmanager
def _served(folder: Path) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "serve"]
    settings = environment(folder) | {"PORT": str(port), "FORUM_DATABASE_URL": ""}
    server = subprocess.Popen(command, cwd=HOUSE, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _await(port)
        yield port
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(40)


def _await(port: int) -> None:
    for _ in range(300):
        try:
            if Phone(port).ask(f"{HALL}/keadaan.json") == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise TimeoutError(port)


def _vote(hall: Hall, port: int, ref: str, codes: list[str], seconds: float) -> None:
    joined = [Phone(port) for _ in codes]
    _at_once([partial(_join, phone, code) for phone, code in zip(joined, codes, strict=True)])
    over = threading.Event()
    screen = threading.Thread(target=_watch, args=(hall, port, over))
    screen.start()
    began = time.monotonic()
    chance = random.Random(20261118)
    moments = [began + chance.uniform(0, seconds) for _ in joined]
    phones = [
        threading.Thread(target=_use, args=(hall, phone, ref, moment, number))
        for number, (phone, moment) in enumerate(zip(joined, moments, strict=True))
    ]
    for each in phones:
        each.start()
    for each in phones:
        each.join()
    _until_shown(hall)
    over.set()
    screen.join()


def _join(phone: Phone, code: str) -> None:
    phone.ask(HALL)
    status = phone.ask(f"{HALL}/masuk", {"code": code, "kind": "user", "once": code})
    if status != 303 or phone.ask(HALL) != 200:
        raise RuntimeError(f"a phone could not join: {status}")


def _use(hall: Hall, phone: Phone, ref: str, moment: float, number: int) -> None:
    """Answer at its moment; some click twice at once, some send it again."""
    time.sleep(max(0.0, moment - time.monotonic()))
    twin = threading.Thread(target=_answer, args=(hall, phone, ref, number)) if number % 3 == 0 else None
    if twin:
        twin.start()
    _answer(hall, phone, ref, number)
    if twin:
        twin.join()
    phone.ask(HALL)
    if number % 10 == 0:
        _answer(hall, phone, ref, number)


def _answer(hall: Hall, phone: Phone, ref: str, number: int) -> None:
    began = time.monotonic()
    try:
        status = phone.ask(f"/forum/pernyataan/{ref}/suara", {"jawaban": "1", "kembali": HALL})
    except OSError:
        status = 0
    ended = time.monotonic()
    with hall.lock:
        hall.sent += 1
        hall.failed += status != 303
        hall.ms.append(1000 * (ended - began))
        if status == 303:
            hall.acknowledged[number] = min(ended, hall.acknowledged.get(number, ended))


def _watch(hall: Hall, port: int, over: threading.Event) -> None:
    screen = Phone(port)
    while not over.is_set():
        n = _shown(screen.port)
        with hall.lock:
            hall.polls.append((time.monotonic(), n))
        over.wait(POLL)


def _shown(port: int) -> int:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    line.request("GET", f"{HALL}/keadaan.json")
    said = json.loads(line.getresponse().read())
    line.close()
    return int(said["n"])


def _until_shown(hall: Hall) -> None:
    """Wait until the screen shows everybody, or give up."""
    for _ in range(100):
        with hall.lock:
            if hall.polls and hall.polls[-1][1] >= hall.phones:
                return
        time.sleep(0.1)


def _recount(hall: Hall, folder: Path) -> None:
    app = create_app({"INSTANCE": str(folder)})
    with app.app_context():
        hall.rows = db.session.scalar(select(func.count()).select_from(Vote)) or 0
        statement = db.session.scalars(select(Statement)).one()
        hall.counted = statement.agree + statement.disagree + statement.passed
        db.session.remove()
        db.engine.dispose()


def _most_behind(hall: Hall) -> float:
    """How long an acknowledged vote was not on the screen at most: until the poll that showed as many."""
    told = sorted(hall.acknowledged.values())
    shown = [next((at for at, n in hall.polls if n > k), float("inf")) for k in range(len(told))]
    return max((at - ack for at, ack in zip(shown, told, strict=True)), default=float("inf"))


def _at_once(acts: list[Callable[[], None]], most: int = 8) -> None:
    with ThreadPoolExecutor(most) as pool:
        for done in [pool.submit(act) for act in acts]:
            done.result()


def main() -> None:
    hall = run()
    print(f"phones {hall.phones}, answers sent {hall.sent}, failed {hall.failed}, counted {hall.counted}, "
          f"rows {hall.rows}; load {os.getloadavg()[0]:.1f}")  # fmt: skip
    print(f"a vote: p50 {hall.at(0.5):.0f} ms, p99 {hall.at(0.99):.0f} ms; screen at most {hall.behind:.2f} s behind")


if __name__ == "__main__":
    main()
