"""Public pages that many read at once are kept for a moment: one statement tells whether they still hold.

A page is kept only when it was made for nobody in particular (nothing in the visitor's session but language, place
and form token), only while no act was written, and for at most some seconds. Form tokens are put in afresh.
"""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any

from flask import Flask, Response, current_app, g, make_response, request, session
from flask_wtf.csrf import generate_csrf

from forum.core import clock, i18n, once

FOR_ANYONE = frozenset({"language", "place", "csrf_token"})
MOST_PAGES = 400
# Random, so that nobody can write them into a complaint or a link and have them filled in.
TOKEN, KEY = (f"@@{secrets.token_hex(16)}@@" for _each in range(2))
Stamp = Callable[[], object]


class Shelf:
    """Kept pages, the longest unread ones leave first."""

    def __init__(self, seconds: float, stamp: Stamp) -> None:
        self.seconds, self.stamp = seconds, stamp
        self._pages: OrderedDict[Any, tuple[float, object, str, str]] = OrderedDict()
        self._lock = Lock()

    def find(self, key: object, stamp: object) -> tuple[str, str] | None:
        """A page (its text and type) that still holds."""
        with self._lock:
            until, of, page, kind = self._pages.get(key, (0.0, None, "", ""))
            if of != stamp or time.monotonic() > until:
                return None
            self._pages.move_to_end(key)
            return page, kind

    def put(self, key: object, stamp: object, page: str, kind: str) -> None:
        """Keep a page."""
        with self._lock:
            self._pages[key] = (time.monotonic() + self.seconds, stamp, page, kind)
            while len(self._pages) > MOST_PAGES:
                self._pages.popitem(last=False)


def prepare_memory(app: Flask, stamp: Stamp) -> None:
    """Keep pages while `stamp` (one cheap statement) says the same."""
    app.extensions["page_memory"] = Shelf(float(app.config["PAGE_MEMORY"]), stamp)
    app.jinja_env.globals.update(once=key, csrf_token=token)  # macros see these
    app.context_processor(lambda: {"csrf_token": token})  # templates would see Flask-WTF's own


def token() -> str:
    """The form token of this visitor, or its place in a page for everyone."""
    return TOKEN if _is_shared() else str(generate_csrf())


def key() -> str:
    """A fresh key for one form, or its place in a page for everyone."""
    return KEY if _is_shared() else once.fresh_key()


def _is_shared() -> bool:
    """True while words are made that others get too: a whole page, or a part of one."""
    return bool(g.get("for_everyone") or g.get("for_many"))


def for_everyone(view: Callable[..., Any]) -> Callable[..., Any]:
    """Keep what this view answers to visitors who are nobody in particular."""

    @wraps(view)
    def remembered(*words: Any, **values: Any) -> Any:
        shelf: Shelf = current_app.extensions["page_memory"]
        if request.method != "GET" or not shelf.seconds or not FOR_ANYONE.issuperset(session):
            return view(*words, **values)
        # With the hour, because deadlines pass at midnight of a zone while nobody acts.
        hour = clock.now().strftime("%Y-%m-%d %H")
        address = (request.host_url, request.full_path, session.get("place"), i18n.language(), hour)
        stamp = shelf.stamp()
        kept = shelf.find(address, stamp)
        if kept is None:
            kept = _make(shelf, address, stamp, view, words, values)
        return kept if isinstance(kept, Response) else _for_this_visitor(*kept)

    return remembered


def _make(shelf: Shelf, address: object, stamp: object, view: Any, words: Any, values: Any) -> Any:
    g.for_everyone = True
    try:
        answer = make_response(view(*words, **values))
    finally:
        g.for_everyone = False  # a page of refusal is made for this visitor
    if answer.status_code != 200 or answer.direct_passthrough or "Set-Cookie" in answer.headers:
        return answer
    page = answer.get_data(as_text=True)
    shelf.put(address, stamp, page, answer.content_type)
    return page, answer.content_type


def _for_this_visitor(page: str, kind: str) -> Response:
    return Response(fill_in(page), content_type=kind)


def fill_in(words: str) -> str:
    """Each form gets a key of its own, all of them the visitor's token."""
    if TOKEN in words:
        words = words.replace(TOKEN, str(generate_csrf()))
    first, *others = words.split(KEY)
    return "".join([first, *(part for other in others for part in (once.fresh_key(), other))])
