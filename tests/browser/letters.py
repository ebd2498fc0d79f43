"""Every letter as it is sent, in both languages, about a case of the demo: printed as JSON for a browser to show."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from forum import create_app
from forum.core import mail, outbox
from forum.core.db import db
from forum.core.outbox import Address

FOLDER = Path(__file__).parents[2] / "templates" / "email"
NO_LETTER = {"base", "_case"}
ADDRESS = "warga@contoh.example"
STEPS = {"commitment": "kept", "session": "moved", "summary": "corrected"}
"""Letters with steps of their own; those about a case tell of the Ombudsman."""
LINK = "/tautan/" + "a" * 43


def kinds() -> list[str]:
    """Every kind of letter there is a template for."""
    return sorted({path.stem for path in FOLDER.glob("*.txt")} - NO_LETTER)


def content_of(number: str, headline: str) -> dict[str, object]:
    """What acts tell of a case, all of it at once."""
    case = {"number": number, "headline": headline, "left": -2}
    return {
        "number": number, "headline": headline, "government": "Kota Makassar", "unit": "Dinas Pekerjaan Umum",
        "due": "2026-11-27", "agency": "PLN", "reference": "R-12", "contact": "123", "into": number, "ground": "spam",
        "step": "ombudsman", "late": 2, "near": 1, "new": 1, "late_cases": [case, case | {"headline": ""}],
        "near_cases": [case | {"left": 1}], "new_cases": [case | {"left": 5}], "event": "factor_added",
        "role": "officer", "path": LINK, "confirm_url": f"https://contoh.example{LINK}", "token": "a" * 43,
        "ref": "a" * 26, "title": "Forum warga November", "on": "2026-11-27", "begins": "10:00", "ends": "12:00",
        "zone": "Asia/Makassar", "mode": "both", "place": "Balai kota, lantai 2", "reason": "Gedungnya dipakai.",
        "link": "https://contoh.example/rapat", "entry": 12, "kota": "makassar", "year": 2026, "no": 3, "manage": LINK,
        "was_on": "2026-11-26", "was_begins": "09:00", "was_ends": "11:00", "was_place": "Baruga",
        "essence": "Tiga janji baru, satu ditepati.", "session": "Forum warga November", "mark": "a" * 20,
    }  # fmt: skip


def composed(number: str, headline: str) -> dict[str, str]:
    """The HTML part of each letter, by language and kind."""
    shown = {}
    for language in ("id", "en"):
        address = Address(ADDRESS, language, "https://contoh.example/surat/berhenti")
        for kind in kinds():
            told = content_of(number, headline) | ({"step": STEPS[kind]} if kind in STEPS else {})
            letter = outbox.queue(kind, outbox.seal_reference("contact", "1"), told)
            part = mail.compose(letter, address).get_body(("html",))
            assert part is not None
            shown[f"{language}/{kind}"] = part.get_content()
    db.session.rollback()
    return shown


if __name__ == "__main__":
    with create_app().app_context():
        print(json.dumps(composed(*sys.argv[1:3])))
