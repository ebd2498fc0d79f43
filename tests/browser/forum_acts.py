"""What people do about the monthly forum of Ambon in the stories, each in the words they see."""

from __future__ import annotations

import io
import re
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as hour
from email.message import EmailMessage
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.house import House

MODERATOR, SECOND = "martha.ambon@contoh.example", "usman.ambon@contoh.example"
OFFICER, HEAD = "rosina.ambon@contoh.example", "ferry.ambon@contoh.example"
FOLLOWER = "marice.warga.ambon@contoh.example"
ZONE = ZoneInfo("Asia/Jayapura")
UNIT = "dpu"
HALL = "Baileo Contoh, Jalan Pattimura 1"
CODE = r"[0-9A-Z]{4}-\s*[0-9A-Z]{4}"


@dataclass(frozen=True)
class Meeting:
    """Where a session is: at the desk, for everyone, in its hall; and when it begins."""

    desk: str
    public: str
    hall: str
    starts_at: datetime


def today(house: House) -> date:
    """The day in Ambon."""
    return house.now.astimezone(ZONE).date()


def move_to(house: House, day: date, clock: str = "08:30") -> None:
    """Let it be that hour of that day in Ambon; time never goes back."""
    moment = datetime.combine(day, hour.fromisoformat(clock), ZONE).astimezone(UTC)
    house.set_clock(max(house.now, moment))


