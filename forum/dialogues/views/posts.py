"""Writing, editing, supporting and flagging in threads."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forum.core.access import public, requires
from forum.core.edge import SEE_OTHER, acting_once, sent_before
from forum.core.errors import Refused
from forum.core.limits import by_account, limiter
from forum.core.uploads import store
from forum.dialogues import policy
from forum.dialogues import talk_words as words
from forum.dialogues.actions import backing, hiding, posting
from forum.dialogues.actions.posting import Saying
from forum.dialogues.forms.posts import EditForm, FlagForm, PostForm
from forum.dialogues.models import AgendaItem, Post
from forum.dialogues.queries import agenda
from forum.dialogues.queries import posts as found_posts
from forum.dialogues.queries import threads as known
from forum.dialogues.rules.voices import voter_of_account
from forum.dialogues.talk_errors import ThreadClosed
from forum.dialogues.views.blueprint import dialogues
from forum.dialogues.views.late import words_kept
from forum.dialogues.views.threads import (
    PLACE,
    address_of,
    item_page,
    offered,
    place_of,
    post_in,
    readable,
    reply_page,
)
from forum.dialogues.views.voice import speak
from forum.dialogues.views.writers import Writer, is_open, writer_for
from forum.ledger.rules import Actor
from forum.moderation import words as grounds
from forum.units.here import stand_at

POSTS = "20 per hour;100 per day"
FLAGS = "20 per hour;60 per day"


def _answers_for_a_unit() -> bool:
    """Answers are never limited for a unit."""
    return bool(current_user.holds("officer", "head"))


@dialogues.post(f"{PLACE}/<item_ref>/tulisan")
@requires()
@limiter.limit(POSTS, key_func=by_account, exempt_when=_answers_for_a_unit)
def post(kota: str, year: int, number: int, item_ref: str) -> ResponseReturnValue:
    """Say something: a post, a question for the meeting, or a unit's official answer; below a post, a reply."""
    if seen := sent_before():
        return seen
    found = readable(kota, year, number, item_ref)
    parent = post_in(found, request.form["induk"]) if request.form.get("induk") else None
    writer = writer_for(found, parent is not None)
    if writer is None or found.state != "accepted" or not is_open(found.session):
        return words_kept(ThreadClosed(), [str(PostForm().body.data or "")], address_of(found))
    form = offered(PostForm(), writer)
    item_id, parent_id, at = found.id, parent.id if parent else None, place_of(found)
    pictures = form.pictures() if form.validate() else None
    if pictures is None:
        return _came_back(at, parent_id, form)

    def act() -> str:
        saying = Saying(
            str(form.body.data), str(form.kind.data), found_posts.lock_post(parent_id) if parent_id else None,
            _name(writer, form), pictures or (),
        )  # fmt: skip
        made = posting.write(agenda.lock_item(item_id), saying, by=writer.by, store=store())
        flash(_("Tulisan Anda tampil di diskusi ini."), "done")
        return _address_at(at, made)

    try:
        return acting_once(act)
    except Refused as refusal:
        return words_kept(refusal, [str(form.body.data)], url_for("dialogues.item", **at))


def _name(writer: Writer, form: PostForm) -> str | None:
    """The writer's name, if they chose it or hold an office."""
    return str(current_user.name) if writer.is_named or form.named.data else None


def _came_back(at: dict[str, Any], parent_id: int | None, form: PostForm) -> ResponseReturnValue:
    """Read anew: taking files ended the transaction that the item was read in."""
    found = readable(**at)
    if parent_id is not None:
        return reply_page(found, found_posts.lock_post(parent_id), form), 422
    return item_page(found, form), 422


def _address_at(at: dict[str, Any], made: Post) -> str:
    if made.parent_id is not None and made.kind != "answer":
        parent = found_posts.lock_post(made.parent_id)
        return url_for("dialogues.post_page", **at, post_ref=parent.subject.ref, _anchor=f"t-{made.subject.ref}")
    return url_for("dialogues.item", **at, _anchor=f"t-{made.subject.ref}")


@dialogues.get("/forum/tulisan/<ref>/suntingan")
@requires()
def edit_post(ref: str) -> ResponseReturnValue:
    """The author's words, to change."""
    post, found = _own(ref)
    if not is_open(found.session):
        return redirect(post_address(post, found), SEE_OTHER)
    return _edit_page(post, found, EditForm(formdata=None, body=found_posts.newest_words(post)))


@dialogues.post("/forum/tulisan/<ref>/suntingan")
@requires()
@limiter.limit(POSTS, key_func=by_account, exempt_when=_answers_for_a_unit)
def save_post(ref: str) -> ResponseReturnValue:
    """Keep other words; the former ones stay readable."""
    if seen := sent_before():
        return seen
    post, found = _own(ref)
    form, back = EditForm(), post_address(post, found)
    if not form.validate():
        return _edit_page(post, found, form), 422

    def act() -> str:
        posting.edit(found_posts.lock_post(post.id), found, str(form.body.data), by=_author(post, found))
        flash(_("Perubahan disimpan. Versi sebelumnya tetap dapat dibaca."), "done")
        return back

    try:
        return acting_once(act)
    except Refused as refusal:
        return words_kept(refusal, [str(form.body.data)], back)


