"""What a form lacks is told where it is asked, and a question names its way back in the reader's language."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import acts
from tests.browser.house import House
from tests.browser.pages import FOUND

WORDS = "Antrean loket tidak bergerak sejak pagi dan tidak ada petugas yang menjelaskan."
WHERE = "Tulis kelurahan, patokan, atau unitnya"

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]


def _to_the_unit(page: Page) -> Page:
    page.goto("/pengaduan/tulis?kota=makassar")
    page.locator("#body").fill(WORDS)
    for _step in range(2):
        page.get_by_role("button", name="Lanjut").click()
    expect(page.get_by_role("heading", name="Kapan, dan tentang siapa?")).to_be_focused()
    return page


def test_a_missing_place_is_told_at_the_last_step_that_could_name_one(visit: Visit) -> None:
    page = _to_the_unit(visit())
    following = page.get_by_role("button", name="Lanjut")
    following.click()
    unit = page.locator("#addressee")
    expect(page.locator(".field-error")).to_contain_text(WHERE)
    expect(unit).to_be_focused()
    expect(unit).to_have_attribute("aria-invalid", "true")
    unit.fill("Dinas")
    expect(page.locator(".field-error")).to_have_count(0)
    following.click()
    expect(page.get_by_role("heading", name="Foto atau dokumen")).to_be_focused()


def test_a_landmark_named_after_the_refusal_is_enough(visit: Visit) -> None:
    page = _to_the_unit(visit())
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_role("button", name="Kembali").click()
    page.locator("#place").fill("Depan kantor pos")
    for _step in range(2):
        page.get_by_role("button", name="Lanjut").click()
    expect(page.get_by_role("heading", name="Foto atau dokumen")).to_be_focused()
    expect(page.locator(".field-error")).to_have_count(0)


@pytest.mark.parametrize(("language", "back"), [("id", "Batal"), ("en", "Cancel")])
def test_a_question_takes_its_way_back_from_the_page(language: str, back: str, visit: Visit, house: House) -> None:
    page = acts.sign_in(visit(), house, acts.ADMINISTRATOR)
    person = house.ask(FOUND["person"])[0][0]
    page.goto(f"/bahasa/{language}?next=/pengaturan/orang/{person}")
    question = page.locator("[data-dialog] > summary").first
    question.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_role("dialog").get_by_role("button", name=back, exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(question).to_be_focused()
