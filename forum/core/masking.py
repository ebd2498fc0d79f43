"""Personal data in what people write: where it stands, and the copy without it that the public reads.

Finding is by shape and by the words around it, so it errs both ways: a name without a title or a label stays,
a public hotline is taken for somebody's telephone. A person looks before anything is published.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

# Stored in the public copy, hence words, not messages to translate. Where two kinds overlap the first wins.
LABELS = {
    "kk": "[nomor KK disamarkan]",
    "nik": "[NIK disamarkan]",
    "nip": "[NIP disamarkan]",
    "npwp": "[NPWP disamarkan]",
    "paspor": "[nomor paspor disamarkan]",
    "sim": "[nomor SIM disamarkan]",
    "bpjs": "[nomor BPJS disamarkan]",
    "nisn": "[NISN disamarkan]",
    "telepon": "[nomor telepon disamarkan]",
    "surel": "[surel disamarkan]",
    "rekening": "[nomor rekening disamarkan]",
    "kartu": "[nomor kartu disamarkan]",
    "plat": "[nomor kendaraan disamarkan]",
    "lahir": "[tanggal lahir disamarkan]",
    "nomor": "[nomor pribadi disamarkan]",
    "lain": "[disamarkan]",
    "nama": "[nama disamarkan]",
}
_LIBRARY_KINDS = {
    "NIK": "nik",
    "KK": "kk",
    "NIP": "nip",
    "NPWP": "npwp",
    "PASSPORT": "paspor",
    "SIM": "sim",
    "BPJS": "bpjs",
    "NISN": "nisn",
    "PHONE": "telepon",
    "EMAIL": "surel",
    "BANK_ACCOUNT": "rekening",
    "CARD": "kartu",
    "PLATE": "plat",
    "BIRTH_DATE": "lahir",
    "NAME": "nama",
}
_RANKS = list(LABELS)
_ROUNDS = 12  # masking may bring words together that look like a name; two rounds settle any text met so far
_LABEL = re.compile("|".join(map(re.escape, LABELS.values())))

_RUN = re.compile(r"(?<![\w.,/-])\+?\(?\d(?:[ .()-]{0,3}\d){8,24}(?![\w/]|[.,-]\d)")
_MONEY = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_HOURS = re.compile(r"\d\d\.\d\d[ -]{1,3}\d\d\.\d\d")
_MOBILE = re.compile(r"(?:62|0)8[1-9]\d{7,10}")
_NIK = re.compile(
    r"(?:1[1-9]|21|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-7])\d{4}(?:[04][1-9]|[1256]\d|[37][01])(?:0[1-9]|1[0-2])\d{6}"
)
_NIP = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{10}")
_ACCOUNT = re.compile(r"\b(?:no\.?rek|norek|rek|rekening)\b[^\d\n]{0,30}(\d(?:[ .-]?\d){9,17})(?!\d)", re.IGNORECASE)

_VEHICLE = re.compile(
    r"\b(?:plat|pelat|nopol|polisi|motor|mobil|kendaraan|angkot|pete-pete|taksi|truk|bus|ojek|becak)\b",
    re.IGNORECASE,
)
_NOT_A_PLATE = re.compile(
    r"\b(?:blok|gedung|kelas|ruang|ruangan|kamar|lantai|lt|unit|loket|no|nomor|lorong|tipe|seri|pasal|kavling|kav)\b"
    r"[. ]*$",
    re.IGNORECASE,
)
_NAMED_PLACE = re.compile(
    r"\b(?:jalan|jln|jl|gang|gg|lorong|lr|rs|rsu|rsud|rsup|sakit|bandara|stadion|lapangan|taman|gedung|masjid|mesjid"
    r"|pasar|sma|smp|sd|universitas|perumahan|komplek|kompleks|pelabuhan|jembatan|museum)\b[. ]*"
    r"(?:(?:jend|jenderal|jendral|letjen|mayjen|kapten|kolonel|sultan|dr|prof|h|hj|kh|nyi|ir)\b[. ]*)*$",
    re.IGNORECASE,
)
_PUBLIC_FIGURE = re.compile(
    r"\b(?:wali ?kota|bupati|gubernur|presiden|menteri)\b(?: \w+)?,? ?(?:(?:bapak|pak|ibu|bu)\b[. ]*)?$",
    re.IGNORECASE,
)
_SHORTENED = re.compile(r"\b(?:Dg|Daeng|Muh|Moh|Mohd|Muhd|Abd|St|Kr|Hj|H|A|M|R|Ny)$", re.IGNORECASE)
_REST_OF_NAME = re.compile(r"\.? [A-Z][\w'-]+(?: [A-Z][\w'-]+)?")
_INITIALS = re.compile(r"[^\W\d_](?:[. ]+[^\W\d_])*\.?")
_TITLE = re.compile(r"\b(?:h|hj|dr|drs|dra|ir|prof)\.", re.IGNORECASE)
_SENTENCE_END = re.compile(r"\b(?!prof\b)[a-z]{4,}[.!?] ?$", re.IGNORECASE)
_ORDINARY = frozenset(
    """
