"""The desk of commitments: what waits for whom, one commitment with its acts, and taking one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from flask import abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from forum.commitments import consents, policy, rules, words
from forum.commitments.actions import keeping, making
from forum.commitments.actions.asking import is_from_gathering
from forum.commitments.errors import StepRefused
from forum.commitments.forms import ActForm, AmendForm, PromiseForm, ReasonForm, WithdrawForm, WordsForm
from forum.commitments.models import Commitment
from forum.commitments.queries import asking, cases, desk
from forum.commitments.views.acting import KINDS, ROLES, Kind, acting_as
from forum.commitments.views.blueprint import commitments
from forum.commitments.views.telling import told
from forum.core import clock
from forum.core.access import requires
from forum.core.edge import acting_once, sent_before
from forum.core.errors import Refused
from forum.core.files import Upload
from forum.core.uploads import say_files_are_gone, store, take_files
from forum.ledger.rules import Actor
from forum.units import queries as units
from forum.units.here import stand_at

TABS = {
    "drafted": _l("Redaksi untuk diperiksa"),
    "worded": _l("Menunggu kesanggupan"),
    "claimed": _l("Bukti untuk ditimbang"),
    "accepted": _l("Berjalan"),
}
OVERSEERS = ("moderator", "inspector")


@commitments.get("/meja/komitmen", endpoint="desk")
@requires(*ROLES, "inspector")
def queue() -> str:
    """What waits, by state; the tab that is asked for, else the first that holds something."""
    governments, unit_ids = _scope()
    counts = desk.count_waiting(governments, unit_ids)
    first = next((state for state in _order() if counts[state]), _order()[0])
    asked = request.args.get("keadaan", "")
    state = asked if asked in TABS else first
    return render_template(
        "commitments/desk.html", tabs=TABS, counts=counts, state=state, most=desk.MOST_LISTED,
        rows=[_row(each) for each in desk.waiting(state, governments, unit_ids)],
        may_make=current_user.holds("moderator"),
    )  # fmt: skip


def _scope() -> tuple[list[int], Collection[int] | None]:
    """Whole governments for those who oversee one, else the units in reach."""
    overseen = [h.government_id for h in current_user.held if current_user.holds_in(h.government_id, *OVERSEERS)]
    if overseen:
        return sorted(set(overseen)), None
    held = [h for h in current_user.held if h.role in ("officer", "head")]
    return sorted({h.government_id for h in held}), desk.units_in_reach(held).keys()


def _order() -> Sequence[str]:
    """Whose turn it is comes first."""
    if current_user.holds(*OVERSEERS):
        return ("drafted", "claimed", "accepted", "worded")
    return ("worded", "accepted", "drafted", "claimed")


def _row(commitment: Commitment) -> dict[str, Any]:
    today = clock.today(commitment.government.zone)
    days_off = units.shown_days_off(commitment.government_id)
    return {
        "each": commitment, "url": url_for("commitments.desk_case", ref=commitment.subject.ref),
        "word": words.state_word(commitment.state, commitment.due_on, commitment.claimed_on, today),
        "tone": words.tone(commitment.state, commitment.due_on, today),
        "due": words.due_words(commitment.state, commitment.due_on, today, days_off),
        "is_late": commitment.due_on < today,
    }  # fmt: skip


@commitments.get("/meja/komitmen/<ref>")
@requires(*ROLES, "inspector")
def desk_case(ref: str) -> ResponseReturnValue:
    """One commitment with what this person may do."""
    return _page(at_desk(ref))


@commitments.post("/meja/komitmen/<ref>/<act>")
@requires(*ROLES)
def take_act(ref: str, act: str) -> ResponseReturnValue:
    """Take one act; a twin of it leads where the first led, an illegal one changes nothing."""
    commitment, kind = at_desk(ref), KINDS.get(act)
    if kind is None:
        abort(404)
    seen = sent_before()
    if seen is not None:
        return seen
    role = _role_for(kind, commitment)
    form = _form(kind, commitment)
    if not form.validate():
        return _page(commitment, act, form, 422)
    uploads = take_files(form.files) if isinstance(form, WordsForm) else []
    if uploads is None:
        return _page(at_desk(ref), act, form, 422)
    try:
        return acting_once(lambda: _perform(ref, kind, form, role, uploads))
    except Refused as refusal:
        return _page(at_desk(ref), act, form, refusal.status, refusal.sentence())


def at_desk(ref: str) -> Commitment:
    """A commitment this person works on; another's is not there."""
    commitment = cases.find_commitment(ref)
    if commitment is None or not policy.may_read_desk(current_user, commitment):
        abort(404)
    stand_at(commitment.government.slug)
    return commitment


