"""A promise: from an official answer to the proof that a moderator accepts, in front of everyone."""

from __future__ import annotations

import io
import urllib.request
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser import acts
from tests.browser.conftest import DESKTOP
from tests.browser.house import House

OFFICER = "fitri.makassar@contoh.example"
WHAT = "Membangun gorong-gorong beton sepanjang dua puluh meter di Jalan Contoh."
SEEN = "Gorong-gorong terpasang dan air mengalir, dengan foto di kedua ujungnya."
PROOF = "Gorong-gorong selesai dipasang hari ini, sepanjang dua puluh satu meter."
WEIGHED = "Foto menunjukkan kedua ujung saluran, dan warga di sana membenarkan."

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]


@pytest.mark.parametrize("script", [True, False])
def test_a_promise_from_an_answer_to_its_proof(script: bool, house: House, visit: Visit) -> None:
    officer, moderator, head = (visit(DESKTOP, script=script) for _each in range(3))
    acts.sign_in(officer, house, OFFICER)
    desk = _propose(officer, house)
    anyone, public = visit(script=script), desk.replace("/meja", "")
    answer = anyone.goto(public)
    assert answer is not None
    assert answer.status == 404, "a draft is read by nobody"

    acts.sign_in(moderator, house, acts.MODERATOR)
    _take(moderator, desk, "penerimaan-redaksi", "Redaksi diterima")
    acts.sign_in(head, house, acts.HEAD)
    _take(head, desk, "kesanggupan", "Komitmen disanggupi")
    officer.goto(desk)
    officer.locator("#bukti [name$=body]").fill(PROOF)
    officer.locator("#bukti [type=file]").set_input_files(acts.photo())  # type: ignore[arg-type]
    _send(officer, "bukti", "Bukti diserahkan")
    moderator.goto(desk)
    moderator.locator("#penepatan [name$=reason]").fill(WEIGHED)
    _send(moderator, "penepatan", "Komitmen dinyatakan ditepati")

    anyone.goto(public)
    for words in (WHAT, SEEN, PROOF, WEIGHED, "Ditepati"):
        expect(anyone.locator("main")).to_contain_text(words)
    _look_at_photo(anyone, house)
    anyone.goto("/komitmen?kota=makassar&unit=dpu&keadaan=kept")
    expect(anyone.locator("main")).to_contain_text(WHAT)
    anyone.goto(f"/pengaduan/{house.planted['waiting']}")
    anyone.locator(f"a[href$='{public}']").first.click()
    expect(anyone.locator("main")).to_contain_text(WHAT)


def _propose(officer: Page, house: House) -> str:
    """From the case; the address of the promise at the desk."""
    officer.goto(f"/meja/unit/{house.planted['waiting']}")
    officer.get_by_role("link", name="Usulkan komitmen").click()
    officer.get_by_label("Apa yang dijanjikan").fill(WHAT)
    officer.get_by_role("button", name="Kirim usulan").click()
    expect(officer.locator(".error-summary")).to_be_visible()
    expect(officer.get_by_label("Apa yang dijanjikan")).to_have_value(WHAT)
    officer.get_by_label("Bagaimana warga tahu").fill(SEEN)
    due: date = (house.now + timedelta(days=12)).date()
    officer.get_by_label("Tenggat").fill(due.isoformat())
    officer.get_by_role("button", name="Kirim usulan").click()
    expect(officer.locator("main")).to_contain_text("Usulan komitmen terkirim")
    return officer.url.removeprefix(house.url).partition("?")[0]


def _take(page: Page, desk: str, act: str, said: str) -> None:
    page.goto(desk)
    _send(page, act, said)


def _send(page: Page, act: str, said: str) -> None:
    """One act of those the desk offers, unfolded first."""
    fold = page.locator(f"details#{act}")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    fold.locator(".form-end button").click()
    expect(page.locator("main")).to_contain_text(said)


def _look_at_photo(page: Page, house: House) -> None:
    """Everyone sees it, without what the camera wrote into it."""
    picture = page.locator("main img").first
    picture.scroll_into_view_if_needed()
    link = page.locator("main a:has(img)").first.get_attribute("href")
    with urllib.request.urlopen(f"{house.url}{link}", timeout=10) as answer:
        content: bytes = answer.read()
    assert acts.CAMERA.encode() not in content
    assert Image.open(io.BytesIO(content)).size == (1500, 1100)