ada adalah agar akan anak antre antri atas atau baik banyak baru belum berada berasal berdiri berharap berjalan
berkata berobat bersama bertanya besok biasa bilang bisa boleh cuma dan dapat dari datang dengan depan di dia
dilayani diminta dipanggil disuruh ditolak duduk hamil hanya hari harus hendak ingin ini itu jadi jatuh juga
kami karena kasih kata katanya ke keluar kembali kepada kerja ketika kira lagi lain lalu lama lanjut lansia
lebih lewat maka malah mana marah masih masuk mau melahirkan melihat membawa memberi meminta menangis menanyakan
mencari mengambil mengantar mengantre mengatakan mengeluh mengurus menjawab menjual menunggu menyusui minta muda
mulai naik namun nanti oleh pada paling panik pas penjual pergi perlu pernah petugas pingsan pulang punya rumah
saja sakit sambil sampai sangat saya sebelah sedang segera sejak sekali sekarang selalu sempat semua sendiri
seperti sering setelah siang sore sudah supaya tadi tahu takut tanpa tanya tapi telah terjatuh terlambat
terlihat tetangga tetap tiba tidak tolong tua turun untuk usia yang
""".split()  # noqa: SIM905 - a list of words reads as words
)
"""Words that stand after "ibu" or "bapak" and are nobody's name; written small they end a name, too."""


class Finding(NamedTuple):
    """Characters `start` to `end` of a text look like personal data of a `kind` (a key of LABELS)."""

    kind: str
    start: int
    end: int


def find(text: str) -> list[Finding]:
    """Personal data in the text, in reading order, without overlaps."""
    found: list[Finding] = []
    at = 0
    for piece, fixed in _pieces(text):
        if not fixed:
            found += (Finding(kind, at + start, at + end) for kind, start, end in _find_in(piece))
        at += len(piece)
    return found


def mask(text: str, extra: Iterable[tuple[int, int]] = (), keep: Iterable[tuple[int, int]] = ()) -> str:
    """The text with what is found, and the `extra` spans, replaced. What stands at `keep` stays everywhere.

    Masking a masked text changes nothing.
    """
    kept = {text[start:end] for start, end in keep}
    more = [Finding("lain", *span) for span in extra if 0 <= span[0] < span[1] <= len(text)]
    findings = _joined([*more, *_not_kept(text, kept)])
    for _ in range(_ROUNDS):
        if not findings:
            break
        text = _replace(text, findings)
        findings = _not_kept(text, kept)
    return text


def shown_as(kind: str, words: str) -> str:
    """What stands in the public copy instead of `words`."""
    return initials(words) if kind == "nama" else LABELS[kind]


def initials(name: str) -> str:
    """'Hj. Andi Tenri, S.Sos' becomes 'A.T.'."""
    words = re.split(r"[\s.]+", _TITLE.sub("", name.split(",", 1)[0]))
    letters = [word[0].upper() for word in words if word and word[0].isalpha()][:4]
    return "".join(f"{letter}." for letter in letters) or LABELS["nama"]


def _not_kept(text: str, kept: Collection[str]) -> list[Finding]:
    return [finding for finding in find(text) if text[finding.start : finding.end] not in kept]


