"""What everyone reads of commitments, who follows them, and what the desks show and refuse."""

from __future__ import annotations

import io

import pytest
from flask.testing import FlaskClient
from PIL import Image

from forum.accounts.models import Membership
from forum.commitments import jobs
from forum.commitments.actions import keeping, making
from forum.commitments.models import Commitment
from forum.commitments.queries import board, cases, desk, tallies
from forum.commitments.queries.board import Wish
from forum.complaints.models import Complaint
from forum.core import clock, mail, outbox
from forum.core.db import db
from forum.core.outbox import Address, Letter
from forum.notifications import actions as notifications
from forum.notifications.queries import find_contact, followers_of, notices_of, read_notice
from tests.commitments.promises import INDICATOR, WHAT, accepted, answered, claimed, day, drafted, head, promise, worded
from tests.complaints.counting import plan_of, statements
from tests.conftest import Hands
from tests.factories import Town, assigned, make_account, sign_in

INDEX = "/komitmen?kota=contoh"
REASON = {"reason": "Alasan yang cukup panjang."}


def words_of(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.text


def kept(commitment: Commitment) -> Commitment:
    """The same after a commit."""
    db.session.commit()
    return cases.lock(commitment.id)


def act(client: FlaskClient, commitment: Commitment, name: str, verb: str, **fields: object) -> int:
    """Take an act at the desk; the status of the answer."""
    ref = kept(commitment).subject.ref
    db.session.rollback()
    sent = {f"{verb}-{name_}": value for name_, value in fields.items()}
    return client.post(f"/meja/komitmen/{ref}/{name}", data=sent, content_type="multipart/form-data").status_code


def as_(client: FlaskClient, town: Town, who: str) -> FlaskClient:
    return sign_in(client, town.people[who])


def test_an_empty_list_says_where_commitments_come_from(client: FlaskClient, town: Town) -> None:
    page = words_of(client, INDEX)
    assert "Belum ada komitmen di sini" in page
    assert "belum ada yang jatuh tempo" in page


def test_a_draft_is_nobodys_business_but_theirs(client: FlaskClient, town: Town) -> None:
    commitment = kept(drafted(town))
    ref = commitment.subject.ref
    db.session.commit()
    assert "dua belas lampu" not in words_of(client, INDEX)
    assert client.get(f"/komitmen/{ref}").status_code == 404
    assert client.post(f"/komitmen/{ref}/ikutan", data={"email": "a@contoh.example"}).status_code == 404
    page = words_of(as_(client, town, "moderator"), f"/meja/komitmen/{ref}")
    assert "dua belas lampu" in page


def test_filters_narrow_and_unknown_ones_are_not_found(client: FlaskClient, town: Town, hands: Hands) -> None:
    accepted(town, days=3, what="Kenari: menambal jalan di depan pasar lama.")
    accepted(town, days=60, what="Merpati: membuka loket pada hari Sabtu pagi.", unit=town.clinic)
    db.session.commit()
    hands.move(days=5)
    for narrowed, found in (("terlambat=1", "Kenari"), ("bulan=2026-11", "Kenari"), ("unit=pkm-melati", "Merpati"),
                            ("keadaan=accepted&bulan=2027-01", "Merpati")):  # fmt: skip
        page = words_of(client, f"{INDEX}&{narrowed}")
        left_out = {"Kenari": "Merpati", "Merpati": "Kenari"}[found]
        assert found in page, narrowed
        assert left_out not in page, narrowed
    assert "Tidak ada komitmen yang cocok" in words_of(client, f"{INDEX}&keadaan=kept")
    for bad in (
        "keadaan=drafted",
        "keadaan=x",
        "bulan=2026-13",
        "unit=tidak-ada",
        "hal=xx",
        "bulan=2026-11&hal=WzEsMl0",
    ):
        assert client.get(f"{INDEX}&{bad}").status_code == 404, bad
    assert "Lewat tenggat, belum ada bukti" in words_of(client, INDEX)


def test_pages_show_each_once_in_order_and_lead_back(town: Town) -> None:
    made = [accepted(town, days=14 + k % 5, what=f"Janji ke {k} tentang lampu jalan.").id for k in range(45)]
    db.session.commit()
    months = {"first": day("2026-12-01"), "last": day("2026-12-31")}
    ours = {"unit_id": town.works.id}
    for wish in (
        {},
        {"state": "accepted"},
        {"overdue_on": day("2026-12-30")},
        ours,
        {**ours, "state": "accepted"},
        months,
    ):
        whole, seen, cursor, previous = Wish(town.government.id, **wish), [], None, None
        for _ in range(3):
            page = board.page_of(whole, cursor)
            if previous is not None:
                assert board.page_of(whole, page.newer).rows == previous, wish
            seen += [line.id for line in page.rows]
            cursor, previous = page.older, page.rows
        assert cursor is None, wish
        expected = [m for k, m in enumerate(made) if "first" not in wish or 14 + k % 5 >= 13]
        assert sorted(seen) == expected, wish
        plan = plan_of(board.listing(whole, None)).lower()
        db.session.rollback()
        assert "scan commitments" not in plan, wish
        assert "seq scan on commitments" not in plan, wish


def test_the_page_tells_promise_versions_history_and_origin(client: FlaskClient, town: Town, hands: Hands) -> None:
    commitment = drafted(town)
    making.send_back(commitment, "Sebutkan RAHASIA jumlah lampunya.", by=town.actor("moderator"))
    making.word(commitment, by=town.actor("moderator"))
    making.accept(commitment, by=head(town))
    making.amend(commitment, promise(30), "Kiriman bahan terlambat.", by=town.actor("moderator"))
    keeping.claim(commitment, "Semua lampu sudah **menyala**.", by=town.actor("officer"))
    keeping.settle(commitment, "keep", "Foto tiap titik cocok.", by=town.actor("moderator"))
    ref, origin = commitment.subject.ref, commitment.origin_subject_id
    db.session.commit()
    page = words_of(client, f"/komitmen/{ref}")
    for said in (WHAT, INDICATOR, "Ditepati", "Semua versi redaksi (2)", "semula 8 Desember 2026", "<strong>menyala",
                 "Foto tiap titik cocok", "Disanggupi kepala unit", "oleh kepala Dinas Pekerjaan Umum"):  # fmt: skip
        assert said in page, said
    assert "RAHASIA" not in page
    for person in town.people.values():
        assert person.name not in page
    number = db.session.query(Complaint).filter_by(subject_id=origin).one().number
    assert f"/pengaduan/{number}" in page
    case = words_of(client, f"/pengaduan/{number}")
    assert f"/komitmen/{ref}" in case
    assert "Komitmen unit: Ditepati" in case


def test_statements_do_not_grow(client: FlaskClient, town: Town) -> None:
    commitment = worded(town)
    making.accept(commitment, by=head(town))
    ref = commitment.subject.ref
    db.session.commit()
    client.get(INDEX)
    for address in (INDEX, f"{INDEX}&terlambat=1", "/komitmen/unit?kota=contoh", f"/komitmen/{ref}"):
        counts = []
        for more in (1, 12):
            for k in range(more):
                accepted(town, days=5 + k)
                keeping.progress(cases.lock(commitment.id), "Kabar baru tentang lampu.", by=town.actor("officer"))
            db.session.commit()
            with statements() as sent:
                words_of(client, address)
            counts.append(len([s for s in sent if s.lstrip().upper().startswith("SELECT")]))
        assert counts[0] == counts[1] <= 5, (address, sent)


def test_how_units_keep_their_word_comes_with_its_n(client: FlaskClient, town: Town, hands: Hands) -> None:
    assert "Belum ada komitmen yang disanggupi" in words_of(client, "/komitmen/unit?kota=contoh")
    first = claimed(town, days=3)
    keeping.settle(first, "keep", "Bukti lengkap.", by=town.actor("moderator"))
    accepted(town, days=4)
    db.session.commit()
    hands.move(days=6)
    assert "1 dari 2 komitmen yang jatuh tempo" in words_of(client, f"{INDEX}&unit=dpu")
    row = words_of(client, "/komitmen/unit?kota=contoh").split("<tbody>")[1]
    assert "50 %" in row
    assert "dari 2 yang jatuh tempo" in words_of(client, "/unit/contoh/dpu")
    assert "Komitmen ditepati tepat waktu" in words_of(client, "/unit/contoh/dpu")
    assert "Komitmen ditepati tepat waktu" not in words_of(client, "/unit/contoh/pkm-melati")


def test_who_looks_for_broken_promises_finds_them(client: FlaskClient, town: Town, hands: Hands) -> None:
    promise = accepted(town, days=3, what="Janji tentang lampu di tikungan sungai.")
    hands.move(days=6)
    keeping.settle_broken(promise, "Tidak ada bukti.", by=town.actor("moderator"))
    db.session.commit()
    late = words_of(client, f"{INDEX}&terlambat=1")
    assert "Tidak ada yang lewat tenggat tanpa hasil" in late
    assert 'keadaan=broken">Lihat yang tidak ditepati' in late
    assert "Janji tentang lampu di tikungan sungai." in words_of(client, f"{INDEX}&keadaan=broken")


def test_an_account_follows_and_hears(client: FlaskClient, town: Town) -> None:
    commitment = kept(accepted(town))
    ref = commitment.subject.ref
    db.session.rollback()
    as_(client, town, "resident")
    assert client.post(f"/komitmen/{ref}/ikutan").status_code == 303
    assert "Berhenti mengikuti" in words_of(client, f"/komitmen/{ref}")
    keeping.claim(cases.lock(commitment.id), "Dua belas lampu menyala.", by=town.actor("officer"))
    db.session.commit()
    (notice,) = notices_of(town.people["resident"].id)
    assert (read_notice(notice)["kind"], read_notice(notice)["step"]) == ("commitment", "claimed")
    inbox = words_of(client, "/kotak-masuk")
    assert "menyerahkan bukti komitmennya" in inbox
    assert f'href="/komitmen/{ref}"' in inbox
    client.post(f"/komitmen/{ref}/ikutan/pembatalan")
    assert not followers_of(commitment.subject_id)


def test_an_address_is_asked_first_and_never_shown(client: FlaskClient, town: Town) -> None:
    commitment = kept(accepted(town))
    ref = commitment.subject.ref
    db.session.rollback()
    refused = client.post(f"/komitmen/{ref}/ikutan", data={"email": "bukan surel"})
    assert (refused.status_code, "bukan surel" in refused.text) == (422, True)
    assert client.post(f"/komitmen/{ref}/ikutan", data={"email": "warga@contoh.example"}).status_code == 303
    contact = find_contact("warga@contoh.example")
    assert contact is not None
    assert [f.contact_id for f in followers_of(commitment.subject_id)] == [contact.id]
    assert [letter.kind for letter in db.session.query(Letter)] == ["confirm_contact"]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    "step", ["accepted", "declined", "amended", "progressed", "claimed", "kept", "partly", "returned", "broken",
             "withdrawn"],
)  # fmt: skip
def test_every_letter_names_the_commitment_and_why_it_came(town: Town, step: str, language: str) -> None:
    commitment = accepted(town)
    notifications.write_to(
        ("account", 1), "commitment", step=step, ref=commitment.subject.ref, headline="Mengganti lampu", unit="Dinas",
        government="Kota Contoh", due="2026-12-08",
    )  # fmt: skip
    db.session.flush()
    letter = db.session.query(Letter).filter_by(kind="commitment").one()
    message = mail.compose(letter, Address("warga@contoh.example", language))
    plain, html = (part.get_content() for part in message.iter_parts())
    assert "Dinas" in message["Subject"]
    for part in (plain, html):
        assert f"/komitmen/{commitment.subject.ref}" in part
        assert ("melahirkannya" in part) or language == "en"


