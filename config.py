"""Every setting: its environment name, its meaning, and what an empty value becomes.

No secret has a default: `keys` makes the missing ones in the instance folder, readable by their owner alone.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple


class Setting(NamedTuple):
    """One setting as the operator sees it."""

    env: str
    key: str
    empty: str
    meaning: str


SETTINGS = (
    Setting("FORUM_INSTANCE", "INSTANCE", "instance", "folder for database, keys, uploads, mail and built assets"),
    Setting("FORUM_DATABASE_URL", "DATABASE_URL", "", "empty: SQLite in the instance folder; or postgresql://…"),
    Setting("FORUM_SECRET_KEY", "SECRET_KEY", "", "signs cookies; empty: made once in instance/secret.key"),
    Setting(
        "FORUM_ESCROW_KEY",
        "ESCROW_KEY",
        "",
        "seals identities, 64 hex digits; empty: made once in instance/escrow.key",
    ),
    Setting(
        "FORUM_BASE_URL",
        "BASE_URL",
        "",
        "address that residents use, for links in mail and QR; empty: http://127.0.0.1:PORT",
    ),
    Setting(
        "FORUM_HOSTS",
        "HOSTS",
        "",
        "host names to answer, comma separated; empty: loopback and that of FORUM_BASE_URL",
    ),
    Setting("FORUM_PROXIES", "PROXIES", "0", "reverse proxies in front whose X-Forwarded headers are believed"),
    Setting(
        "FORUM_MAIL_URL",
        "MAIL_URL",
        "file:",
        "file: (instance/mail), console:, smtp://user:pass@host:587 or smtps://…",
    ),
    Setting("FORUM_MAIL_FROM", "MAIL_FROM", "", "sender of mail; empty: rembuk-warga@ the host of FORUM_BASE_URL"),
    Setting("FORUM_REDIS_URL", "REDIS_URL", "", "shared memory for rate limits; empty: memory of each process"),
    Setting(
        "FORUM_TILE_HOST",
        "TILE_HOST",
        "",
        "host of map tiles of the operator's choice; empty: drawn maps only",
    ),
    Setting(
        "FORUM_CLOCK_FILE",
        "CLOCK_FILE",
        "",
        "file with the moment to take for now (tests and demonstrations on loopback only)",
    ),
    Setting("FORUM_PAGE_MEMORY", "PAGE_MEMORY", "15", "seconds a public page is kept while no act is written; 0: none"),
    Setting("FORUM_LOG_LEVEL", "LOG_LEVEL", "INFO", "how much the log says"),
    Setting("FORUM_WORKERS", "WORKERS", "", "web processes; empty: as many as there are cores, at most 4"),
    Setting("PORT", "PORT", "", "port to serve; empty: 8000 or the next free one"),
    Setting("FORUM_BIND", "BIND", "127.0.0.1", "address to serve; demo accounts allow loopback only"),
)

PORT_FILE = "port"
UPLOAD_BYTES = 10 * 1024 * 1024
UPLOADS_AT_ONCE = 5


def load(given: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Settings from the environment, overridden by `given` (by key)."""
    values: dict[str, Any] = {s.key: os.environ.get(s.env, "") or s.empty for s in SETTINGS}
    values.update(given or {})
    instance = Path(values["INSTANCE"]).absolute()
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    values["INSTANCE"] = str(instance)
    values["DATABASE_URL"] = values["DATABASE_URL"] or f"sqlite:///{instance / 'rembuk.sqlite3'}"
    values["SECRET_KEY"] = values["SECRET_KEY"] or kept_key(instance / "secret.key")
    values["ESCROW_KEY"] = values["ESCROW_KEY"] or kept_key(instance / "escrow.key")
    port = values["PORT"] or last_port(instance) or "8000"
    values["BASE_URL"] = (values["BASE_URL"] or f"http://127.0.0.1:{port}").rstrip("/")
    return values | flask_settings(values)


def flask_settings(values: Mapping[str, Any]) -> dict[str, Any]:
    """What Flask and its extensions leave unset or unsafe."""
    over_tls = values["BASE_URL"].startswith("https://")
    return {
        "SQLALCHEMY_DATABASE_URI": values["DATABASE_URL"],
        "SESSION_COOKIE_NAME": "__Host-rembuk" if over_tls else "rembuk",
        "SESSION_COOKIE_SECURE": over_tls,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "SESSION_REFRESH_EACH_REQUEST": False,
        "MAX_CONTENT_LENGTH": UPLOADS_AT_ONCE * UPLOAD_BYTES + 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 600_000,
        "MAX_FORM_PARTS": 200,
        "TRUSTED_HOSTS": trusted_hosts(values),
        "PREFERRED_URL_SCHEME": "https" if over_tls else "http",
        "BABEL_DEFAULT_LOCALE": "id",
        "BABEL_DEFAULT_TIMEZONE": "Asia/Jakarta",
        "WTF_CSRF_TIME_LIMIT": 12 * 3600,
        "WTF_CSRF_SSL_STRICT": False,
        "COMPRESS_MIN_SIZE": 600,
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "COMPRESS_BR_LEVEL": 4,
        "COMPRESS_MIMETYPES": [
            "text/html",
            "text/plain",
            "application/json",
            "application/problem+json",
            "image/svg+xml",
        ],
    }


def trusted_hosts(values: Mapping[str, Any]) -> list[str]:
    """Hosts the site answers; a request that names another gets 400."""
    named = [h.strip() for h in values["HOSTS"].split(",") if h.strip()]
    own = values["BASE_URL"].split("://", 1)[-1].split("/", 1)[0].rsplit(":", 1)[0]
    return [*named, own, "127.0.0.1", "localhost", "[::1]"]


def last_port(instance: Path) -> str:
    """The port the site was last served on; empty when it never was. Commands beside the server print links with it."""
    with contextlib.suppress(OSError):
        kept = (instance / PORT_FILE).read_text().strip()
        return kept if kept.isascii() and kept.isdecimal() else ""
    return ""


def kept_key(path: Path) -> str:
    """The key in the file; on first use a fresh one of 256 bits, mode 0600, seen whole or not at all."""
    if not path.exists():
        draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):  # another process was first: its key counts
            os.link(draft, path)
        draft.unlink()
    key = path.read_text().strip()
    if not key:
        raise RuntimeError(f"{path} is empty: restore the key from your backup, or delete it on a new installation")
    return key
