"""Parts of pages, kept in memory under everything their words are made from.

A part is never told to go: whoever asks for it names every value it shows (rows, day, rights), so that other values
make another part, and what changed is seen at once. Language and address prefix are named here. Nothing of one person
belongs in a part; form tokens and keys are put in afresh for each visitor.

In templates: {% call kept("services", services) %}…{% endcall %}.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from flask import Flask, current_app, g, request
from markupsafe import Markup

from forum.core import i18n
from forum.core.memory import fill_in

MOST_CHARACTERS = 3_000_000
OVERHEAD = 300
"""What an entry weighs besides its words, in characters."""


class Shelf:
    """Kept parts; the longest unread ones leave first."""

    def __init__(self, most: int = MOST_CHARACTERS) -> None:
        self.most, self.weight = most, 0
        self._parts: OrderedDict[Hashable, str] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._parts)

    def find(self, key: Hashable) -> str | None:
        """A part made from the same values."""
        with self._lock:
            part = self._parts.get(key)
            if part is not None:
                self._parts.move_to_end(key)
            return part

    def put(self, key: Hashable, part: str) -> None:
        """Keep a part."""
        with self._lock:
            before = self._parts.pop(key, None)
            self._parts[key] = part
            self.weight += _weight(part) - (0 if before is None else _weight(before))
            while self.weight > self.most:
                _key, gone = self._parts.popitem(last=False)
                self.weight -= _weight(gone)

    def clear(self) -> None:
        """Forget everything: the next pages are made from the ground up."""
        with self._lock:
            self._parts.clear()
            self.weight = 0


def _weight(part: str) -> int:
    return len(part) + OVERHEAD


def prepare_fragments(app: Flask) -> None:
    """Give templates `kept`."""
    app.extensions["fragments"] = Shelf()
    app.jinja_env.globals["kept"] = kept


def kept(name: str, *made_from: Hashable, caller: Callable[[], str]) -> Markup:
    """The body of a {% call %}, made once for these values."""
    return keep(name, caller, *made_from)


def keep(name: str, make: Callable[[], str], *made_from: Hashable) -> Markup:
    """What `make` says (safe HTML), made once for these values."""
    return keeper(name)(make, *made_from)


def keeper(name: str) -> Callable[..., Markup]:
    """`keep` for many parts of one name."""
    shelf: Shelf = current_app.extensions["fragments"]
    begin = (name, i18n.spoken(), request.script_root)
    is_whole = not g.get("for_everyone") and not g.get("for_many")
    has_changing_templates = current_app.debug

    def keep_one(make: Callable[[], str], *made_from: Hashable) -> Markup:
        key = (begin, made_from)
        part = shelf.find(key)
        if part is None:
            part = _made(make)
            if not has_changing_templates:
                shelf.put(key, part)
        return Markup(fill_in(part) if is_whole else part)  # noqa: S704 - rendered with escaping on

    return keep_one


def _made(make: Callable[[], str]) -> str:
    outer, g.for_many = g.get("for_many", False), True
    try:
        return str(make())
    finally:
        g.for_many = outer