def test_from_answer_to_kept_at_the_desks(client: FlaskClient, town: Town) -> None:
    complaint = answered(town)
    number, ref = complaint.number, complaint.subject.ref
    db.session.commit()
    as_(client, town, "officer")
    assert f"/komitmen/usul/{ref}" in words_of(client, f"/meja/unit/{number}")
    form = {"what": WHAT, "indicator": INDICATOR, "due_on": "2026-12-10", "once": "k1"}
    sent = client.post(f"/komitmen/usul/{ref}", data=form)
    assert sent.status_code == 303
    assert client.post(f"/komitmen/usul/{ref}", data=form).headers["Location"] == sent.headers["Location"]
    commitment = db.session.query(Commitment).one()
    assert act(client, commitment, "penerimaan-redaksi", "word") == 403
    moderator = as_(client.application.test_client(), town, "moderator")
    assert "Redaksi untuk diperiksa" in words_of(moderator, "/meja/komitmen")
    assert act(moderator, commitment, "penerimaan-redaksi", "word") == 303
    assert act(client, commitment, "kesanggupan", "accept") == 403
    boss = as_(client.application.test_client(), town, "head")
    assert "dua belas lampu" in words_of(boss, "/meja/komitmen")
    assert act(boss, commitment, "kesanggupan", "accept") == 303
    assert act(boss, commitment, "kesanggupan", "accept") == 409
    photo = (photo_of(), "bukti.jpg")
    assert act(client, commitment, "bukti", "claim", body="Dua belas lampu sudah menyala.", files=photo) == 303
    assert act(moderator, commitment, "penepatan", "keep", **REASON) == 303
    assert kept(commitment).state == "kept"
    (file,) = cases.files_of(commitment.id)
    visitor = client.application.test_client()
    for address in (f"/komitmen/berkas/{file.ref}", f"/komitmen/berkas/{file.ref}/kecil"):
        answer = visitor.get(address)
        assert answer.status_code == 200
        assert b"Exif" not in answer.data
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert visitor.get("/komitmen/berkas/tidak-ada").status_code == 404


