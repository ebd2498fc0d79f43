"""How grounds and kinds of things are said to residents."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_babel.speaklater import LazyString

from forum.core.i18n import say_number

GROUNDS = {
    "personal_data": _l("Data pribadi"),
    "sara": _l("Kebencian atas suku, agama, ras atau golongan"),
    "spam": _l("Iklan atau kiriman berulang"),
    "obscene": _l("Tidak senonoh"),
    "defamation": _l("Tuduhan tanpa fakta"),
    "irrelevant": _l("Tidak berkaitan dengan pelayanan publik"),
}
EXPLAINED = {
    "personal_data": _l("Memuat keterangan tentang seseorang yang hanya boleh diketahui orang itu sendiri."),
    "sara": _l("Merendahkan atau menghasut terhadap orang karena suku, agama, ras atau golongannya."),
    "spam": _l("Promosi, atau isi yang sama dikirim berkali-kali."),
    "obscene": _l("Memuat kata atau gambar yang tidak pantas dibaca umum."),
    "defamation": _l("Menuduh orang yang dapat dikenali tanpa menyebut kejadian yang dapat diperiksa."),
    "irrelevant": _l("Tidak menyangkut layanan unit pemerintah daerah."),
}
KINDS: dict[str, LazyString] = {
    "open_answer": _l("Suara warga dalam survei"),
    "statement": _l("Pernyataan dalam forum"),
    "post": _l("Tulisan di forum"),
    "agenda": _l("Usulan agenda forum"),
    "score_reply": _l("Tanggapan unit atas rapornya"),
}
STATES = {"waiting": _l("Menunggu pemeriksaan"), "shown": _l("Ditampilkan"), "hidden": _l("Disembunyikan")}


def kind_word(kind: str) -> str:
    """What sort of thing it is."""
    return str(KINDS.get(kind, _("Tulisan")))


def days_words(days: int | None) -> str:
    """How long deciding took."""
    if days is None:
        return "–"
    if days == 0:
        return _("hari yang sama")
    return ngettext("%(days)s hari", "%(days)s hari", days, days=say_number(days))
