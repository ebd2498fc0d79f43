"""An address that wants to support or follow."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import Email, InputRequired, Length

from forum.core.forms import Form
from forum.core.text import tidy

WRONG = _l("Alamat surel ini belum benar. Contohnya: nama@contoh.id.")


def tidied(words: str | None) -> str | None:
    """Line ends and unseen signs put right before limits are counted."""
    return tidy(words) if words else words


class AddressForm(Form):
    """One e-mail address."""

    email = StringField(
        _l("Alamat surel Anda"),
        [InputRequired(_l("Tulis alamat surel Anda.")), Length(max=254, message=WRONG), Email(WRONG)],
        filters=[tidied],
    )