def photo_of() -> io.BytesIO:
    exif = Image.Exif()
    exif[0x010E] = "CANARY"
    held = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(held, "JPEG", exif=exif)
    held.seek(0)
    return held


def test_a_refused_form_keeps_every_word(client: FlaskClient, town: Town) -> None:
    complaint = answered(town)
    ref = complaint.subject.ref
    db.session.commit()
    as_(client, town, "officer")
    for due, said in (("2026-11-18", "Tenggat harus di depan"), ("2031-01-01", "Tenggat harus di depan"),
                      ("besok", "tidak dikenali"), ("", "Pilih tanggal")):  # fmt: skip
        page = client.post(f"/komitmen/usul/{ref}", data={"what": WHAT, "indicator": "pendek", "due_on": due})
        assert page.status_code == 422
        assert said in page.text
        assert WHAT in page.text
        assert "10 sampai 400 karakter" in page.text
    assert db.session.query(Commitment).count() == 0


def test_only_answered_open_complaints_of_ones_own_unit_give_birth(client: FlaskClient, town: Town) -> None:
    refs = {"unanswered": assigned(town).subject.ref, "own": answered(town).subject.ref}
    hidden = answered(town)
    hidden.is_confidential = True
    refs["confidential"] = hidden.subject.ref
    db.session.commit()
    nurse = as_(client.application.test_client(), town, "nurse")
    assert nurse.get(f"/komitmen/usul/{refs['own']}").status_code == 403
    officer = as_(client, town, "officer")
    for name, status in (("unanswered", 409), ("confidential", 409), ("own", 200)):
        assert officer.get(f"/komitmen/usul/{refs[name]}").status_code == status, name
    assert officer.get("/komitmen/usul/tidak-ada").status_code == 404


