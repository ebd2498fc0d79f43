"""Tablets at counters, from the desk: opened on the tablet itself, listed and ended from anywhere."""

from __future__ import annotations

from datetime import time

from flask import abort, flash, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forum.accounts.actions.sessions import end_session
from forum.core.access import requires
from forum.core.edge import acting_once
from forum.ratings import policy
from forum.ratings.actions import kiosks as acts
from forum.ratings.forms.points import KioskForm
from forum.ratings.queries import rating as known
from forum.ratings.views.blueprint import ratings
from forum.ratings.views.kiosk import remember
from forum.ratings.views.reach import AT_UNITS, get_unit, reach

WEEK = ("1", "2", "3", "4", "5")


@ratings.get("/meja/survei/kios")
@requires(*AT_UNITS)
def kiosks() -> ResponseReturnValue:
    """The running tablets of the viewer's units, and the form that turns this device into one."""
    points = known.open_points(unit.id for unit in reach(*AT_UNITS).units)
    return _page(KioskForm(points, formdata=None, opens=time(8), closes=time(16), weekdays=WEEK))


@ratings.post("/meja/survei/kios")
@requires(*AT_UNITS)
def open_kiosk() -> ResponseReturnValue:
    """This device becomes a tablet: the account is signed out, only the tablet's cookie stays."""
    form = KioskForm(known.open_points(unit.id for unit in reach(*AT_UNITS).units))
    if not form.validate():
        return _page(form, 422)
    point, opened = form.known[form.point.data], []

    def act() -> str:
        by = current_user.acting("officer", point.unit_id)
        opened.append(acts.open_kiosk(point, form.pin.data or "", form.hours(), by=by))
        end_session(session["_user_id"])
        return url_for("ratings.kiosk")

    response = acting_once(act)
    if opened:
        session.clear()
        remember(response, opened[-1])
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@ratings.post("/meja/survei/kios/<int:kiosk_id>/penutupan")
@requires(*AT_UNITS)
def end_kiosk(kiosk_id: int) -> ResponseReturnValue:
    """End a tablet from the desk: when it is gone, or its PIN forgotten."""
    kiosk = known.find_kiosk_id(kiosk_id)
    if kiosk is None or not policy.may_open_kiosk(current_user, get_unit(kiosk.unit_id)):
        abort(404)

    def act() -> str:
        acts.end_kiosk(kiosk)
        flash(_("Tablet diakhiri."), "done")
        return url_for("ratings.kiosks")

    return acting_once(act)


def _page(form: KioskForm, status: int = 200) -> ResponseReturnValue:
    here = reach(*AT_UNITS)
    running = known.running_kiosks(unit.id for unit in here.units)
    return render_template("ratings/kiosks.html", place=here.place, form=form, running=running), status
