"""The official report of a round or month as a document, and the poster: figures of many, never one answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import pgettext

from forum.core.i18n import say_day, say_number
from forum.ratings import result_words as words
from forum.ratings.published import Published
from forum.ratings.queries.results import Listed
from forum.ratings.rules.results import Element, Result

Block = dict[str, Any]
_ROW, _LEFT, _WIDE = 14, 120, 380
"""Of the chart: height of a row, where bars begin, how long they can be."""
MOST_ON_POSTER = 7
Line = tuple[Listed, Result, int | None]


@dataclass(frozen=True)
class About:
    """Who a report is about, and what belongs to it besides the figures."""

    name: str
    government: str
    address: str
    """Of the page that shows the same, live."""
    voices: Sequence[str] = ()
    units: Sequence[Line] = ()
    """Of a government: each of its units."""


def document(about: About, shown: Published) -> dict[str, object]:
    """The values of templates/pdf/report.typ."""
    title = _("Laporan survei kepuasan masyarakat: %(name)s", name=about.name)
    parts = (
        _cover(about, shown), _element_blocks(shown), _service_blocks(shown), _unit_blocks(about),
        _make_up_blocks(shown), _follow_up_blocks(shown), _voice_blocks(about), _method_blocks(shown),
    )  # fmt: skip
    return {
        "title": title, "author": about.government, "source": f"{about.name}, {words.period(shown.period)}",
        "subtitle": _("Dicetak %(day)s dari %(address)s", day=say_day(shown.today), address=about.address),
        "blocks": [block for part in parts for block in part],
    }  # fmt: skip


def _cover(about: About, shown: Published) -> list[Block]:
    result = shown.result
    facts = [
        [_("Pemerintah daerah"), about.government],
        [_("Lingkup"), about.name],
        [_("Layanan"), ", ".join(s.name for s in shown.services if s.result.received) or _("semua layanan")],
        [_("Periode"), f"{words.period(shown.period)} ({words.span(shown.period)})"],
        [_("Responden"), words.count(result)],
        [_("Sampel yang diperlukan"), _needed(shown)],
    ]
    sources = _(
        "Dari kunjungan terbukti %(token)s, tanpa kode %(open)s (IKM tersendiri %(figure)s), dari lembar kertas "
        "%(paper)s. Ditahan %(held)s dan dikeluarkan %(excluded)s jawaban; keduanya tidak dihitung.",
        token=say_number(result.part("token").n), open=say_number(result.part("open").n),
        figure=words.figure(result.part("open").figure), paper=say_number(result.part("paper").n),
        held=say_number(result.part("held").n), excluded=say_number(result.part("excluded").n),
    )  # fmt: skip
    said = [{"kind": "text", "text": text} for text in (sources, words.why_waiting(result)) if text]
    running = [{"kind": "note", "text": _("Sementara: periode ini masih berjalan.")}] if shown.is_running else []
    return [{"kind": "facts", "pairs": facts}, *_key_figure(shown), *said, *running]


def _key_figure(shown: Published) -> list[Block]:
    result = shown.result
    if result.figure is None:
        return [{"kind": "note", "text": words.in_short(shown)}]
    text = _("IKM, mutu %(grade)s", grade=words.grade(result.grade))
    if shown.before is not None and shown.result_before.figure is not None:
        text += "; " + _("%(change)s dibanding %(period)s (%(figure)s)", change=words.change(shown.change),
                         period=words.period(shown.before),
                         figure=words.figure(shown.result_before.figure))  # fmt: skip
    return [{"kind": "figure", "figure": words.figure(result.figure), "text": text}]


def _needed(shown: Published) -> str:
    if not shown.population:
        return _("belum ditetapkan: jumlah pengguna layanan belum diisi")
    return _(
        "%(needed)s dari %(population)s pengguna layanan (%(enough)s)", needed=say_number(shown.needed or 0),
        population=say_number(shown.population), enough=words.enough(shown.population, shown.result),
    )  # fmt: skip


def _element_blocks(shown: Published) -> list[Block]:
    header = [_("Unsur"), _("NRR"), _("Skala IKM"), _("Mutu"), pgettext("count", "Jawaban")]
    rows = [[*_element_row(each.now), words.change(each.change)] for each in shown.compared]
    if shown.before is not None and shown.result_before.n:
        header.append(_("Dibanding %(period)s", period=words.period(shown.before)))
    else:
        rows = [row[:-1] for row in rows]
    weak = shown.result.weakest
    said = [{"kind": "text", "text": _("Paling lemah: %(elements)s.", elements=words.elements(weak))}] if weak else []
    return [
        {"kind": "heading", "level": 2, "text": _("Sembilan unsur pelayanan")},
        {"kind": "drawing", "svg": chart(shown.result), "alt": _chart_words(shown.result)},
        {"kind": "table", "header": header, "rows": rows, "numeric": [1, 2, 4],
         "caption": _("Nilai rata-rata (NRR, 1 sampai 4) dan nilainya pada skala IKM (25 sampai 100)")},
        *said,
    ]  # fmt: skip


def _element_row(each: Element) -> list[str]:
    grade = each.grade or words.NO_FIGURE
    return [words.element(each.key), words.figure(each.nrr), words.figure(each.figure), grade, say_number(each.n)]


def _chart_words(result: Result) -> str:
    return _("Nilai tiap unsur pada skala 25 sampai 100") + ": " + "; ".join(
        f"{words.element(each.key)} {words.figure(each.figure)}" for each in result.elements
    )  # fmt: skip


def chart(result: Result) -> str:
    """Nine named bars on the scale of the IKM, with the floors of the grades; the table below holds the figures."""
    rows = "".join(_bar(k * _ROW, each) for k, each in enumerate(result.elements))
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 500 {9 * _ROW}">{rows}</svg>'


def _bar(top: int, each: Element) -> str:
    floors = "".join(f'<path d="M{_length(Decimal(f))} {top + 1}v12" stroke="#171d2e" stroke-width=".7"/>'
                     for f in ("65.00", "76.61", "88.31"))  # fmt: skip
    colour = "#b8552f" if each.is_weak else "#2b3d8f"
    return (
        f'<text x="0" y="{top + 10}" font-family="Plus Jakarta Sans" font-size="9">{words.element(each.key)}</text>'
        f'<rect x="{_LEFT}" y="{top + 3}" width="{_WIDE}" height="8" fill="#f3ede2"/>'
        f'<rect x="{_LEFT}" y="{top + 3}" width="{_length(each.figure, 0)}" height="8" fill="{colour}"/>{floors}'
    )


def _length(figure: Decimal | None, left: int | None = None) -> str:
    start = _LEFT if left is None else left
    return f"{start if figure is None else start + float(figure - 25) / 75 * _WIDE:.1f}"


def _service_blocks(shown: Published) -> list[Block]:
    rows = [[s.name, words.figure(s.result.figure), words.grade(s.result.grade), words.count(s.result)]
            for s in shown.services]  # fmt: skip
    if not rows:
        return []
    header = [_("Layanan"), _("IKM"), _("Mutu"), _("Responden")]
    return [{"kind": "heading", "level": 2, "text": _("Per layanan")},
            {"kind": "table", "header": header, "rows": rows, "numeric": [1, 3]}]  # fmt: skip


def _unit_blocks(about: About) -> list[Block]:
    if not about.units:
        return []
    header = [_("Unit"), _("IKM"), _("Mutu"), _("Responden"), _("Sampel")]
    rows = [
        [unit.name, words.figure(result.figure), words.grade(result.grade), words.count(result),
         words.why_none(result) or words.enough(population, result)]
        for unit, result, population in about.units
    ]  # fmt: skip
    return [
        {"kind": "heading", "level": 2, "text": _("Setiap unit menurut abjad")},
        {"kind": "table", "header": header, "rows": rows, "numeric": [1, 3], "columns": [4, 1, 2, 2, 3]},
    ]


def _make_up_blocks(shown: Published) -> list[Block]:
    blocks: list[Block] = [{"kind": "heading", "level": 2, "text": _("Susunan responden")}]
    if shown.make_up is None:
        return [*blocks, {"kind": "text", "text": why_no_make_up(shown)}]
    note = _("Kelompok kecil, dan kelompok yang dapat dihitung darinya, tidak ditampilkan.")
    tables = [
        {"kind": "table", "header": [words.field(field), _("Responden")], "numeric": [1], "columns": [3, 1],
         "rows": [[words.group(field, key), words.group_size(count)] for key, count in groups.items()]}
        for field, groups in shown.make_up.items()
    ]  # fmt: skip
    return [*blocks, {"kind": "text", "text": note}, *tables]


def why_no_make_up(shown: Published) -> str:
    """Why the make-up of respondents is not shown."""
    if shown.make_up_from is None:
        return _("Susunan responden ditampilkan per periode survei, bukan per bulan.")
    if shown.today < shown.make_up_from:
        return _("Ditampilkan mulai %(day)s, setelah kode kunjungan terakhir periode ini tidak berlaku lagi.",
                 day=say_day(shown.make_up_from))  # fmt: skip
    if shown.period.is_counting:
        return _("Ditampilkan setelah semua jawaban lama masuk ke periode ini.")
    if shown.result.waiting:
        return _("Ditampilkan setelah tidak ada lagi jawaban yang menunggu.")
    return _("Belum ada responden pada periode ini.")


def _follow_up_blocks(shown: Published) -> list[Block]:
    if shown.period.round_id is None:
        return []
    text = shown.period.follow_up or _("Rencana tindak lanjut periode ini belum ditulis.")
    return [{"kind": "heading", "level": 2, "text": _("Rencana tindak lanjut")}, {"kind": "text", "text": text}]


def _voice_blocks(about: About) -> list[Block]:
    if not about.voices:
        return []
    return [{"kind": "heading", "level": 2, "text": _("Suara warga yang ditampilkan")},
            {"kind": "list", "items": list(about.voices)}]  # fmt: skip


def _method_blocks(shown: Published) -> list[Block]:
    text = _(
        "IKM menurut Permenpan RB 14/2017: rata-rata dari sembilan nilai unsur (NRR) dikalikan 25, dihitung tanpa "
        "pembulatan di tengah jalan dan dibulatkan sekali. Mutu: A mulai 88,31; B mulai 76,61; C mulai 65,00; D di "
        "bawahnya. Sampel menurut Krejcie dan Morgan, paling banyak 384."
    )
    compatible = shown.result.compatible
    if compatible is not None:
        text += " " + _("Dengan bobot cetak 0,111 seperti pada laporan lama: %(figure)s.",
                        figure=words.figure(compatible))  # fmt: skip
    return [{"kind": "heading", "level": 2, "text": _("Cara menghitung")}, {"kind": "text", "text": text}]


def poster(about: About, shown: Published) -> dict[str, object]:
    """The values of templates/pdf/ikm_poster.typ: what Permenpan RB 14/2017 wants on the wall."""
    result = shown.result
    groups = shown.make_up or {}
    return {
        "title": _("Indeks Kepuasan Masyarakat"), "name": about.name, "government": about.government,
        "author": about.government, "figure": words.figure(result.figure),
        "grade": _("Mutu pelayanan %(grade)s", grade=words.grade(result.grade)),
        "period": f"{words.period(shown.period)} ({words.span(shown.period)})",
        "respondents": words.answered(result),
        "services": _poster_services(shown),
        "services_title": _("Layanan"), "make_up_title": _("Susunan responden"),
        "make_up": [[words.field(field), [[words.group(field, key), words.group_size(count)]
                     for key, count in counts.items() if count is None or count]] for field, counts in groups.items()],
        "make_up_words": "" if groups else why_no_make_up(shown),
        "header": [_("Kelompok"), _("Responden")],
        "thanks": _("Terima kasih atas penilaian Anda. Masukan Anda membuat pelayanan kami lebih baik."),
        "address": about.address,
    }  # fmt: skip


def _poster_services(shown: Published) -> list[str]:
    """Those with answers, as many as a wall has room for."""
    rated = [f"{s.name}: {words.figure(s.result.figure)} ({words.answered(s.result)})"
             for s in shown.services if s.result.n]  # fmt: skip
    left = len(rated) - MOST_ON_POSTER
    return rated if left <= 0 else [*rated[:MOST_ON_POSTER], _("dan %(n)s layanan lain", n=say_number(left))]