def test_a_moderator_writes_down_what_a_forum_agreed(client: FlaskClient, town: Town) -> None:
    as_(client, town, "moderator")
    form = {"unit": "pkm-melati", "agreed_in": "Forum dialog 12 November 2026", "what": WHAT, "indicator": INDICATOR,
            "due_on": "2026-12-10"}  # fmt: skip
    assert client.get("/meja/komitmen/baru?kota=lain").status_code == 403
    assert client.post("/meja/komitmen/baru?kota=contoh", data=form | {"unit": ""}).status_code == 422
    assert client.post("/meja/komitmen/baru?kota=contoh", data=form).status_code == 303
    commitment = db.session.query(Commitment).one()
    assert (commitment.state, commitment.unit_id) == ("worded", town.clinic.id)
    page = words_of(client.application.test_client(), f"/komitmen/{kept(commitment).subject.ref}")
    assert "Forum dialog 12 November 2026" in page


@pytest.mark.asvs("8.2.2")
def test_another_units_people_find_nothing_and_change_nothing(client: FlaskClient, town: Town) -> None:
    other_head = make_account("chief", "head", town.clinic, town.government)
    far = make_account("far", "moderator", None, town.other)
    public, draft = kept(worded(town)), kept(drafted(town))
    refs = [public.subject.ref, draft.subject.ref]
    db.session.commit()
    for account in (other_head, far):
        stranger = sign_in(client.application.test_client(), account)
        for ref in refs:
            assert stranger.get(f"/meja/komitmen/{ref}").status_code in (403, 404)
            for name in ("kesanggupan", "penerimaan-redaksi", "bukti", "penarikan"):
                assert stranger.post(f"/meja/komitmen/{ref}/{name}").status_code in (403, 404), name
    assert "dua belas lampu" not in sign_in(client, other_head).get("/meja/komitmen").text
    assert (kept(public).state, kept(draft).state) == ("worded", "drafted")


