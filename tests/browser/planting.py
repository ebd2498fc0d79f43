"""What stories of ratings, commitments and scorecards begin with: acts of Makassar's people, each at its own moment."""

from __future__ import annotations

import json
from datetime import timedelta

from forum import create_app
from forum.commitments.actions import keeping, making
from forum.commitments.actions.making import Promise
from forum.commitments.consents import Consent
from forum.commitments.models import Commitment
from forum.complaints.actions import answering, hollow, reporting, verifying, writing
from forum.complaints.actions.writing import Story, Submitted
from forum.complaints.queries import cases
from forum.core import clock
from forum.core.db import db
from forum.ledger.rules import REPORTER
from forum.scores import jobs
from forum.scores.actions import closing, replying
from forum.scores.queries import months
from tests.browser.planting_forum import plant_forum
from tests.browser.polling import Cast, ask_residents, day_of, gather

SETTLED = "2026-09"
"""The last month that has settled when the stories begin."""
PROMISED = "Mengganti dua belas lampu jalan yang padam di Jalan Contoh nomor {n}."
SEEN = "Dua belas lampu menyala, dengan foto tiap titik."
FORUM = "Forum dialog bulanan, 12 Oktober 2026"


def plant() -> dict[str, str]:
    """Everything, in one transaction; what a story has to know: the case that waits, and its code."""
    cast = gather()
    told: dict[str, str] = {}
    _answered_cases(cast)
    with clock.at(day_of(10, 1)):
        waiting = _submit(cast, "Gorong-gorong di Jalan Contoh runtuh dan air naik ke halaman rumah setiap hujan.")
        told |= {"waiting": waiting.complaint.number, "code": waiting.code}
        _answer(cast, waiting)
    _hollow_answers(cast)
    ask_residents(cast)
    _promises(cast, waiting)
    plant_forum(cast)
    db.session.commit()
    _month(cast)
    db.session.commit()
    return told


# -- complaints -------------------------------------------------------------------------------------------------


def _submit(cast: Cast, body: str) -> Submitted:
    submitted = writing.submit(cast.government, Story(body=body, place="Jalan Contoh"), by=REPORTER, visit="tanam")
    verifying.assign(cases.lock(submitted.complaint.id), cast.unit, by=cast.moderator)
    return submitted


def _answer(cast: Cast, submitted: Submitted) -> None:
    with clock.at(clock.now() + timedelta(days=1)):
        answering.answer(cases.lock(submitted.complaint.id), "Petugas kami memeriksa besok pagi.", by=cast.officer)


def _answered_cases(cast: Cast) -> None:
    """Enough first answers that a scorecard carries a number."""
    for n in range(8):
        with clock.at(day_of(10, 2, 1 + n)):
            submitted = _submit(
                cast, f"Lubang ke-{n + 1} di Jalan Contoh makin lebar dan sudah menjatuhkan pengendara."
            )
            _answer(cast, submitted)
        with clock.at(day_of(10, 9, 1 + n)):
            case = cases.lock(submitted.complaint.id)
            answering.resolve(case, "Lubangnya sudah ditambal dan diratakan.", by=cast.officer)
            reporting.confirm(case, 4, "Sudah rata.")


def _hollow_answers(cast: Cast) -> None:
    """Two answers that the reporter calls empty wait for a moderator; on another case one was declared void."""
    for n, month in enumerate((10, 11)):
        with clock.at(day_of(month, 3)):
            case = cases.lock(
                _submit(cast, f"Saluran ke-{n + 1} di Jalan Contoh tersumbat sejak hujan pertama.").complaint.id
            )
            said = [answering.answer(case, words, by=cast.officer).id for words in ("Diproses.", "Terima kasih.")]
            for each in said:
                hollow.mark(case, each)
        if month == 10:
            hollow.decide(case, said[:1], "Tidak menyebut tindakan, hari atau alasan.", by=cast.moderator)


# -- commitments ------------------------------------------------------------------------------------------------


def _promises(cast: Cast, born: Submitted) -> None:
    """One in every state."""
    with clock.at(day_of(10, 5)):
        drafts = [_propose(cast, n, born=born if n < 2 else None) for n in range(10)]
        making.drop(drafts[1], by=cast.officer)
        making.decline(drafts[3], "Lampunya milik badan usaha, bukan kewenangan kami.", by=cast.head)
        for each in drafts[4:]:
            making.accept(each, by=cast.head)
    with clock.at(day_of(10, 19)):
        keeping.progress(drafts[4], "Lampu pengganti sudah datang dan diuji.", by=cast.officer)
        for each in drafts[5:8]:
            keeping.claim(each, "Dua belas lampu sudah menyala sejak kemarin.", by=cast.officer)
    with clock.at(day_of(10, 26)):
        keeping.settle(drafts[6], "keep", "Foto kedua belas titiknya lengkap.", by=cast.moderator)
        keeping.settle(drafts[7], "part", "Baru sembilan dari dua belas titik.", by=cast.moderator)
        keeping.withdraw(
            drafts[8],
            Consent("forum", "Tidak dituntut lagi.", FORUM),
            "Jalannya dipindahkan ke balai provinsi.",
            by=cast.moderator,
        )
        keeping.settle_broken(drafts[9], "Sampai tenggat tidak ada yang diganti.", by=cast.moderator)


def _propose(cast: Cast, n: int, born: Submitted | None) -> Commitment:
    """Due soon enough to be over in October, or later; the first are born in an answer."""
    promise = Promise(PROMISED.format(n=n + 1), SEEN, (day_of(10, 23) if n > 4 else day_of(12, 11)).date())
    if born is not None:
        subject = born.complaint.subject
        return making.propose(cast.government, cast.unit, promise, by=cast.officer, born_in=subject)
    return making.propose(cast.government, cast.unit, promise, by=cast.second, agreed_in=FORUM)


# -- scorecards -------------------------------------------------------------------------------------------------


def _month(cast: Cast) -> None:
    """The settled month is public unless it is already; the newest figures are there."""
    jobs.close_settled_months()
    jobs.refresh_previews()
    row = months.find_month(cast.government.id, SETTLED, 1)
    if row is not None and row.state == "closed":
        closing.publish(cast.government, SETTLED, 1, by=cast.moderator)
    replying.reply(cast.unit, SETTLED, "Dua regu lagi bekerja sejak Oktober.", by=cast.head)


if __name__ == "__main__":
    with create_app().app_context():
        print(json.dumps(plant()))
