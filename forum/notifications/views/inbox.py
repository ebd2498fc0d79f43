"""The inbox of an account: newest first, words made at reading."""

from __future__ import annotations

from collections.abc import Sequence

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from forum.core.access import requires
from forum.core.db import db
from forum.notifications import actions, queries, words
from forum.notifications.models import Notice
from forum.notifications.views.blueprint import notifications

PAGE = 20


@notifications.get("/kotak-masuk")
@requires()
def inbox() -> str:
    """A page of notices; looking changes nothing, the button marks them read."""
    before = request.args.get("sebelum", type=int)
    found = queries.notices_of(current_user.id, before=before, limit=PAGE)
    shown = found[:PAGE]
    return render_template(
        "notifications/inbox.html", notices=[(n, words.say(queries.read_notice(n), current_user)) for n in shown],
        older=url_for("notifications.inbox", sebelum=shown[-1].id) if len(found) > PAGE else None,
        newest=_newest(shown), is_first=before is None,
    )  # fmt: skip


@notifications.post("/kotak-masuk/bacaan")
@requires()
def mark_read() -> ResponseReturnValue:
    """Everything up to the newest one shown was seen."""
    actions.mark_read(current_user.id, request.form.get("sampai", 0, type=int))
    db.session.commit()
    return redirect(url_for("notifications.inbox"), 303)


def _newest(shown: Sequence[Notice]) -> int:
    return shown[0].id if shown else 0