def test_nobody_weighs_what_their_own_unit_promised(client: FlaskClient, town: Town) -> None:
    commitment = claimed(town)
    both = make_account("both", "moderator", town.root, town.government)
    twin = make_account("twin", "moderator", town.root, town.government)
    db.session.add(Membership(account_id=both.id, unit_id=town.works.id, role="officer", since=clock.now()))
    db.session.commit()
    assert act(sign_in(client, both), commitment, "penepatan", "keep", **REASON) == 403
    other = sign_in(client.application.test_client(), twin)
    assert act(other, commitment, "penepatan", "keep", **REASON) == 303


def test_inspectors_read_the_desk_and_act_nowhere(client: FlaskClient, town: Town) -> None:
    commitment = kept(drafted(town))
    ref = commitment.subject.ref
    db.session.commit()
    as_(client, town, "inspector")
    assert "dua belas lampu" in words_of(client, "/meja/komitmen")
    assert "Tidak ada langkah untuk Anda" in words_of(client, f"/meja/komitmen/{ref}")
    assert client.post(f"/meja/komitmen/{ref}/penerimaan-redaksi").status_code == 403


def test_reminders_go_out_once_each(town: Town, hands: Hands) -> None:
    commitment = accepted(town, days=30)
    silent = claimed(town, days=30)
    db.session.commit()
    told: list[tuple[int, str]] = []
    seen = len(notices_of(town.people["head"].id, limit=200))
    for elapsed in range(33):
        jobs.remind_of_due_dates()
        jobs.remind_of_due_dates()
        notices = notices_of(town.people["head"].id, limit=200)
        fresh = notices[: len(notices) - seen]
        told += [(elapsed, read_notice(n)["step"]) for n in fresh]
        seen = len(notices)
        hands.move(days=1)
    assert told == [(21, "due_week"), (29, "due_day"), (31, "due_late")]
    heard = [read_notice(n)["step"] for n in notices_of(town.people["moderator"].id, limit=50)]
    assert heard.count("due_late") == 1
    assert heard.count("unweighed") == 1
    assert {kept(c).reminded for c in (commitment, silent)} == {"late"}


def test_the_desk_reads_by_index_and_its_statements_do_not_grow(client: FlaskClient, town: Town) -> None:
    as_(client, town, "head")
    accepted(town)
    db.session.commit()
    words_of(client, "/meja/komitmen?keadaan=accepted")  # the days off are kept from here on
    counts = []
    for more in (1, 15):
        for _ in range(more):
            accepted(town)
        db.session.commit()
        with statements() as sent:
            words_of(client, "/meja/komitmen?keadaan=accepted")
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 9
    plan = plan_of(desk.listing("accepted", [town.government.id], [town.works.id])).lower()
    assert "scan commitments" not in plan
    assert tallies.counted() == tallies.recount()


def test_followers_of_a_commitment_get_a_letter(town: Town) -> None:
    commitment = accepted(town)
    notifications.follow(commitment.subject_id, account_id=town.people["neighbour"].id)
    keeping.progress(commitment, "Enam lampu sudah menyala.", by=town.actor("officer"))
    db.session.commit()
    letter = db.session.query(Letter).filter_by(kind="commitment").one()
    assert outbox.read_content(letter)["step"] == "progressed"
