"""The pages of the forum, by who sees them, and how their references are found: a part of the table in `pages`."""

from __future__ import annotations

from tests.browser import planting_forum as planted

EVERYONE = (
    "/forum", "/forum/seri/{series}", "/forum/makassar/{over}", "/forum/makassar/{over}/ringkasan",
    "/forum/makassar/{over}/catatan", "/forum/makassar/{ahead}", "/forum/makassar/{ahead}/usulan",
    "/forum/makassar/{off}", "/forum/makassar/{over}/{talked}", "/forum/makassar/{over}/{talked}/{asked}",
    "/forum/tulisan/{edited}/riwayat", "/forum/pokok-bahasan/{talked}/riwayat",
    "/forum/makassar/{over}/pernyataan", "/aula/{hall}", "/aula/{hall}/layar",
    "/bulan/makassar/2026-10", "/komitmen/{asked_about}", "/komitmen/{asked_about}/undian",
)  # fmt: skip
RESIDENT = (
    "/forum/makassar/{ahead}", "/forum/makassar/{ahead}/usulan", "/forum/makassar/{over}/{talked}",
    "/forum/makassar/{runs}/pernyataan", "/forum/makassar/{runs}/pernyataan/baru", "/forum/tulisan/{asked}/suntingan",
    "/forum/tulisan/{edited}/tanda", "/aula/{hall}",
)  # fmt: skip
OFFICER = (
    "/forum/makassar/{over}/{talked}", "/meja/forum/sesi/{over_desk}/notulensi",
    "/meja/forum/sesi/{over_desk}/notulensi/{talked}",
)  # fmt: skip
MODERATOR = (
    "/meja/forum", "/meja/forum/seri/baru", "/meja/forum/seri/{series}", "/meja/forum/sesi/baru",
    "/meja/forum/sesi/{ahead_desk}", "/meja/forum/sesi/{runs_desk}", "/meja/forum/sesi/{ahead_desk}/agenda",
    "/meja/forum/agenda/{proposed}", "/meja/forum/sesi/{runs_desk}/pernyataan",
    "/meja/forum/sesi/{runs_desk}/pernyataan?bagian=tampil", "/meja/forum/pernyataan/{unread}/penolakan",
    "/meja/forum/sesi/{runs_desk}/kode", "/meja/forum/sesi/{runs_desk}/kode/layar",
    "/meja/forum/sesi/{runs_desk}/kehadiran", "/meja/forum/sesi/{over_desk}/ringkasan",
    "/meja/forum/sesi/{over_desk}/notulensi", "/meja/forum/sesi/{over_desk}/notulensi/{talked}",
    "/meja/forum/tanda", "/meja/forum/tanda/{doubted}", "/meja/komitmen/{asked_about}",
)  # fmt: skip

ONE_FOR_EVERYONE = (
    "/forum", "/forum/makassar/{ahead}", "/forum/makassar/{over}/ringkasan", "/forum/makassar/{over}/pernyataan",
    "/aula/{hall}/layar",
)  # fmt: skip
ONE_FOR_RESIDENT = ("/forum/makassar/{over}/{talked}", "/aula/{hall}")
ONE_FOR_OFFICER = ("/meja/forum/sesi/{over_desk}/notulensi/{talked}",)
ONE_FOR_MODERATOR = (
    "/meja/forum", "/meja/forum/sesi/{runs_desk}/pernyataan", "/meja/forum/sesi/{over_desk}/ringkasan",
)  # fmt: skip

NUMBER = "select d.year || '/' || d.number from dialogue_sessions d "
DESK = "select s.ref from dialogue_sessions d join subjects s on s.id = d.subject_id "
ITEM = "select s.ref from agenda_items i join subjects s on s.id = i.subject_id where i.title = "
POST = """select s.ref from dialogue_posts p join subjects s on s.id = p.subject_id
join agenda_items i on i.id = p.item_id where i.title = '""" + planted.TALKED + "' and "  # fmt: skip
MEETINGS = {"over": planted.OVER, "runs": planted.RUNS, "ahead": planted.AHEAD, "off": planted.OFF}
FOUND = {
    **{name: NUMBER + f"where d.title = '{title}'" for name, title in MEETINGS.items()},
    **{f"{name}_desk": DESK + f"where d.title = '{title}'" for name, title in MEETINGS.items()},
    "hall": f"select hall_code from dialogue_sessions where title = '{planted.RUNS}'",
    "series": "select s.ref from dialogue_series d join subjects s on s.id = d.subject_id "
    f"where d.title = '{planted.SERIES}'",
    "asked_about": "select s.ref from subjects s join commitments c on c.subject_id = s.id join commitment_askings a "
    f"on a.commitment_id = c.id where c.what = '{planted.PROMISED}'",
    "talked": ITEM + f"'{planted.TALKED}'",
    "proposed": ITEM + f"'{planted.PROPOSED}'",
    "asked": POST + "p.kind = 'question'",
    "edited": POST + "p.version = 2",
    "doubted": POST + "p.subject_id in (select subject_id from dialogue_flags)",
    "unread": "select s.ref from statements t join subjects s on s.id = t.subject_id join dialogue_sessions d "
    f"on d.id = t.session_id where d.title = '{planted.RUNS}' and t.state = 'waiting'",
}
