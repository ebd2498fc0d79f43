"""What the hall's screen and phones keep asking for, kept in the memory of each process for a moment.

The screen asks every 1.2 s and an answer is at most 0.4 s old, so that it is never two seconds behind; phones ask only
whether the hall is at something else now, and mostly hear 304.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any

from flask import Response, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue

from forum.core import i18n
from forum.core.access import public
from forum.dialogues import statement_words as words
from forum.dialogues.models import Session
from forum.dialogues.queries import hall
from forum.dialogues.queries.hall import Now, Place
from forum.dialogues.views.blueprint import dialogues

SECONDS = 0.4
MOST_KEPT = 200
Made = tuple[str, bytes]
"""Its tag and its bytes."""


class Shelf:
    """Answers that still hold; the oldest leave first."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._kept: OrderedDict[object, tuple[float, Made]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: object, make: Callable[[], Made]) -> Made:
        """What was made under `key` a moment ago, else made now: once, however many ask."""
        with self._lock:
            until, made = self._kept.get(key, (0.0, None))
            if made is None or time.monotonic() >= until:
                made = make()
                self._kept[key] = (time.monotonic() + self.seconds, made)
                self._kept.move_to_end(key)
                if len(self._kept) > MOST_KEPT:
                    self._kept.popitem(last=False)
            return made


@dialogues.get("/aula/<hall_code>/keadaan.json")
@public
def hall_state(hall_code: str) -> ResponseReturnValue:
    """What is shown now, as JSON with a tag; ?bagian=letak is where the hall is alone, for its phones."""
    code, is_place = hall_code.upper()[:16], request.args.get("bagian") == "letak"
    shelf: Shelf = current_app.extensions.setdefault("hall_memory", Shelf(_seconds()))
    tag, body = shelf.get((code, is_place, i18n.spoken()), lambda: _made(code, is_place))
    response = Response(status=304) if request.if_none_match.contains(tag) else Response(body)
    response.content_type = "application/json"
    response.set_etag(tag)
    response.headers["Cache-Control"] = "no-cache"
    return response


def _seconds() -> float:
    return SECONDS if float(current_app.config["PAGE_MEMORY"]) else 0.0


def _made(code: str, is_place: bool) -> Made:
    place = hall.place_of(code)
    if place is None:
        abort(404)
    said: dict[str, Any] = {"at": place_key(place)}
    if not is_place:
        now = hall.now_shown(place.session_id, place.item_id, place.statement_id)
        n = now.statement.result.n if now.statement else 0
        said |= {"n": n, "html": live_words(now, place.state)}
    body = json.dumps(said, ensure_ascii=False).encode()
    return hashlib.sha256(body).hexdigest()[:20], body


def place_key(place: Place | Session) -> str:
    """Where the hall is: changes when phones have something else to show."""
    return f"{place.state}.{place.item_id or 0}.{place.statement_id or 0}"


def live_words(now: Now, state: str) -> str:
    """The part of the screen that changes."""
    return render_template("dialogues/hall_live.html", now=now, state=state, words=words)
