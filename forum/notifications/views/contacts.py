"""Stopping mail, by the link that stands in every letter."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.core.access import public
from forum.core.db import db
from forum.notifications import actions, letters
from forum.notifications.models import Contact
from forum.notifications.views.blueprint import notifications


@notifications.get("/surat/berhenti/kontak/<int:contact_id>/<tag>")
@public
def stop(contact_id: int, tag: str) -> ResponseReturnValue:
    """Ask once: mail programs open links on their own."""
    return render_template("notifications/stop.html", contact=_contact(contact_id, tag), tag=tag)


@notifications.post("/surat/berhenti/kontak/<int:contact_id>/<tag>/persetujuan")
@public
def agree_to_stop(contact_id: int, tag: str) -> ResponseReturnValue:
    """No more mail to this address."""
    actions.stop_mail(_contact(contact_id, tag))
    db.session.commit()
    flash(_("Kami tidak mengirim surel ke alamat ini lagi."), "done")
    return redirect(url_for("notifications.stop", contact_id=contact_id, tag=tag), 303)


@notifications.post("/surat/berhenti/kontak/<int:contact_id>/<tag>/pembatalan")
@public
def resume(contact_id: int, tag: str) -> ResponseReturnValue:
    """Mail again."""
    actions.resume_mail(_contact(contact_id, tag))
    db.session.commit()
    flash(_("Baik, kami mengabari Anda lagi."), "done")
    return redirect(url_for("notifications.stop", contact_id=contact_id, tag=tag), 303)


def _contact(contact_id: int, tag: str) -> Contact:
    contact = letters.find_tagged(contact_id, tag, letters.STOP)
    if contact is None:
        abort(404)
    return contact
