"""What a moderator decides about a burst."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import Length

from forum.core.forms import Form, choices
from forum.ratings.forms.blocks import FILLED, NEEDED, REASON_LONGEST, tidied


class DecisionForm(Form):
    """Count them after all, or leave them out; and why."""

    decision = RadioField(
        _l("Keputusan"),
        [NEEDED],
        choices=choices([("counted", _l("Dihitung")), ("excluded", _l("Tidak dihitung"))]),
    )
    reason = TextAreaField(
        _l("Alasan"),
        [FILLED, Length(max=REASON_LONGEST, message=_l("Paling banyak %(max)d karakter."))],
        filters=[tidied],
    )
