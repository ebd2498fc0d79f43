"""A thread as everyone reads it: official answers on top, posts with replies, a page at a time."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from flask import abort, current_app, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup

from forum.core import clock, masking
from forum.core.access import public, requires
from forum.core.edge import acting_once
from forum.core.forms import choices
from forum.core.memory import for_everyone
from forum.core.paging import BadCursor
from forum.core.text import first_sentence
from forum.dialogues import policy
from forum.dialogues import talk_words as words
from forum.dialogues.forms.posts import PostForm
from forum.dialogues.models import AgendaItem, Post
from forum.dialogues.queries import agenda, public_talk
from forum.dialogues.queries import posts as found_posts
from forum.dialogues.queries import threads as known
from forum.dialogues.queries.posts import Own
from forum.dialogues.queries.public_talk import Item
from forum.dialogues.queries.statements import Row, statements_on
from forum.dialogues.queries.threads import Line, Wish
from forum.dialogues.rules import threads as rules
from forum.dialogues.views.blueprint import dialogues
from forum.dialogues.views.statements import panel_of
from forum.dialogues.views.voice import device
from forum.dialogues.views.writers import Writer, is_open, writer_for
from forum.moderation import queries as moderated
from forum.moderation import words as grounds
from forum.notifications import actions as notifications
from forum.units.here import places, stand_at

PLACE = "/forum/<kota>/<int:year>/<int:number>"


@dialogues.get(f"{PLACE}/<item_ref>")
@public
def item(kota: str, year: int, number: int, item_ref: str) -> ResponseReturnValue:
    """An agenda item and what is said about it; kept for everybody, but not for a phone that has a voice in a hall."""
    show = _shown if device() else _shown_to_everyone
    shown: ResponseReturnValue = show(kota, year, number, item_ref)
    return shown


def _shown(kota: str, year: int, number: int, item_ref: str) -> str:
    return item_page(readable(kota, year, number, item_ref))


_shown_to_everyone = for_everyone(_shown)


@dialogues.get(f"{PLACE}/<item_ref>/<post_ref>")
@public
def post_page(kota: str, year: int, number: int, item_ref: str, post_ref: str) -> ResponseReturnValue:
    """One post with every reply below it."""
    found = readable(kota, year, number, item_ref)
    return reply_page(found, post_in(found, post_ref))


@dialogues.get("/forum/pokok-bahasan/<item_ref>/riwayat")
@public
def item_history(item_ref: str) -> str:
    """Every wording of an item; of one that was hidden, for moderators alone."""
    found = agenda.find_item(item_ref)
    if found is None or not policy.may_read_item(current_user, found):
        abort(404)
    if "ground" in found.detail and not policy.may_hide(current_user, found):
        abort(404)
    stand_at(found.session.government.slug)
    return render_template(
        "dialogues/item_history.html", item=found, session_=found.session, versions=agenda.versions_of(found.id),
        words=words, back=address_of(found),
    )  # fmt: skip


@dialogues.post(f"{PLACE}/<item_ref>/ikutan")
@requires()
def follow_item(kota: str, year: int, number: int, item_ref: str) -> ResponseReturnValue:
    """Hear of official answers from now on."""
    found = readable(kota, year, number, item_ref)
    flash(_("Anda mengikuti diskusi ini. Jawaban resmi masuk ke kotak masuk dan surel Anda."), "done")
    return _following(found, notifications.follow)


@dialogues.post(f"{PLACE}/<item_ref>/ikutan/pembatalan")
@requires()
def unfollow_item(kota: str, year: int, number: int, item_ref: str) -> ResponseReturnValue:
    """Hear of it no more."""
    found = readable(kota, year, number, item_ref)
    flash(_("Anda tidak mengikuti diskusi ini lagi."), "done")
    return _following(found, notifications.unfollow)


def _following(found: Item, act: Any) -> ResponseReturnValue:
    def do() -> str:
        act(found.subject_id, account_id=current_user.id)
        return address_of(found)

    return acting_once(do)


def readable(kota: str, year: int, number: int, item_ref: str) -> Item:
    """An item that the viewer may read."""
    place = places().get(kota)
    found = public_talk.find_item(place.id, year, number, item_ref) if place is not None else None
    if found is None or not policy.may_read_item(current_user, found):
        abort(404)
    stand_at(kota)
    return found


def post_in(found: Item, ref: str) -> Post:
    """A post of this item."""
    named = found_posts.find_post(ref)
    if named is None or named[0].item_id != found.id:
        abort(404)
    return named[0]


def place_of(found: AgendaItem | Item) -> dict[str, Any]:
    """What the addresses of an item name."""
    session = found.session
    return {"kota": session.government.slug, "year": session.year, "number": session.number,
            "item_ref": found.subject.ref}  # fmt: skip


def address_of(found: AgendaItem | Item, **more: Any) -> str:
    """Where an item is read."""
    return url_for("dialogues.item", **place_of(found), **more)


def item_page(found: Item, form: PostForm | None = None) -> str:
    """The page of a thread; with a form that came back, its words."""
    wish = _wish(found)
    try:
        thread = known.thread(wish, request.args.get("hal"))
    except BadCursor:
        abort(404)
    writer, is_accepted = _writer(found), found.state == "accepted"
    statements = statements_on(found.id) if is_accepted else []
    own = _own_part(found, thread.lines, statements)
    told = _told(found, thread.lines, own.backed if own else set()) | {
        "wish": wish, "asked": {name: request.args[name] for name in ("urut", "jenis") if name in request.args},
        "thread": thread, "writer": writer, "follows_it": own is not None and own.follows,
        "panel": panel_of(found.session, statements, own.answers if own else None) if is_accepted else None,
    }  # fmt: skip
    return render_template(
        "dialogues/item.html", **told, stamp=_stamp(told) if form is None else None,
        form=_form(writer, form) if form else None, make_form=lambda: _form(writer, None), asked_words=asked_words,
        canonical=str(current_app.config["BASE_URL"]) + address_of(found),
    )  # fmt: skip


def _own_part(found: Item, lines: list[Line], statements: Sequence[Row] = ()) -> Own | None:
    """What the signed-in viewer did here."""
    if not current_user.is_authenticated:
        return None
    subjects = [found.subject_id, *(line.subject_id for line in lines)]
    return found_posts.own_part(current_user.id, found.subject_id, subjects, [row.id for row in statements])


def _stamp(told: dict[str, Any]) -> Hashable:
    """Everything a thread shows to this viewer, to compare by."""
    item, thread, panel, writer = told["item"], told["thread"], told["panel"], told["writer"]
    return (
        item.values, tuple(told["at"].items()),
        told["place"].zone, told["today"],
        item.session.title, item.session.state, item.session.discuss_from, item.session.discuss_until,
        told["is_open"], told["takes_support"], told["may_hide"], told["follows_it"], tuple(told["asked"].items()),
        thread.page.older, thread.page.newer,
        current_user.is_authenticated, frozenset(told["mine"]), _own(thread.lines), told["wish"],
        thread.has_more_answers, *map(_values, thread.answers), *map(_values, thread.page.rows),
        tuple((key, each.ground, each.at) for key, each in told["decisions"].items()),
        panel.values if panel else None, writer.stamp if writer else None,
    )  # fmt: skip


def _values(line: Line) -> Hashable:
    return line.values, line.subject_id, line.reply_count, *(reply.values for reply in line.replies)


def _own(lines: list[Line]) -> frozenset[int]:
    """Posts that the viewer wrote."""
    return frozenset(line.id for line in lines if line.author_id == current_user.id) \
        if current_user.is_authenticated else frozenset()  # fmt: skip


def reply_page(found: Item, post: Post, form: PostForm | None = None) -> str:
    """The page of one post; with a form that came back, its words."""
    try:
        page = known.replies_to(post, request.args.get("hal"))
    except BadCursor:
        abort(404)
    line = known.line_of(post)
    own = _own_part(found, [line, *page.rows])
    is_place = post.parent_id is None and post.state == "shown"
    writer = _writer(found, is_reply=True) if is_place else None
    url = {cursor: url_for("dialogues.post_page", **place_of(found), post_ref=line.ref, hal=cursor)
           for cursor in (page.older, page.newer) if cursor}  # fmt: skip
    told = _told(found, [line, *page.rows], own.backed if own else set())
    return render_template(
        "dialogues/post.html", **told, line=line, page=page, writer=writer,
        form=_form(writer, form, _quote(found)), older=url.get(page.older or ""), newer=url.get(page.newer or ""),
        asked_words=asked_words,
    )  # fmt: skip


def _told(found: Item, lines: list[Line], mine: set[int]) -> dict[str, Any]:
    """What both pages say: the item, whose support is mine, why something is hidden."""
    session, hidden = found.session, [line.subject_id for line in lines if line.state == "hidden"]
    today = clock.today(session.government.zone)
    return {
        "item": found, "session_": session, "place": session.government, "words": words, "grounds": grounds,
        "at": place_of(found), "is_open": is_open(session) and found.state == "accepted", "mine": mine,
        "decisions": moderated.last_decisions(hidden), "today": today,
        "takes_support": rules.takes_support(session.state, session.discuss_until, today),
        "may_hide": policy.may_hide(current_user, found),
    }  # fmt: skip


def _wish(found: Item) -> Wish:
    """Unknown values are 404: an address either means something or nothing."""
    sort, kind = request.args.get("urut", rules.SORTS[0]), request.args.get("jenis")
    if sort not in rules.SORTS or (kind is not None and kind not in rules.ASKED_KINDS):
        abort(404)
    return Wish(found.id, sort, rules.ASKED_KINDS[kind] if kind else None)


def _writer(found: Item, is_reply: bool = False) -> Writer | None:
    return writer_for(found, is_reply) if found.state == "accepted" and is_open(found.session) else None


def _form(writer: Writer | None, came_back: PostForm | None, body: str = "") -> PostForm | None:
    if writer is None:
        return None
    return came_back or offered(PostForm(formdata=None, body=body, kind=next(iter(writer.kinds))), writer)


def offered(form: PostForm, writer: Writer) -> PostForm:
    """The form with the kinds this writer may choose."""
    form.kind.choices = choices(writer.kinds.items())
    return form


def _quote(found: Item) -> str:
    """The words of a post of this thread as a quote, when the address asks for one."""
    ref = request.args.get("kutip")
    named = found_posts.find_post(ref) if ref else None
    if named is None or named[0].item_id != found.id or named[0].state != "shown":
        return ""
    return rules.quoted(masking.mask(found_posts.newest_words(named[0])))


def asked_words(html: str | None) -> str:
    """The beginning of the question that an answer stands below."""
    return first_sentence(Markup(html or "").striptags())  # noqa: S704 - only its words are taken
