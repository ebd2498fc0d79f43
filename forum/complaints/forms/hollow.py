"""What a moderator says of answers that a reporter marked as hollow."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField
from wtforms.widgets import CheckboxInput

from forum.complaints.forms.fields import DeskForm
from forum.complaints.forms.verification import reason as reason_field


class HollowForm(DeskForm):
    """The answers declared void (none: all stand), and why."""

    name = "kosong"
    void = SelectMultipleField(
        _l("Jawaban yang dinyatakan kosong"), coerce=int, choices=[], option_widget=CheckboxInput()
    )
    reason = reason_field(_l("Alasan keputusan"))