@dialogues.get("/forum/tulisan/<ref>/riwayat")
@public
def post_history(ref: str) -> ResponseReturnValue:
    """Every version of a post, masked like the newest."""
    post, found = _named(ref)
    if post.state != "shown" and not policy.may_hide(current_user, found):
        abort(404)
    return render_template(
        "dialogues/post_history.html", post=post, item=found, session_=found.session, words=words,
        versions=found_posts.versions_of(post.id), covered=found_posts.covered_versions(post.subject_id),
        is_mine=policy.may_edit(current_user, post.author_id), back=post_address(post, found),
    )  # fmt: skip


@dialogues.post("/forum/tulisan/<ref>/riwayat/<int:version>/penyamaran")
@requires()
def cover_version(ref: str, version: int) -> ResponseReturnValue:
    """The author hides one of the former versions."""
    post, _found = _own(ref)

    def act() -> str:
        posting.cover(found_posts.lock_post(post.id), version, by=Actor("resident", current_user.id))
        flash(_("Versi itu kini tertutup untuk semua orang."), "done")
        return url_for("dialogues.post_history", ref=ref)

    return acting_once(act)


@dialogues.post("/forum/dukungan/<ref>")
@requires()
def support(ref: str) -> ResponseReturnValue:
    """Support an item or a post."""
    return _supporting(ref, backing.back, _("Dukungan Anda tercatat."))


@dialogues.post("/forum/dukungan/<ref>/pembatalan")
@requires()
def unsupport(ref: str) -> ResponseReturnValue:
    """Take it back."""
    return _supporting(ref, backing.unback, _("Dukungan Anda dibatalkan."))


def _supporting(ref: str, act: Any, said: str) -> ResponseReturnValue:
    named = found_posts.find_post(ref)
    found = named[1] if named else agenda.find_item(ref)
    if found is None or not policy.may_read_item(current_user, found):
        abort(404)

    def do() -> str:
        speak(found.session)
        held = agenda.lock_item(found.id) if named is None else found_posts.lock_post(named[0].id)
        act(held, found.session, voter_of_account(current_user.id))
        flash(said, "done")
        if request.form.get("dari") == "usulan":
            return url_for("dialogues.propose", **_session_of(found), _anchor=f"u-{ref}")
        return address_of(found) if named is None else post_address(named[0], found)

    return acting_once(do)


@dialogues.get("/forum/tulisan/<ref>/tanda")
@requires()
def flagging(ref: str) -> ResponseReturnValue:
    """The form to say that a post breaks a rule."""
    post, found = _shown(ref)
    return _flag_page(post, found, FlagForm(formdata=None))


@dialogues.post("/forum/tulisan/<ref>/tanda")
@requires()
@limiter.limit(FLAGS, key_func=by_account)
def flag(ref: str) -> ResponseReturnValue:
    """Tell the moderators."""
    if seen := sent_before():
        return seen
    post, found = _shown(ref)
    form = FlagForm()
    if not form.validate():
        return _flag_page(post, found, form), 422

    def act() -> str:
        hiding.flag(found_posts.lock_post(post.id), found, str(form.ground.data), current_user.id)
        flash(_("Terima kasih. Moderator memeriksanya; tulisan itu tetap tampil sampai diputuskan."), "done")
        return post_address(post, found)

    return acting_once(act)


def post_address(post: Post, found: AgendaItem) -> str:
    """Where a post is read."""
    return url_for("dialogues.post_page", **place_of(found), post_ref=post.subject.ref)


def _session_of(found: AgendaItem) -> dict[str, Any]:
    return {name: value for name, value in place_of(found).items() if name != "item_ref"}


def _named(ref: str) -> tuple[Post, AgendaItem]:
    named = found_posts.find_post(ref)
    if named is None:
        abort(404)
    stand_at(named[1].session.government.slug)
    return named


def _own(ref: str) -> tuple[Post, AgendaItem]:
    """A post of the viewer's."""
    post, found = _named(ref)
    if not policy.may_edit(current_user, post.author_id):
        abort(403)
    if post.state != "shown":
        abort(404)
    return post, found


def _shown(ref: str) -> tuple[Post, AgendaItem]:
    post, found = _named(ref)
    if post.state != "shown":
        abort(404)
    return post, found


def _author(post: Post, found: AgendaItem) -> Actor:
    """Who left the unit does not speak for it any more, not even in their own old words."""
    if post.kind != "answer":
        return Actor("resident", current_user.id)
    writer = writer_for(found)
    if writer is None or not writer.answering:
        abort(403)
    return writer.by


def _edit_page(post: Post, found: AgendaItem, form: EditForm) -> str:
    return render_template("dialogues/post_edit.html", post=post, item=found, session_=found.session, form=form,
                           back=post_address(post, found))  # fmt: skip


def _flag_page(post: Post, found: AgendaItem, form: FlagForm) -> str:
    line = known.line_of(post)
    return render_template("dialogues/post_flag.html", post=post, line=line, item=found, form=form, grounds=grounds,
                           words=words, back=post_address(post, found))  # fmt: skip
