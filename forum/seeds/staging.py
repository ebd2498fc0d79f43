"""Stories performed: every act by the house's own actions, at the moment it happened."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from forum.complaints.actions import answering, attaching, merging, reporting, supporting, verifying, writing
from forum.complaints.actions.identity import Identity
from forum.complaints.actions.writing import Story
from forum.complaints.models import Category, Complaint
from forum.complaints.queries import cases
from forum.complaints.rules import OPEN
from forum.core import clock
from forum.core.files import Remade, Store, Upload, make_anew
from forum.ledger.rules import REPORTER, Actor
from forum.notifications import actions as notifications
from forum.notifications.models import Contact
from forum.seeds import pictures
from forum.seeds.books import Shared, Tale
from forum.seeds.lives import Step
from forum.seeds.planting import Planted
from forum.units.models import Unit

AGENCIES = {
    "PLN": ("PLN, unit pelayanan pelanggan setempat", "G-{n:06d}", "Telepon 123"),
    "PT Kereta Api": ("PT Kereta Api, layanan pelanggan", "KA-{n:06d}", "Telepon 121"),
}
SHOWN_AS = ("akun", "", "surel", "bernama", "akun", "terbuka")


@dataclass
class Album:
    """Pictures made anew once each: many stories show the same drawing."""

    store: Store
    made: dict[str, Upload] = field(default_factory=dict)
    redacted: dict[str, Remade] = field(default_factory=dict)

    def upload(self, kind: str) -> Upload:
        """A drawing as it would come from a telephone, or the letter."""
        if kind not in self.made:
            content = pictures.letter() if kind == "surat" else pictures.draw(kind)
            self.made[kind] = make_anew(self.store, [content])[0]
        return self.made[kind]


@dataclass
class Scene:
    """One story under way."""

    place: Planted
    tale: Tale
    index: int
    category: Category
    village: tuple[str, str] | None
    steps: list[Step]
    dice: random.Random
    complaint_id: int = 0
    said: dict[str, int] = field(default_factory=dict)


class Stage:
    """Where stories are played; `perform` does one step of one of them."""

    def __init__(self, shared: Shared, album: Album) -> None:
        self.shared, self.album = shared, album
        self.by_key: dict[tuple[str, str], int] = {}
        self.contacts: dict[str, Contact] = {}

    def perform(self, scene: Scene, step: Step) -> None:
        """One act; the clock stands at its moment."""
        if step.act == "submit":
            self.submit(scene)
            return
        complaint = cases.lock(scene.complaint_id)
        getattr(self, f"on_{step.act}")(scene, complaint, step)

    # -- the reporter -------------------------------------------------------------------------------------------

    def submit(self, scene: Scene) -> None:
        """The complaint comes in, through its channel."""
        tale, place = scene.tale, scene.place
        by = REPORTER if tale.channel == "web" else place.moderator(scene.index)
        submitted = writing.submit(place.government, self._story(scene), by=by, visit=f"contoh-{scene.index}")
        scene.complaint_id = submitted.complaint.id
        if tale.key:
            self.by_key[place.book.slug, tale.key] = scene.complaint_id
        kinds = [kind for kind in (tale.photo, "surat" if tale.who == "rahasia" else "") if kind]
        if kinds:
            uploads = [self.album.upload(kind) for kind in kinds]
            attaching.attach(self.album.store, submitted.complaint, uploads, origin="reporter")

    def _story(self, scene: Scene) -> Story:
        tale, who = scene.tale, scene.tale.who or SHOWN_AS[scene.index % len(SHOWN_AS)]
        identity, resident = self._identity(scene, who), who in ("bernama", "terbuka")
        unit = scene.place.units.get(tale.unit) if scene.index % 3 == 0 else None
        return Story(
            body=tale.text, class_=tale.class_, place=tale.place, category_id=scene.category.id, channel=tale.channel,
            village_code=scene.village[0] if scene.village else None,
            district_code=scene.village[1] if scene.village else None, unit_id=unit.id if unit else None,
            is_anonymous=who in ("anonim", "rahasia"), is_confidential=who == "rahasia",
            name_to_unit=resident, name_to_public=who == "terbuka", identity=identity,
        )  # fmt: skip

    def _identity(self, scene: Scene, who: str) -> Identity:
        resident = scene.place.residents[scene.index % len(scene.place.residents)]
        if who in ("akun", "bernama", "terbuka", "rahasia") and scene.tale.channel == "web":
            return Identity(name=resident.name, account_id=resident.id)
        if who == "surel":
            return Identity(contact_id=self._contact(scene).id)
        return Identity(name=resident.name if scene.tale.channel != "web" else "")

    def _contact(self, scene: Scene) -> Contact:
        email = f"pelapor{scene.index % 5}.{scene.place.book.slug}@contoh.example"
        if email not in self.contacts:
            contact = notifications.make_contact(email, "id")
            contact.confirmed_at = clock.now()
            self.contacts[email] = contact
        return self.contacts[email]

    def on_complete(self, scene: Scene, complaint: Complaint, _step: Step) -> None:
        reporting.complete(complaint, self._phrase(scene, "complete"))

    def on_reply(self, scene: Scene, complaint: Complaint, _step: Step) -> None:
        reporting.reply(complaint, self._phrase(scene, "reply"))

    def on_confirm(self, scene: Scene, complaint: Complaint, step: Step) -> None:
        reporting.confirm(complaint, step.arg, self._phrase(scene, "confirm"))

    def on_dispute(self, scene: Scene, complaint: Complaint, _step: Step) -> None:
        reporting.dispute(complaint, scene.tale.reason or self._phrase(scene, "dispute"))

    def on_withdraw(self, scene: Scene, complaint: Complaint, _step: Step) -> None:
        reporting.withdraw(complaint, self._phrase(scene, "withdraw"))

    def on_supports(self, scene: Scene, complaint: Complaint, step: Step) -> None:
        if complaint.state not in OPEN or not complaint.is_published:
            return
        residents = scene.place.residents
        for turn in range(min(step.arg + scene.dice.randint(-1, 2), len(residents) - 1)):
            supporting.support(complaint, residents[(scene.index + 1 + turn) % len(residents)].id)
        if step.arg > 4:
            supporting.support_by_mail(complaint, self._contact(scene))
        notifications.follow(complaint.subject_id, account_id=residents[(scene.index + 3) % len(residents)].id)

    # -- the moderator ------------------------------------------------------------------------------------------

    def on_ask(self, scene: Scene, complaint: Complaint, _step: Step) -> None:
        verifying.ask_completion(complaint, self._phrase(scene, "question"), by=self._moderator(scene))

    def on_archive(self, scene: Scene, complaint: Complaint, _step: Step) -> None:
        verifying.archive(complaint, scene.tale.ground, "", by=self._moderator(scene))

    def on_assign(self, scene: Scene, complaint: Complaint, _step: Step) -> None:
        by, helping = self._moderator(scene), scene.tale.life == "banyak_unit"
        supporters = [self._unit(scene, scene.tale.other)] if helping else []
        verifying.assign(complaint, self._unit(scene, scene.tale.unit), supporters, by=by)
        if scene.index % 4:  # every fourth case still waits for its pictures to be released
            self._release(scene, complaint, by)

    def _release(self, scene: Scene, complaint: Complaint, by: Actor) -> None:
        for attachment in cases.attachments_of(complaint.id):
            kind = scene.tale.photo if attachment.kind != "application/pdf" else "surat"
            boxes = {0: [(0.62, 0.72, 0.94, 0.86)]}
            copy = self.album.redacted.get(kind) or attaching.redact(self.album.store, attachment, boxes)
            self.album.redacted[kind] = copy
            public = not complaint.is_confidential
            attaching.release(self.album.store, complaint, attachment, copy, boxes, public, by=by)

    def on_agree(self, scene: Scene, complaint: Complaint, _step: Step) -> None:
        to = self._unit(scene, scene.tale.other)
        verifying.decide_transfer(complaint, True, self._phrase(scene, "agree"), to, by=self._moderator(scene))

    def on_refuse(self, scene: Scene, complaint: Complaint, _step: Step) -> None:
        verifying.decide_transfer(complaint, False, self._phrase(scene, "refuse"), None, by=self._moderator(scene))

    def on_refer(self, scene: Scene, complaint: Complaint, _step: Step) -> None:
        agency, reference, contact = AGENCIES[scene.tale.agency]
        number = reference.format(n=scene.dice.randint(1000, 999_999))
        note = "Menjadi kewenangan instansi tersebut; kami minta kabarnya disampaikan kepada pelapor."
        verifying.refer(complaint, agency, number, contact, note, by=self._moderator(scene))

    def on_merge(self, scene: Scene, complaint: Complaint, _step: Step) -> None:
        into = cases.lock(self.by_key[scene.place.book.slug, scene.tale.into])
        merging.merge(complaint, into, by=self._moderator(scene))

    def on_unmerge(self, scene: Scene, complaint: Complaint, _step: Step) -> None:
        merging.unmerge(complaint, self._phrase(scene, "unmerge"), by=self._moderator(scene))

    def on_close(self, scene: Scene, complaint: Complaint, _step: Step) -> None:
        verifying.close(complaint, self._phrase(scene, "close"), by=self._moderator(scene))

    # -- the unit -----------------------------------------------------------------------------------------------

    def on_take(self, scene: Scene, complaint: Complaint, _step: Step) -> None:
        by = self._officer(scene, complaint)
        person = scene.place.person_of(complaint.unit_id or 0, scene.index)
        answering.take(complaint, person.id, person.name, by=by)

    def on_note(self, scene: Scene, complaint: Complaint, _step: Step) -> None:
        answering.note(complaint, self._phrase(scene, "note"), by=self._officer(scene, complaint))

    def on_forward(self, scene: Scene, complaint: Complaint, _step: Step) -> None:
        to = self._unit(scene, scene.tale.below)
        answering.forward(complaint, to, self._phrase(scene, "forward"), by=self._officer(scene, complaint))

    def on_propose(self, scene: Scene, complaint: Complaint, _step: Step) -> None:
        to = self._unit(scene, scene.tale.other)
        answering.propose_transfer(complaint, self._phrase(scene, "propose"), to, by=self._officer(scene, complaint))

    def on_answer(self, scene: Scene, complaint: Complaint, _step: Step) -> None:
        own = scene.tale.answer if not scene.said.get("answer") else ""
        body = self._said(scene, "answer", [own] if own else self.shared.answers[scene.tale.cat])
        answering.answer(complaint, body, by=self._officer(scene, complaint))

    def on_progress(self, scene: Scene, complaint: Complaint, _step: Step) -> None:
        body = self._said(scene, "progress", self.shared.progress)
        answering.report_progress(complaint, body, by=self._officer(scene, complaint))

    def on_resolve(self, scene: Scene, complaint: Complaint, _step: Step) -> None:
        own = scene.tale.done if scene.tale.life != "bolak_balik" else ""
        body = self._said(scene, "done", [own] if own else self.shared.done[scene.tale.cat])
        message = answering.resolve(complaint, body, by=self._officer(scene, complaint))
        if scene.tale.evidence:
            evidence = [self.album.upload(scene.tale.evidence)]
            attaching.attach(self.album.store, complaint, evidence, origin="unit", message=message)

    # -- words and people ---------------------------------------------------------------------------------------

    def _moderator(self, scene: Scene) -> Actor:
        return scene.place.moderator(scene.index)

    def _officer(self, scene: Scene, complaint: Complaint) -> Actor:
        return scene.place.officer(complaint.unit_id or 0, scene.index)

    def _unit(self, scene: Scene, code: str) -> Unit:
        return scene.place.units[code]

    def _phrase(self, scene: Scene, kind: str) -> str:
        return self._said(scene, kind, self.shared.phrases[kind])

    def _said(self, scene: Scene, kind: str, pool: list[str]) -> str:
        """The next of some ready words: never the same twice in one story while others are left."""
        turn = scene.said.get(kind, 0)
        scene.said[kind] = turn + 1
        return pool[(scene.index + turn) % len(pool)].replace("{place}", scene.tale.where)
