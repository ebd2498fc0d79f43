"""Support and follow: an account at once, an e-mail address once its owner confirmed it."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forum.complaints.actions import supporting
from forum.complaints.forms.supporting import AddressForm
from forum.complaints.models import Complaint
from forum.complaints.queries import cases
from forum.complaints.views.blueprint import complaints
from forum.core.access import public, requires
from forum.core.edge import acting_once
from forum.core.i18n import language
from forum.core.limits import limiter
from forum.notifications import actions as notifications
from forum.notifications import letters
from forum.notifications.models import Contact

ADDRESSES_AN_HOUR = "10 per hour"


def _is_signed_in() -> bool:
    return bool(current_user.is_authenticated)


@complaints.post("/pengaduan/<number>/dukungan")
@public
@limiter.limit(ADDRESSES_AN_HOUR, exempt_when=_is_signed_in)
def support(number: str) -> ResponseReturnValue:
    """Saya juga mengalami."""
    complaint = _open_to_all(number)
    if not current_user.is_authenticated:
        return _by_mail(complaint, supporting.support_by_mail, "support")
    return _act(complaint, lambda held: supporting.support(held, current_user.id), _("Dukungan Anda tercatat."))


@complaints.post("/pengaduan/<number>/dukungan/pembatalan")
@requires()
def unsupport(number: str) -> ResponseReturnValue:
    """Take the support back."""
    complaint = _open_to_all(number)
    return _act(complaint, lambda held: supporting.unsupport(held, current_user.id), _("Dukungan Anda dibatalkan."))


@complaints.post("/pengaduan/<number>/ikutan")
@public
@limiter.limit(ADDRESSES_AN_HOUR, exempt_when=_is_signed_in)
def follow(number: str) -> ResponseReturnValue:
    """Hear of it from now on."""
    complaint = _open_to_all(number)
    if not current_user.is_authenticated:
        return _by_mail(complaint, supporting.follow_by_mail, "follow")
    return _act(
        complaint,
        lambda held: notifications.follow(held.subject_id, account_id=current_user.id),
        _("Anda mengikuti laporan ini. Kabarnya masuk ke kotak masuk dan surel Anda."),
    )


@complaints.post("/pengaduan/<number>/ikutan/pembatalan")
@requires()
def unfollow(number: str) -> ResponseReturnValue:
    """Hear of it no more."""
    complaint = _open_to_all(number)
    return _act(
        complaint,
        lambda held: notifications.unfollow(held.subject_id, account_id=current_user.id),
        _("Anda tidak mengikuti laporan ini lagi."),
    )


def _open_to_all(number: str) -> Complaint:
    """What cannot be read cannot be supported either."""
    complaint = cases.find_number(number)
    if complaint is None or not complaint.is_published or complaint.is_confidential:
        abort(404)
    return complaint


def _act(complaint: Complaint, act: Callable[[Complaint], object], said: str) -> ResponseReturnValue:
    def do() -> str:
        act(cases.lock(complaint.id))
        return url_for("complaints.show", number=complaint.number)

    response = acting_once(do)
    flash(said, "done")
    return response


def _by_mail(complaint: Complaint, act: Callable[[Complaint, Contact], None], wish: str) -> ResponseReturnValue:
    """The same words whether the address is known or not."""
    form = AddressForm()
    if not form.validate_on_submit():
        return render_template("complaints/support_by_mail.html", complaint=complaint, form=form, wish=wish), 422
    return _act(
        complaint,
        lambda held: act(held, notifications.make_contact(str(form.email.data), language())),
        _("Periksa kotak surel Anda. Bila alamat itu belum terkonfirmasi, surel kami berisi tautan konfirmasinya."),
    )


@complaints.get("/surat/konfirmasi/<int:contact_id>/<tag>")
@public
def confirm_contact(contact_id: int, tag: str) -> ResponseReturnValue:
    """The owner of an address says yes, by a button: mail programs open links on their own."""
    contact = letters.find_tagged(contact_id, tag, letters.CONFIRM)
    if contact is None:
        abort(404)
    return render_template("complaints/confirm_contact.html", contact=contact, tag=tag)


@complaints.post("/surat/konfirmasi/<int:contact_id>/<tag>/persetujuan")
@public
def agree_to_mail(contact_id: int, tag: str) -> ResponseReturnValue:
    """Yes, this is my address."""
    contact = letters.find_tagged(contact_id, tag, letters.CONFIRM)
    if contact is None:
        abort(404)

    def do() -> str:
        if notifications.confirm(contact):
            supporting.count_confirmed(contact)
        return url_for("complaints.confirm_contact", contact_id=contact.id, tag=tag)

    response = acting_once(do)
    flash(_("Alamat Anda terkonfirmasi. Mulai sekarang kami mengabari Anda."), "done")
    return response
