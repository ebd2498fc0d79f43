"""Every component in every state, on one page, in development only."""

from __future__ import annotations

from flask import abort, current_app, render_template
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    MultipleFileField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional

from forum.core.access import public
from forum.core.forms import Form, choices
from forum.pages.views.blueprint import pages

PRIVACY = [("hidden", "Sembunyikan nama saya"), ("anonymous", "Anonim"), ("named", "Tampilkan nama saya")]


class SpecimenForm(Form):
    """One field of each kind."""

    story = TextAreaField(
        "Apa yang terjadi?", [InputRequired("Ceritakan dulu."), Length(20, 4000, "Tulis lebih panjang.")]
    )
    place = StringField("Kelurahan atau desa", [InputRequired("Pilih kelurahannya."), Length(max=80)])
    day = DateField("Kapan", [Optional()])
    unit = SelectField("Unit", choices=choices([("", "Belum tahu"), ("1", "Puskesmas Batua")]), validate_choice=False)
    privacy = RadioField("Nama Anda", choices=choices(PRIVACY), validators=[InputRequired("Pilih salah satu.")])
    files = MultipleFileField("Foto atau PDF")
    consent = BooleanField("Saya setuju data ini diolah", [InputRequired("Kami perlu persetujuan Anda.")])


@pages.get("/gaya")
@public
def gaya() -> str:
    """The components, as they are and as they refuse."""
    if not (current_app.debug or current_app.testing):
        abort(404)
    refused = SpecimenForm(MultiDict({"story": "Lampu mati"}), prefix="r-", meta={"csrf": False})
    refused.validate()
    return render_template("gaya/index.html", form=SpecimenForm(None), refused=refused)
