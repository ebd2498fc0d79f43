"""What a process weighs, how long it takes to wake, and what a first visit fetches."""

from __future__ import annotations

import gzip
import re
import resource
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.stores import HOUSE, environment

FIRST = """
import time; began = time.perf_counter()
from wsgi import app
status = app.test_client().get("/pengaduan?kota=makassar").status_code
print(status, time.perf_counter() - began)
"""
PAGES = (
    "/?kota=makassar",
    "/pengaduan?kota=makassar",
    "/unit/makassar/dpu",
    "/peta?kota=makassar",
    "/unit?kota=makassar",
)


def cold_start(instance: Path, times: int = 3) -> tuple[float, float]:
    """Seconds from starting Python until the board was answered once: by the wall (the best run), and of CPU."""
    walls, spent = [], _cpu_of_children()
    for _ in range(times):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", FIRST], cwd=HOUSE, env=environment(instance), check=True,
                       stdout=subprocess.DEVNULL)  # fmt: skip
        walls.append(time.perf_counter() - began)
    return min(walls), (_cpu_of_children() - spent) / times


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def served(instance: Path) -> Iterator[tuple[str, int]]:
    """The site behind gunicorn with one web process: (address, process id of the master)."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "wsgi:app", "-w", "1", "-k", "gthread", "--threads", "4",
               "-b", f"127.0.0.1:{port}", "--log-level", "error"]  # fmt: skip
    master = subprocess.Popen(command, cwd=HOUSE, env=environment(instance))
    try:
        _await(f"http://127.0.0.1:{port}/pengaduan?kota=makassar")
        yield f"http://127.0.0.1:{port}", master.pid
    finally:
        master.terminate()
        master.wait(20)


def _await(address: str) -> None:
    for _ in range(150):
        try:
            fetch(address)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(address)


def fetch(address: str) -> tuple[int, str]:
    """Bytes over the line (gzip where offered) and the text."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request) as response:
        raw = response.read()
        plain = gzip.decompress(raw) if response.headers.get("Content-Encoding") == "gzip" else raw
        return len(raw), plain.decode("utf-8", "replace")


def pss_after(base: str, master: int, requests: int = 200) -> float:
    """Proportional set size of the web process in MB, after some requests."""
    for turn in range(requests):
        fetch(base + PAGES[turn % len(PAGES)])
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    weights = [_pss(int(child)) for child in children]
    return max(weights)


def _pss(pid: int) -> float:
    found = re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    return int(found.group(1)) / 1024 if found else 0.0


@dataclass(frozen=True)
class Visit:
    """What a first visit to one page fetches, in bytes over the line."""

    html: int
    css: int
    js: int
    font: int
    requests: int

    @property
    def without_font(self) -> int:
        """Everything that must be there before the page is whole."""
        return self.html + self.css + self.js


def first_visit(base: str, path: str) -> Visit:
    """Fetch a page and the stylesheets, scripts and preloaded fonts it names."""
    html, page = fetch(base + path)
    styles = set(re.findall(r'<link[^>]+rel="stylesheet"[^>]+href="([^"]+)"', page))
    scripts = set(re.findall(r'<script[^>]+src="([^"]+)"', page))
    css, fonts = 0, set(re.findall(r'href="([^"]+\.woff2)"', page))
    for style in styles:
        size, text = fetch(base + style)
        css += size
        folder = style.rsplit("/", 1)[0]
        fonts |= {f if f.startswith("/") else f"{folder}/{f}" for f in re.findall(r"url\(\"?([^)\"]+\.woff2)", text)}
    js = sum(fetch(base + script)[0] for script in scripts)
    font = sum(fetch(base + each)[0] for each in fonts)
    return Visit(html, css, js, font, 1 + len(styles) + len(scripts) + len(fonts))