def open_series(page: Page, title: str, first: date) -> None:
    """A forum that comes back every month, on the weekday of its first meeting."""
    page.goto("/meja/forum/seri/baru?kota=ambon")
    page.get_by_label("Nama forum").fill(title)
    page.get_by_label("Tema").fill("Jalan, lampu, dan air di lingkungan kita.")
    page.get_by_label("Minggu keberapa").select_option(str((first.day - 1) // 7 + 1 if first.day < 29 else -1))
    page.get_by_label("Hari", exact=True).select_option(str(first.weekday()))
    page.get_by_label("Jam mulai").fill("09:00")
    _say_where_and_who(page)
    page.get_by_role("button", name="Buat seri").click()
    expect(page.locator("main")).to_contain_text("pertemuan berikutnya")


def plan_session(page: Page, title: str, day: date) -> None:
    """One meeting outside of any series; the page is at its desk then."""
    page.goto("/meja/forum/sesi/baru?kota=ambon")
    page.get_by_label("Nama forum").fill(title)
    page.get_by_label("Tanggal", exact=True).fill(day.isoformat())
    page.get_by_label("Jam mulai").fill("09:00")
    page.get_by_label("Jam selesai").fill("11:00")
    _say_where_and_who(page)
    page.get_by_role("button", name="Buat pertemuan").click()
    expect(page.locator("main")).to_contain_text("terbuka untuk pendaftaran")


def _say_where_and_who(page: Page) -> None:
    page.get_by_label("Tempat", exact=True).fill(HALL)
    page.locator("summary", has_text="Unit yang diminta hadir").click()
    page.locator(f"input[name=hosts][value={UNIT}]").check()


def meetings_of(house: House, title: str) -> list[Meeting]:
    """The sessions of a name, the soonest first."""
    rows = house.ask(
        "select s.ref, d.year, d.number, d.hall_code, d.starts_at from dialogue_sessions d "
        "join subjects s on s.id = d.subject_id where d.title = ? order by d.starts_at", title,
    )  # fmt: skip
    return [
        Meeting(f"/meja/forum/sesi/{ref}", f"/forum/ambon/{year}/{number}", f"/aula/{code}", _moment(starts_at))
        for ref, year, number, code, starts_at in rows
    ]


def _moment(written: str) -> datetime:
    """UTC, as the database writes it."""
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


def accept_suggestions(page: Page, meeting: Meeting, count: int) -> list[str]:
    """Let the system look into the data, and take the first of what it found; their titles."""
    page.goto(f"{meeting.desk}/agenda")
    page.get_by_role("button", name="Cari usulan dari data").click()
    expect(page.locator("main")).to_contain_text(re.compile("usulan ditambahkan|semua yang menonjol sudah ada"))
    titles = []
    for _turn in range(count):
        page.goto(f"{meeting.desk}/agenda")
        first = page.locator("section[aria-labelledby=usul] h3 a").first
        titles.append(first.inner_text())
        first.click()
        page.get_by_label("Unit yang diminta menjawab").select_option(UNIT)
        page.get_by_role("button", name="Masukkan ke agenda").click()
        expect(page.locator("section[aria-labelledby=masuk]")).to_contain_text(titles[-1])
    return titles


def agenda(page: Page) -> list[str]:
    """The titles on the agenda, in their order, at the desk."""
    return page.locator("section[aria-labelledby=masuk] h3").all_inner_texts()


def make_codes(page: Page, meeting: Meeting, count: int) -> list[str]:
    """Check-in codes, read from the sheet that is printed and cut apart."""
    page.goto(f"{meeting.desk}/kode")
    page.get_by_label("Berapa kode").fill(str(count))
    page.get_by_role("button", name="Buat kode").click()
    link = page.get_by_role("link", name="Lembar kode mulai nomor 1").get_attribute("href")
    labels = " ".join(leaf.extract_text() for leaf in read_pdf(page, str(link)).pages)
    return ["".join(found.split()) for found in re.findall(CODE, labels)]


def read_pdf(page: Page, address: str) -> PdfReader:
    """A sheet as a browser gets it: sent as PDF, and tagged."""
    answer = page.request.get(address)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf"), address
    sheet = PdfReader(io.BytesIO(answer.body()))
    root = sheet.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"], address  # type: ignore[index]
    assert "/StructTreeRoot" in root, address  # type: ignore[operator]
    return sheet


def words_of(sheet: PdfReader) -> str:
    """Its words in one line."""
    return " ".join(" ".join(leaf.extract_text() for leaf in sheet.pages).replace("\u200b", "").split())


def propose_statement(page: Page, meeting: Meeting, body: str) -> None:
    """A sentence for the others to answer."""
    page.goto(f"{meeting.public}/pernyataan/baru")
    page.get_by_label("Pernyataan Anda").fill(body)
    page.get_by_role("button", name="Ajukan").click()
    expect(page.locator("#milik-saya")).to_contain_text(body)


def accept_statements(page: Page, meeting: Meeting) -> None:
    """Everything that waits."""
    page.goto(f"{meeting.desk}/pernyataan")
    waiting = page.get_by_role("button", name="Terima", exact=True)
    while waiting.count():
        before = waiting.count()
        waiting.first.click()
        expect(waiting).to_have_count(before - 1)


def put_on_screen(page: Page, meeting: Meeting, statement: str) -> None:
    """The next item of the agenda, and a statement about it."""
    page.goto(f"{meeting.desk}/pernyataan?bagian=tampil")
    page.get_by_role("button", name="Butir berikutnya").click()
    page.goto(f"{meeting.desk}/pernyataan?bagian=tampil")
    page.locator("ul.results > li", has_text=statement).get_by_role("button", name="Ke layar").click()
    expect(page.locator("#layar")).to_contain_text(statement)


def begin(page: Page, meeting: Meeting) -> None:
    """The meeting begins."""
    page.goto(meeting.desk)
    page.get_by_role("button", name="Buka pertemuan").click()
    expect(page.locator("main")).to_contain_text("Sedang berlangsung")


def end(page: Page, meeting: Meeting) -> None:
    """The meeting is over; the question before it is answered."""
    page.goto(meeting.desk)
    page.locator("summary", has_text="Tutup pertemuan").click()
    page.get_by_role("button", name="Tutup pertemuan ini").click()
    expect(page.locator("main")).to_contain_text("Pertemuan ditutup")


def assemble(page: Page, meeting: Meeting) -> str:
    """The draft that the record gives, as its moderator first sees it."""
    page.goto(f"{meeting.desk}/ringkasan")
    page.get_by_role("button", name="Susun rancangan").click()
    return page.get_by_label("Teks ringkasan").input_value()


def publish(page: Page, meeting: Meeting) -> None:
    """For good."""
    page.goto(f"{meeting.desk}/ringkasan")
    page.locator("summary", has_text="Terbitkan ringkasan").click()
    page.get_by_role("button", name="Ya, terbitkan").click()
    page.wait_for_url(f"**{meeting.public}/ringkasan")


def capture_promise(page: Page, what: str, seen: str, due: date) -> None:
    """In the minutes of an item: what a unit promises, and by when."""
    fold = page.locator("#komitmen details")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    fold.get_by_label("Unit yang berjanji").select_option(UNIT)
    fold.get_by_label("Apa yang dijanjikan").fill(what)
    fold.get_by_label("Bagaimana warga tahu").fill(seen)
    fold.get_by_label("Tenggat").fill(due.isoformat())
    fold.get_by_role("button", name="Catat komitmen").click()
    expect(page.locator("#komitmen ul")).to_contain_text(what[:60])


def take_step(page: Page, desk: str, act: str, said: str, **typed: str) -> None:
    """One act of those the desk offers for a commitment, unfolded first."""
    page.goto(desk)
    fold = page.locator(f"details#{act}")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    for name, words in typed.items():
        fold.locator(f"[name$={name}]").fill(words)
    fold.locator(".form-end button").click()
    expect(page.locator("main")).to_contain_text(said)


def wait_for_letter(house: House, to: str, subject: str) -> EmailMessage:
    """The newest mail to an address with these words in its subject; the house's own worker sends it."""
    house.move(minutes=1)
    for _ in range(150):
        found = [letter for letter in house.letters(to) if subject in str(letter["Subject"])]
        if found:
            return found[-1]
        time.sleep(0.1)
    raise AssertionError(f"no mail to {to} about {subject}: {[m['Subject'] for m in house.letters(to)]}")


def wait_for_item(house: House, title: str) -> str:
    """The public page of the session of Ambon on whose agenda the worker put something of this title."""
    for _ in range(150):
        found = house.ask(
            "select d.year || '/' || d.number from agenda_items i join dialogue_sessions d on d.id = i.session_id "
            "join governments g on g.id = d.government_id where g.slug = 'ambon' and i.title = ? "
            "and i.state = 'accepted' and i.reason = 'overdue'", title,
        )  # fmt: skip
        if found:
            return f"/forum/ambon/{found[0][0]}"
        time.sleep(0.1)
    raise AssertionError(f"{title} came back on no agenda")


def days_after(meeting: Meeting, days: int) -> date:
    """Some days after it, in Ambon."""
    return (meeting.starts_at.astimezone(ZONE) + timedelta(days=days)).date()
