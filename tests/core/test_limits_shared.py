"""Limits count across processes in Redis; when it is away each process counts by itself."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask

from forum import create_app
from forum.core.limits import count_try, limiter, seconds_to_wait
from tests.conftest import settings

REDIS = os.environ.get("FORUM_TEST_REDIS", "")
LIMITS = "3 per hour"


def process(folder: Path, url: str, redis: str) -> Flask:
    given = settings(folder, url) | {"REDIS_URL": redis, "RATELIMIT_ENABLED": True}
    return create_app(given)


@pytest.fixture(autouse=True)
def limits_as_before() -> Iterator[None]:
    enabled, storage, counter = limiter.enabled, limiter._storage, limiter._limiter
    yield
    limiter.enabled, limiter._storage, limiter._limiter = enabled, storage, counter


def try_often(app: Flask, key: str, times: int) -> int:
    with app.app_context():
        for _ in range(times):
            count_try(LIMITS, key)
        return seconds_to_wait(LIMITS, key)


@pytest.mark.skipif(not REDIS, reason="FORUM_TEST_REDIS names no Redis; `make test` starts one")
def test_two_processes_share_their_counts(tmp_path: Path, database_url: str) -> None:
    key = uuid4().hex
    assert try_often(process(tmp_path / "one", database_url, REDIS), key, 2) == 0
    assert try_often(process(tmp_path / "two", database_url, REDIS), key, 1) > 0


def test_without_redis_each_process_counts_by_itself(tmp_path: Path, database_url: str) -> None:
    app = process(tmp_path / "away", database_url, "redis://127.0.0.1:1/0")
    key = uuid4().hex
    assert try_often(app, key, 2) == 0
    assert try_often(app, key, 1) > 0


def test_memory_of_the_process_is_enough_without_a_redis(tmp_path: Path, database_url: str) -> None:
    key = uuid4().hex
    assert try_often(process(tmp_path / "alone", database_url, ""), key, 3) > 0
