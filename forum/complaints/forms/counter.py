"""The form on which staff enter what somebody tells them."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField
from wtforms.validators import InputRequired

from forum.complaints.forms.writing import StoryForm
from forum.complaints.words import CHANNELS
from forum.core.forms import choices

TOLD_BY = ("counter", "phone", "message")


class CounterForm(StoryForm):
    """The same complaint, told in person, by telephone or by message."""

    channel = RadioField(
        _l("Disampaikan melalui"),
        [InputRequired(_l("Pilih salah satu."))],
        choices=choices((key, CHANNELS[key]) for key in TOLD_BY),
        default="counter",
    )
    consent = BooleanField(
        _l("Pelapor sudah mendengar penjelasan ini dan setuju datanya diolah"),
        [InputRequired(_l("Bacakan penjelasannya dan mintalah persetujuan pelapor."))],
    )
