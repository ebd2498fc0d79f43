"""Proposals for the agenda of a session: reading, supporting and making them."""

from __future__ import annotations

from flask import abort, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forum.core import clock
from forum.core.access import public, requires
from forum.core.edge import acting_once, sent_before
from forum.core.errors import Refused
from forum.core.forms import choices
from forum.core.limits import by_account, limiter
from forum.dialogues import policy
from forum.dialogues import talk_words as words
from forum.dialogues.actions import agenda as acts
from forum.dialogues.actions.agenda import Proposal
from forum.dialogues.forms.agenda import ProposeForm
from forum.dialogues.models import Session
from forum.dialogues.queries import agenda
from forum.dialogues.queries import posts as found_posts
from forum.dialogues.rules import threads as rules
from forum.dialogues.rules.voices import voter_of_account
from forum.dialogues.talk_errors import ProposalsClosed
from forum.dialogues.views.blueprint import dialogues
from forum.dialogues.views.late import words_kept
from forum.ledger.rules import Actor
from forum.moderation import words as grounds
from forum.units import queries as units
from forum.units.here import places, stand_at

PROPOSALS = "6 per hour;20 per day"
ROLES = ("moderator", "head", "officer", "inspector", "pembina", "administrator")


@dialogues.get("/forum/<kota>/<int:year>/<int:number>/usulan")
@public
def propose(kota: str, year: int, number: int) -> ResponseReturnValue:
    """What was proposed so far, and the form for more."""
    session = _session(kota, year, number)
    return _page(session, _form(session, ProposeForm(formdata=None)))


@dialogues.post("/forum/<kota>/<int:year>/<int:number>/usulan")
@requires()
@limiter.limit(PROPOSALS, key_func=by_account)
def send_proposal(kota: str, year: int, number: int) -> ResponseReturnValue:
    """Propose something to talk about."""
    if seen := sent_before():
        return seen
    session = _session(kota, year, number)
    if not rules.takes_proposals(session.state, session.starts_at, clock.now()):
        return _too_late(ProposalsClosed(), ProposeForm(), session)
    form = _form(session, ProposeForm())
    if not form.validate():
        return _page(session, form), 422

    def act() -> str:
        unit = units.find_unit(session.government_id, str(form.unit.data)) if form.unit.data else None
        proposal = Proposal(str(form.title.data), str(form.body.data or ""), unit, form.complaint)
        by = _proposer(session)
        made = acts.propose(session, proposal, by=by, reason="resident" if by.role == "resident" else "staff")
        flash(_("Usulan Anda tercatat. Ajak orang lain mendukungnya; moderator menyusun agendanya."), "done")
        return url_for("dialogues.propose", kota=kota, year=year, number=number, _anchor=f"u-{made.subject.ref}")

    try:
        return acting_once(act)
    except ProposalsClosed as refusal:
        return _too_late(refusal, form, _session(kota, year, number))
    except Refused as refusal:
        form.form_errors.append(refusal.sentence())
        return _page(session, form), refusal.status


def _too_late(refusal: Refused, form: ProposeForm, session: Session) -> ResponseReturnValue:
    """The agenda closed while it was written."""
    typed = [str(form.title.data or ""), str(form.body.data or "")]
    kota = session.government.slug
    back = url_for("dialogues.propose", kota=kota, year=session.year, number=session.number)
    return words_kept(refusal, typed, back)


def _proposer(session: Session) -> Actor:
    """As staff, whoever holds a role in this government."""
    own = [held for held in current_user.held if held.government_id == session.government_id]
    first = next((held for role in ROLES for held in own if held.role == role), None)
    if first is None:
        return Actor("resident", current_user.id)
    return Actor(first.role, current_user.id, first.unit_id)


def _session(kota: str, year: int, number: int) -> Session:
    place = places().get(kota)
    session = agenda.find_session_at(place.id, year, number) if place is not None else None
    if session is None:
        abort(404)
    stand_at(kota)
    return session


def _form(session: Session, form: ProposeForm) -> ProposeForm:
    form.government_id = session.government_id
    named = units.unit_choices(session.government_id)
    form.unit.choices = choices([("", _("Moderator yang menentukan")), *named])
    return form


def _page(session: Session, form: ProposeForm) -> str:
    items = {state: [each for each in agenda.items_of(session.id, state) if _is_told(each.reason, state)]
             for state in ("accepted", "proposed", "declined")}  # fmt: skip
    ids = [each.subject_id for some in items.values() for each in some]
    mine = found_posts.backed_among(ids, voter_of_account(current_user.id)) if current_user.is_authenticated else set()
    return render_template(
        "dialogues/propose.html", session_=session, place=session.government, form=form, items=items, mine=mine,
        words=words, grounds=grounds, may_run=policy.may_run(current_user, session.unit),
        takes_proposals=rules.takes_proposals(session.state, session.starts_at, clock.now()),
        takes_support=rules.takes_support(session.state, session.discuss_until, clock.today(session.government.zone)),
        at={"kota": session.government.slug, "year": session.year, "number": session.number},
    )  # fmt: skip


def _is_told(reason: str, state: str) -> bool:
    """What the system noticed about a unit is for moderators until they take it on."""
    return reason != "signal" or state == "accepted"
