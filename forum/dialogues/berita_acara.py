"""What the berita acara of a session says: a document in Indonesian, made from the record and the published text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum.core.i18n import say_moment, speaking
from forum.core.text import plain
from forum.dialogues.models import Session
from forum.dialogues.queries import gathering
from forum.dialogues.queries import record as records
from forum.dialogues.rules.recorded import Opinion, Record
from forum.dialogues.rules.recorded_words import DAYS, KINDS, MODES, day_words, number_words, votes_words

BASIS = (
    "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik.",
    (
        "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 16 Tahun 2017 tentang Pedoman "
        "Penyelenggaraan Forum Konsultasi Publik di Lingkungan Unit Penyelenggara Pelayanan Publik."
    ),
)
LANGUAGE = "id"
"""A berita acara is a document in Indonesian, whoever publishes it."""
BLANK = " "
_HEADING = re.compile(r"(#{1,3}) +(\d+\. )?(.*)")
_STRONG = re.compile(r"\*\*(.*)\*\*")
_STANDING = {"agree": "disetujui luas", "disagree": "ditolak luas", "divided": "pendapat terbelah",
             "": "belum jelas"}  # fmt: skip


@dataclass(frozen=True)
class Publishing:
    """What is published: the text, its version, when, and where it is read."""

    body: str
    version: int
    reason: str
    when: str
    address: str
    photos: tuple[str, ...]
    is_draft: bool = False


def values_now(
    session: Session, version: int, body: str, reason: str, at: datetime, base_url: str, is_draft: bool = False
) -> dict[str, Any]:  # fmt: skip
    """Values for a text that is published at this moment."""
    record = gathering.record_of(session, at)
    with speaking(LANGUAGE):
        when = say_moment(at, session.government.zone)
    photos = tuple(photo.words for photo in records.photos_of(session.id))
    address = f"{base_url}{record.meeting.path}/ringkasan"
    return values_of(record, Publishing(body, version, reason, when, address, photos, is_draft))


def values_of(record: Record, publishing: Publishing) -> dict[str, Any]:
    """Values for templates/pdf/berita_acara.typ."""
    met = record.meeting
    return {
        "title": "Berita Acara Forum Konsultasi Publik", "author": met.government, "government": met.government,
        "number": f"Nomor {met.number} Tahun {met.year}"
                  + (f", perbaikan ke-{publishing.version - 1}" if publishing.version > 1 else ""),
        "source": f"{met.title}, {day_words(met.day)}",
        "opening": f"Pada hari {DAYS[met.day.weekday()]}, {day_words(met.day).split(' ', 1)[1]}, telah diselenggarakan "
                   f"{met.title} oleh {met.host}.",
        "facts": _facts(record), "basis": list(BASIS), "participants": _participants(record),
        "problems": [{"title": item.title, "asked": [_asked(q.words, q.support) for q in item.asked]}
                     for item in record.items],
        "input": [f"{a.unit or 'Unit'} menjawab tentang {item.title}: {a.words}"
                  for item in record.items for a in item.answers] + [_opinion(each) for each in record.opinions],
        "agreements": [f"{item.title}: {found.words}" for item in record.items
                       for found in (*item.decisions, *item.agreements)],
        "differences": [f"{item.title}: {found.words}" for item in record.items for found in item.differences],
        "plan": [[p.what, p.unit, day_words(p.due_on), p.indicator] for p in record.promises],
        "closing": "Berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya.",
        "signatories": _signatories(record), "attachments": _attachments(record, publishing),
        "summary_title": "Lampiran: ringkasan yang diterbitkan", "summary": list(_blocks(publishing.body)),
        "origin": _origin(publishing),
        "mark": "RANCANGAN" if publishing.is_draft else "",
        "mark_words": "Rancangan, belum terbit: isinya masih dapat berubah." if publishing.is_draft else "",
    }  # fmt: skip


def _facts(record: Record) -> list[list[str]]:
    met = record.meeting
    pairs = [("Nomor", f"{met.number}/{met.year}"), ("Hari dan tanggal", day_words(met.day)),
             ("Cara", MODES[met.mode]), ("Tempat", met.place or "daring"), ("Penyelenggara", met.host),
             ("Unit yang diminta hadir", ", ".join(met.asked) or "-")]  # fmt: skip
    return [list(pair) for pair in pairs]


def _participants(record: Record) -> list[list[str]]:
    rows = [[KINDS[kind].capitalize(), number_words(n)] for kind, n in record.heads]
    return [*rows, ["Jumlah", number_words(sum(n for _kind, n in record.heads))]]


def _asked(words: str, support: int) -> str:
    return f"{words} (didukung {number_words(support)} orang)" if support else words


def _opinion(each: Opinion) -> str:
    said = f"Pernyataan “{each.words}”: {votes_words(each.result)}"
    return f"{said} ({_STANDING[each.result.standing]})." if each.result.is_shown else f"{said}."


def _signatories(record: Record) -> list[list[str]]:
    units = dict.fromkeys(record.meeting.asked)
    rows = ["Pimpinan forum", *(f"Wakil {unit}" for unit in units), "Wakil warga", "Notulis"]
    return [[row, BLANK, BLANK] for row in rows]


def _attachments(record: Record, publishing: Publishing) -> list[str]:
    record_at = f"{publishing.address.rsplit('/', 1)[0]}/catatan"
    kept = ["Ringkasan yang diterbitkan (halaman berikut).",
            f"Daftar hadir menurut unsur dan catatan pertemuan: {record_at}"]  # fmt: skip
    noted = [f"Notulensi pokok bahasan {item.number}: {item.title}." for item in record.items if item.has_minutes]
    return kept + noted + [f"Foto: {words}" for words in publishing.photos]


def _origin(publishing: Publishing) -> str:
    if publishing.is_draft:
        return f"Rancangan {publishing.when}, belum diterbitkan. Bukan berita acara."
    said = f"Diterbitkan {publishing.when} sebagai versi {publishing.version}. Dibaca di {publishing.address}"
    return f"{said}\n\nYang berubah: {publishing.reason}" if publishing.reason else said


def _blocks(body: str) -> Iterator[dict[str, Any]]:
    """The Markdown of a summary as headings, lists and paragraphs of plain words."""
    items: list[str] = []
    for line in body.split("\n"):
        if line.startswith("- "):
            items.append(plain(line[2:]))
            continue
        if items:
            yield {"kind": "list", "items": items}
            items = []
        heading = _HEADING.match(line)
        if heading:
            said = (heading[2] or "") + plain(heading[3])
            yield {"kind": "heading", "level": min(len(heading[1]) + 2, 4), "text": said}
        elif line.strip():
            yield {"kind": "strong" if _STRONG.fullmatch(line) else "text", "text": plain(line)}
    if items:
        yield {"kind": "list", "items": items}
