"""Visit tokens: moderators issue and withdraw blocks, staff of the unit print them or show them one by one."""

from __future__ import annotations

from flask import Response, abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from forum.core import clock, sealing, typeset
from forum.core.access import requires
from forum.core.edge import acting_once
from forum.core.i18n import language
from forum.core.paging import BadCursor, Cursor
from forum.core.qr import qr_svg
from forum.ratings import policy
from forum.ratings.actions import blocks as issuing
from forum.ratings.forms.blocks import BlockForm, ReasonForm
from forum.ratings.models import ServicePoint, TokenBlock
from forum.ratings.queries import blocks as known
from forum.ratings.queries import reach as reached
from forum.ratings.sheets import LABELS_IN_PART, sheet_values
from forum.ratings.views.blueprint import ratings
from forum.ratings.views.reach import AT_UNITS, Reach, reach
from forum.units import queries as units

WORKERS = (*AT_UNITS, "moderator")


def cursor_of(*kinds: type) -> Cursor | None:
    """The page that the address asks for; 404 for one that was changed by hand."""
    try:
        return Cursor.unpack(request.args.get("halaman"), kinds)
    except BadCursor:
        abort(404)


@ratings.get("/meja/survei/token", endpoint="blocks")
@requires(*WORKERS)
def blocks() -> str:
    """Every block in reach, the newest first."""
    own, cursor = reach(*WORKERS), cursor_of(int)
    is_moderator = policy.may_moderate(current_user, own.place.id)
    page = (
        known.newest_blocks(own.place.id, cursor)
        if is_moderator
        else known.newest_blocks_within(own.place.id, own.paths, cursor)
    )
    return render_template("ratings/blocks.html", place=own.place, page=page, may_issue=is_moderator,
                           today=clock.today(own.place.zone), parts_of=_parts_of)  # fmt: skip


@ratings.route("/meja/survei/token/terbit", methods=["GET", "POST"])
@requires("moderator")
def issue_block() -> ResponseReturnValue:
    """Issue a block: the unit first, then point, day and number."""
    own = reach("moderator")
    if own.unit is None:
        return render_template("ratings/blocks_new.html", reach=own, form=None)
    if not policy.may_judge(current_user, units.get_unit(own.unit.id)):
        abort(403)
    form, points = _block_form(own)
    if not form.validate_on_submit():
        page = render_template("ratings/blocks_new.html", reach=own, form=form, points=points)
        return (page, 422) if form.errors else page
    point = next(p for p in points if p.id == form.point.data)

    def act() -> str:
        unit = units.get_unit(point.unit_id)
        block = issuing.issue(unit, point, form.day.data, form.size.data, by=current_user.acting("moderator"))
        flash(
            ngettext("%(num)s kode kunjungan diterbitkan.", "%(num)s kode kunjungan diterbitkan.", block.size), "done"
        )
        return url_for("ratings.blocks", kota=own.place.slug)

    return acting_once(act)


def _block_form(own: Reach) -> tuple[BlockForm, list[ServicePoint]]:
    points = list(reached.open_points(own.unit.id)) if own.unit else []
    form = BlockForm()
    form.point.choices = [(p.id, p.name) for p in points]
    form.today = clock.today(own.place.zone)
    if request.method == "GET":
        form.day.data = form.today
    return form, points


@ratings.route("/meja/survei/token/<ref>/penarikan", methods=["GET", "POST"])
@requires("moderator")
def withdraw_block(ref: str) -> ResponseReturnValue:
    """Say why, then no token of the block is accepted any more."""
    block = _get(ref)
    if not policy.may_judge(current_user, block.point.unit):
        abort(403)
    form = ReasonForm()
    if not form.validate_on_submit():
        page = render_template("ratings/blocks_end.html", block=block, form=form)
        return (page, 422) if form.errors else page

    def act() -> str:
        held = known.lock_block(ref) or block
        issuing.withdraw(held, form.reason.data, by=current_user.acting("moderator"))
        flash(_("Blok kode %(ref)s ditarik.", ref=ref), "done")
        return url_for("ratings.blocks")

    return acting_once(act)


@ratings.get("/meja/survei/token/<ref>.pdf")
@requires(*WORKERS)
def block_sheet(ref: str) -> Response:
    """Labels to cut out, some pages at a time: what a screen has shown already is not printed again."""
    block = _workable(ref)
    asked = request.args.get("bagian", "1")
    part = int(asked) if asked.isdecimal() and len(asked) < 4 else 0
    if not 1 <= part <= _parts_of(block) or block.ended_at is not None:
        abort(404)
    made = typeset.pdf("token_sheet.typ", sheet_values(block, sealing.token_key(), part, _address_of), language())
    named = {"Content-Disposition": f'inline; filename="kode-{ref.lower()}-{part}.pdf"', "Cache-Control": "no-store"}
    return Response(made, mimetype="application/pdf", headers=named)


@ratings.get("/meja/survei/token/<ref>/berikut")
@requires(*WORKERS)
def counter_screen(ref: str) -> str:
    """The screen of a counter without a printer: one code at a time."""
    block = _workable(ref)
    asked = request.args.get("nomor", "")
    serial = int(asked) if asked.isdecimal() and len(asked) < 5 else 0
    if not 0 <= serial <= block.handed_out:
        abort(404)
    token = issuing.token_of(sealing.token_key(), block, serial) if serial and block.ended_at is None else None
    code = qr_svg(_address_of(block, token), _("Kode QR kunjungan ini")) if token else None
    return render_template("ratings/blocks_screen.html", block=block, token=token, code=code, serial=serial)


@ratings.post("/meja/survei/token/<ref>/berikut")
@requires(*WORKERS)
def hand_out(ref: str) -> ResponseReturnValue:
    """The next visitor's code."""
    _workable(ref)

    def act() -> str:
        held = known.lock_block(ref)
        serial = issuing.hand_out(held) if held else abort(404)
        return url_for("ratings.counter_screen", ref=ref, nomor=serial)

    return acting_once(act)


def _get(ref: str) -> TokenBlock:
    block = known.find_block(ref)
    if block is None:
        abort(404)
    return block


def _workable(ref: str) -> TokenBlock:
    block = _get(ref)
    if not policy.may_work_at(current_user, block.point.unit):
        abort(403)
    return block


def _parts_of(block: TokenBlock) -> int:
    return -(-(block.size - block.handed_out) // LABELS_IN_PART)


def _address_of(block: TokenBlock, token: str) -> str:
    """Where the code leads: the short address of its point, the token in it."""
    return url_for("ratings.point", ref=block.point.ref, token=token, _external=True)
