"""The demonstration's sign-ins: known to everyone, therefore on loopback only."""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import time
from urllib.parse import urlsplit

from forum.accounts import queries, rules
from forum.accounts.models import Account
from forum.core import clock

DEMO_PASSWORD = "rembuk-contoh-2026"  # noqa: S105 - shown on the sign-in page of a demonstration
REMEMBERED_SECONDS = 20.0


class DemoInPublic(RuntimeError):
    """Accounts whose passwords everyone knows would be open to the network."""


def demo_totp_secret(email: str) -> str:
    """The second factor of a demonstration account: the same at every planting."""
    return base64.b32encode(hashlib.sha256(f"rembuk-contoh:{email}".encode()).digest()[:20]).decode()


def current_code(account: Account) -> str:
    """A code of a demonstration account that works now, also when this step's code was used already."""
    from pyotp import TOTP

    step = max(rules.time_step(clock.now()), account.totp_step + 1)
    return TOTP(demo_totp_secret(account.email or "")).generate_otp(step)


def is_loopback(host: str) -> bool:
    """True for the names and addresses of this machine itself."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def refuse_public_demo(bind: str, base_url: str = "") -> None:
    """Raise DemoInPublic when demonstration accounts exist and the site would be served beyond this machine."""
    hosts = [bind, urlsplit(base_url).hostname or ""] if base_url else [bind]
    if all(is_loopback(host) for host in hosts) or not queries.has_demo():
        return
    raise DemoInPublic(
        "Akun contoh dengan kata sandi yang diketahui umum masih ada: situs hanya dilayani di 127.0.0.1. "
        "Demonstration accounts exist: the site serves loopback only."
    )


class _Seen:
    is_there = False
    until = 0.0


def is_demo_site() -> bool:
    """True while demonstration accounts exist; asked at most every twenty seconds per process."""
    if time.monotonic() > _Seen.until:
        _Seen.is_there, _Seen.until = queries.has_demo(), time.monotonic() + REMEMBERED_SECONDS
    return _Seen.is_there


def forget() -> None:
    """Ask anew at the next need."""
    _Seen.until = 0.0
