"""The draft of a summary, put together from the record of a session. Pure: the same record gives the same bytes.

A published summary is a document in Indonesian, whoever reads it: its words are not translated and no clock is read.
Every sentence and every figure links to what it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from forum.dialogues.rules.recorded import Item, Named, Noted, Opinion, Promised, Quoted, Record
from forum.dialogues.rules.recorded_words import (
    KINDS,
    day_words,
    listed,
    number_words,
    plain,
    points_words,
    short,
    state_words,
    votes_words,
)

MOST_NAMED = 4
STANDINGS = {"agree": "Disetujui luas", "disagree": "Ditolak luas", "divided": "Pendapat terbelah"}


def assemble(record: Record) -> str:
    """The draft in Markdown."""
    parts = [
        ("Intisari", _essence(record)),
        ("Angka", _figures(record)),
        ("Pokok bahasan", [line for item in record.items for line in _item(record, item)]),
        ("Pernyataan", _opinions(record)),
        ("Rencana aksi", [_promise(each) for each in record.promises]),
        ("Kabar komitmen pertemuan sebelumnya", _last(record)),
        ("Laporan warga yang dibahas", [f"- [{plain(t.number)}]({t.path}): {plain(t.title)}" for t in record.touched]),
        ("Perubahan nilai unit", _scores(record)),
    ]
    return "\n\n".join(f"# {title}\n\n" + "\n".join(lines) for title, lines in parts if lines) + "\n"


def _essence(record: Record) -> list[str]:
    met, people = record.meeting, sum(n for _kind, n in record.heads)
    came = f"dihadiri [{number_words(people)} orang]({met.record}#peserta)" if people else "kehadirannya tidak dicatat"
    said = [f"[{plain(met.title)}]({met.path}) pada {day_words(met.day)} {came}."]
    if record.items:
        links = [f"[{plain(item.title)}]({item.path})" for item in record.items]
        said.append(f"Dibicarakan {number_words(len(links))} pokok bahasan: {listed(links[:MOST_NAMED], len(links))}.")
    asked, answered = sum(i.questions for i in record.items), sum(i.answered for i in record.items)
    if asked or answered:
        said.append(f"Warga mengajukan [{number_words(asked)} pertanyaan]({met.record}#angka); unit memberi "
                    f"[{number_words(answered)} jawaban resmi]({met.record}#angka).")  # fmt: skip
    said += _essence_of_findings(record) + _essence_of_promises(record)
    return [f"- {sentence}" for sentence in said]


def _essence_of_findings(record: Record) -> list[str]:
    agreed = [found for item in record.items for found in (*item.decisions, *item.agreements)]
    open_ = [found for item in record.items for found in item.differences]
    said = []
    if agreed:
        said.append(f"Disepakati atau diputuskan {number_words(len(agreed))} hal: {_named(record, agreed)}.")
    if open_:
        said.append(f"Masih berbeda pandangan tentang {number_words(len(open_))} hal: {_named(record, open_)}.")
    return said


def _essence_of_promises(record: Record) -> list[str]:
    said = []
    if record.promises:
        links = [f"[{plain(short(p.what))}]({p.path})" for p in record.promises]
        said.append(f"Unit berjanji {number_words(len(links))} hal: {listed(links[:MOST_NAMED], len(links))}.")
    if record.last and record.last_promises:
        said.append(_essence_of_last(record.last, record.last_promises, record.meeting.day))
    return said


def _essence_of_last(last: Named, promises: Sequence[Promised], on: date) -> str:
    """What became of earlier promises; those whose day has not come are not counted as unkept."""
    kept = sum(1 for p in promises if p.state == "kept")
    awaited = sum(1 for p in promises if p.is_awaited(on))
    link, all_, told = f"[{plain(last.title)}]({last.path})", number_words(len(promises)), []
    if kept or awaited < len(promises):
        told.append(f"{number_words(kept)} sudah ditepati")
    if awaited:
        told.append(f"{number_words(awaited)} belum jatuh tempo")
    return f"Dari {all_} komitmen {link}, {' dan '.join(told)}."


def _named(record: Record, found: Sequence[Noted]) -> str:
    links = [f"[{plain(short(each.words))}]({record.meeting.record}#temuan-{each.id})" for each in found]
    return listed(links[:MOST_NAMED], len(links))


def _figures(record: Record) -> list[str]:
    met = record.meeting
    people = sum(n for _kind, n in record.heads)
    kinds = ", ".join(f"{number_words(n)} {KINDS[kind]}" for kind, n in record.heads)
    votes = sum(o.agree + o.disagree + o.passed for o in record.opinions)
    lines = [
        f"- Peserta hadir: [{number_words(people)} orang]({met.record}#peserta)" + (f": {kinds}." if kinds else ".")
    ]
    lines.append(f"- Terdaftar sebelumnya: [{number_words(record.registered)} orang]({met.record}#terdaftar).")
    lines += [_counts(item) for item in record.items]
    if record.opinions:
        lines.append(f"- Pernyataan: [{number_words(votes)} suara dari {number_words(record.voters)} peserta atas "
                     f"{number_words(len(record.opinions))} pernyataan]({met.record}#pernyataan).")  # fmt: skip
    if record.photos:
        lines.append(f"- Foto pertemuan: [{number_words(record.photos)}]({met.record}#foto).")
    return lines


def _counts(item: Item) -> str:
    questions, posts = number_words(item.questions), number_words(item.posts)
    return f"- {plain(item.title)}: [{questions} pertanyaan, {posts} tulisan]({item.path})."


def _item(record: Record, item: Item) -> list[str]:
    found = f"{record.meeting.record}#temuan-"
    blocks = [
        ("Yang ditanyakan", [_quoted(each) for each in item.asked]),
        ("Jawaban resmi", [_answered(each) for each in item.answers]),
        ("Keputusan", [f"- [{plain(each.words)}]({found}{each.id})" for each in item.decisions]),
        ("Kesepakatan", [f"- [{plain(each.words)}]({found}{each.id})" for each in item.agreements]),
        ("Perbedaan yang masih terbuka", [f"- [{plain(each.words)}]({found}{each.id})" for each in item.differences]),
        ("Komitmen", [_promise(each) for each in item.promises]),
    ]
    lines = [f"## {item.number}. {plain(item.title)}", "", f"[Buka utas pokok bahasan ini]({item.path})."]
    if item.has_minutes:
        lines.append(f"[Baca notulensinya]({record.meeting.record}#notulensi-{item.number}).")
    for title, block in blocks:
        if block:
            lines += ["", f"**{title}**", "", *block]
    return [*lines, ""]


def _quoted(each: Quoted) -> str:
    backed = f", didukung {number_words(each.support)} orang" if each.support else ""
    return f"- [{plain(each.words)}]({each.path}){backed}"


def _answered(each: Quoted) -> str:
    return f"- {plain(each.unit or 'Unit')}: [{plain(each.words)}]({each.path})"


def _opinions(record: Record) -> list[str]:
    lines: list[str] = []
    for standing, title in STANDINGS.items():
        some = [each for each in record.opinions if each.result.standing == standing]
        if some:
            lines += [f"**{title}**", "", *(_opinion(each, record.meeting.record) for each in some), ""]
    return lines


def _opinion(each: Opinion, at: str) -> str:
    return f"- [{plain(each.words.rstrip('.'))}]({at}#{each.anchor}): {votes_words(each.result)}"


def _promise(each: Promised) -> str:
    return (f"- {plain(each.unit)}: [{plain(each.what)}]({each.path}) Paling lambat {day_words(each.due_on)}. "
            f"Tanda ditepati: {plain(each.indicator)}")  # fmt: skip


def _last(record: Record) -> list[str]:
    if record.last is None:
        return []
    promises: Iterable[Promised] = record.last_promises
    lines = [f"- {plain(p.unit)}: [{plain(p.what)}]({p.path}) {state_words(p, record.meeting.day)}." for p in promises]
    return lines or [f"- [{plain(record.last.title)}]({record.last.path}) tidak menghasilkan komitmen."]


def _scores(record: Record) -> list[str]:
    """Of units with a number in at least one of the months: without any there is no change to tell."""
    lines = []
    for each in record.scores:
        if each.points is None and each.was is None:
            continue
        now, was = points_words(each.points), points_words(each.was)
        lines.append(f"- {plain(each.unit)}: [{now}]({each.path}) pada {each.month}, sebelumnya {was}.")
    return lines
