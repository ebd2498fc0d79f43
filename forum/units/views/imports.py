"""Importing units and services from CSV: upload, look, confirm, wait."""

from __future__ import annotations

from flask import Response, abort, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forum.core.access import requires
from forum.core.edge import acting_once
from forum.core.sheets import write_sheet
from forum.units import queries, sheets
from forum.units.actions import importing
from forum.units.forms import UploadForm
from forum.units.here import Place, get_administered
from forum.units.models import ImportRun
from forum.units.views.blueprint import units
from forum.units.views.settings import me
from forum.units.words import RUN_STATES, RUN_TONES

PREVIEWED = 20
RELOAD_SECONDS = 3
EXAMPLES = {
    "units": [
        ["dinkes", "Dinas Kesehatan", "dinas", "", "", "Mengurus kesehatan warga.", "Jalan Contoh 1", "-5,1477",
         "119,4327", "0411-000000", "dinkes@contoh.example", "https://contoh.example", "Senin-Jumat 08.00-16.00"],
        ["pkm-contoh", "Puskesmas Contoh", "puskesmas", "dinkes", "", "", "", "", "", "", "", "", ""],
    ],
    "services": [["pkm-contoh", "Pemeriksaan umum", "Kartu identitas", "Daftar, tunggu, diperiksa", "1 jam", "Gratis",
                  "Hasil pemeriksaan"]],
}  # fmt: skip
FILE_NAMES = {"units": "contoh-unit.csv", "services": "contoh-layanan.csv"}


@units.route("/pengaturan/impor", methods=["GET", "POST"])
@requires("administrator")
def imports() -> ResponseReturnValue:
    """How the files must look, a form to send one, and what was sent before."""
    place = get_administered()
    form = UploadForm()
    if not form.validate_on_submit():
        return _imports_page(place, form)

    def act() -> str:
        with form.file.data.stream as sent:
            raw = sent.read(sheets.MOST_BYTES + 1)
        run, _made = importing.ask(place.id, form.kind.data, raw, by=me())
        return url_for("units.import_run", run_id=run.id)

    return acting_once(act)


@units.get("/pengaturan/impor/<int:run_id>")
@requires("administrator")
def import_run(run_id: int) -> ResponseReturnValue:
    """One import: what it would do, what is wrong, how far it is."""
    run = _own_run(run_id)
    made = importing.plan(run.source.encode(), run.kind, run.government_id) if run.state == "dry" else None
    page = render_template("units/import_run.html", run=run, plan=made, columns=list(sheets.COLUMNS[run.kind]),
                           preview=made.sheet.rows[:PREVIEWED] if made else [], states=RUN_STATES,
                           tones=RUN_TONES)  # fmt: skip
    moving = run.state in ("waiting", "running")
    return (page, {"Refresh": f"{RELOAD_SECONDS}"}) if moving else page


@units.post("/pengaturan/impor/<int:run_id>/konfirmasi")
@requires("administrator")
def confirm_import(run_id: int) -> ResponseReturnValue:
    """Have the worker write it."""
    run = _own_run(run_id)

    def act() -> str:
        importing.confirm(run)
        flash(_("Impor dimulai."), "done")
        return url_for("units.import_run", run_id=run_id)

    return acting_once(act)


@units.get("/pengaturan/impor/contoh/<kind>.csv")
@requires("administrator")
def example_sheet(kind: str) -> Response:
    """A file to start from."""
    if kind not in EXAMPLES:
        abort(404)
    text = write_sheet(list(sheets.COLUMNS[kind]), EXAMPLES[kind])
    named = {"Content-Disposition": f'attachment; filename="{FILE_NAMES[kind]}"'}
    return Response(text, mimetype="text/csv", headers=named)


def _own_run(run_id: int) -> ImportRun:
    run = queries.find_run(run_id)
    if run is None:
        abort(404)
    if not current_user.holds_in(run.government_id, "administrator"):
        abort(403)
    return run


def _imports_page(place: Place, form: UploadForm) -> ResponseReturnValue:
    page = render_template("units/imports.html", place=place, form=form, columns=sheets.COLUMNS, needed=sheets.NEEDED,
                           runs=queries.latest_runs(place.id), states=RUN_STATES, tones=RUN_TONES)  # fmt: skip
    return (page, 422) if form.errors else page
