"""Somebody takes part in the forum by a small phone alone and without an account: from the letter to the summary."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import acts, forum_acts
from tests.browser.conftest import DESKTOP
from tests.browser.forum_acts import Meeting
from tests.browser.house import House, link_in

TITLE = "Temu Warga Passo"
EMAIL = "warga.passo@contoh.example"
STATEMENTS = ("Puskesmas Passo perlu buka pada hari Sabtu.", "Angkot malam ke Passo perlu ditambah.")
QUESTION = "Apakah obat darah tinggi selalu ada di puskesmas?"
SMALL = {"width": 360, "height": 640}
TO_REGISTER, TO_JOIN, TO_ASK = 4, 2, 2
"""Most taps for each, the tap into a field counted."""

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]


class Thumb:
    """One thumb: it counts its taps, and finds nothing beyond the right edge or too small to hit."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    def tap(self, target: Locator) -> None:
        self.look()
        target.scroll_into_view_if_needed()
        box = target.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24, (self.page.url, target, box)
        target.tap()
        self.taps += 1

    def type(self, target: Locator, words: str) -> None:
        self.tap(target)
        target.fill(words)

    def look(self) -> None:
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= SMALL["width"], f"{self.page.url}: {wide} px"

    def count(self) -> int:
        """Taps since the last count."""
        taps, self.taps = self.taps, 0
        return taps


@pytest.fixture
def phone(chromium: Browser, house: House) -> Iterator[Page]:
    """A phone as browsers tell of one: narrow, touched, with a viewport of its own."""
    context = chromium.new_context(
        viewport=SMALL, is_mobile=True, has_touch=True, device_scale_factor=3, base_url=house.url,  # type: ignore[arg-type]
        locale="id-ID", reduced_motion="reduce",
    )  # fmt: skip
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def test_a_resident_takes_part_by_phone_alone(house: House, visit: Visit, phone: Page) -> None:
    moderator, thumb = visit(DESKTOP), Thumb(phone)
    acts.sign_in(moderator, house, forum_acts.MODERATOR)
    forum_acts.plan_session(moderator, TITLE, forum_acts.today(house) + timedelta(days=2))
    meeting = forum_acts.meetings_of(house, TITLE)[0]
    forum_acts.accept_suggestions(moderator, meeting, 1)
    for body in STATEMENTS:
        forum_acts.propose_statement(moderator, meeting, body)
    forum_acts.accept_statements(moderator, meeting)
    code = forum_acts.make_codes(moderator, meeting, 1)[0]

    _register(house, thumb, meeting)
    forum_acts.move_to(house, forum_acts.days_after(meeting, 0))
    acts.sign_in(moderator, house, forum_acts.MODERATOR)
    forum_acts.begin(moderator, meeting)
    forum_acts.put_on_screen(moderator, meeting, STATEMENTS[0])
    _join(thumb, meeting, code)
    _take_part(thumb, meeting)
    moderator.goto(f"{meeting.hall}/layar")
    expect(moderator.locator("main")).to_contain_text(QUESTION)
    forum_acts.end(moderator, meeting)
    forum_acts.assemble(moderator, meeting)
    forum_acts.publish(moderator, meeting)
    _read_the_summary(house, thumb)


def _register(house: House, thumb: Thumb, meeting: Meeting) -> None:
    """From the address on the poster: as whom, the address, and the link in the letter."""
    phone = thumb.page
    phone.goto(meeting.public)
    thumb.type(phone.locator("#daftar").get_by_label("Alamat surel Anda"), EMAIL)
    thumb.tap(phone.locator("#daftar").get_by_role("button", name="Daftar"))
    expect(phone.locator("main")).to_contain_text("Periksa kotak surel Anda")
    thumb.look()
    letter = house.wait_for_letters(EMAIL, 1)[-1]
    phone.goto(link_in(letter, "/surat/konfirmasi/"))
    thumb.taps += 1  # on the link in the letter
    thumb.tap(phone.get_by_role("button", name="Ya, kabari saya"))
    told = forum_acts.wait_for_letter(house, EMAIL, "Anda terdaftar")
    phone.goto(link_in(told, "/forum/pendaftaran/"))
    expect(phone.locator("main")).to_contain_text("Anda terdaftar")
    thumb.look()
    assert thumb.count() <= TO_REGISTER


def _join(thumb: Thumb, meeting: Meeting, code: str) -> None:
    """The code on the card is scanned: the address brings it along."""
    phone = thumb.page
    phone.goto(f"{meeting.hall}?kode={code}")
    thumb.taps += 1  # on what the camera found
    expect(phone.get_by_label("Kode masuk")).to_have_value(code)
    thumb.tap(phone.get_by_role("button", name="Masuk ke ruang"))
    expect(phone.locator("main")).to_contain_text("Anda tercatat hadir")
    assert thumb.count() <= TO_JOIN


def _take_part(thumb: Thumb, meeting: Meeting) -> None:
    """A vote on what the screen shows, a question, and the other statement."""
    phone = thumb.page
    thumb.tap(phone.locator("#pernyataan").get_by_role("button", name="Setuju", exact=True))
    expect(phone.locator("#pernyataan")).to_contain_text("Jawaban Anda: setuju")
    assert thumb.count() == 1
    thumb.type(phone.get_by_label("Pertanyaan Anda"), QUESTION)
    thumb.tap(phone.get_by_role("button", name="Kirim pertanyaan"))
    expect(phone.locator("#pertanyaan")).to_contain_text(QUESTION)
    assert thumb.count() <= TO_ASK
    thumb.tap(phone.get_by_role("link", name="Semua pernyataan pertemuan ini"))
    expect(phone.locator("#kini")).to_have_text(STATEMENTS[1])
    thumb.tap(phone.locator("#jawab").get_by_role("button", name="Lewati"))
    expect(phone.locator("#jawab")).to_contain_text("Semua pernyataan sudah Anda jawab")
    thumb.look()
    assert thumb.count() == 2


def _read_the_summary(house: House, thumb: Thumb) -> None:
    """One tap in the letter; one minute of reading first."""
    phone, letter = thumb.page, forum_acts.wait_for_letter(house, EMAIL, "Ringkasan")
    phone.goto(link_in(letter, "/forum/ambon/"))
    expect(phone.locator(".official")).to_contain_text("Intisari")
    expect(phone.locator("main")).to_contain_text(QUESTION)
    thumb.look()
