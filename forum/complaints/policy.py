"""Who may do what with a complaint. Used by views and templates alike."""

from __future__ import annotations

from collections.abc import Iterable

from forum.accounts.viewer import Viewer, Visitor
from forum.complaints.models import Attachment, Complaint, Release
from forum.units.models import Unit

Person = Viewer | Visitor


def may_moderate(person: Person, complaint: Complaint) -> bool:
    """Moderators of the complaint's government."""
    return person.holds_in(complaint.government_id, "moderator")


def may_answer(person: Person, complaint: Complaint) -> bool:
    """Officers and heads of the lead unit or of a unit above it, once a moderator assigned it."""
    unit = complaint.unit
    return unit is not None and complaint.assigned_on is not None and person.holds_at(unit.path, "officer", "head")


def may_assign_within(person: Person, complaint: Complaint) -> bool:
    """Unit heads give any case of the unit to any of its officers."""
    unit = complaint.unit
    return unit is not None and complaint.assigned_on is not None and person.holds_at(unit.path, "head")


def may_hand_over(person: Person, complaint: Complaint) -> bool:
    """Nobody's case and one's own may be taken, handed on or put back; the head moves any."""
    is_free = complaint.officer_id is None or complaint.officer_id == person.id
    return may_assign_within(person, complaint) or (is_free and may_answer(person, complaint))


def may_help(person: Person, helping: Iterable[Unit]) -> bool:
    """Officers and heads of a supporting unit read the case and note internally; the lead answers."""
    return any(person.holds_at(unit.path, "officer", "head") for unit in helping)


def may_keep_templates(person: Person, unit: Unit) -> bool:
    """Heads keep the reply templates of their unit and of those below."""
    return person.holds_at(unit.path, "head")


def may_inspect(person: Person, complaint: Complaint) -> bool:
    """Inspectors read everything of their government but sealed identities."""
    return person.holds_in(complaint.government_id, "inspector")


def may_read_case(person: Person, complaint: Complaint) -> bool:
    """The whole case at the verification desk: moderators decide there, inspectors read."""
    return may_moderate(person, complaint) or may_inspect(person, complaint)


def may_enter_for_others(person: Person, government_id: int) -> bool:
    """Officers, heads and moderators enter what people tell them."""
    return any(h.government_id == government_id and h.role in ("officer", "head", "moderator") for h in person.held)


def may_read_words(person: Person, complaint: Complaint) -> bool:
    """The public copy: everyone once verified, unless confidential; then the parties only."""
    if may_moderate(person, complaint) or may_inspect(person, complaint) or may_answer(person, complaint):
        return True
    return complaint.is_published and not complaint.is_confidential


def may_read_original(person: Person, complaint: Complaint) -> bool:
    """The unmasked words: moderators and inspectors; the unit only when the reporter is not anonymous."""
    if may_moderate(person, complaint) or may_inspect(person, complaint):
        return True
    return not complaint.is_anonymous and may_answer(person, complaint)


def current_release(attachment: Attachment) -> Release | None:
    """The copy that counts: the newest release, unless it took the file back."""
    newest = max(attachment.releases, key=lambda r: r.id, default=None)
    return newest if newest is not None and newest.clean_file else None


def readable_file(
    person: Person, complaint: Complaint, attachment: Attachment, helping: Iterable[Unit] = ()
) -> tuple[str, str] | None:
    """(file, thumbnail) of the copy this person may see, or None.

    The public sees released copies and the unit's own evidence; the unit sees the whole clean copy only when the
    reporter is neither anonymous nor confidential; `helping` units see what was released; moderators and inspectors
    see every clean copy.
    """
    whole = (attachment.clean_file, attachment.thumb_file)
    if may_moderate(person, complaint) or may_inspect(person, complaint):
        return whole
    is_unit, helps = may_answer(person, complaint), may_help(person, helping)
    if attachment.origin == "unit":
        return whole if is_unit or helps or may_read_words(person, complaint) else None
    if is_unit and not (complaint.is_anonymous or complaint.is_confidential):
        return whole
    released = current_release(attachment)
    if released is None or not (is_unit or helps or (released.to_public and may_read_words(person, complaint))):
        return None
    return (released.clean_file or "", released.thumb_file or "")


def shown_name(person: Person, complaint: Complaint) -> str | None:
    """The reporter's name where the reporter chose to show it: to the unit, or to everyone."""
    if complaint.name_to_public or (complaint.name_to_unit and may_answer(person, complaint)):
        return complaint.shown_name
    return None
