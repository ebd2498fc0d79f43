"""What administrators enter about clocks and about units that end."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, ValidationError

from forum.complaints.actions.policies import PolicyDays
from forum.complaints.words import CLASSES
from forum.core.forms import Form, choices
from forum.core.text import tidy

NEEDED = InputRequired(_l("Bagian ini perlu diisi."))
LEAST_BASIS, MOST_BASIS = 10, 1_000
LEAST_REASON, MOST_REASON = 10, 1_000


def _days(label: Any, default: int, least: int = 1) -> IntegerField:
    within = NumberRange(least, 250, _l("Tulis bilangan dari %(min)s sampai %(max)s."))
    return IntegerField(label, [NEEDED, within], default=default)


def _tidied(value: Any) -> str:
    return tidy(value) if isinstance(value, str) else ""


def _length(least: int, most: int) -> Length:
    return Length(least, most, _l("Tulis %(min)d sampai %(max)d karakter."))


class PolicyForm(Form):
    """A new version of the time limits of a class."""

    class_ = SelectField(_l("Jenis laporan"), choices=choices(CLASSES.items()))
    valid_from = DateField(_l("Berlaku mulai"), [NEEDED])
    legal_basis = TextAreaField(_l("Dasar hukum"), [NEEDED, _length(LEAST_BASIS, MOST_BASIS)], filters=[_tidied])
    verify_days = _days(_l("Verifikasi"), 3)
    answer_days = _days(_l("Jawaban pertama"), 5)
    resolve_days = _days(_l("Penyelesaian"), 14)
    silence_days = _days(_l("Menunggu pelapor"), 10)
    completion_days = _days(_l("Kelengkapan"), 10)
    reopen_days = _days(_l("Jawaban setelah dibuka kembali"), 5)
    remind_before = _days(_l("Pengingat sebelum tenggat"), 1, 0)
    head_after = _days(_l("Kepala unit, setelah tenggat"), 1)
    moderator_after = _days(_l("Moderator, setelah tenggat"), 3)
    inspector_after = _days(_l("Inspektorat, setelah tenggat"), 5)
    ombudsman_after = _days(_l("Hak ke Ombudsman, setelah tenggat"), 10)

    def days(self) -> PolicyDays:
        """The limits entered."""
        return PolicyDays(**{name: self[name].data for name in PolicyDays.__dataclass_fields__})


class EndUnitForm(Form):
    """How a unit ends, and who takes what it leaves."""

    how = RadioField(
        _l("Bagaimana unit ini berakhir?"),
        choices=choices([("merge", _l("Digabung ke unit lain")), ("close", _l("Ditutup"))]),
        default="merge",
    )
    to = SelectField(_l("Unit yang mengambil alih"))
    reason = TextAreaField(_l("Alasan"), [NEEDED, _length(LEAST_REASON, MOST_REASON)], filters=[_tidied])

    def validate_to(self, field: Any) -> None:
        """A merge needs the unit that stays."""
        if self.how.data == "merge" and not field.data:
            raise ValidationError(_("Pilih unit tujuan penggabungan."))
