"""What people do about the survey in the stories, each in the words they see."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser import acts
from tests.browser.house import House

UNIT_NAME = "Dinas Pekerjaan Umum"
THANKS = "Terima kasih, penilaian Anda sudah masuk"


def new_counter(page: Page, house: House, name: str) -> str:
    """A counter that the head makes; its short address."""
    acts.sign_in(page, house, acts.HEAD)
    page.goto("/meja/survei/titik?kota=makassar&unit=dpu")
    page.locator("aside").get_by_label("Nama loket").fill(name)
    page.get_by_role("button", name="Buat loket").click()
    card = page.locator("article", has_text=name)
    expect(card.get_by_role("link", name="Poster A4")).to_be_visible()
    return "/l/" + card.locator(".number").inner_text().rpartition("/l/")[2]


def issue_tokens(page: Page, counter: str, count: int) -> None:
    """A block for today, as a moderator."""
    page.goto("/meja/survei/token")
    page.get_by_role("link", name="Terbitkan kode").click()
    page.locator("select[name=unit]").select_option("dpu")
    page.get_by_role("button", name="Pilih", exact=True).click()
    page.locator("select[name=point]").select_option(label=counter)
    page.locator("[name=size]").fill(str(count))
    page.get_by_role("button", name="Terbitkan", exact=True).click()
    expect(page.locator("main")).to_contain_text(counter)


def hand_out(page: Page, counter: str, count: int) -> list[str]:
    """Codes of the newest block of a counter, one after the other on the screen at it."""
    page.goto("/meja/survei/token?kota=makassar")
    page.locator("tbody tr", has_text=counter).get_by_role("link", name="Tampilkan di layar").click()
    codes: list[str] = []
    for _turn in range(count):
        page.get_by_role("button", name="ode berikutnya").click()
        expect(page.get_by_text(f"Kode nomor {len(codes) + 1}")).to_be_visible()
        codes.append(page.locator(".secret p.code").inner_text())
    return codes


def tap_through(page: Page) -> int:
    """Tap the third answer of every question until the end; how many taps."""
    taps = 0
    while page.locator("section.now .question").count():
        step = page.locator("section.now .question").get_attribute("id")
        page.locator("section.now .choice").nth(2 if step != "service" else 0).click()
        taps += 1
        page.wait_for_function("(was) => document.querySelector('section.now .question')?.id !== was", arg=step)
    return taps


def fill_one_page(page: Page, turn: int = 1) -> None:
    """Every question at once, without script."""
    for question in page.locator("fieldset.question").all():
        question.locator(".choice").nth(turn if question.get_attribute("id") != "service" else 0).click()


def agree_and_send(page: Page) -> None:
    """The last button, and what it leads to."""
    page.get_by_role("button", name="Setuju dan kirim").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)


def open_kiosk(page: Page, counter: str, pin: str) -> None:
    """Turn the browser of a signed-in head into the tablet of a counter, open at every hour."""
    page.goto("/meja/survei/kios")
    page.get_by_label("Loket", exact=True).select_option(label=f"{UNIT_NAME}, {counter}")
    page.get_by_label("Mulai pukul").fill("00:00")
    page.get_by_label("Sampai pukul").fill("23:59")
    for day in ("Sabtu", "Minggu"):
        page.get_by_label(day).check()
    page.get_by_label("PIN untuk keluar").fill(pin)
    page.get_by_role("button", name="Keluar dan buka survei").click()
    expect(page.get_by_role("button", name="Mulai menilai")).to_be_visible()


def answer_at_kiosk(page: Page) -> None:
    """From the first screen to the last one before sending."""
    page.goto("/kios")
    page.get_by_role("button", name="Mulai menilai").click()
    expect(page.locator(".answer").first).to_be_visible()
    while (asked := page.get_by_role("heading", level=1).inner_text()) != "Hampir selesai":
        page.locator(".answer").nth(0 if "Layanan mana" in asked else 2).click()
        expect(page.get_by_role("heading", level=1)).not_to_have_text(asked)
