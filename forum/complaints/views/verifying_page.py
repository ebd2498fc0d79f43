"""How one case is laid out for a moderator: facts, forms, suggestions with their reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_login import current_user

from forum.complaints import policy, rules, words
from forum.complaints.forms import verification as forms
from forum.complaints.forms.fields import DeskForm, PickField, options
from forum.complaints.models import Complaint
from forum.complaints.queries import cases, desk_choices, suggestions, verification
from forum.complaints.queries.desk_choices import Choices
from forum.complaints.queries.suggestions import Alike
from forum.complaints.queries.verification import Case, Line
from forum.core import clock, masking
from forum.core.i18n import language
from forum.units.words import decree_warning


@dataclass(frozen=True)
class Kind:
    """A decision: the step of the life it takes (None: none), its form, its name, and whether the desk goes on."""

    step: str | None
    form: type[DeskForm]
    title: Any
    goes_on: bool = False


KINDS = {
    "disposisi": Kind("assign", forms.AssignForm, _l("Verifikasi dan disposisikan"), True),
    "usulan": Kind("refuse_transfer", forms.DecideForm, _l("Putuskan usulan pemindahan")),
    "kelengkapan": Kind("ask_completion", forms.CompletionForm, _l("Minta kelengkapan"), True),
    "rujukan": Kind("refer", forms.ReferForm, _l("Teruskan ke instansi luar"), True),
    "arsip": Kind("archive", forms.ArchiveForm, _l("Arsipkan"), True),
    "penggabungan": Kind("merge", forms.MergeForm, _l("Gabungkan ke laporan lain"), True),
    "pemisahan": Kind("unmerge", forms.UnmergeForm, _l("Pisahkan kembali")),
    "pemindahan": Kind("transfer", forms.TransferForm, _l("Pindahkan ke unit lain")),
    "pendukung": Kind("support_unit", forms.SupportUnitForm, _l("Tambah unit pendukung")),
    "pelepasan": Kind("drop_support", forms.DropSupportForm, _l("Lepas unit pendukung")),
    "penutupan": Kind("close", forms.CloseForm, _l("Tutup laporan")),
    "pembukaan": Kind("reopen", forms.ReopenForm, _l("Buka kembali")),
    "klasifikasi": Kind("revise", forms.ReviseForm, _l("Perbaiki klasifikasi")),
    "penyamaran": Kind("revise", forms.MaskForm, _l("Periksa penyamaran")),
    "catatan": Kind(None, forms.NoteForm, _l("Catatan internal")),
}


def choices_for(complaint: Complaint) -> Choices:
    """What the desk of its government chooses from."""
    government = complaint.government
    return desk_choices.choices_of(government.id, government.area_code, clock.today(government.zone))


def is_offered(name: str, case: Case) -> bool:
    """True when the life allows the decision now."""
    step = KINDS[name].step
    if name in ("usulan", "pemindahan") and (case.transfer is not None) != (name == "usulan"):
        return False
    if name == "pelepasan" and not case.supporting:
        return False
    return step is None or rules.may_follow(step, "moderator", case.complaint.state)


def form_for(name: str, case: Case, choices: Choices, sent: Any = None) -> DeskForm:
    """The form of a decision, filled from what was sent, else from the case."""
    form = KINDS[name].form(sent, data=_filled(name, case, choices))
    lists: dict[str, Mapping[str, Any]] = {
        "klasifikasi-village": choices.village_known, "klasifikasi-service": choices.service_known,
    }  # fmt: skip
    for field in form:
        if isinstance(field, PickField):
            field.known = lists.get(field.name, choices.unit_known)
    if isinstance(form, forms.ReviseForm):
        form.category.choices = _categories(choices, case.complaint)
    elif isinstance(form, forms.DropSupportForm):
        form.unit.choices = options([(str(each.unit_id), each.unit.name) for each in case.supporting])
    elif isinstance(form, forms.MaskForm):
        form.original = (case.text.body, case.text.place)
    elif isinstance(form, forms.MergeForm):
        form.government_id = case.complaint.government_id
    return form


def _filled(name: str, case: Case, choices: Choices) -> dict[str, Any]:
    complaint, copy = case.complaint, case.copy
    if name == "penyamaran":
        return {"body": copy.body if copy else "", "place": copy.place if copy else ""}
    if name == "klasifikasi":
        village = next((label for code, label, _d in choices.villages if code == complaint.village_code), "")
        service = next((label for id_, label, _u in choices.services if id_ == complaint.service_id), "")
        return {"class_": complaint.class_, "category": complaint.category_id, "village": village, "service": service}
    if name == "usulan" and case.transfer is not None:
        unit = choices.unit(case.transfer.to_unit_id)
        return {"to": unit.label if unit else ""}
    return {}


def _categories(choices: Choices, complaint: Complaint) -> list[Any]:
    english = language() == "en"
    known = [(str(id_), name_en if english else name) for id_, name, name_en in choices.categories]
    own = complaint.category
    if own is not None and str(own.id) not in dict(known):
        known.append((str(own.id), own.name))
    return options([("", _("Belum ditentukan")), *known])


def page(case: Case, refused: DeskForm | None = None, status: int = 200, notice: str = "") -> ResponseReturnValue:
    """The page of a case; `refused` is the form that was sent and must be mended."""
    complaint, choices = case.complaint, choices_for(case.complaint)
    decides = policy.may_moderate(current_user, complaint)
    offered = {name: form_for(name, case, choices) for name in KINDS if decides and is_offered(name, case)}
    if refused is not None:
        offered[refused.name] = refused
    alike = suggestions.similar_to(complaint, case.text.body) if complaint.state in rules.MERGEABLE else []
    reasons: dict[str, str] = {}
    assign = offered.get("disposisi")
    if isinstance(assign, forms.AssignForm):
        reasons = _suggested(complaint, choices, alike)
        listed = [(key, unit.label) for key in reasons if (unit := choices.unit(int(key)))]
        assign.suggested.choices = options(listed)
    lines = verification.lines_on(complaint.subject_id)
    shown = render_template(
        "complaints/verify.html", case=case, complaint=complaint, choices=choices, offered=offered, kinds=KINDS,
        refused=refused, notice=notice, alike=alike, reasons=reasons, lines=lines, words=words, decides=decides,
        seen=lines[-1].act.id if lines else 0, carried=_carried(lines), notes=verification.notes_of(complaint.id),
        files=cases.attachments_of(complaint.id), units=case.units,
        marked=_marked(case.text.body), marked_place=_marked(case.text.place), release_of=policy.current_release,
        agencies=forms.AGENCIES, name=policy.shown_name(current_user, complaint), **_clock(complaint, choices),
    )  # fmt: skip
    return shown, status


def _clock(complaint: Complaint, choices: Choices) -> dict[str, str]:
    """State, clock and what is not sure about it, in words."""
    today = clock.today(complaint.government.zone)
    due_on = complaint.due_on or complaint.completion_due_on or complaint.silence_due_on
    if complaint.state not in rules.OPEN:
        due_on = None
    return {
        "tone": words.tone(complaint, today),
        "state_words": words.state_word(complaint, today, choices.days_off),
        "clock_words": words.clock_beside_state(due_on, today, choices.days_off) if due_on else "",
        "doubt": decree_warning(due_on, choices.decreed),
    }


def _marked(text: str) -> list[tuple[str, str]]:
    """The text in pieces: (words, what would stand instead in the public copy; empty where nothing)."""
    pieces, at = [], 0
    for kind, start, end in masking.find(text):
        pieces += [(text[at:start], ""), (text[start:end], masking.shown_as(kind, text[start:end]))]
        at = end
    return [piece for piece in [*pieces, (text[at:], "")] if piece[0]]


def _carried(lines: Sequence[Line]) -> list[str]:
    """Numbers of the duplicates that this case carries now."""
    carried: dict[str, bool] = {}
    for line in lines:
        if line.act.verb in ("merged_here", "unmerged_here"):
            carried[line.act.detail["number"]] = line.act.verb == "merged_here"
    return [number for number, still in carried.items() if still]


def _suggested(complaint: Complaint, choices: Choices, alike: list[Alike]) -> dict[str, str]:
    """Units that might lead, by id, each with its reasons; a person decides."""
    found: dict[int, list[str]] = {}
    for unit_id, reason in _reasons(complaint, choices, alike):
        if choices.unit(unit_id) is not None and reason not in found.setdefault(unit_id, []):
            found[unit_id].append(reason)
    ranked = sorted(found.items(), key=lambda item: -len(item[1]))[:5]
    return {str(unit_id): " ".join(reasons) for unit_id, reasons in ranked}


def _reasons(complaint: Complaint, choices: Choices, alike: list[Alike]) -> list[tuple[int, str]]:
    reasons: list[tuple[int, str]] = []
    if complaint.unit_id is not None and complaint.assigned_on is None:
        reasons.append((complaint.unit_id, _("Disebut oleh pelapor.")))
    serving = [unit_id for id_, _label, unit_id in choices.services if id_ == complaint.service_id]
    reasons += [(unit_id, _("Memberi layanan yang dilaporkan.")) for unit_id in serving]
    places = {complaint.village_code, complaint.district_code} - {None}
    reasons += [(u.id, _("Bertugas di wilayah itu.")) for u in choices.units if u.area_code in places]
    for unit_id, n in suggestions.led_before(complaint.government_id, complaint.category_id):
        reasons.append((unit_id, ngettext("Menangani %(num)s laporan terakhir dalam kategori ini.",
                                          "Menangani %(num)s laporan terakhir dalam kategori ini.", n)))  # fmt: skip
    led = [a.complaint for a in alike if a.complaint.unit_id is not None and a.complaint.assigned_on is not None]
    reasons += [(c.unit_id or 0, _("Menangani laporan serupa %(number)s.", number=c.number)) for c in led]
    return reasons
