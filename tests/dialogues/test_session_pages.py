"""Pages of the forum: everybody reads, accounts and addresses register, moderators of the place run it."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader

from forum.core.db import db
from forum.core.outbox import Letter
from forum.dialogues.actions import attending, registering, telling
from forum.dialogues.actions import sessions as session_acts
from forum.dialogues.errors import SeatsTaken
from forum.dialogues.models import Registration, Series, Session
from forum.dialogues.queries import registrations
from forum.dialogues.queries import series as series_known
from forum.dialogues.queries import sessions as known
from forum.ledger.models import Subject
from forum.notifications import actions as notifications
from forum.notifications import queries as notices
from forum.units.models import DayOff
from forum.units.queries import find_root
from tests.complaints.counting import statements
from tests.conftest import Hands
from tests.dialogues.conftest import HALL, make_session
from tests.factories import Town, make_account, sign_in

NEW = {
    "title": "Temu Warga Timur", "theme": "Air bersih", "host": "root", "day": "2026-12-01", "begins": "09:00",
    "ends": "11:00", "mode": "hall", "place": HALL, "link": "", "capacity": "40", "opens_before": "10",
    "closes_after": "5", "hosts": ["dpu"],
}  # fmt: skip
SERIES = {**NEW, "nth": "2", "weekday": "3", "minutes": "120"}


def page_of(session_: Session) -> str:
    return f"/forum/contoh/{session_.year}/{session_.number}"


def desk_of(session_: Session) -> str:
    return f"/meja/forum/sesi/{ref_of(session_)}"


def ref_of(thing: Session | Series) -> str:
    return db.session.get_one(Subject, thing.subject_id).ref


def test_everybody_reads_when_and_where(client: FlaskClient, series: Series, session_: Session) -> None:
    session_acts.make_ahead(series_known.lock(series.id))
    db.session.commit()
    front = client.get("/forum?kota=contoh").text
    assert "Temu Warga" in front
    assert "Kamis 10 Desember 2026, 09.00 sampai 11.00 WITA" in front
    page = client.get(page_of(session_)).text
    for words in (HALL, "Dinas Pekerjaan Umum", "Masih 50 dari 50 tempat", "Agenda belum disusun"):
        assert words in page
    assert "Setiap Kamis kedua, pukul 09.00 WITA" in client.get(f"/forum/seri/{ref_of(series)}").text


def test_an_empty_place_says_what_to_do(client: FlaskClient, town: Town) -> None:
    assert "Belum ada pertemuan yang dijadwalkan" in client.get("/forum?kota=lain").text


def test_a_day_off_is_marked_and_the_meeting_stays(client: FlaskClient, session_: Session, town: Town) -> None:
    other = make_session(town, days=12)
    db.session.add(DayOff(government_id=town.government.id, day=session_.starts_at.date(), name="Hari jadi kota"))
    db.session.commit()
    assert "Hari itu hari libur" in client.get(page_of(session_)).text
    assert "Hari itu hari libur" not in client.get(page_of(other)).text
    assert session_.state == "planned"


def test_pages_cost_the_same_at_any_size(client: FlaskClient, town: Town) -> None:
    session_ = make_session(town)
    client.get(page_of(session_))  # days off are kept from here on
    counts = []
    for more in (1, 12):
        for _n in range(more):
            make_session(town, days=20)
        people = [make_account(f"orang{session_.registered}x{k}", None, None, town.government) for k in range(more)]
        for each in people:
            registering.register(known.hold_seats(session_.id), "user", account_id=each.id)
        db.session.commit()
        for path in ("/forum?kota=contoh", page_of(session_), "/forum/contoh/kalender.ics", "/forum/contoh/umpan.atom"):
            with statements() as sent:
                assert client.get(path).status_code == 200
            counts.append(len([s for s in sent if s.lstrip().upper().startswith("SELECT")]))
    assert counts[:4] == counts[4:]


def test_an_account_registers_once_and_cancels(client: FlaskClient, session_: Session, town: Town) -> None:
    sign_in(client, town.people["resident"])
    for key in ("a", "a", "b", "c"):
        answer = client.post(f"{page_of(session_)}/pendaftaran", data={"kind": "civil", "once": key})
        assert answer.status_code == 303
    page = client.get(page_of(session_)).text
    assert "Anda sudah terdaftar sebelumnya. Satu orang mendapat satu tempat" in page
    assert "Anda terdaftar" in page
    assert db.session.query(Registration).count() == 1
    client.post(f"{page_of(session_)}/pendaftaran/pembatalan", data={"once": "d"})
    db.session.expire_all()
    assert (session_.registered, db.session.query(Registration).one().state) == (0, "cancelled")


def test_another_kind_is_said_to_be_another(client: FlaskClient, session_: Session, town: Town) -> None:
    sign_in(client, town.people["resident"])
    for kind in ("user", "media"):
        assert client.post(f"{page_of(session_)}/pendaftaran", data={"kind": kind, "once": kind}).status_code == 303
    page = client.get(page_of(session_)).text
    assert "Sekarang Anda tercatat datang sebagai: Media." in page
    assert "tidak ada yang berubah" not in page
    assert "Sebagai media" in page


@pytest.mark.parametrize(
    ("days", "said"),
    [(10, "tiga hari dan satu hari sebelumnya"), (2, "mengingatkan Anda satu hari sebelumnya"),
     (0.04, "tidak mengirim pengingat lagi")],
)  # fmt: skip
def test_only_reminders_that_will_come_are_promised(client: FlaskClient, town: Town, days: float, said: str) -> None:
    session_ = make_session(town, days=days)
    sign_in(client, town.people["resident"])
    client.post(f"{page_of(session_)}/pendaftaran", data={"kind": "user", "once": "k"})
    assert said in client.get(page_of(session_)).text


def test_seats_are_not_taken_from_those_who_have_them(client: FlaskClient, session_: Session, town: Town) -> None:
    for who in ("resident", "neighbour"):
        registering.register(known.hold_seats(session_.id), "user", account_id=town.people[who].id)
    db.session.commit()
    sign_in(client, town.people["moderator"])
    sent = {"title": "Temu Warga", "theme": "", "capacity": "1", "hosts": ["dpu"]}
    answer = client.post(desk_of(session_), data=sent)
    assert answer.status_code == 422
    assert 'id="capacity-error"' in answer.text
    assert "Sudah 2 orang mendapat tempat" in answer.text
    with pytest.raises(SeatsTaken):
        session_acts.edit(known.lock(session_.id), "Temu Warga", "", 1, [town.works.id], by=town.actor("moderator"))
    db.session.rollback()
    assert client.post(desk_of(session_), data=sent | {"capacity": "2"}).status_code == 303


def test_over_capacity_the_page_says_the_place_in_line(client: FlaskClient, town: Town) -> None:
    session_ = make_session(town, capacity=1)
    registering.register(known.hold_seats(session_.id), "user", account_id=town.people["neighbour"].id)
    db.session.commit()
    assert "Masuk daftar tunggu" in client.get(page_of(session_)).text
    sign_in(client, town.people["resident"])
    client.post(f"{page_of(session_)}/pendaftaran", data={"kind": "user"})
    assert "Anda nomor 1 di daftar tunggu" in client.get(page_of(session_)).text


@pytest.mark.parametrize("kind", ["", "unit", "walikota"])
def test_a_kind_that_is_not_offered_is_refused(client: FlaskClient, session_: Session, town: Town, kind: str) -> None:
    sign_in(client, town.people["resident"])
    answer = client.post(f"{page_of(session_)}/pendaftaran", data={"kind": kind})
    assert answer.status_code == 422
    assert "Pilih salah satu yang ada" in answer.text or "Pilih satu yang paling sesuai" in answer.text


@pytest.mark.parametrize("email", ["", "bukan-surel", "a@b", "x" * 250 + "@contoh.example"])
def test_a_wrong_address_is_said_beside_its_field(client: FlaskClient, session_: Session, email: str) -> None:
    answer = client.post(f"{page_of(session_)}/pendaftaran", data={"kind": "media", "email": email})
    assert answer.status_code == 422
    assert 'id="email-error"' in answer.text
    assert re.search(r'value="media"[^>]*checked|checked[^>]*value="media"', answer.text), "what was chosen stays"


def test_an_address_hears_the_same_words_known_or_not(client: FlaskClient, session_: Session, town: Town) -> None:
    known_one = notifications.make_contact("lama@contoh.example", "id")
    notifications.confirm(known_one)
    registering.register_by_mail(known.hold_seats(session_.id), "user", known_one)
    db.session.commit()
    said = []
    for email in ("lama@contoh.example", "baru@contoh.example"):
        client.post(f"{page_of(session_)}/pendaftaran", data={"kind": "user", "email": email, "once": email})
        said.append(re.sub(r'value="[^"]{20,}"', "", client.get(page_of(session_)).text))
    assert said[0] == said[1]
    assert "Satu alamat mendapat satu tempat" in said[0]
    assert session_.registered == 1


def test_the_link_in_the_letter_cancels_after_a_question(client: FlaskClient, session_: Session) -> None:
    contact = notifications.make_contact("warga@contoh.example", "id")
    notifications.confirm(contact)
    registering.register_by_mail(known.hold_seats(session_.id), "user", contact)
    db.session.commit()
    path = telling.manage_path(db.session.query(Registration).one().id)
    assert "Anda terdaftar" in client.get(path).text
    assert session_.registered == 1, "a mail program that opens the link cancels nothing"
    assert client.post(f"{path}/pembatalan", data={"once": "x"}).status_code == 303
    assert "Dibatalkan" in client.get(path).text
    for wrong in (
        f"{path[:-1]}0" if path[-1] != "0" else f"{path[:-1]}1",
        path.replace("/pendaftaran/1/", "/pendaftaran/2/"),
    ):
        assert client.get(wrong).status_code == 404
        assert client.post(f"{wrong}/pembatalan").status_code == 404


def test_a_registration_of_an_account_has_no_link(client: FlaskClient, session_: Session, town: Town) -> None:
    held = registering.register(session_, "user", account_id=town.people["resident"].id).registration
    db.session.commit()
    assert client.get(telling.manage_path(held.id)).status_code == 404


def test_an_account_follows_a_session_and_a_series(
    client: FlaskClient, session_: Session, series: Series, town: Town
) -> None:
    sign_in(client, town.people["resident"])
    for where, subject_id in ((page_of(session_), session_.subject_id),
                              (f"/forum/seri/{ref_of(series)}", series.subject_id)):  # fmt: skip
        client.post(f"{where}/ikutan", data={"once": where})
        assert "Berhenti mengikuti" in client.get(where).text
        client.post(f"{where}/ikutan/pembatalan", data={"once": f"{where}b"})
        follow = notices.find_follow(subject_id, account_id=town.people["resident"].id)
        assert follow is not None
        assert follow.ended_at is not None


def test_a_notice_leads_to_the_session(client: FlaskClient, session_: Session, town: Town) -> None:
    notifications.follow(session_.subject_id, account_id=town.people["resident"].id)
    session_acts.cancel(known.lock(session_.id), "Tidak ada pembicara.", by=town.actor("moderator"))
    db.session.commit()
    sign_in(client, town.people["resident"])
    inbox = client.get("/kotak-masuk").text
    assert "Temu Warga dibatalkan." in inbox
    assert f'href="{page_of(session_)}"' in inbox
    assert "Tidak ada pembicara." in client.get(page_of(session_)).text


def test_a_moderator_opens_a_series_with_its_first_sessions(client: FlaskClient, town: Town) -> None:
    sign_in(client, town.people["moderator"])
    assert client.get("/meja/forum/seri/baru?kota=contoh").status_code == 200
    answer = client.post("/meja/forum/seri/baru?kota=contoh", data={**SERIES, "once": "satu"})
    assert answer.status_code == 303
    assert client.post("/meja/forum/seri/baru?kota=contoh", data={**SERIES, "once": "satu"}).status_code == 303
    made = db.session.query(Series).one()
    assert db.session.query(Session).filter_by(series_id=made.id).count() == 2
    ref = ref_of(made)
    changed = {**SERIES, "title": "Rembuk Bulanan", "weekday": "1"}
    assert client.post(f"/meja/forum/seri/{ref}", data=changed).status_code == 303
    db.session.expire_all()
    assert (made.title, made.weekday) == ("Rembuk Bulanan", 1)
    assert "Rembuk Bulanan" in client.get(f"/meja/forum/seri/{ref}").text
    client.post(f"/meja/forum/seri/{ref}/penutupan", data={"once": "tutup"})
    refused = client.post(f"/meja/forum/seri/{ref}", data=changed)
    assert refused.status_code == 409
    assert "sudah ditutup" in refused.text


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"ends": "08:00"}, "ends", "selesai sebelum"), ({"ends": "09:00"}, "ends", "selesai sebelum"),
        ({"day": "2026-11-01"}, "day", "sudah lewat"), ({"day": "2036-12-01"}, "day", "terlalu jauh"),
        ({"place": "  "}, "place", "Tulis tempatnya"), ({"mode": "online"}, "link", "Tulis tautan"),
        ({"mode": "online", "link": "http://temu.example"}, "link", "https://"),
        ({"begins": "pagi"}, "begins", "Jam ini tidak dikenali"), ({"capacity": "0"}, "capacity", "1 sampai 5000"),
        ({"capacity": "banyak"}, "capacity", "bilangan bulat"), ({"title": "ab"}, "title", "5 sampai 160"),
        ({"hosts": ["tidak-ada"]}, "hosts", "Pilih"), ({"mode": "telepati"}, "mode", "Pilih salah satu"),
        ({"day": "kemarin"}, "day", "Tanggal ini tidak dikenali"),
    ],
)  # fmt: skip
def test_bad_input_is_said_beside_its_field(
    client: FlaskClient, town: Town, wrong: dict[str, object], field: str, said: str
) -> None:
    sign_in(client, town.people["moderator"])
    answer = client.post("/meja/forum/sesi/baru?kota=contoh", data={**NEW, **wrong})
    assert answer.status_code == 422
    found = re.search(rf'id="{field}-error".*?</p>', answer.text, re.DOTALL)
    assert found is not None
    assert said in found.group(0)
    assert "Air bersih" in answer.text, "every word stays"
    assert db.session.query(Session).count() == 0


def test_a_moderator_makes_changes_moves_and_cancels(client: FlaskClient, town: Town) -> None:
    sign_in(client, town.people["moderator"])
    assert client.post("/meja/forum/sesi/baru?kota=contoh", data={**NEW, "once": "baru"}).status_code == 303
    session_ = db.session.query(Session).one()
    where = desk_of(session_)
    assert client.get(where).status_code == 200
    edited = {"title": "Temu Warga Barat", "theme": "", "capacity": "60", "hosts": ["dpu", "pkm-melati"]}
    assert client.post(where, data=edited).status_code == 303
    moved = {**NEW, "day": "2026-12-02", "reason": "Gedung dipakai pemilihan."}
    backwards = client.post(f"{where}/pemindahan", data={**moved, "ends": "07:00"})
    assert backwards.status_code == 422
    assert re.search(r'id="ends-error"[^<]*(<[^p][^<]*)*selesai sebelum', backwards.text)
    assert "Gedung dipakai pemilihan." in backwards.text
    assert client.post(f"{where}/pemindahan", data={**moved, "reason": "  "}).status_code == 422
    assert client.post(f"{where}/pemindahan", data={**moved, "once": "pindah"}).status_code == 303
    page = client.get(page_of(session_)).text
    assert "Semula: Selasa 1 Desember 2026, 09.00 sampai 11.00 WITA." in page
    assert "Gedung dipakai pemilihan." in page
    assert client.post(f"{where}/pembukaan").status_code == 409
    assert client.post(f"{where}/pembatalan", data={"batal-reason": "Tidak ada pembicara."}).status_code == 303
    assert client.post(f"{where}/pembatalan", data={"batal-reason": "Tidak ada pembicara."}).status_code == 409
    db.session.expire_all()
    assert (session_.title, session_.capacity, session_.state) == ("Temu Warga Barat", 60, "cancelled")


def test_attendance_codes_and_papers(client: FlaskClient, opened: Session, town: Town) -> None:
    sign_in(client, town.people["moderator"])
    where = desk_of(opened)
    assert client.post(f"{where}/kode", data={"count": "1001"}).status_code == 422
    assert client.post(f"{where}/kode", data={"count": "30"}).status_code == 303
    sheet = client.get(f"{where}/kode/1.pdf")
    assert (sheet.status_code, sheet.mimetype) == (200, "application/pdf")
    assert client.get(f"{where}/kode/2.pdf").status_code == 404
    screen = client.get(f"{where}/kode/layar").text
    code = attending.code_of(opened.id, 1)
    assert f"{code[:4]}-{code[4:]}" in screen
    attending.check_in_token(known.hold_seats(opened.id), code, "user")
    db.session.commit()
    assert code[4:] not in client.get(f"{where}/kode/layar").text, "a used code is not shown again"
    assert client.post(f"{where}/kehadiran/jumlah", data={"kind": "media", "people": "0"}).status_code == 422
    assert client.post(f"{where}/kehadiran/jumlah", data={"kind": "media", "people": "3"}).status_code == 303
    line = registrations.written_down(opened.id)[0]
    assert client.post(f"{where}/kehadiran/{line.id}/pencoretan").status_code == 303
    invitation = client.get(f"{where}/undangan.pdf")

    printed = PdfReader(io.BytesIO(invitation.data))
    assert len(printed.pages) == 1
    words = printed.pages[0].extract_text().replace("\u200b", "")
    assert "Temu Warga" in words
    assert f"/forum/contoh/{opened.year}/{opened.number}" in words


def test_a_registered_person_is_ticked_off_at_the_door(client: FlaskClient, town: Town, hands: Hands) -> None:
    session_ = make_session(town, days=1)
    held = registering.register(session_, "user", account_id=town.people["resident"].id).registration
    db.session.commit()
    sign_in(client, town.people["officer"])
    where = f"{desk_of(session_)}/kehadiran"
    assert "Resident Contoh" in client.get(where).text
    assert client.post(f"{where}/{held.id}/kedatangan", data={"once": "0"}).status_code == 409, (
        "not before the door opens"
    )
    hands.move(days=1)
    for key, status in (("a", 303), ("a", 303), ("b", 409)):
        assert client.post(f"{where}/{held.id}/kedatangan", data={"once": key}).status_code == status
    db.session.expire_all()
    assert session_.attended == 1


@pytest.mark.asvs("8.2.2")
def test_nobody_runs_what_belongs_to_another_place(client: FlaskClient, session_: Session, series: Series,
                                                   town: Town) -> None:  # fmt: skip
    foreign_root = find_root(town.other.id)
    assert foreign_root is not None
    stranger = make_account("stranger", "moderator", foreign_root, town.other)
    foreign = session_acts.plan_by_hand(foreign_root, town_plan(town), by=town.actor("moderator"))
    held = registering.register(foreign, "user", account_id=town.people["resident"].id).registration
    db.session.commit()
    sign_in(client, stranger)
    where = desk_of(session_)
    tried = [("get", where), ("post", where), ("get", f"{where}/kehadiran"), ("get", f"{where}/kode"),
             ("get", f"{where}/kode/1.pdf"), ("get", f"{where}/kode/layar"), ("get", f"{where}/undangan.pdf"),
             ("get", f"/meja/forum/seri/{ref_of(series)}"), ("post", f"/meja/forum/seri/{ref_of(series)}"),
             ("post", f"/meja/forum/seri/{ref_of(series)}/penutupan"),
             *(("post", f"{where}/{act}") for act in ("pemindahan", "pembatalan", "pembukaan", "penutupan",
                                                     "kehadiran/jumlah", f"kehadiran/{held.id}/kedatangan",
                                                     "kehadiran/1/pencoretan", "kode"))]  # fmt: skip
    for method, path in tried:
        assert getattr(client, method)(path).status_code == 404, path
    for path in ("/meja/forum?kota=contoh", "/meja/forum/sesi/baru?kota=contoh", "/meja/forum/seri/baru?kota=contoh"):
        assert client.get(path).status_code == 403, path
    assert client.post(f"{desk_of(foreign)}/kehadiran/{held.id}/kedatangan").status_code == 409, "their own, too early"
    sign_in(client, town.people["moderator"])
    assert client.post(f"{where}/kehadiran/{held.id}/kedatangan").status_code == 404, "another session's registration"


def town_plan(town: Town) -> session_acts.SessionPlan:
    from tests.dialogues.conftest import session_plan

    return session_plan(town, host_ids=())


def test_a_moderator_of_a_unit_runs_that_units_forum_only(client: FlaskClient, session_: Session, town: Town) -> None:
    own = make_account("unitmod", "moderator", town.works, town.government)
    db.session.commit()
    sign_in(client, own)
    page = client.get("/meja/forum/sesi/baru?kota=contoh").text
    assert 'value="dpu"' in page
    assert 'value="root"' not in page
    assert client.post("/meja/forum/sesi/baru?kota=contoh", data={**NEW, "host": "root"}).status_code == 422
    assert client.post("/meja/forum/sesi/baru?kota=contoh", data={**NEW, "host": "dpu"}).status_code == 303
    assert client.get(desk_of(session_)).status_code == 404


def test_units_that_are_not_asked_do_not_see_who_registered(client: FlaskClient, session_: Session, town: Town) -> None:
    sign_in(client, town.people["nurse"])
    assert client.get(f"{desk_of(session_)}/kehadiran").status_code == 404
    sign_in(client, town.people["officer"])
    assert client.get(f"{desk_of(session_)}/kehadiran").status_code == 200


def test_who_registered_is_told_to_no_reader(client: FlaskClient, session_: Session, town: Town) -> None:
    resident = town.people["resident"]
    resident.name = "Kenari Berkicau"
    registering.register(session_, "user", account_id=resident.id)
    db.session.commit()
    for path in ("/forum?kota=contoh", page_of(session_), "/forum/contoh/umpan.atom", "/forum/contoh/kalender.ics"):
        assert "Kenari" not in client.get(path).text
    sign_in(client, town.people["neighbour"])
    assert "Kenari" not in client.get(page_of(session_)).text


def test_letters_leave_no_address_in_the_clear(session_: Session) -> None:
    contact = notifications.make_contact("kenari@contoh.example", "id")
    notifications.confirm(contact)
    registering.register_by_mail(known.hold_seats(session_.id), "user", contact)
    db.session.commit()
    for letter in db.session.query(Letter):
        assert "kenari" not in f"{letter.recipient}{letter.content}"


def test_past_sessions_come_a_page_at_a_time(client: FlaskClient, town: Town, hands: Hands) -> None:
    made = [make_session(town, days=1 + k / 24, title=f"Temu nomor {k:02d}") for k in range(23)]
    hands.move(days=3)
    for each in made:
        session_acts.end_forgotten(known.lock(each.id))
    db.session.commit()
    first = client.get("/forum?kota=contoh").text
    assert "Temu nomor 22" in first
    assert "Temu nomor 02" not in first
    older = re.search(r'rel="next" href="([^"]+)"', first)
    assert older is not None
    second = client.get(older.group(1).replace("&amp;", "&")).text
    assert "Temu nomor 02" in second
    assert "Temu nomor 22" not in second
    for wrong in ("zz", "W10", "WzEsMl0"):
        assert client.get(f"/forum?kota=contoh&hal={wrong}").status_code == 404


def test_the_hall_is_offered_when_its_door_opens(client: FlaskClient, session_: Session, hands: Hands) -> None:
    assert "Masuk ruangan" not in client.get(page_of(session_)).text
    hands.set(session_.starts_at - timedelta(hours=1))
    assert "Masuk ruangan" in client.get(page_of(session_)).text
