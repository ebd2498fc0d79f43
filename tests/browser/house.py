"""A running house for browser stories: demo stories, a clock in a file, mail in a folder."""

from __future__ import annotations

import contextlib
import email
import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)
"""Wednesday 18 November 2026, 10.00 in Makassar: no test depends on today."""
DAYS_OFF = ROOT / "tests" / "complaints" / "days_off.json"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class House:
    """The server, and what a test needs around it."""

    url: str
    instance: Path
    clock_file: Path
    environment: dict[str, str]
    server: subprocess.Popen[bytes] | None = None
    planted: dict[str, str] = field(default_factory=dict)
    """What tests.browser.planting tells of its own cases."""

    @property
    def now(self) -> datetime:
        return datetime.fromisoformat(self.clock_file.read_text())

    def set_clock(self, moment: datetime) -> None:
        draft = self.clock_file.with_suffix(".new")
        draft.write_text(moment.isoformat())
        draft.replace(self.clock_file)

    def move(self, **by: float) -> None:
        self.set_clock(self.now + timedelta(**by))

    def flask(self, *words: str) -> str:
        return self.run("-m", "flask", "--app", "wsgi", *words)

    def run(self, *words: str) -> str:
        """What Python says, in the house's surroundings."""
        command = [sys.executable, *words]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def ask(self, question: str, *given: object) -> list[tuple[str, ...]]:
        """What the database says, without touching it."""
        address = f"file:{self.instance / 'rembuk.sqlite3'}?mode=ro"
        with contextlib.closing(sqlite3.connect(address, uri=True, timeout=10)) as reading:
            return reading.execute(question, given).fetchall()

    def wait_for_letters(self, to: str, count: int) -> list[EmailMessage]:
        """The mails to an address once there are so many: the house's own worker sends them, a little later."""
        self.move(minutes=1)
        for _ in range(150):
            if len(found := self.letters(to)) >= count:
                return found
            time.sleep(0.1)
        raise AssertionError(f"{len(found)} of {count} mails to {to}: {[m['Subject'] for m in found]}")

    def styles(self) -> str:
        """The page of components, which only a development server shows."""
        words = "from forum import create_app; print(create_app({'TESTING': True}).test_client().get('/gaya').text)"
        return self.run("-c", words)

    def letters(self, to: str) -> list[EmailMessage]:
        """Mails to an address, in the order they left."""
        files = sorted((self.instance / "mail").glob("*.eml"), key=lambda p: p.stat().st_mtime_ns)
        read = [email.message_from_bytes(p.read_bytes(), policy=default) for p in files]
        return [m for m in read if isinstance(m, EmailMessage) and m["To"] == to]

    def open(self) -> None:
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "serve"]
        with (self.instance / "server.log").open("ab") as log:
            self.server = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        for _ in range(300):
            if self.server.poll() is not None:
                break
            try:
                urllib.request.urlopen(f"{self.url}/healthz", timeout=5).close()
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
            else:
                return
        raise AssertionError((self.instance / "server.log").read_text()[-4000:])

    def close(self) -> None:
        if self.server is not None:
            self.server.terminate()
            self.server.wait(timeout=40)
            self.server = None


def build(folder: Path) -> House:
    """A house with its demo planted at START, and what the stories begin with."""
    instance, port = folder / "instance", free_port()
    instance.mkdir(parents=True)
    clock_file = folder / "clock"
    clock_file.write_text(START.isoformat())
    kept = {k: v for k, v in os.environ.items() if not k.startswith("FORUM_")}
    environment = kept | {
        "FORUM_INSTANCE": str(instance), "FORUM_CLOCK_FILE": str(clock_file), "PORT": str(port),
        "FORUM_BASE_URL": f"http://127.0.0.1:{port}", "FORUM_WORKERS": "2", "FORUM_DAYS_OFF_FILE": str(DAYS_OFF),
    }  # fmt: skip
    house = House(f"http://127.0.0.1:{port}", instance, clock_file, environment)
    house.flask("prepare", "--demo")
    house.planted = json.loads(house.run("-m", "tests.browser.planting").splitlines()[-1])
    return house


def link_in(letter: EmailMessage, path: str) -> str:
    """The first link of a mail that leads to `path`."""
    body = letter.get_body(("plain",))
    assert body is not None
    found = re.search(rf"https?://\S*{path}\S*", body.get_content())
    assert found, body.get_content()
    return found.group().rstrip(".,)>")
