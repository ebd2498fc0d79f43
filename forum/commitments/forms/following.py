"""An address that wants to hear of a commitment."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import Email, InputRequired, Length

from forum.commitments.forms import tidied
from forum.core.forms import Form

WRONG = _l("Alamat surel ini belum benar. Contohnya: nama@contoh.id.")


class AddressForm(Form):
    """One e-mail address."""

    email = StringField(
        _l("Alamat surel Anda"),
        [InputRequired(_l("Tulis alamat surel Anda.")), Length(max=254, message=WRONG), Email(WRONG)],
        filters=[tidied],
    )
