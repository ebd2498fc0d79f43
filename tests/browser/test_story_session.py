"""A month of the forum of Ambon: from a series to a promise that was kept and one that comes back by itself.

It moves the clock by a month, so it stands behind the other stories of the house.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from itertools import zip_longest

import pytest
from playwright.sync_api import Page, expect

from tests.browser import acts, forum_acts
from tests.browser.conftest import DESKTOP
from tests.browser.forum_acts import Meeting
from tests.browser.house import House
from tests.browser.voters import Voter, all_at_once

TITLE = "Forum Warga Teluk"
VOTERS = 30
STATEMENT = "Lampu jalan di gang harus menyala sebelum akhir tahun"
QUESTION = "Kapan lampu di tangga Batu Meja diperbaiki?"
AGREED = "Lampu yang padam dilaporkan ketua RT setiap Senin pagi"
KEPT = "Mengganti delapan lampu jalan yang padam di tangga Batu Meja"
LATE = "Memasang pagar pengaman di tepi talud Jalan Contoh"
SEEN = "Terlihat di tempat, dengan foto setiap titik."
ADDED = "Pertemuan berikutnya membahas talud."
PROOF = "Kedelapan lampu menyala sejak tadi malam, fotonya terlampir."
WEIGHED = "Foto dan warga di sana menunjukkan lampunya menyala."
BROKEN = "Sampai tenggat tidak ada pagar dan tidak ada kabar."
FIRST_CLERK = "Pak Simon menyampaikan bahwa tangga gelap sejak Agustus."
SECOND_CLERK = "Ibu Rosina menjawab bahwa lampunya sudah dipesan."
BESIDE = "Dicatat tepat sebelum tombol ditekan."
BEFORE = "Dibacakan sebelum dijanjikan."
HALL = {"width": 1280, "height": 720}

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]


def test_a_month_from_the_series_to_the_promise_that_comes_back(house: House, visit: Visit) -> None:
    moderator, follower, officer = visit(DESKTOP), visit(), visit(DESKTOP)
    acts.sign_in(moderator, house, forum_acts.MODERATOR)
    acts.sign_in(follower, house, forum_acts.FOLLOWER)
    forum_acts.open_series(moderator, TITLE, forum_acts.today(house) + timedelta(days=2))
    this, following = forum_acts.meetings_of(house, TITLE)[:2]
    _follow(follower)
    _order_the_agenda(moderator, this)
    _invite(moderator, house, this)
    forum_acts.propose_statement(follower, this, STATEMENT)

    forum_acts.move_to(house, forum_acts.days_after(this, 0))
    acts.sign_in(officer, house, forum_acts.OFFICER)
    acts.sign_in(moderator, house, forum_acts.MODERATOR)
    _meet(house, moderator, visit(HALL), this)
    promised = _write_down(officer, moderator, this)
    forum_acts.end(moderator, this)
    _summarise(house, moderator, this)
    _read_as_anybody(visit(), this)
    letter = forum_acts.wait_for_letter(house, forum_acts.FOLLOWER, "Ringkasan")
    body = letter.get_body(("plain",))
    assert body is not None
    assert ADDED in body.get_content()
    assert f"{this.public}/ringkasan" in body.get_content()

    _keep_one_of_two(house, visit(DESKTOP), moderator, this, promised)
    anyone = visit()
    _find_both(anyone)
    forum_acts.move_to(house, forum_acts.days_after(following, -13))
    _come_back(anyone, forum_acts.wait_for_item(house, LATE))


def _follow(follower: Page) -> None:
    """The series, on a phone, and by mail."""
    follower.goto("/akun")
    follower.locator("#mail").check()
    follower.locator("form", has=follower.locator("#mail")).get_by_role("button", name="Simpan").click()
    expect(follower.locator(".flashes")).to_be_visible()
    follower.goto("/forum?kota=ambon")
    follower.locator("aside").get_by_role("link", name=TITLE).click()
    follower.get_by_role("button", name="Ikuti seri ini").click()
    expect(follower.get_by_role("button", name="Berhenti mengikuti")).to_be_visible()


def _order_the_agenda(moderator: Page, meeting: Meeting) -> None:
    """Two of what the system found, each with its reason; the second goes first."""
    first, second = forum_acts.accept_suggestions(moderator, meeting, 2)
    items = moderator.locator("section[aria-labelledby=masuk] li")
    for title in (first, second):
        expect(items.filter(has_text=title)).to_contain_text(re.compile(r"Didukung|Tenggatnya|Survei|Rapor"))
    before = forum_acts.agenda(moderator)
    items.filter(has_text=second).get_by_role("button", name="Naikkan").click()
    expect(moderator.locator("section[aria-labelledby=masuk] h3").nth(before.index(second))).not_to_have_text(second)
    after = forum_acts.agenda(moderator)
    assert after.index(second) == before.index(second) - 1
    moderator.goto(meeting.public)
    assert moderator.locator("ol.session-agenda h3").all_inner_texts() == after


def _invite(moderator: Page, house: House, meeting: Meeting) -> None:
    """The invitation is a sheet to print that names when, where, who, and the address to register at."""
    moderator.goto(meeting.desk)
    link = moderator.get_by_role("link", name="Undangan untuk dicetak").get_attribute("href")
    words = forum_acts.words_of(forum_acts.read_pdf(moderator, str(link)))
    for said in (TITLE, forum_acts.HALL, "Dinas Pekerjaan Umum", house.url.partition("://")[2] + meeting.public):
        assert said.replace(" ", "") in words.replace(" ", ""), words


def _meet(house: House, moderator: Page, screen: Page, meeting: Meeting) -> None:
    """Thirty phones check in, answer and ask; the screen shows all of it without being touched."""
    codes = forum_acts.make_codes(moderator, meeting, VOTERS)
    assert len(set(codes)) == VOTERS
    forum_acts.accept_statements(moderator, meeting)
    forum_acts.begin(moderator, meeting)
    screen.goto(f"{meeting.hall}/layar")
    voters = [Voter(house.url, meeting.hall, code) for code in codes]
    all_at_once(voters, Voter.check_in)
    forum_acts.put_on_screen(moderator, meeting, STATEMENT)
    expect(screen.locator(".statement")).to_have_text(STATEMENT)
    all_at_once(voters[1:], lambda voter: voter.vote(1))
    voters[0].vote(0)
    voters[0].vote(-1)  # thinks again: still one voice
    expect(screen.locator("main")).to_contain_text(f"{VOTERS} orang menjawab")
    expect(screen.locator(".bars li").first).to_have_text(re.compile(r"Setuju\s*97%"))
    voters[0].ask(QUESTION)
    all_at_once(voters[1:13], Voter.back)
    asked = screen.locator(".asked li", has_text=QUESTION)
    expect(asked.locator(".votes")).to_contain_text("12")
    assert screen.evaluate("document.documentElement.scrollWidth") <= HALL["width"]
    moderator.goto(f"{meeting.desk}/kehadiran")
    moderator.get_by_label("Mereka datang sebagai").select_option("civil")
    moderator.get_by_label("Berapa orang").fill("4")
    moderator.get_by_role("button", name="Catat", exact=True).click()
    expect(moderator.locator("tr", has_text="Jumlah")).to_contain_text(str(VOTERS + 4))


def _write_down(officer: Page, moderator: Page, meeting: Meeting) -> dict[str, str]:
    """Two clerks type into the minutes of one item at once; what was agreed and promised is captured beside them.

    Returns the desks of the promises.
    """
    for page in (officer, moderator):
        page.goto(f"{meeting.desk}/notulensi")
        page.locator("ol.cases h2 a").first.click()
    boxes = [page.get_by_label("Notulensi") for page in (officer, moderator)]
    for pair in zip_longest(FIRST_CLERK.split(), SECOND_CLERK.split(), fillvalue=""):
        for box, word in zip(boxes, pair, strict=True):
            box.press_sequentially(f"{word} ")
    for box in boxes:
        for word in [*FIRST_CLERK.split(), *SECOND_CLERK.split()]:
            expect(box).to_have_value(re.compile(re.escape(word)))
    for page in (officer, moderator):
        expect(page.locator("[data-minutes-status]")).to_contain_text("Tersimpan")
        page.reload()
    officer.get_by_label("Kesepakatan").check()
    officer.get_by_label("Isinya, dalam satu atau dua kalimat").fill(AGREED)
    officer.get_by_label("Notulensi").press_sequentially(f"{BESIDE} ")
    officer.get_by_role("button", name="Catat", exact=True).click()
    expect(officer.locator("#temuan ul")).to_contain_text(AGREED)
    expect(officer.get_by_label("Notulensi")).to_have_value(re.compile(re.escape(BESIDE)))
    moderator.get_by_label("Notulensi").press_sequentially(f"{BEFORE} ")
    for days, what in ((4, KEPT), (5, LATE)):
        forum_acts.capture_promise(moderator, what, SEEN, forum_acts.days_after(meeting, days))
    expect(moderator.get_by_label("Notulensi")).to_have_value(re.compile(re.escape(BEFORE)))
    links = moderator.locator("#komitmen ul a")
    return {link.inner_text(): str(link.get_attribute("href")) for link in links.all()}


def _summarise(house: House, moderator: Page, meeting: Meeting) -> None:
    """The draft of the record, one more sentence, looked at before it is kept, and its difference from the draft."""
    draft = forum_acts.assemble(moderator, meeting)
    for said in ("34", QUESTION, AGREED, KEPT, LATE, STATEMENT):
        assert said in draft, (said, draft)
    box = moderator.get_by_label("Teks ringkasan")
    head, essence, rest = draft.partition("\n\n")
    box.fill(f"{head}{essence}{ADDED}\n\n{rest}")
    moderator.get_by_role("button", name="Lihat dahulu").click()
    expect(moderator.locator("#pratinjau")).to_contain_text("belum tersimpan")
    expect(moderator.locator("#pratinjau")).to_contain_text(ADDED)
    moderator.get_by_role("button", name="Simpan, belum terbit").click()
    expect(moderator.locator("#perbedaan ins")).to_contain_text(ADDED)
    forum_acts.publish(moderator, meeting)


def _read_as_anybody(anyone: Page, meeting: Meeting) -> None:
    """One minute first; every sentence leads to its record; the berita acara is a tagged PDF."""
    anyone.goto(meeting.public)
    anyone.get_by_role("link", name="Baca ringkasan").click()
    expect(anyone.locator(".official")).to_contain_text(ADDED)
    for said in (AGREED, KEPT, LATE, STATEMENT):
        expect(anyone.locator("main")).to_contain_text(said)
    for href in {str(each.get_attribute("href")) for each in anyone.locator("main .told a").all()}:
        assert anyone.request.get(href).ok, href
    link = anyone.get_by_role("link", name="Berita acara (PDF)").get_attribute("href")
    words = forum_acts.words_of(forum_acts.read_pdf(anyone, str(link)))
    for said in (TITLE, forum_acts.HALL, AGREED, KEPT, "Dinas Pekerjaan Umum"):
        assert said.replace(" ", "") in words.replace(" ", ""), (said, words)


def _keep_one_of_two(house: House, head: Page, moderator: Page, meeting: Meeting, promised: dict[str, str]) -> None:
    """The head accepts both and proves one; of the other nothing is heard, and its moderator says so."""
    acts.sign_in(head, house, forum_acts.HEAD)
    for desk in promised.values():
        forum_acts.take_step(head, desk, "kesanggupan", "Komitmen disanggupi")
    forum_acts.move_to(house, forum_acts.days_after(meeting, 3))
    acts.sign_in(head, house, forum_acts.HEAD)
    head.goto(promised[KEPT])
    head.locator("#bukti [name$=body]").fill(PROOF)
    head.locator("#bukti [type=file]").set_input_files(acts.photo())  # type: ignore[arg-type]
    head.locator("#bukti .form-end button").click()
    expect(head.locator("main")).to_contain_text("Bukti diserahkan")
    acts.sign_in(moderator, house, forum_acts.MODERATOR)  # before its day is over: the worker lists what is late
    forum_acts.take_step(moderator, promised[KEPT], "penepatan", "Komitmen dinyatakan ditepati", reason=WEIGHED)
    forum_acts.move_to(house, forum_acts.days_after(meeting, 7))
    acts.sign_in(moderator, house, forum_acts.MODERATOR)
    forum_acts.take_step(moderator, promised[LATE], "pelanggaran", "tidak ditepati", reason=BROKEN)


def _find_both(anyone: Page) -> None:
    """Everyone reads what became of them, and in which meeting they were made."""
    for state, what, word in (("kept", KEPT, PROOF), ("broken", LATE, BROKEN)):
        anyone.goto(f"/komitmen?kota=ambon&unit={forum_acts.UNIT}&keadaan={state}")
        anyone.locator("main").get_by_role("link", name=what).click()
        expect(anyone.locator("main")).to_contain_text(word)
        expect(anyone.locator("main")).to_contain_text(TITLE)


def _come_back(anyone: Page, following: str) -> None:
    """The worker alone put the broken one on the town's next agenda, and everyone reads why."""
    anyone.goto(f"{following}/usulan")
    item = anyone.locator("section[aria-labelledby=agenda] li", has_text=LATE)
    expect(item).to_contain_text(re.compile("Tenggatnya .*(dinyatakan tidak ditepati|belum ada bukti)"))
    expect(anyone.locator("main")).not_to_contain_text(KEPT)
    anyone.goto(following)
    anyone.locator("ol.session-agenda").get_by_role("link", name=LATE).click()
    anyone.get_by_role("link", name="Baca komitmennya").click()
    expect(anyone.locator("main")).to_contain_text(BROKEN)
