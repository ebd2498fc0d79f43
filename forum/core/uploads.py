"""Files as they arrive with a form: read, made anew before any transaction, refused in words beside the field."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Response, abort, current_app, make_response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from forum.core import files, sealing
from forum.core.db import db
from forum.core.files import Store, Upload

REASONS = {
    "unknown": _l("Hanya foto (JPEG, PNG, WebP) atau PDF yang dapat diterima."),
    "empty": _l("Ada berkas yang kosong. Pilih ulang berkasnya."),
    "broken": _l("Ada berkas yang rusak dan tidak dapat dibuka."),
    "locked": _l("PDF yang dikunci kata sandi tidak dapat diterima."),
    "too-costly": _l("Ada berkas yang terlalu rumit untuk diperiksa. Simpan ulang lebih kecil, lalu coba lagi."),
    "too-large": _l("Ada berkas yang lebih besar dari 10 MB. Perkecil dahulu."),
    "too-many-pixels": _l("Ada foto yang lebih dari 24 megapiksel. Perkecil dahulu."),
    "too-many-pages": _l("PDF paling banyak 20 halaman."),
    "too-many-files": _l("Paling banyak 5 berkas sekali kirim."),
}


ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "application/pdf": "pdf"}
THUMBNAIL = "image/jpeg"
FOR_MINUTES, FOR_A_MINUTE, FOR_NOBODY = "public, max-age=600", "public, max-age=60", "private, no-cache"
"""How long a copy may be kept on the way: never so long that one that was taken back would live on."""


def store() -> Store:
    """Where the uploads of this installation lie: in the instance folder."""
    return Store(Path(current_app.config["INSTANCE"]) / "uploads", sealing.file_key())


def take_files(field: Any) -> list[Upload] | None:
    """The uploads of a form's file field, made anew; None when refused, with the reason at the field.

    No transaction is open meanwhile: a slow picture holds nobody up.
    """
    contents = [upload.read() for upload in request.files.getlist(field.name) if upload.filename]
    if not contents:
        return []
    db.session.rollback()
    try:
        return files.make_anew(store(), contents)
    except files.Refused as refusal:
        field.errors = [str(REASONS.get(refusal.reason, REASONS["broken"]))]
    except files.Busy:
        field.errors = [_("Banyak berkas sedang diperiksa. Coba kirim lagi sebentar lagi.")]
    return None


def send_copy(name: str, kind: str, title: str, caching: str) -> Response:
    """A copy without traces, under a name that tells its kind; no browser runs anything in it. 404 when it is gone."""
    try:
        content = store().get_clean(name)
    except FileNotFoundError:
        abort(404)
    response = make_response(content)
    response.content_type = kind
    disposition = "attachment" if kind == "application/pdf" else "inline"
    response.headers["Content-Disposition"] = f'{disposition}; filename="{title}.{ENDINGS[kind]}"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = caching
    response.set_etag(name)
    response.make_conditional(request)
    return response


def say_files_are_gone(field: Any) -> None:
    """Browsers do not keep chosen files on a page that comes back."""
    if any(upload.filename for upload in request.files.getlist(field.name)):
        again = _("Berkas yang dipilih tidak ikut tersimpan di halaman ini: pilih lagi.")
        field.errors = [*field.errors, again]
