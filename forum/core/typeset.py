"""PDFs from templates/pdf: tagged (PDF/UA-1), in the house's face. Values travel as JSON and stay text."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from flask_babel import force_locale
from flask_babel import gettext as _

from forum.core import clock
from forum.core.errors import Refused
from forum.core.qr import qr_svg
from forum.core.typeset_child import UNPRINTABLE

MAX_LETTERS = 300_000
"""Of values as JSON: some hundred pages. What is longer belongs into a workbook."""

FOLDER = Path(__file__).resolve().parents[2] / "templates" / "pdf"

_CHILD = Path(__file__).with_name("typeset_child.py")
_MEMORY = 1024 * 1024 * 1024
_CPU_SECONDS = 20
_WALL_SECONDS = 30.0
_one_at_a_time = threading.Lock()

_NAME = re.compile(r"[a-z][a-z_]*\.typ")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
# What the shipped fonts and the typesetter's own can show; a test walks through it.
_SHOWN = re.compile(
    "[\\s\u0020-\u04ff\u0621-\u063a\u0640-\u0652\u0660-\u066d\u1e00-\u1eff\u2010-\u203f\u2070-\u209c"
    "\u20a0-\u20bf\u2190-\u22ff\u25a0-\u25ff\u200b-\u200d\ufb00-\ufb06\ufffd]"
)


class TooLong(Refused):
    """More than a PDF should hold."""

    code, status = "pdf-too-long", 422

    def sentence(self) -> str:
        """Why, and what to do next."""
        return _("Isinya terlalu panjang untuk satu PDF. Persempit pilihannya, atau unduh sebagai XLSX atau CSV.")


def pdf(template: str, values: Mapping[str, object], language: str) -> bytes:
    """The PDF of templates/pdf/<template>; `values` is plain JSON with at least a "title". Raises TooLong.

    Letters that no font at hand shows are printed as their code, [U+6C34]: a PDF/UA may hold no empty box.
    """
    if not _NAME.fullmatch(template):
        raise ValueError(f"no template: {template}")
    with force_locale(language):
        words = _("Halaman %(page)s dari %(pages)s", page="{page}", pages="{pages}")
    given = json.dumps(_seen({"page_words": words, **values, "language": language}), ensure_ascii=False)
    if len(given) > MAX_LETTERS:
        raise TooLong
    foreign = not all(map(_is_shown, set(given)))
    made = _made(template, given, system=foreign)
    if made is None:
        made = _made(template, "".join(_code_of(letter) for letter in given), system=False)
    if made is None:
        raise ValueError("a letter cannot be shown")
    return made


def printed_code(text: str) -> str:
    """The QR of `text` as an SVG that stands alone, for a template's drawing."""
    return str(qr_svg(text)).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def _made(template: str, given: str, *, system: bool) -> bytes | None:
    """The PDF, or None for a letter that cannot be shown; the machine's own fonts only for what ours lack."""
    order = {
        "template": str(FOLDER / template), "root": str(FOLDER), "fonts": str(FOLDER / "fonts"), "system": system,
        "values": given, "at": int(clock.now().timestamp()), "memory": _MEMORY, "seconds": _CPU_SECONDS,
    }  # fmt: skip
    with _one_at_a_time:
        done = _asked(json.dumps(order).encode())
    if done.returncode == UNPRINTABLE:
        return None
    if done.returncode == 1:
        raise ValueError(done.stderr.decode(errors="replace"))
    if done.returncode:  # stopped by its limits
        raise TooLong
    return done.stdout


def _asked(order: bytes) -> subprocess.CompletedProcess[bytes]:
    # An empty environment and -I: no key, no path and no setting of ours reaches the child.
    command = [sys.executable, "-I", str(_CHILD)]
    try:
        return subprocess.run(  # noqa: S603 (our own interpreter and file)
            command, input=order, capture_output=True, timeout=_WALL_SECONDS, env={}, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise TooLong from error


def _seen(value: object) -> object:
    """The value without letters that nobody sees, which could turn a text around or stop the typesetter."""
    if isinstance(value, str):
        return _UNSEEN.sub("", value)
    if isinstance(value, Mapping):
        return {str(key): _seen(one) for key, one in value.items()}
    return [_seen(one) for one in value] if isinstance(value, list | tuple) else value


def _is_shown(letter: str) -> bool:
    return _SHOWN.match(letter) is not None and unicodedata.category(letter) != "Cn"


def _code_of(letter: str) -> str:
    return letter if _is_shown(letter) else f"[U+{ord(letter):04X}]"
