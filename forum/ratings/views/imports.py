"""Importing answers from CSV or XLSX: send, look, confirm, wait."""

from __future__ import annotations

from flask import Response, abort, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forum.core import clock, workbook
from forum.core.access import requires
from forum.core.edge import acting_once
from forum.core.i18n import speaking
from forum.core.sheets import write_sheet
from forum.ledger.rules import Actor
from forum.ratings import policy
from forum.ratings.actions import importing
from forum.ratings.forms.imports import AnswersForm
from forum.ratings.models import SurveyImport
from forum.ratings.queries import imports as known
from forum.ratings.reading import COLUMNS
from forum.ratings.rules.elements import ELEMENTS
from forum.ratings.views.blocks import WORKERS
from forum.ratings.views.blueprint import ratings
from forum.ratings.views.reach import government_of, reach
from forum.ratings.words import GROUPS, QUESTIONS

RELOAD_SECONDS = 3
PREVIEWED = 10
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXAMPLE = [
    "18/11/2026", "pkm-contoh", "Pemeriksaan umum", "Sangat sesuai", "3", "4", "4", "3", "Kompeten", "4", "3",
    "tidak berlaku", "34", "Perempuan", "SMA atau sederajat", "Wirausaha", "Ruang tunggu kurang kursi.",
]  # fmt: skip


@ratings.route("/meja/survei/impor", methods=["GET", "POST"], endpoint="imports")
@requires(*WORKERS)
def imports() -> ResponseReturnValue:
    """How the file must look, a form to send one, and what was sent before."""
    own, form = reach(*WORKERS), AnswersForm()
    if not form.validate_on_submit():
        mine = None if policy.may_moderate(current_user, own.place.id) else current_user.id
        page = render_template("ratings/imports.html", place=own.place, form=form, columns=COLUMNS,
                               runs=known.latest_imports(own.place.id, mine), questions=QUESTIONS)  # fmt: skip
        return (page, 422) if form.errors else page
    lines, problems = form.lines()

    def act() -> str:
        run = importing.ask(government_of(own.place), own.paths, lines, problems, by=_me())
        return url_for("ratings.survey_import", import_id=run.id)

    return acting_once(act)


@ratings.get("/meja/survei/impor/<int:import_id>")
@requires(*WORKERS)
def survey_import(import_id: int) -> ResponseReturnValue:
    """One import: what it would do, what is wrong, how far it is."""
    run = _own(import_id)
    preview = list(run.source[:PREVIEWED]) if run.state == "dry" else []
    services = known.services_by_id([row["service"] for row in preview]) if preview else {}
    page = render_template("ratings/imports_one.html", run=run, preview=preview, services=services, elements=ELEMENTS)
    moving = run.state in ("waiting", "running")
    return (page, {"Refresh": f"{RELOAD_SECONDS}"}) if moving else page


@ratings.post("/meja/survei/impor/<int:import_id>/konfirmasi")
@requires(*WORKERS)
def confirm_survey_import(import_id: int) -> ResponseReturnValue:
    """Have the worker record it, or go on with what it left."""
    _own(import_id)

    def act() -> str:
        importing.confirm(known.lock_import(import_id), by=_me())
        flash(_("Impor dimulai."), "done")
        return url_for("ratings.survey_import", import_id=import_id)

    return acting_once(act)


@ratings.get("/meja/survei/impor/contoh.csv")
@requires(*WORKERS)
def answers_csv() -> Response:
    """A file to start from."""
    named = {"Content-Disposition": 'attachment; filename="contoh-jawaban.csv"'}
    return Response(write_sheet(COLUMNS, [EXAMPLE]), mimetype="text/csv", headers=named)


@ratings.get("/meja/survei/impor/contoh.xlsx")
@requires(*WORKERS)
def answers_xlsx() -> Response:
    """The same as a workbook, with the words that are understood."""
    with speaking("id"):
        sheets = [workbook.Sheet("Jawaban", COLUMNS, [EXAMPLE]), _instructions()]
    named = {"Content-Disposition": 'attachment; filename="contoh-jawaban.xlsx"'}
    return Response(workbook.xlsx(sheets), mimetype=XLSX, headers=named)


def _instructions() -> workbook.Sheet:
    rows = [
        ["tanggal", _("Tanggal kunjungan, misalnya %(day)s", day=clock.now().strftime("18/%m/%Y"))],
        ["kode unit", _("Kode unit seperti di halaman unit")],
        ["layanan", _("Nama layanan seperti di halaman unit")],
    ]
    for key, question in QUESTIONS.items():
        words = "; ".join(f"{mark} = {answer}" for mark, answer in enumerate(question.answers, 1))
        rows.append([key, f"{question.name}: {words}; TB = {_('tidak berlaku')}"])
    labels = {"age": "umur", "sex": "jenis kelamin", "education": "pendidikan", "occupation": "pekerjaan"}
    rows += [
        [labels[name], "; ".join(str(words) for words in groups.values())] for name, (_n, groups) in GROUPS.items()
    ]
    rows.append(["saran", _("Paling banyak 1.000 karakter; terbit sesudah moderasi")])
    return workbook.Sheet("Petunjuk", [_("Kolom"), _("Isi")], rows)


def _me() -> Actor:
    role = next((role for role in WORKERS if current_user.holds(role)), "officer")
    actor: Actor = current_user.acting(role)
    return actor


def _own(import_id: int) -> SurveyImport:
    """An import that the person sent, or of the government they moderate."""
    run = known.find_import(import_id)
    if run is None:
        abort(404)
    if run.by_id != current_user.id and not policy.may_moderate(current_user, run.government_id):
        abort(403)
    return run
