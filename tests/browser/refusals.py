"""Every refusal of the application, and how somebody runs into it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from playwright.sync_api import Page, Response

from tests.browser import acts
from tests.browser.house import ROOT, House, free_port
from tests.browser.refusing import MOST_SENT

Provoke = Callable[[Page, House], Response | None]
WORDS = "Pagar taman kota roboh sejak minggu lalu dan anak-anak bermain di dekat pecahan kacanya."


@contextmanager
def served(house: House, **settings: str) -> Iterator[House]:
    """The house behind another door: same data and keys, the page that breaks, other settings."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = house.environment | {"PORT": str(port), "FORUM_BASE_URL": url} | settings
    command = [sys.executable, "-m", "gunicorn", "-k", "gthread", "--threads", "4", "-b", f"127.0.0.1:{port}",
               "tests.browser.refusing:build_app()"]  # fmt: skip
    with (house.instance / "refusing.log").open("ab") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        _wait_for(server, port)
        yield replace(house, url=url, environment=environment, server=server)
    finally:
        server.terminate()
        server.wait(timeout=40)


def _wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(300):
        assert server.poll() is None, "the server did not start"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the server did not start")


def token_refused(page: Page, _house: House) -> Response | None:
    """A form whose token is of another time."""
    page.goto("/lacak")
    page.locator("main [name=csrf_token]").evaluate("(field) => { field.value = 'kedaluwarsa' }")
    return _send(page, "main form")


def not_for_you(page: Page, house: House) -> Response | None:
    """A resident at the desk of the units."""
    page.goto("/tentang")
    spoken = page.locator("html").get_attribute("lang")
    page.goto("/bahasa/id?next=/masuk")
    acts.sign_in(page, house, acts.RESIDENT)
    page.goto(f"/bahasa/{spoken}?next=/akun")
    return page.goto("/meja/unit")


def nowhere(page: Page, _house: House) -> Response | None:
    """An address nobody has."""
    return page.goto("/tidak-ada")


def wrong_way(page: Page, _house: House) -> Response | None:
    """A page that only takes what a form sends."""
    return page.goto("/keluar")


def acted_before(page: Page, _house: House) -> Response | None:
    """A page that stood open while the case was withdrawn elsewhere."""
    own = _write(page)
    page.goto(own)
    there = page.context.new_page()
    there.goto(own)
    _send(there, "form[action$='/pencabutan']")
    there.close()
    return _send(page, "form[action$='/pencabutan']")


def too_large(page: Page, _house: House) -> Response | None:
    """A file that is larger than what may be sent at once."""
    page.goto(_write(page))
    page.locator("[name='balas-files']").set_input_files(
        {"name": "besar.jpg", "mimeType": "image/jpeg", "buffer": os.urandom(MOST_SENT + 1)}
    )
    return _send(page, "form[action$='/balasan']")


def too_many_files(page: Page, _house: House) -> Response | None:
    """More files than a case takes: the page stood open while others were added."""
    own = _write(page)
    page.goto(own)
    there = page.context.new_page()
    for _ in range(4):
        there.goto(own)
        _add_files(there)
    there.close()
    return _add_files(page)


def too_often(page: Page, _house: House) -> Response | None:
    """An address for news, over and over."""
    page.goto("/pengaduan?kota=makassar&keadaan=in_progress")
    page.locator("ul.cases a").first.click()
    page.wait_for_url("**/pengaduan/MKS-*")
    url = page.url
    answer = None
    for _ in range(11):
        page.goto(url)
        answer = _send(page, "form[action$='/ikutan']")
    return answer


def broken(page: Page, _house: House) -> Response | None:
    """A fault of ours."""
    return page.goto("/uji/rusak")


def without_storage(page: Page, _house: House) -> Response | None:
    """The database is not there."""
    return page.goto("/pengaduan?kota=makassar")


REFUSALS: dict[Provoke, int] = {
    token_refused: 400, nowhere: 404, wrong_way: 405, acted_before: 409, too_large: 413, too_many_files: 422,
    too_often: 429, broken: 500, not_for_you: 403,
}  # fmt: skip


def _write(page: Page) -> str:
    """A complaint of this visitor; the address of its reporter's page."""
    page.goto("/pengaduan/tulis?kota=makassar")
    keys = {name: page.locator(f"main [name={name}]").first.input_value() for name in ("csrf_token", "once")}
    told = {"body": WORDS, "village": "Paropo", "naming": "hidden", "consent": "y"}
    answer = page.request.post("/pengaduan/tulis?kota=makassar", form=keys | told)
    assert answer.url.endswith("/tanda-terima"), answer.text()
    page.goto(answer.url)
    number, code = page.locator("p.large .number").inner_text(), page.locator("#kode").inner_text()
    page.goto("/lacak")
    page.locator("[name=number]").fill(number)
    page.locator("[name=code]").fill(code)
    _send(page, "main form")
    assert page.url.endswith("/pelapor")
    return page.url


def _add_files(page: Page) -> Response | None:
    photos = [{**acts.photo(64, 48), "name": f"{n}.jpg"} for n in range(5)]
    page.evaluate("document.querySelectorAll('main details').forEach((fold) => { fold.open = true })")
    page.locator("[name='balas-body']").fill("Ini foto-fotonya dari pagi tadi.")
    page.locator("[name='balas-files']").set_input_files(photos)  # type: ignore[arg-type]
    return _send(page, "form[action$='/balasan']")


def _send(page: Page, form: str) -> Response | None:
    """Send a form as it stands, folded or not."""
    with page.expect_navigation() as led:
        page.locator(form).first.evaluate("(form) => form.submit()")
    return led.value
