"""The moderators' desk of flagged and hidden posts."""

from __future__ import annotations

from flask import abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forum.core.access import requires
from forum.core.edge import acting_once, sent_before
from forum.core.paging import BadCursor
from forum.dialogues import policy
from forum.dialogues import talk_words as words
from forum.dialogues.actions import hiding
from forum.dialogues.forms.posts import HideForm
from forum.dialogues.models import AgendaItem, Post
from forum.dialogues.queries import posts as found_posts
from forum.dialogues.queries import threads as known
from forum.dialogues.views.blueprint import dialogues
from forum.dialogues.views.threads import place_of
from forum.dialogues.views.writers import moderator
from forum.moderation import queries as moderated
from forum.moderation import words as grounds
from forum.units.here import get_here, stand_at

PARTS = {"menunggu": "waiting", "tersembunyi": "hidden"}


@dialogues.get("/meja/forum/tanda")
@requires("moderator")
def posts_desk() -> str:
    """Posts that somebody doubts, oldest first; and hidden ones."""
    here, part = get_here(), request.args.get("bagian", "menunggu")
    if not current_user.holds_in(here.id, "moderator"):
        abort(403)
    if part not in PARTS:
        abort(404)
    try:
        page = moderated.waiting(here.id, hiding.KIND, request.args.get("hal"), PARTS[part])
    except BadCursor:
        abort(404)
    ids = [standing.subject_id for standing in page.rows]
    lines = known.lines_of_subjects(ids)
    url = {cursor: url_for("dialogues.posts_desk", kota=here.slug, bagian=part, hal=cursor)
           for cursor in (page.older, page.newer) if cursor}  # fmt: skip
    return render_template(
        "dialogues/posts_desk.html", place=here, lines=lines,
        items=found_posts.items_of_posts([line.id for line in lines]),
        flags=found_posts.flags_on(ids), part=part, words=words, grounds=grounds,
        waiting=moderated.count_waiting(here.id, hiding.KIND),
        decisions=moderated.last_decisions(ids) if part == "tersembunyi" else {}, place_of=place_of,
        newer=url.get(page.newer or ""), older=url.get(page.older or ""),
    )  # fmt: skip


@dialogues.get("/meja/forum/tanda/<ref>")
@requires("moderator")
def judge_post(ref: str) -> ResponseReturnValue:
    """One post: hide it, or let it stand."""
    return _page(*_moderated(ref), HideForm(formdata=None))


@dialogues.post("/meja/forum/tanda/<ref>/penyembunyian")
@requires("moderator")
def hide_post(ref: str) -> ResponseReturnValue:
    """Hide it on a ground of the closed list."""
    if seen := sent_before():
        return seen
    post, found = _moderated(ref)
    form = HideForm()
    if not form.validate():
        return _page(post, found, form), 422

    def act() -> str:
        hiding.hide(
            found_posts.lock_post(post.id), found, str(form.ground.data), str(form.note.data or ""), by=moderator()
        )
        flash(_("Tulisan ini disembunyikan; alasannya tampil untuk umum."), "done")
        return url_for("dialogues.judge_post", ref=ref)

    return acting_once(act)


@dialogues.post("/meja/forum/tanda/<ref>/penampilan")
@requires("moderator")
def keep_post(ref: str) -> ResponseReturnValue:
    """Let it stand, or show it again."""
    post, found = _moderated(ref)

    def act() -> str:
        hiding.keep(found_posts.lock_post(post.id), found, by=moderator())
        flash(_("Tulisan ini tampil untuk umum."), "done")
        return url_for("dialogues.judge_post", ref=ref)

    return acting_once(act)


def _moderated(ref: str) -> tuple[Post, AgendaItem]:
    named = found_posts.find_post(ref)
    if named is None:
        abort(404)
    if not policy.may_hide(current_user, named[1]):
        abort(403)
    stand_at(named[1].session.government.slug)
    return named


def _page(post: Post, found: AgendaItem, form: HideForm) -> str:
    standing = moderated.standing_of(post.subject_id)
    return render_template(
        "dialogues/post_judge.html", post=post, line=known.line_of(post), item=found, session_=found.session, form=form,
        words=words, grounds=grounds, standing=standing,
        flags=found_posts.flags_on([post.subject_id]).get(post.subject_id, []),
        decision=moderated.last_decisions([post.subject_id]).get(post.subject_id), at=place_of(found),
    )  # fmt: skip
