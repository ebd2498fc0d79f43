"""What a moderator decides: every act of the verification desk, each a sub-resource of the case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forum.complaints.actions import answering, merging, verifying
from forum.complaints.errors import Overtaken, StepRefused
from forum.complaints.forms import verification as forms
from forum.complaints.forms.fields import DeskForm
from forum.complaints.models import Complaint
from forum.complaints.queries import cases, verification
from forum.complaints.queries.desk_choices import Choices
from forum.complaints.queries.verification import Case
from forum.complaints.views import verifying_page
from forum.complaints.views.blueprint import complaints
from forum.complaints.views.verification import moderated
from forum.complaints.views.verifying_page import KINDS
from forum.core.access import requires
from forum.core.edge import acting_once, sent_before
from forum.core.errors import Refused
from forum.ledger.rules import Actor
from forum.units import queries as units

Act = Callable[[Complaint, Any, Actor], str]


@complaints.post(f"/meja/verifikasi/<number>/<any({', '.join(KINDS)}):decision>")
@requires("moderator")
def decide(number: str, decision: str) -> ResponseReturnValue:
    """Take one decision; a twin of it leads where the first led, an illegal one changes nothing."""
    case = moderated(number)
    seen = sent_before()
    if seen is not None:
        return seen
    if not verifying_page.is_offered(decision, case):
        raise StepRefused(decision, case.complaint.state)
    choices = verifying_page.choices_for(case.complaint)
    form = verifying_page.form_for(decision, case, choices, request.form)
    if not form.validate():
        return verifying_page.page(case, form, 422)
    try:
        return acting_once(lambda: _perform(decision, case, form, choices))
    except Refused as refusal:
        case = moderated(number)
        if not verifying_page.is_offered(decision, case):
            raise StepRefused(decision, case.complaint.state) from refusal
        return verifying_page.page(case, form, refusal.status, refusal.sentence())


def _perform(decision: str, case: Case, form: DeskForm, choices: Choices) -> str:
    """Do it on the locked case; where to go then."""
    waited = (case.complaint.government_id, case.complaint.due_on, case.complaint.id)
    number, slug = case.complaint.number, case.complaint.government.slug
    complaint = _locked(case.complaint.id, form)
    by = current_user.acting("moderator")
    if isinstance(form, forms.ReviseForm):
        _revise(complaint, form, choices, by)
        said = _("Klasifikasi %(number)s disimpan.", number=number)
    else:
        said = ACTS[decision](complaint, form, by)
    flash(said, "done")
    if not (KINDS[decision].goes_on and request.form.get("lanjut")):
        return url_for("complaints.verify", number=number)
    following = verification.next_waiting(*waited)
    if following is None:
        return url_for("complaints.verification_desk", kota=slug)
    return url_for("complaints.verify", number=following)


def _locked(complaint_id: int, form: DeskForm) -> Complaint:
    """Hold the case (and the one it merges into, in the order of ids) unless another moderator was quicker."""
    others = [form.into_id] if isinstance(form, forms.MergeForm) else []
    held = {each: cases.lock(each) for each in sorted({complaint_id, *others})}
    complaint, seen = held[complaint_id], request.form.get("seen", "")
    is_note = isinstance(form, forms.NoteForm)
    if seen.isdecimal() and not is_note and not _is_still(complaint, int(seen[:15])):
        raise Overtaken
    return complaint


def _is_still(complaint: Complaint, seen: int) -> bool:
    return not verification.moderated_since(complaint.subject_id, seen, current_user.id)


def _assign(complaint: Complaint, form: forms.AssignForm, by: Actor) -> str:
    lead = units.get_unit(form.lead_id or 0)
    verifying.assign(complaint, lead, [units.get_unit(u) for u in form.supporting], by=by, note=form.note.data)
    return _("%(number)s didisposisikan ke %(unit)s.", number=complaint.number, unit=lead.name)


def _decide(complaint: Complaint, form: forms.DecideForm, by: Actor) -> str:
    agreed = form.decision.data == "agree"
    to = units.get_unit(form.to.picked) if agreed else None
    verifying.decide_transfer(complaint, agreed, form.reason.data, to, by=by)
    if to is None:
        return _("Usulan ditolak; %(number)s tetap di unitnya.", number=complaint.number)
    return _("Usulan disetujui: %(number)s dipindahkan ke %(unit)s.", number=complaint.number, unit=to.name)


def _transfer(complaint: Complaint, form: forms.TransferForm, by: Actor) -> str:
    to = units.get_unit(form.to.picked)
    verifying.transfer_to(complaint, to, form.reason.data, by=by)
    return _("%(number)s dipindahkan ke %(unit)s.", number=complaint.number, unit=to.name)


def _support(complaint: Complaint, form: forms.SupportUnitForm, by: Actor) -> str:
    unit = units.get_unit(form.unit.picked)
    verifying.add_support(complaint, unit, by=by)
    return _("%(unit)s ikut mendukung %(number)s.", number=complaint.number, unit=unit.name)


def _drop(complaint: Complaint, form: forms.DropSupportForm, by: Actor) -> str:
    unit = units.get_unit(int(form.unit.data))
    verifying.drop_support(complaint, unit, form.reason.data, by=by)
    return _("%(unit)s tidak lagi mendukung %(number)s.", unit=unit.name, number=complaint.number)


def _ask(complaint: Complaint, form: forms.CompletionForm, by: Actor) -> str:
    verifying.ask_completion(complaint, form.question.data, by=by)
    return _("Pelapor %(number)s diminta melengkapi keterangan; tenggat verifikasi berhenti.", number=complaint.number)


def _archive(complaint: Complaint, form: forms.ArchiveForm, by: Actor) -> str:
    verifying.archive(complaint, form.ground.data, form.note.data, by=by)
    return _("%(number)s diarsipkan. Pelapor dapat meminta dibuka kembali.", number=complaint.number)


def _merge(complaint: Complaint, form: forms.MergeForm, by: Actor) -> str:
    into = cases.lock(form.into_id)
    merging.merge(complaint, into, by=by)
    return _("%(number)s digabung ke %(into)s.", number=complaint.number, into=into.number)


def _unmerge(complaint: Complaint, form: forms.UnmergeForm, by: Actor) -> str:
    merging.unmerge(complaint, form.reason.data, by=by)
    return _("%(number)s dipisahkan kembali.", number=complaint.number)


def _refer(complaint: Complaint, form: forms.ReferForm, by: Actor) -> str:
    verifying.refer(
        complaint, form.agency.data, form.reference.data, form.contact.data, form.note.data, by=by
    )  # fmt: skip
    return _("%(number)s diteruskan ke %(agency)s.", number=complaint.number, agency=form.agency.data)


def _close(complaint: Complaint, form: forms.CloseForm, by: Actor) -> str:
    verifying.close(complaint, form.reason.data, by=by)
    return _("%(number)s ditutup.", number=complaint.number)


def _reopen(complaint: Complaint, form: forms.ReopenForm, by: Actor) -> str:
    verifying.reopen(complaint, form.reason.data, by=by)
    return _("%(number)s dibuka kembali.", number=complaint.number)


def _mask(complaint: Complaint, form: forms.MaskForm, by: Actor) -> str:
    verifying.mask_anew(complaint, form.body.data, form.place.data, by=by)
    return _("Salinan publik %(number)s disimpan.", number=complaint.number)


def _note(complaint: Complaint, form: forms.NoteForm, by: Actor) -> str:
    answering.note(complaint, form.body.data, by=by)
    return _("Catatan internal disimpan.")


def _revise(complaint: Complaint, form: forms.ReviseForm, choices: Choices, by: Actor) -> None:
    """District follows village; a district told without a village stays, and so does a service closed meanwhile."""
    village = form.village.picked
    district = next((above for code, _label, above in choices.villages if code == village), None)
    keeps = village is None and complaint.village_code is None
    is_listed = any(id_ == complaint.service_id for id_, _label, _unit in choices.services)
    service = form.service.picked or (None if is_listed else complaint.service_id)
    verifying.revise(
        complaint, by=by, class_=form.class_.data, category_id=form.category.data, service_id=service,
        village_code=village, district_code=complaint.district_code if keeps else district,
    )  # fmt: skip


ACTS: dict[str, Act] = {
    "disposisi": _assign, "usulan": _decide, "kelengkapan": _ask, "rujukan": _refer, "arsip": _archive,
    "penggabungan": _merge, "pemisahan": _unmerge, "pemindahan": _transfer, "pendukung": _support,
    "pelepasan": _drop,
    "penutupan": _close, "pembukaan": _reopen, "penyamaran": _mask, "catatan": _note,
}  # fmt: skip