def _replace(text: str, findings: Iterable[Finding]) -> str:
    out, at = "", 0
    for kind, start, end in findings:
        shown = shown_as(kind, text[start:end])
        out += text[at:start] + shown
        at = end + (shown[-1] == text[end : end + 1] == ".")  # initials end the sentence too
    return out + text[at:]


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text cut at the labels that stand in it already."""
    at = 0
    for label in _LABEL.finditer(text):
        yield text[at : label.start()], False
        yield label[0], True
        at = label.end()
    yield text[at:], False


def _joined(findings: Iterable[Finding]) -> list[Finding]:
    """In reading order; those that overlap become one."""
    joined: list[Finding] = []
    for finding in sorted(findings, key=lambda finding: finding.start):
        if joined and finding.start < joined[-1].end:
            last = joined.pop()
            kind = min(last.kind, finding.kind, key=_RANKS.index)
            finding = Finding(kind, last.start, max(last.end, finding.end))  # noqa: PLW2901
        joined.append(finding)
    return joined


def _find_in(text: str) -> list[Finding]:
    view, places = _plain_view(text)
    places.append(len(text))
    seen = _joined([*_numbers(view), *_by_library(view)])
    return [Finding(kind, places[start], places[end]) for kind, start, end in seen]


def _plain_view(text: str) -> tuple[str, list[int]]:
    """The text as it is read (ASCII digits, single spaces, nothing invisible), and where it stood."""
    view: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for plain in _plainly(character):
            if plain.isspace() and view[-1:] in ([" "], ["\n"]):
                continue
            view.append(plain)
            places.append(place)
    return "".join(view), places


def _plainly(character: str) -> str:
    if character.isascii():
        return "\n" if character in "\r\n" else " " if character.isspace() else character
    if unicodedata.category(character) in ("Cf", "Me") or "\ufe00" <= character <= "\ufe0f":
        return ""
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    if unicodedata.category(character) in ("Pd", "Zs"):
        return "-" if unicodedata.category(character) == "Pd" else " "
    return unicodedata.normalize("NFKC", character)


def _numbers(view: str) -> Iterator[Finding]:
    """Numbers that are personal by their shape alone, however they are spaced."""
    for run in _RUN.finditer(view):
        kind = _kind_of_number(run[0])
        if kind:
            yield Finding(kind, *run.span())
    for account in _ACCOUNT.finditer(view):
        yield Finding("rekening", *account.span(1))


def _kind_of_number(run: str) -> str | None:
    digits = re.sub(r"\D", "", run)
    separators = set(re.sub(r"\d", "", run))
    if _MONEY.fullmatch(run) or _HOURS.match(run):
        return None
    if _MOBILE.fullmatch(digits):
        return "telepon"
    if len(separators) <= 1 and _NIK.fullmatch(digits):
        return "nik"
    if separators <= {" "} and _NIP.fullmatch(digits):
        return "nip"
    return "nomor" if not separators and len(digits) >= 16 else None


def _by_library(view: str) -> Iterator[Finding]:
    from lokal import detect_pii

    for match in detect_pii(view, types=_LIBRARY_KINDS):  # type: ignore[arg-type]
        finding = Finding(_LIBRARY_KINDS[match.type], match.start, match.end)
        if finding.kind == "nama":
            finding = _whole_name(view, finding)
        if finding.end > finding.start and not _is_mistaken(view, finding):
            yield finding


def _whole_name(view: str, finding: Finding) -> Finding:
    """With what follows an abbreviation, without the ordinary and (after capitals) the lower-case words behind it."""
    end = finding.end
    while _SHORTENED.search(view[finding.start : end]) and (rest := _REST_OF_NAME.match(view, end)):
        end = rest.end()
    words = re.split(r"( )", view[finding.start : end])
    starts_large = words[0][:1].isupper()
    ends = (k for k, word in enumerate(words) if word in _ORDINARY or (k and starts_large and word.islower()))
    small = next(ends, None)
    if small is not None:
        end = finding.start + (list(accumulate(map(len, words)))[small - 2] if small else 0)
    return finding._replace(end=end)


def _is_mistaken(view: str, finding: Finding) -> bool:
    words, before = view[finding.start : finding.end], view[max(0, finding.start - 60) : finding.start]
    if finding.kind == "nama":
        known = _NAMED_PLACE.search(before) or _PUBLIC_FIGURE.search(before) or _SENTENCE_END.search(before)
        return bool(known or _INITIALS.fullmatch(words.strip()))
    if finding.kind == "plat":
        few_digits = sum(character.isdigit() for character in words) < 3
        return bool(_NOT_A_PLATE.search(before) or (few_digits and not _VEHICLE.search(before)))
    return finding.kind == "telepon" and _HOURS.match(words) is not None
