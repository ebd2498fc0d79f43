"""After a meeting: promises live, photos are taken up, the summary is written, read, published, once corrected."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from flask import current_app

from forum.commitments.actions import keeping, making
from forum.commitments.models import Commitment
from forum.core import clock, typeset
from forum.dialogues.actions import attending, finding, summarising
from forum.dialogues.actions.summarising import Ready
from forum.dialogues.berita_acara import LANGUAGE, values_now
from forum.dialogues.models import Session, Summary
from forum.dialogues.queries import record, registrations
from forum.dialogues.queries import sessions as known
from forum.seeds.deeds import Deed, in_order
from forum.seeds.meeting import Meeting
from forum.seeds.scripts import Pledge

ESSENCE = "# Intisari\n\n"


def deeds_of(meeting: Meeting, stock: dict[str, Any]) -> Iterator[Deed]:
    """The weeks after."""
    after = _After(meeting, stock)
    if meeting.script.photo:
        yield Deed(meeting.office(1, 9), after.take_up_photo)
    yield from in_order([
        Deed(meeting.office(3, 10), after.write_summary), Deed(meeting.office(4, 13), after.read_summary),
        Deed(meeting.office(5, 9), lambda: after.publish("")),
    ])  # fmt: skip
    if meeting.script.correction:
        yield Deed(meeting.office(9, 10), after.correct)
    for place, topic in enumerate(meeting.script.topics):
        for turn, pledge in enumerate(topic.pledges):
            yield from in_order(after.life(pledge, (place, turn)))


class _After:
    def __init__(self, meeting: Meeting, stock: dict[str, Any]) -> None:
        self.meeting, self.stock = meeting, stock

    # -- promises -----------------------------------------------------------------------------------------------

    def life(self, pledge: Pledge, key: tuple[int, int]) -> Iterator[Deed]:
        """What becomes of one, before the next meeting tells of it."""
        meeting, words = self.meeting, self.stock["promises"]
        head, officer = meeting.around.head(meeting.unit(pledge.unit)), meeting.officer(meeting.unit(pledge.unit))
        if pledge.fate == "worded":
            return
        if pledge.fate == "declined":
            yield Deed(meeting.office(2, 14), self._on(key, lambda c: making.decline(c, pledge.excuse, by=head)))
            return
        yield Deed(meeting.office(1, 14), self._on(key, lambda c: making.accept(c, by=head)))
        if pledge.fate == "broken":
            told = meeting.office(pledge.days + 2, 11)
            yield Deed(told, self._on(key, lambda c: keeping.settle_broken(c, words["broken"], by=meeting.second)))
            return
        yield Deed(meeting.office(6, 15), self._on(key, lambda c: keeping.progress(c, words["progress"], by=officer)))
        if pledge.fate not in ("open", "stuck"):
            yield from self._shown(pledge, key)

    def _shown(self, pledge: Pledge, key: tuple[int, int]) -> Iterator[Deed]:
        """Evidence in time, or right after the next meeting has asked for it; then the moderator's weighing."""
        meeting, words = self.meeting, self.stock["promises"]
        officer = meeting.officer(meeting.unit(pledge.unit))
        days = (meeting.next_on - meeting.on).days + 1 if pledge.fate == "late" else pledge.days - 3
        verdict = "part" if pledge.fate == "partly" else "keep"
        proof = words["evidence"].format(indicator=pledge.indicator.rstrip("."))
        yield Deed(meeting.office(days, 9), self._on(key, lambda c: keeping.claim(c, proof, by=officer)))
        yield Deed(meeting.office(days + 1, 14), self._on(
            key, lambda c: keeping.settle(c, verdict, words[verdict], by=meeting.second)))  # fmt: skip

    def _on(self, key: tuple[int, int], act: Callable[[Commitment], object]) -> Callable[[], None]:
        def do() -> None:
            promise = self.meeting.promise(key)
            if promise is not None:
                act(promise)

        return do

    # -- the summary --------------------------------------------------------------------------------------------

    def take_up_photo(self) -> None:
        """One picture of the meeting."""
        kind, _, words = self.meeting.script.photo.partition("|")
        album = self.meeting.around.stage.album
        finding.add_photos(album.store, self._session(), [album.upload(kind.strip())], words.strip())

    def write_summary(self) -> None:
        """Assembled from the record, with the moderator's own words on top; a second reader is asked."""
        meeting, session = self.meeting, self._session()
        made = summarising.begin(session, by=meeting.moderator)
        self._write(session, made)
        summarising.ask_reader(session, meeting.second.account_id or 0, by=meeting.moderator)

    def _write(self, session: Session, made: Summary) -> None:
        own = made.draft.replace(ESSENCE, f"{ESSENCE}{self.meeting.script.intro}\n\n", 1)
        summarising.write(session, summarising.mark_of(made.body), own, by=self.meeting.moderator)

    def read_summary(self) -> None:
        """The other moderator has read it."""
        summary = self._summary()
        summarising.mark_read(self._session(), summarising.mark_of(summary.body), by=self.meeting.second)

    def publish(self, reason: str) -> None:
        """Dated, signed, with its PDF."""
        session, summary = self._session(), self._summary()
        body, html = summarising.made_ready(summary.body)
        at = clock.now()
        values = values_now(session, summary.version, body, reason, at, str(current_app.config["BASE_URL"]))
        pdf = typeset.pdf("berita_acara.typ", values, LANGUAGE)
        ready = Ready(summarising.mark_of(summary.body), body, html, pdf, at)
        summarising.publish(session, ready, reason, by=self.meeting.moderator)

    def correct(self) -> None:
        """Somebody was counted twice: the list is mended, and a second version says so."""
        meeting, session = self.meeting, self._session()
        counted, _, reason = meeting.script.correction.partition("|")
        kind, people = counted.split()
        wrong = next(each for each in registrations.written_down(session.id) if each.kind == kind)
        attending.strike(session, wrong, by=meeting.second)
        attending.write_down(session, kind, int(people), by=meeting.second)
        self._write(session, summarising.begin(session, by=meeting.moderator))
        self.publish(reason.strip())

    def _session(self) -> Session:
        return known.lock(self.meeting.session_id)

    def _summary(self) -> Summary:
        summary = record.newest_summary(self.meeting.session_id)
        if summary is None:
            raise LookupError(self.meeting.session_id)
        return summary
