"""A complaint comes in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from forum.accounts.models import Consent
from forum.complaints.actions import tallying
from forum.complaints.actions.identity import Identity, issue_code, seal_identity
from forum.complaints.actions.stepping import recompute, write_down
from forum.complaints.actions.telling import tell_moderators
from forum.complaints.models import Complaint, ComplaintText, NumberSeries, PublicCopy
from forum.core import clock, masking, sealing, text
from forum.core.db import add_to, db
from forum.ledger.actions import append_leaf, open_subject
from forum.ledger.queries import hold_log
from forum.ledger.rules import REPORTER, Actor
from forum.search import actions as search
from forum.units.models import Government

CONSENT = "complaint"
CONSENT_VERSION = "2026-11"


@dataclass(frozen=True)
class Story:
    """What the reporter tells and chooses."""

    body: str
    class_: str = "complaint"
    place: str = ""
    happened: str = ""
    happened_on: date | None = None
    village_code: str | None = None
    district_code: str | None = None
    point: tuple[float, float] | None = None
    category_id: int | None = None
    service_id: int | None = None
    unit_id: int | None = None
    is_anonymous: bool = False
    is_confidential: bool = False
    name_to_unit: bool = False
    name_to_public: bool = False
    language: str = "id"
    channel: str = "web"
    identity: Identity = field(default_factory=Identity)


@dataclass(frozen=True)
class Submitted:
    """The new complaint and the follow-up code, shown once."""

    complaint: Complaint
    code: str


def submit(government: Government, story: Story, *, by: Actor = REPORTER, visit: str) -> Submitted:
    """Take in a complaint: number, identity in escrow, words with their leaf, masked copy, code."""
    hold_log()
    complaint = _register(government, story)
    _keep_words(complaint, story)
    seal_identity(complaint, story.identity)
    recompute(complaint)
    write_down(complaint, "submit", by, channel=story.channel)
    tallying.move(None, tallying.place_of(complaint))
    code = issue_code(complaint, visit)
    db.session.add(Consent(purpose=CONSENT, version=CONSENT_VERSION, language=story.language, at=clock.now(),
                           subject_id=complaint.subject_id))  # fmt: skip
    tell_moderators(complaint, "submitted")
    return Submitted(complaint, code)


def next_number(government: Government, year: int) -> tuple[int, str]:
    """The next number of a government in a year, without gaps: (sequence, MKS-2026-000123)."""
    add_to(NumberSeries, {"government_id": government.id, "year": year}, last=1)
    series = db.session.get_one(NumberSeries, (government.id, year), populate_existing=True)
    return series.last, f"{government.prefix}-{year}-{series.last:06d}"


def _register(government: Government, story: Story) -> Complaint:
    moment = clock.now()
    day = clock.local_date(moment, government.zone)
    seq, number = next_number(government, day.year)
    may_name = not story.is_anonymous
    named = may_name and (story.name_to_unit or story.name_to_public)
    complaint = Complaint(
        subject=open_subject("complaint", moment), government=government, number=number, year=day.year, seq=seq,
        state="submitted", class_=story.class_, channel=story.channel, language=story.language,
        category_id=story.category_id, service_id=story.service_id, unit_id=story.unit_id,
        village_code=story.village_code, district_code=story.district_code,
        is_anonymous=story.is_anonymous, is_confidential=story.is_confidential,
        name_to_unit=may_name and story.name_to_unit, name_to_public=may_name and story.name_to_public,
        shown_name=story.identity.name or None if named else None,
        submitted_at=moment, submitted_on=day, month=f"{day:%Y-%m}", happened_on=story.happened_on,
        paused_days=0, pause_used=False, support_count=0, support_mail_count=0,
    )  # fmt: skip
    db.session.add(complaint)
    db.session.flush()
    return complaint


def _keep_words(complaint: Complaint, story: Story) -> None:
    body, place = text.tidy(story.body), text.tidy(story.place)
    content = {"number": complaint.number, "body": body, "place": place, "happened": story.happened}
    leaf = append_leaf(complaint.subject, "complaint", 1, content)
    point = sealing.seal(f"{story.point[0]:.6f},{story.point[1]:.6f}", "point") if story.point else None
    db.session.add(ComplaintText(
        complaint_id=complaint.id, body=body, place=place, happened=story.happened, point=point, salt=leaf.salt,
        leaf_index=leaf.index, at=clock.now(),
    ))  # fmt: skip
    publish_copy(complaint, masking.mask(body), masking.mask(place), 1, None)


def publish_copy(complaint: Complaint, body: str, place: str, version: int, by_id: int | None) -> None:
    """A new masked copy; the headline and the index follow it."""
    db.session.add(PublicCopy(
        complaint_id=complaint.id, version=version, body=body, html=str(text.paragraphs(body)), place=place,
        sanitiser=text.SANITISER_VERSION, by_id=by_id, at=clock.now(),
    ))  # fmt: skip
    complaint.headline = text.first_sentence(body)
    index(complaint, body)


def index(complaint: Complaint, body: str) -> None:
    """Only what the public may read can be found."""
    if complaint.is_published and not complaint.is_confidential and complaint.state != "archived":
        scopes = [f"g{complaint.government_id}"]
        scopes += [f"a{code.replace('.', '')}" for code in (complaint.village_code, complaint.district_code) if code]
        search.put(complaint.subject_id, f"{complaint.number} {body}", scopes)
    else:
        search.drop(complaint.subject_id)