def _role_for(kind: Kind, commitment: Commitment) -> str:
    """The part in which the viewer acts; 403 where they have none. Raises StepRefused where the state forbids it."""
    if not rules.LIFE[kind.verb].roles & policy.roles_of(current_user, commitment):
        abort(403)
    role = policy.role_for(current_user, kind.verb, commitment)
    if role is None:
        raise StepRefused(kind.verb, commitment.state)
    return role


def _perform(ref: str, kind: Kind, form: ActForm, role: str, uploads: list[Upload]) -> str:
    """Do it on the locked commitment; where to go then."""
    commitment = cases.lock(at_desk(ref).id)
    _act(commitment, kind.verb, form, uploads, acting_as(role, commitment.unit.path))
    flash(str(kind.done), "done")
    return url_for("commitments.desk_case", ref=ref)


def _act(commitment: Commitment, verb: str, form: ActForm, uploads: list[Upload], by: Actor) -> None:
    if isinstance(form, AmendForm):
        making.amend(commitment, form.promise, str(form.reason.data), by=by)
    elif isinstance(form, PromiseForm):
        making.revise(commitment, form.promise, by=by)
    elif isinstance(form, WordsForm):
        write = keeping.claim if verb == "claim" else keeping.progress
        write(commitment, str(form.body.data), uploads, store=store(), by=by)
    elif isinstance(form, WithdrawForm):
        keeping.withdraw(commitment, form.agreed, str(form.reason.data), by=by)
    elif isinstance(form, ReasonForm):
        _decide(commitment, verb, str(form.reason.data), by)
    else:
        {"word": making.word, "accept": making.accept, "drop": making.drop}[verb](commitment, by=by)


def _decide(commitment: Commitment, verb: str, reason: str, by: Actor) -> None:
    if verb in keeping.VERDICTS:
        keeping.settle(commitment, verb, reason, by=by)
        return
    decide = {
        "send_back": making.send_back, "decline": making.decline, "return": keeping.give_back,
        "break": keeping.settle_broken,
    }[verb]  # fmt: skip
    decide(commitment, reason, by=by)


def _page(
    commitment: Commitment, refused: str = "", form: ActForm | None = None, status: int = 200, refusal: str = ""
) -> ResponseReturnValue:
    if isinstance(form, WordsForm):
        say_files_are_gone(form.files)
    offered = {
        name: _form(kind, commitment, fresh=True) for name, kind in KINDS.items() if _is_offered(kind, commitment)
    }
    if form is not None:
        offered[refused] = form
    return render_template(
        "commitments/desk_case.html", **told(commitment, with_drafting=True), offered=offered, kinds=KINDS,
        refused=refused, refusal=refusal, may_ask=_may_ask(commitment), now=clock.now(),
        heard=asking.words_for_moderators(commitment.id) if _is_weighed(commitment) else [],
    ), status  # fmt: skip


def _is_weighed(commitment: Commitment) -> bool:
    """What participants wrote is read by those who weigh, and by nobody of the unit."""
    return commitment.origin == "forum" and policy.may_weigh(current_user, commitment)


def _may_ask(commitment: Commitment) -> bool:
    return _is_weighed(commitment) and commitment.state in rules.OPEN and is_from_gathering(commitment)


def _is_offered(kind: Kind, commitment: Commitment) -> bool:
    if policy.role_for(current_user, kind.verb, commitment) is None:
        return False
    return kind.verb != "break" or commitment.due_on < clock.today(commitment.government.zone)


def _form(kind: Kind, commitment: Commitment, fresh: bool = False) -> ActForm:
    """The form of an act, as sent or anew with what stands now; its fields carry the name of the act."""
    given: dict[str, Any] = {"prefix": f"{kind.verb}-"}
    if fresh:
        given["formdata"] = None
    if issubclass(kind.form, PromiseForm):
        given |= {"what": commitment.what, "indicator": commitment.indicator, "due_on": commitment.due_on}
    form = kind.form(**given)
    if isinstance(form, PromiseForm):
        form.today = clock.today(commitment.government.zone)
    if isinstance(form, AmendForm):
        form.was_due = commitment.due_on
    if isinstance(form, WithdrawForm):
        _offer_decisions(form, commitment)
    return form


def _offer_decisions(form: WithdrawForm, commitment: Commitment) -> None:
    """What forums decided since it was promised; nobody need agree to the end of a draft."""
    if not commitment.is_published:
        del form.consent
        return
    today = clock.today(commitment.government.zone)
    is_needed = rules.needs_consent(commitment.origin, commitment.accepted_on, commitment.due_on, today)
    form.offer(consents.consents_for(commitment), is_needed)
