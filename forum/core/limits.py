"""How often one address or account may try something; addresses are never kept, only a daily fingerprint."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import math
import time
from collections.abc import Callable
from typing import TypeVar

from flask import Flask, current_app, request
from flask_limiter import Limiter
from flask_login import current_user
from limits import parse_many
from limits.errors import StorageError
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter, RateLimiter

from forum.core import clock


def address_prefix(address: str) -> str:
    """The address (IPv4) or its /64 (IPv6): what one household or office shares."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((ip, 64), strict=False)) if ip.version == 6 else str(ip)


def fingerprint(text: str) -> str:
    """HMAC of `text` with a key that changes daily."""
    key = f"{current_app.config['SECRET_KEY']}|{clock.now():%Y-%m-%d}".encode()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:32]


def by_address() -> str:
    """Key of the sender's address."""
    return fingerprint(address_prefix(request.remote_addr or ""))


def by_account() -> str:
    """Key of the signed-in account, else of the address."""
    return f"account:{current_user.id}" if current_user.is_authenticated else by_address()


T = TypeVar("T")
limiter = Limiter(by_address, headers_enabled=False, strategy="moving-window")


_own = MovingWindowRateLimiter(MemoryStorage())
"""What this process counts by itself while the shared memory is away: stricter than not counting."""


def prepare_limits(app: Flask) -> None:
    """Count in Redis when the operator names one, else in the memory of each process."""
    shared = bool(app.config["REDIS_URL"])
    app.config.setdefault("RATELIMIT_STORAGE_URI", app.config["REDIS_URL"] or "memory://")
    app.config.setdefault("RATELIMIT_STORAGE_OPTIONS", {"wrap_exceptions": True} if shared else {})
    app.config.setdefault("RATELIMIT_IN_MEMORY_FALLBACK_ENABLED", shared)
    limiter.init_app(app)


def seconds_to_wait(limits: str, *key: str) -> int:
    """Seconds until one more try keeps within limits such as "6 per hour;20 per day"; 0 means go ahead."""
    if not limiter.enabled:
        return 0

    def look(counter: RateLimiter) -> int:
        full = [item for item in parse_many(limits) if not counter.test(item, *key)]
        ends = [counter.get_window_stats(item, *key).reset_time for item in full]
        return max((max(1, math.ceil(end - time.time())) for end in ends), default=0)

    return _counting(look)


def count_try(limits: str, *key: str) -> None:
    """One more try under these limits."""
    if limiter.enabled:
        _counting(lambda counter: [counter.hit(item, *key) for item in parse_many(limits)])


def _counting(ask: Callable[[RateLimiter], T]) -> T:
    try:
        return ask(limiter.limiter)
    except StorageError:
        current_app.logger.warning("the shared memory of limits does not answer; counting in this process")
        return ask(_own)
