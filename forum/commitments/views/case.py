"""A commitment as everyone may read it, and following it."""

from __future__ import annotations

from flask import abort, current_app, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forum.commitments import policy
from forum.commitments.actions import following
from forum.commitments.forms.following import AddressForm
from forum.commitments.models import Commitment
from forum.commitments.queries import cases
from forum.commitments.views.blueprint import commitments
from forum.commitments.views.telling import told
from forum.core.access import public, requires
from forum.core.edge import acting_once
from forum.core.i18n import language
from forum.core.limits import limiter
from forum.core.memory import for_everyone
from forum.notifications import actions as notifications
from forum.notifications import queries as notified
from forum.units.here import stand_at

ADDRESSES_AN_HOUR = "10 per hour"


def _is_signed_in() -> bool:
    return bool(current_user.is_authenticated)


@commitments.get("/komitmen/<ref>")
@public
@for_everyone
def show(ref: str) -> str:
    """The promise, its versions, what was done, what was decided."""
    commitment = readable(ref)
    return render_template(
        "commitments/show.html", **told(commitment), follows_it=_follows(commitment),
        canonical=str(current_app.config["BASE_URL"]) + url_for("commitments.show", ref=ref),
        at_desk=policy.may_read_desk(current_user, commitment),
    )  # fmt: skip


@commitments.post("/komitmen/<ref>/ikutan")
@public
@limiter.limit(ADDRESSES_AN_HOUR, exempt_when=_is_signed_in)
def follow(ref: str) -> ResponseReturnValue:
    """Hear of it from now on: an account at once, an address once its owner confirmed it."""
    commitment = readable(ref)
    if current_user.is_authenticated:
        following.follow(commitment, current_user.id)
        said = _("Anda mengikuti komitmen ini. Kabarnya masuk ke kotak masuk dan surel Anda.")
        return _done(commitment, said)
    form = AddressForm()
    if not form.validate_on_submit():
        return render_template("commitments/follow_by_mail.html", commitment=commitment, form=form), 422
    following.follow_by_mail(commitment, notifications.make_contact(str(form.email.data), language()))
    return _done(
        commitment,
        _("Periksa kotak surel Anda. Bila alamat itu belum terkonfirmasi, surel kami berisi tautan konfirmasinya."),
    )


@commitments.post("/komitmen/<ref>/ikutan/pembatalan")
@requires()
def unfollow(ref: str) -> ResponseReturnValue:
    """Hear of it no more."""
    commitment = readable(ref)
    following.unfollow(commitment, current_user.id)
    return _done(commitment, _("Anda tidak mengikuti komitmen ini lagi."))


def readable(ref: str) -> Commitment:
    """What everyone may read."""
    commitment = cases.find_commitment(ref)
    if commitment is None or not commitment.is_published:
        abort(404)
    stand_at(commitment.government.slug)
    return commitment


def _follows(commitment: Commitment) -> bool:
    if not current_user.is_authenticated:
        return False
    known = notified.find_follow(commitment.subject_id, account_id=current_user.id)
    return known is not None and known.ended_at is None


def _done(commitment: Commitment, said: str) -> ResponseReturnValue:
    response = acting_once(lambda: url_for("commitments.show", ref=commitment.subject.ref))
    flash(said, "done")
    return response
