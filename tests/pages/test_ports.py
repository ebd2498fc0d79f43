"""Which port the site is served on, and what is said when it cannot be."""

from __future__ import annotations

import socket
from pathlib import Path

import click
import pytest
from flask import Flask

import config
from forum.pages import cli, serving


def taken() -> socket.socket:
    holder = socket.socket()
    holder.bind(("127.0.0.1", 0))
    holder.listen()
    return holder


def test_a_free_port_is_used_as_asked(app: Flask) -> None:
    with taken() as holder:
        port = holder.getsockname()[1]
    app.config["PORT"] = str(port)
    assert cli.port_to_use() == port


def test_a_taken_port_is_told_in_one_line(app: Flask) -> None:
    with taken() as holder:
        app.config["PORT"] = str(holder.getsockname()[1])
        with pytest.raises(click.ClickException, match="tidak dapat dipakai"):
            cli.port_to_use()


@pytest.mark.parametrize("written", ["abc", "-1", "0", "65536", "99999999999", "80.5", "²"])
def test_what_is_no_port_is_told(app: Flask, written: str) -> None:
    app.config["PORT"] = written
    with pytest.raises(click.ClickException, match="bukan nomor porta"):
        cli.port_to_use()


def test_without_a_wish_the_first_free_one_is_taken(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with taken() as holder:
        first = holder.getsockname()[1]
        monkeypatch.setattr(serving, "FIRST_PORT", first)
        monkeypatch.setattr(serving, "LAST_PORT", first + 50)
        app.config["PORT"] = ""
        assert first < cli.port_to_use() <= first + 50


def test_commands_print_links_with_the_port_that_is_served(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "open_house", lambda *_words: None)
    monkeypatch.setenv("PORT", "")  # opening sets it for the worker: taken back afterwards
    cli.open_doors(8042)
    for name in ("PORT", "FORUM_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    instance = {"INSTANCE": app.config["INSTANCE"]}
    assert config.load(instance)["BASE_URL"] == "http://127.0.0.1:8042"
    assert config.load(instance | {"PORT": "8100"})["BASE_URL"] == "http://127.0.0.1:8100"
    assert config.load(instance | {"BASE_URL": "https://rembuk.contoh.example"})["BASE_URL"].endswith("contoh.example")


def test_before_it_was_ever_served_the_first_port_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PORT", "FORUM_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    assert config.load({"INSTANCE": str(tmp_path)})["BASE_URL"] == "http://127.0.0.1:8000"
    (tmp_path / config.PORT_FILE).write_text("bukan angka")
    assert config.load({"INSTANCE": str(tmp_path)})["BASE_URL"] == "http://127.0.0.1:8000"
