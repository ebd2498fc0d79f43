"""The same report as a workbook, and the table of units as lines: figures of many, never one answer."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import pgettext

from forum.core.workbook import Cell, Sheet
from forum.ratings import result_words as words
from forum.ratings.published import Published
from forum.ratings.queries.results import Listed
from forum.ratings.reports import About, why_no_make_up
from forum.ratings.rules.elements import ELEMENTS
from forum.ratings.rules.results import Result
from forum.ratings.rules.sample import needed
from forum.units.words import KINDS


def workbook(about: About, shown: Published) -> list[Sheet]:
    """Rekap, elements, services or units, and the make-up of respondents; never a row of one answer."""
    note = f"{about.name}, {words.period(shown.period)}, {about.address}"
    result = shown.result
    recap: list[list[Cell]] = [
        [_("Lingkup"), about.name], [_("Pemerintah daerah"), about.government],
        [_("Periode"), words.period(shown.period)], [_("Mulai"), shown.period.starts_on],
        [_("Sampai"), shown.period.ends_on], ["IKM", result.figure], [_("Mutu"), result.grade],
        [_("IKM dengan bobot 0,111"), result.compatible], [_("Responden"), result.received],
        [_("Kunjungan terbukti"), result.part("token").n], [_("Tanpa kode"), result.part("open").n],
        [_("IKM tanpa kode"), result.part("open").figure], [_("Lembar kertas"), result.part("paper").n],
        [_("Menunggu"), result.waiting], [_("Ditahan"), result.part("held").n],
        [_("Dikeluarkan"), result.part("excluded").n],
        [_("Pengguna layanan"), shown.population], [_("Sampel yang diperlukan"), shown.needed],
        [_("IKM periode sebelumnya"), shown.result_before.figure],
        [_("Keterangan"), words.why_none(result) or words.why_waiting(result)],
    ]  # fmt: skip
    return [
        Sheet(_("Rekap"), [_("Butir"), _("Nilai")], recap, note=note),
        Sheet(_("Unsur"), [_("Unsur"), _("Jumlah nilai"), pgettext("count", "Jawaban"), _("NRR"), _("Skala IKM"),
                           _("Mutu"), _("Skala IKM periode sebelumnya")], _element_cells(shown),
              {3: "0.00", 4: "0.00", 6: "0.00"}, note),
        *_part_sheets(about, shown, note),
        Sheet(_("Susunan responden"), [_("Isian"), _("Kelompok"), _("Responden")], _make_up_cells(shown), note=note),
    ]  # fmt: skip


def _element_cells(shown: Published) -> list[list[Cell]]:
    counted = shown.result.counted
    return [
        [words.element(key), counted.sums[k], counted.counts[k], each.now.nrr, each.now.figure, each.now.grade,
         each.before.figure if each.before else None]
        for k, (key, each) in enumerate(zip(ELEMENTS, shown.compared, strict=True))
    ]  # fmt: skip


def _part_sheets(about: About, shown: Published, note: str) -> list[Sheet]:
    if about.units:
        return [Sheet(_("Unit"), unit_header(), [unit_line(*line) for line in about.units], note=note)]
    rows = [[s.name, s.result.figure, s.result.grade, s.result.received, s.result.waiting] for s in shown.services]
    header = [_("Layanan"), "IKM", _("Mutu"), _("Responden"), _("Menunggu")]
    return [Sheet(_("Layanan"), header, rows, {1: "0.00"}, note)]


def _make_up_cells(shown: Published) -> list[list[Cell]]:
    if shown.make_up is None:
        return [[why_no_make_up(shown), None, None]]
    return [
        [words.field(field), words.group(field, key), words.group_size(None) if count is None else count]
        for field, groups in shown.make_up.items()
        for key, count in groups.items()
    ]


def unit_header() -> list[str]:
    """Columns of a table of units."""
    return [_("Kode unit"), _("Unit"), _("Jenis"), "IKM", _("Mutu"), _("Responden"), _("Sampel yang diperlukan"),
            _("Kunjungan terbukti"), _("Tanpa kode"), _("Lembar kertas"), _("Menunggu"), _("Ditahan"), _("Dikeluarkan"),
            *(f"NRR {words.element(key)}" for key in ELEMENTS)]  # fmt: skip


def unit_line(unit: Listed, result: Result, population: int | None) -> list[Cell]:
    """A unit in that table."""
    return [
        unit.code, unit.name, str(KINDS[unit.kind]), result.figure, result.grade, result.received,
        needed(population) if population else None,
        *(result.part(source).n for source in ("token", "open", "paper", "waiting", "held", "excluded")),
        *(each.nrr for each in result.elements),
    ]  # fmt: skip
