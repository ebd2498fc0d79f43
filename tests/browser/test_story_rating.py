"""A resident rates what they got: from a poster, with a code that counts once, to words that everyone reads."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import acts, survey_acts
from tests.browser.conftest import DESKTOP
from tests.browser.house import House

WORDS = "Petugasnya sabar menjelaskan, tetapi nomor antrean sulit dibaca dari kursi belakang."
OTHER = "Ruang tunggunya panas sejak kipas angin dilepas."
REPLY = "Terima kasih. Layar nomor antrean yang lebih besar kami pasang bulan depan."
TABLET = {"width": 1024, "height": 768}
PIN = "48151"

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]


def test_from_a_poster_to_words_that_everyone_reads(house: House, visit: Visit) -> None:
    head, moderator = visit(DESKTOP), visit(DESKTOP)
    address = survey_acts.new_counter(head, house, "Loket cerita")
    acts.sign_in(moderator, house, acts.MODERATOR)
    survey_acts.issue_tokens(moderator, "Loket cerita", 3)
    spent, fresh = survey_acts.hand_out(head, "Loket cerita", 2)
    before = _verified(house)

    _rate_on_a_phone(visit(), address, spent)
    assert _verified(house) == before + 1
    _rate_without_script(visit(DESKTOP, script=False), address, spent, fresh)
    assert _verified(house) == before + 2

    anyone = visit()
    _publish(moderator, anyone)
    _reply(head)
    anyone.goto("/unit/makassar/dpu/suara")
    said = anyone.locator(".voices > li", has_text=WORDS)
    expect(said).to_contain_text(REPLY)
    expect(anyone.locator("main")).not_to_contain_text(OTHER)


def _rate_on_a_phone(page: Page, address: str, code: str) -> None:
    """By taps; the code typed as people type."""
    page.goto(address)
    expect(page.locator("main")).to_contain_text("Loket cerita")
    survey_acts.tap_through(page)
    page.locator("#token").fill(code.lower().replace("-", " "))
    page.locator("#words").fill(WORDS)
    survey_acts.agree_and_send(page)


def _rate_without_script(page: Page, address: str, spent: str, fresh: str) -> None:
    """On one page; a code that was used is refused beside its field, and nothing else is lost."""
    page.goto(address)
    survey_acts.fill_one_page(page)
    page.locator("#token").fill(spent)
    page.locator("#words").fill(OTHER)
    page.get_by_role("button", name="Setuju dan kirim").click()
    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.locator("#token")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#words")).to_have_value(OTHER)
    questions = page.locator("fieldset.question")
    expect(page.locator("fieldset.question input:checked")).to_have_count(questions.count())
    expect(page.locator("#waktu input:checked")).to_have_value("2")
    page.locator("#token").fill(fresh)
    survey_acts.agree_and_send(page)


def _verified(house: House) -> int:
    """Visits proven by a code at this unit, this month."""
    found = house.ask(
        "select count(*) from survey_answers a join units u on u.id = a.unit_id "
        "where u.code = 'dpu' and a.source = 'token' and a.standing = 'counted'"
    )
    return int(found[0][0])


def _publish(moderator: Page, anyone: Page) -> None:
    """Nobody reads it before a moderator let them; the marks were counted long ago."""
    anyone.goto("/unit/makassar/dpu/suara")
    expect(anyone.locator("main")).not_to_contain_text(WORDS)
    moderator.goto("/meja/survei/suara")
    moderator.locator("li.case", has_text=WORDS).get_by_role("link").click()
    moderator.get_by_role("button", name="Terbitkan salinan ini").click()
    expect(moderator.locator("main")).to_contain_text("kini tampil untuk umum")


def _reply(head: Page) -> None:
    head.goto("/meja/survei/suara")
    head.locator("li.case", has_text=WORDS).get_by_role("link").click()
    head.locator("[name=reply]").fill(REPLY)
    head.get_by_role("button", name="Kirim jawaban").click()
    expect(head.locator("main")).to_contain_text("Jawaban unit terkirim")


@pytest.mark.parametrize("script", [True, False])
def test_a_tablet_takes_one_answer_at_a_time_and_a_pin_leads_out(script: bool, house: House, visit: Visit) -> None:
    tablet, name = visit(TABLET, script=script), f"Loket tablet {'dua' if script else 'tiga'}"
    survey_acts.new_counter(tablet, house, name)
    survey_acts.open_kiosk(tablet, name, PIN)
    survey_acts.answer_at_kiosk(tablet)
    survey_acts.agree_and_send(tablet)
    survey_acts.answer_at_kiosk(tablet)
    tablet.locator("[name=words]").fill(OTHER)
    tablet.get_by_role("button", name="Setuju dan kirim").click()
    expect(tablet.get_by_role("alert")).to_contain_text("detik")
    expect(tablet.locator("[name=words]")).to_have_value(OTHER)
    house.move(seconds=21)
    survey_acts.agree_and_send(tablet)
    _leave(tablet)


def _leave(tablet: Page) -> None:
    """The desk is out of reach; a wrong PIN leads nowhere."""
    tablet.goto("/meja/unit")
    assert tablet.url.endswith("/kios")
    tablet.get_by_role("link", name="Petugas: keluar").click()
    for pin in ("0000", PIN):
        expect(tablet.get_by_role("heading", name="Keluar dari survei")).to_be_visible()
        tablet.get_by_label("PIN petugas").fill(pin)
        tablet.get_by_role("button", name="Keluar", exact=True).click()
    expect(tablet.get_by_role("button", name="Masuk", exact=True)).to_be_visible()
