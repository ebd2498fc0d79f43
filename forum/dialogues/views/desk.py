"""The moderator's desk: series and sessions, opened, changed, moved, cancelled, begun and ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from flask import abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forum.accounts.acting import acting
from forum.core import clock
from forum.core.access import requires
from forum.core.edge import acting_once, sent_before
from forum.core.errors import Refused
from forum.dialogues import policy, words
from forum.dialogues.actions import sessions as acts
from forum.dialogues.errors import PlanRefused
from forum.dialogues.forms.sessions import EditForm, MoveForm, ReasonForm, SessionForm, when_of
from forum.dialogues.models import Session
from forum.dialogues.queries import series as series_known
from forum.dialogues.queries import sessions as known
from forum.dialogues.views.blueprint import dialogues
from forum.dialogues.views.index import rows
from forum.dialogues.views.session import timed, told_changes
from forum.ledger.rules import Actor
from forum.units import queries as units
from forum.units.here import Place, get_here, stand_at
from forum.units.models import Unit

LOOKS_BACK = timedelta(days=60)


@dialogues.get("/meja/forum")
@requires("moderator")
def desk() -> str:
    """Sessions that are worked on, and series."""
    here = run_here()
    sessions = [each for each in known.at_desk(here.id, clock.now() - LOOKS_BACK)
                if policy.may_run(current_user, each.unit)]  # fmt: skip
    return render_template(
        "dialogues/desk.html", place=here, words=words, now_at=clock.now(),
        coming=rows(each for each in sessions if each.state in ("planned", "running")),
        past=rows(each for each in reversed(sessions) if each.state in known.OVER),
        series=[each for each in series_known.series_of(here.id) if policy.may_run(current_user, each.unit)],
        closed=[each for each in series_known.series_of(here.id, "closed") if policy.may_run(current_user, each.unit)],
    )  # fmt: skip


@dialogues.route("/meja/forum/sesi/baru", methods=["GET", "POST"])
@requires("moderator")
def new_session() -> ResponseReturnValue:
    """A session outside of any series."""
    here = run_here()
    form = SessionForm()
    form.offer_units(here.id)
    form.host.choices = host_choices(here.id)
    if request.method == "GET":
        return render_template("dialogues/session_new.html", form=form, place=here, words=words)
    if seen := sent_before():
        return seen
    if not form.is_sound(here.zone):
        return render_template("dialogues/session_new.html", form=form, place=here, words=words), 422

    def act() -> str:
        host = host_of(here.id, str(form.host.data))
        made = acts.plan_by_hand(host, form.wish(here.id, here.zone), by=moderator())
        flash(_("Pertemuan dibuat dan sudah terbuka untuk pendaftaran."), "done")
        return url_for("dialogues.edit_session", ref=made.subject.ref)

    return acting_once(act)


@dialogues.route("/meja/forum/sesi/<ref>", methods=["GET", "POST"])
@requires("moderator")
def edit_session(ref: str) -> ResponseReturnValue:
    """One session with what a moderator may do; sending changes its words, seats and units."""
    session_ = run_session(ref)
    if request.method == "GET":
        return _page(session_)
    form = EditForm()
    form.offer_units(session_.government_id)
    form.taken = min(session_.registered, session_.capacity)
    return _act(session_, form, lambda held: acts.edit(
        held, str(form.title.data), form.theme.data or "", form.capacity.data or 1,
        form.host_ids(held.government_id), by=moderator()), _("Perubahan disimpan."), edit=form)  # fmt: skip


@dialogues.post("/meja/forum/sesi/<ref>/pemindahan")
@requires("moderator")
def move_session(ref: str) -> ResponseReturnValue:
    """Another time or place, told to everybody."""
    session_ = run_session(ref)
    form = MoveForm()
    zone = session_.government.zone
    return _act(session_, form, lambda held: acts.move(held, form.plan(zone), str(form.reason.data), by=moderator()),
                _("Pertemuan dipindahkan. Semua yang mendaftar dan mengikuti dikabari."), move=form)  # fmt: skip


@dialogues.post("/meja/forum/sesi/<ref>/pembatalan")
@requires("moderator")
def cancel_session(ref: str) -> ResponseReturnValue:
    """It does not take place."""
    form = ReasonForm(prefix="batal-")
    return _act(run_session(ref), form, lambda held: acts.cancel(held, str(form.reason.data), by=moderator()),
                _("Pertemuan dibatalkan. Semua yang mendaftar dan mengikuti dikabari."), cancel=form)  # fmt: skip


@dialogues.post("/meja/forum/sesi/<ref>/pembukaan")
@requires("moderator")
def begin_session(ref: str) -> ResponseReturnValue:
    """The meeting begins."""
    return _act(run_session(ref), None, lambda held: acts.begin(held, by=moderator()),
                _("Pertemuan dibuka. Pendaftaran ditutup, daftar hadir terbuka."))  # fmt: skip


@dialogues.post("/meja/forum/sesi/<ref>/penutupan")
@requires("moderator")
def end_session(ref: str) -> ResponseReturnValue:
    """The meeting is over."""
    return _act(run_session(ref), None, lambda held: acts.end(held, by=moderator()),
                _("Pertemuan ditutup. Diskusi tetap terbuka sampai hari yang tertulis."))  # fmt: skip


def run_here() -> Place:
    """The place of the request, if the viewer runs forums there."""
    here = get_here()
    if not policy.may_run_somewhere(current_user, here.id):
        abort(403)
    return here


def run_session(ref: str) -> Session:
    """A session that the viewer runs; another's is not there."""
    session_ = known.find_by_ref(ref)
    if session_ is None or not policy.may_run(current_user, session_.unit):
        abort(404)
    stand_at(session_.government.slug)
    return session_


