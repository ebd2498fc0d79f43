"""How the house is opened: the web server, and the worker beside it in a process of its own."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from forum.core.db import db

FIRST_PORT = 8000
LAST_PORT = 8099


def free_port(bind: str) -> int:
    """The first free port from 8000 on. Raises OSError when none of a hundred is."""
    for port in range(FIRST_PORT, LAST_PORT + 1):
        with contextlib.suppress(OSError):
            must_be_free(bind, port)
            return port
    raise OSError(f"no free port from {FIRST_PORT} to {LAST_PORT}")


def must_be_free(bind: str, port: int) -> None:
    """Raise OSError when nobody can listen there now."""
    with socket.socket(socket.AF_INET6 if ":" in bind else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((bind, port))


def web_processes(wanted: str) -> int:
    """As many as asked, else one per core, at most four."""
    return int(wanted) if wanted else max(1, min(4, os.cpu_count() or 1))


class House(BaseApplication):
    """gunicorn with threads; web processes share the application that was made before they fork."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self.app, self.options = app, options
        super().__init__()

    def load_config(self) -> None:
        """Our settings, none from files."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application of every web process."""
        return self.app


def open_house(app: Flask, bind: str, port: int, processes: int, told: Callable[[], None]) -> None:
    """Serve until told to stop; SIGTERM finishes what is in flight, then the worker stops too."""
    beside: list[subprocess.Popen[bytes]] = []

    def ready(_arbiter: object) -> None:
        beside.append(start_worker())
        told()

    def leave(_arbiter: object) -> None:
        for process in beside:
            stop_worker(process)

    def part(_arbiter: object, _worker: object) -> None:
        with app.app_context():  # no connection is shared between processes
            db.engine.dispose(close=False)

    House(app, {
        "bind": f"[{bind}]:{port}" if ":" in bind else f"{bind}:{port}", "workers": processes, "threads": 4,
        "worker_class": "gthread", "timeout": 120, "graceful_timeout": 30, "keepalive": 5, "max_requests": 20_000,
        "max_requests_jitter": 2_000, "limit_request_line": 4094, "when_ready": ready, "on_exit": leave,
        "preload_app": True, "post_fork": part,
        "accesslog": None, "loglevel": "error",  # its warnings name addresses
        "control_socket_disable": True,
    }).run()  # fmt: skip


def start_worker() -> subprocess.Popen[bytes]:
    """The background worker, which ends by itself when this process does."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
    return subprocess.Popen(command, env={**os.environ, "FORUM_PARENT": str(os.getpid())})  # noqa: S603


def stop_worker(process: subprocess.Popen[bytes]) -> None:
    """Ask it to finish, and wait a little."""
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()


def stop_on_signals() -> threading.Event:
    """Set when the process is told to stop, or when the parent that started it is gone."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    parent = os.environ.get("FORUM_PARENT")
    if parent:
        threading.Thread(target=_follow_parent, args=(int(parent), stop), daemon=True).start()
    return stop


def _follow_parent(parent: int, stop: threading.Event) -> None:
    while not stop.wait(1.0):
        if os.getppid() != parent:
            stop.set()
