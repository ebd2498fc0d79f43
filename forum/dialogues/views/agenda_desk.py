"""The moderators' desk of an agenda: what is proposed, what is taken on and in which order."""

from __future__ import annotations

from flask import abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from forum.core import clock
from forum.core.access import requires
from forum.core.edge import acting_once, sent_before
from forum.core.forms import choices
from forum.core.i18n import say_number
from forum.dialogues import policy
from forum.dialogues import talk_words as words
from forum.dialogues.actions import agenda as acts
from forum.dialogues.actions import suggesting, wording
from forum.dialogues.actions.wording import OVER
from forum.dialogues.forms.agenda import AcceptForm, DeclineForm, RewordForm
from forum.dialogues.models import AgendaItem, Session
from forum.dialogues.queries import agenda
from forum.dialogues.rules import threads as rules
from forum.dialogues.views.blueprint import dialogues
from forum.dialogues.views.threads import place_of
from forum.dialogues.views.writers import moderator
from forum.moderation import words as grounds
from forum.units import queries as units
from forum.units.here import stand_at


@dialogues.get("/meja/forum/sesi/<ref>/agenda")
@requires("moderator")
def agenda_desk(ref: str) -> str:
    """Everything proposed for a session."""
    session = _session(ref)
    items = {state: agenda.items_of(session.id, state) for state in ("proposed", "accepted", "declined")}
    return render_template(
        "dialogues/agenda_desk.html", session_=session, place=session.government, items=items, words=words,
        grounds=grounds, place_of=_place, is_over=session.state in OVER,
        takes_proposals=rules.takes_proposals(session.state, session.starts_at, clock.now()),
    )  # fmt: skip


@dialogues.post("/meja/forum/sesi/<ref>/agenda/saran")
@requires("moderator")
def suggest_items(ref: str) -> ResponseReturnValue:
    """Have the system look for what speaks for itself."""
    session = _session(ref)

    def act() -> str:
        made = suggesting.suggest(session, by=moderator())
        if made:
            flash(ngettext("%(n)s usulan ditambahkan.", "%(n)s usulan ditambahkan.", len(made),
                           n=say_number(len(made))), "done")  # fmt: skip
        else:
            flash(_("Tidak ada yang baru: semua yang menonjol sudah ada di daftar ini."), "info")
        return url_for("dialogues.agenda_desk", ref=ref)

    return acting_once(act)


@dialogues.get("/meja/forum/agenda/<item_ref>")
@requires("moderator")
def decide_item(item_ref: str) -> ResponseReturnValue:
    """One proposal: take it on, or say why not."""
    return _deciding(_item(item_ref))


@dialogues.post("/meja/forum/agenda/<item_ref>/penerimaan")
@requires("moderator")
def accept_item(item_ref: str) -> ResponseReturnValue:
    """It will be talked about."""
    if seen := sent_before():
        return seen
    item = _item(item_ref)
    form = _accepting(item)
    if not form.validate():
        return _deciding(item, accept=form), 422

    def act() -> str:
        unit = units.find_unit(item.session.government_id, str(form.unit.data)) if form.unit.data else None
        acts.accept(agenda.lock_item(item.id), unit, by=moderator())
        flash(_("Masuk agenda. Unit yang diminta menjawab sudah diberi tahu."), "done")
        return url_for("dialogues.agenda_desk", ref=item.session.subject.ref)

    return acting_once(act)


@dialogues.post("/meja/forum/agenda/<item_ref>/penolakan")
@requires("moderator")
def decline_item(item_ref: str) -> ResponseReturnValue:
    """It will not be talked about, for a reason that everyone reads."""
    if seen := sent_before():
        return seen
    item = _item(item_ref)
    form = DeclineForm()
    if not form.validate():
        return _deciding(item, decline=form), 422

    def act() -> str:
        reason, ground = str(form.reason.data), str(form.ground.data or "")
        acts.decline(agenda.lock_item(item.id), reason, by=moderator(), ground=ground)
        flash(_("Dicatat: tidak dibahas. Alasannya dibaca semua orang."), "done")
        return url_for("dialogues.agenda_desk", ref=item.session.subject.ref)

    return acting_once(act)


@dialogues.post("/meja/forum/agenda/<item_ref>/kata-kata")
@requires("moderator")
def reword_item(item_ref: str) -> ResponseReturnValue:
    """Other words; the former ones stay readable."""
    if seen := sent_before():
        return seen
    item = _item(item_ref)
    form = RewordForm(prefix="kata-")
    if not form.validate():
        return _deciding(item, reword=form), 422

    def act() -> str:
        title, body, why = (str(field.data or "") for field in (form.title, form.body, form.why))
        if wording.reword(agenda.lock_item(item.id), title, body, why, by=moderator()):
            flash(_("Kata-katanya diubah; yang lama tetap terbaca di riwayatnya."), "done")
        else:
            flash(_("Tidak ada yang berubah."), "info")
        return url_for("dialogues.decide_item", item_ref=item_ref)

    return acting_once(act)


@dialogues.post("/meja/forum/agenda/<item_ref>/pemindahan")
@requires("moderator")
def move_item(item_ref: str) -> ResponseReturnValue:
    """One place up or down."""
    item = _item(item_ref)
    where = request.form.get("arah")
    if where not in ("naik", "turun"):
        abort(400)

    def act() -> str:
        agenda.lock_session(item.session_id)
        acts.move(agenda.lock_item(item.id), where == "naik", by=moderator())
        return url_for("dialogues.agenda_desk", ref=item.session.subject.ref, _anchor=f"u-{item_ref}")

    return acting_once(act)


def _session(ref: str) -> Session:
    session = agenda.find_session(ref)
    if session is None:
        abort(404)
    if not policy.may_run(current_user, session.unit):
        abort(403)
    stand_at(session.government.slug)
    return session


def _item(ref: str) -> AgendaItem:
    item = agenda.find_item(ref)
    if item is None:
        abort(404)
    if not policy.may_run(current_user, item.session.unit):
        abort(403)
    stand_at(item.session.government.slug)
    return item


def _place(item: AgendaItem, session: Session) -> dict[str, object]:
    """What the address of an item's thread names."""
    return {"kota": session.government.slug, "year": session.year, "number": session.number,
            "item_ref": item.subject.ref}  # fmt: skip


def _accepting(item: AgendaItem, **given: object) -> AcceptForm:
    form = AcceptForm(**given)
    named = units.unit_choices(item.session.government_id)
    form.unit.choices = choices([("", _("Semua unit penyelenggara")), *named])
    return form


def _deciding(
    item: AgendaItem, accept: AcceptForm | None = None, decline: DeclineForm | None = None,
    reword: RewordForm | None = None,
) -> str:  # fmt: skip
    standing = {"title": item.title, "body": wording.words_of(item)}
    return render_template(
        "dialogues/agenda_decide.html", item=item, session_=item.session, words=words, grounds=grounds,
        accept=accept or _accepting(item, formdata=None, unit=item.unit.code if item.unit else ""),
        decline=decline or DeclineForm(formdata=None), is_reworded=reword is not None,
        reword=reword or RewordForm(formdata=None, prefix="kata-", **standing), at=place_of(item),
        is_over=item.session.state in OVER,
    )  # fmt: skip