def moderator() -> Actor:
    """The viewer as who acts."""
    return acting("moderator")


def host_choices(government_id: int) -> list[tuple[str, str]]:
    """Units for which the viewer may run a forum, the whole government first."""
    return [(code, name) for code, name in units.unit_choices(government_id) if _may_host(government_id, code)]


def host_of(government_id: int, code: str) -> Unit:
    """The chosen host."""
    unit = units.find_unit(government_id, code)
    if unit is None or not policy.may_run(current_user, unit):
        abort(403)
    return unit


def _may_host(government_id: int, code: str) -> bool:
    if current_user.holds_in(government_id, "moderator"):
        return True
    unit = units.find_unit(government_id, code)
    return unit is not None and policy.may_run(current_user, unit)


def _act(
    session_: Session, form: EditForm | MoveForm | ReasonForm | None, act: Callable[[Session], None], said: str,
    **shown: EditForm | MoveForm | ReasonForm,
) -> ResponseReturnValue:  # fmt: skip
    """Weigh the form, act on the locked session, and say why when it is refused."""
    if seen := sent_before():
        return seen
    if form is not None and not form.validate():
        return _page(session_, 422, **shown)

    def do() -> str:
        act(known.lock(session_.id))
        flash(said, "done")
        return url_for("dialogues.edit_session", ref=session_.subject.ref)

    ref = session_.subject.ref
    try:
        return acting_once(do)
    except PlanRefused as refusal:
        if not isinstance(form, MoveForm):
            return _page(run_session(ref), refusal.status, refusal.sentence(), **shown)
        form.say_faults([refusal.fault])  # beside its field, as in the form of a new session
        return _page(run_session(ref), refusal.status, **shown)
    except Refused as refusal:
        return _page(run_session(ref), refusal.status, refusal.sentence(), **shown)


def _page(
    session_: Session, status: int = 200, refusal: str = "", edit: EditForm | None = None,
    move: MoveForm | None = None, cancel: ReasonForm | None = None,
) -> ResponseReturnValue:  # fmt: skip
    if edit is None:
        asked = [unit.code for unit in known.asked_units(session_.id)]
        edit = EditForm(formdata=None, title=session_.title, theme=session_.theme, capacity=session_.capacity,
                        hosts=asked)  # fmt: skip
        edit.offer_units(session_.government_id)
    return render_template(
        "dialogues/session_edit.html", session_=session_, words=words, **timed(session_), refusal=refusal, edit=edit,
        move=move or MoveForm(formdata=None, **when_of(session_)), moving=move is not None,
        cancel=cancel or ReasonForm(formdata=None, prefix="batal-"), cancelling=cancel is not None,
        changes=told_changes(session_),
        may_begin=session_.state == "planned" and clock.now() >= session_.starts_at - acts.DOORS_OPEN,
    ), status  # fmt: skip
