"""What people do in the stories, each in the words they see; with and without script alike."""

from __future__ import annotations

import io
import random
import re

from PIL import Image, ImageFilter
from playwright.sync_api import Page, expect

from tests.browser.house import House

MODERATOR = "rahma.makassar@contoh.example"
ADMINISTRATOR = "andi.makassar@contoh.example"
HEAD = "baso.makassar@contoh.example"
RESIDENT = "sitti.warga.makassar@contoh.example"
CAMERA = "KAMERA-CONTOH-77"


def sign_in(page: Page, house: House, email: str) -> Page:
    """Through the sign-in page, with the password and the second factor that a demonstration shows."""
    house.move(seconds=31)  # each code of a second factor counts once: wait for the next
    page.goto("/masuk?kota=makassar")
    password = page.locator("#contoh ~ p code").inner_text()
    page.get_by_label("Surel").first.fill(email)
    page.get_by_label("Kata sandi", exact=True).fill(password)
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.wait_for_load_state()
    if "/masuk/kode" in page.url:
        page.locator("#code").fill(page.locator("#kode-contoh").inner_text())
        page.get_by_role("button", name="Lanjut").click()
    page.wait_for_url(lambda url: "/masuk" not in url)
    return page


def photo(width: int = 1500, height: int = 1100) -> dict[str, object]:
    """A picture of some weight from a telephone that says where and with what it was taken."""
    dice = random.Random(7)
    small = Image.frombytes("RGB", (150, 110), bytes(dice.randrange(256) for _ in range(150 * 110 * 3)))
    picture = small.resize((width, height)).filter(ImageFilter.GaussianBlur(2))
    exif = picture.getexif()
    exif[0x010F], exif[0x0110] = "Contoh", CAMERA
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80, exif=exif)
    return {"name": "jalan.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def read_receipt(page: Page) -> tuple[str, str]:
    """Number and secret code."""
    expect(page.get_by_role("heading", name="Laporan Anda sudah kami terima")).to_be_visible()
    return page.locator("p.large .number").inner_text(), page.locator("#kode").inner_text()


def verify(page: Page, number: str, unit: str) -> None:
    """Verify a complaint and hand it to a unit."""
    page.goto(f"/meja/verifikasi/{number}")
    page.locator("#disposisi-lead").fill(unit)
    page.get_by_role("button", name="Disposisikan saja").click()
    expect(page.locator("#disposisi")).to_have_count(0)


def answer(page: Page, number: str, words: str) -> None:
    """The first answer, or another."""
    page.goto(f"/meja/unit/{number}")
    page.get_by_label("Tulisan untuk pelapor dan publik").fill(words)
    page.get_by_label("Lanjut ke laporan berikutnya").uncheck()
    page.get_by_role("button", name="Kirim jawaban").click()
    expect(page.locator("main")).to_contain_text(words)


def report_done(page: Page, number: str, words: str, evidence: dict[str, object] | None = None) -> None:
    """Say that it is solved, with evidence."""
    page.goto(f"/meja/unit/{number}")
    page.get_by_label("Tulisan untuk pelapor dan publik").fill(words)
    page.get_by_label("Lanjut ke laporan berikutnya").uncheck()
    if evidence:
        page.locator("#files").set_input_files(evidence)  # type: ignore[arg-type]
    page.get_by_text("Nyatakan selesai…").click()
    page.locator("#ground").fill("Berita acara pekerjaan 12/BA/2026")
    page.get_by_role("button", name="Nyatakan selesai", exact=True).click()
    expect(page.get_by_text("Menunggu kata pelapor", exact=True)).to_be_visible()


def open_by_code(page: Page, number: str, code: str) -> None:
    """Into a case without an account."""
    page.goto("/lacak")
    page.get_by_label("Nomor laporan").fill(number)
    page.get_by_label("Kode lacak").fill(code)
    page.get_by_role("button", name="Buka laporan saya").click()
    page.wait_for_url("**/pelapor")


def dispute(page: Page, reason: str) -> None:
    """Say that it is not solved."""
    page.get_by_text("Belum selesai", exact=True).click()
    page.locator("#belum-selesai").get_by_role("textbox").fill(reason)
    page.get_by_role("button", name="Buka kembali: belum selesai").click()
    expect(page.locator("main")).to_contain_text("Dibuka kembali")


def confirm(page: Page, stars: int, words: str) -> None:
    """Say that it is solved, and how it went."""
    form = page.locator("form[action$='/konfirmasi']")
    form.locator(f"input[type=radio][value='{stars}']").check()
    form.get_by_role("textbox").fill(words)
    form.get_by_role("button", name="Ya, sudah selesai").click()
    expect(page.locator("main")).to_contain_text("Selesai, dikonfirmasi pelapor")


def figures(page: Page, unit: str) -> dict[str, str]:
    """How a unit is doing, by the name of the figure."""
    page.goto(f"/unit/makassar/{unit}")
    found = {}
    for figure in page.locator("dl.figures > div").all():
        found[figure.locator("dt").inner_text()] = " ".join(figure.locator("dd").all_inner_texts())
    return found


def count(figure: str) -> int:
    """The first number of a figure."""
    match = re.search(r"\d+", figure)
    return int(match.group()) if match else 0


def on_board(page: Page, number: str) -> str:
    """What the board says of a case."""
    page.goto(f"/pengaduan?kota=makassar&q={number}")
    row = page.locator("ul.cases li", has_text=number)
    expect(row).to_be_visible()
    return row.inner_text()
