"""The English catalogue against the Indonesian sources: `check` it, `update` it, or `compile` it."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
ENGLISH = ROOT / "forum/translations/en/LC_MESSAGES/messages.po"
KEYWORDS = ("_l", "lazy_gettext", "lazy_ngettext:1,2", "lazy_pgettext:1c,2")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%")


def extracted() -> Catalog:
    """What the sources say now; a source that cannot be read is an error."""
    with tempfile.TemporaryDirectory() as folder:
        pot = Path(folder) / "messages.pot"
        keywords = [part for word in KEYWORDS for part in ("-k", word)]
        command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", "pyproject.toml"]
        options = ["--sort-by-file", "--add-location=file", "--project=Rembuk Warga", "-o", str(pot), "."]
        subprocess.run([*command, *keywords, *options], cwd=ROOT, check=True)
        return read_catalogue(pot)


def read_catalogue(path: Path) -> Catalog:
    """A catalogue from disk, an empty one if there is none."""
    if not path.exists():
        return Catalog(locale="en", project="Rembuk Warga", version="1", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale="en", abort_invalid=True)


def texts(message: Message) -> tuple[str, ...]:
    """All forms of the source text."""
    return tuple(message.id) if isinstance(message.id, (list, tuple)) else (str(message.id),)


def translations(message: Message) -> tuple[str, ...]:
    """All forms of the translation."""
    forms = message.string
    return tuple(forms) if isinstance(forms, (list, tuple)) else (str(forms or ""),)


def faults(message: Message, plural_forms: int) -> Iterator[str]:
    """What is wrong with one translated entry."""
    sources, targets = texts(message), translations(message)
    if message.fuzzy:
        yield "is fuzzy"
    if not all(target.strip() for target in targets):
        yield "has no translation"
        return
    if len(sources) > 1 and len(targets) != plural_forms:
        yield f"needs {plural_forms} plural forms"
    wanted = {name for source in sources for name in PLACEHOLDER.findall(source)}
    if set(PLACEHOLDER.findall(targets[-1])) != wanted or any(
        set(PLACEHOLDER.findall(target)) - wanted for target in targets
    ):
        yield f"must keep the placeholders {', '.join(sorted(wanted)) or '(none)'}"
    if any(edges(target) != edges(sources[-1]) for target in targets):
        yield "begins or ends with other white space"


def edges(text: str) -> tuple[bool, bool]:
    """Whether a text begins and ends with white space."""
    return text[:1].isspace(), text[-1:].isspace()


def complaints(sources: Catalog, english: Catalog) -> Iterator[str]:
    """Every reason why the catalogue is not whole, one line each."""
    known = {(message.context, texts(message)): message for message in english if message.id}
    for message in sources:
        key = (message.context, texts(message))
        if not message.id:
            continue
        place = message.locations[0][0] if message.locations else "?"
        if key not in known:
            yield f"{place}: {message.id!r} is not in the catalogue"
            continue
        for fault in faults(known.pop(key), english.num_plurals):
            yield f"{place}: {message.id!r} {fault}"
    for _, unused in known:
        yield f"{unused[0]!r} is translated but no longer said"
    for message in english.obsolete.values():
        yield f"{message.id!r} is obsolete"


def check() -> int:
    """Prints what is missing; 1 if anything is."""
    sources = extracted()
    found = list(complaints(sources, read_catalogue(ENGLISH)))
    for line in found[:60]:
        print(line)
    if len(found) > 60:
        print(f"... and {len(found) - 60} more")
    print(f"{len(sources)} texts, {len(found)} faults. `make translations` adds what is new, empty.")
    return 1 if found else 0


def update() -> int:
    """Adds new texts with an empty translation, drops unused ones, guesses nothing."""
    english = read_catalogue(ENGLISH)
    english.update(extracted(), no_fuzzy_matching=True, update_creation_date=False)
    english.obsolete.clear()
    english.fuzzy = False
    english.header_comment = "# English for Rembuk Warga. Same licence as the sources (AGPL-3.0-or-later)."
    english.msgid_bugs_address = english.last_translator = "Rembuk Warga"
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    with ENGLISH.open("wb") as file:
        write_po(file, english, width=110, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    empty = sum(1 for message in english if message.id and not all(translations(message)))
    print(f"{ENGLISH.relative_to(ROOT)}: {len(english)} texts, {empty} without a translation")
    return 0


def compile_all() -> int:
    """Writes the .mo file beside each catalogue."""
    for po in sorted((ROOT / "forum/translations").glob("*/LC_MESSAGES/*.po")):
        with po.open("rb") as source, po.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source, locale=po.parts[-3]))
    return 0


if __name__ == "__main__":
    ACTS = {"check": check, "update": update, "compile": compile_all}
    NAME = sys.argv[1] if len(sys.argv) > 1 else "check"
    sys.exit(ACTS[NAME]() if NAME in ACTS else f"usage: translations.py {'|'.join(ACTS)}")
