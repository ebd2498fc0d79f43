"""Phones in a hall without a browser each: a jar of cookies, and the forms that the house shows them."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

AT_ONCE = 6
"""Phones that press a button in the same moment: two processes answer them."""


class Voter:
    """One phone: it checks in with its own code, and has one voice."""

    def __init__(self, site: str, hall: str, code: str) -> None:
        self.site, self.hall, self.code = site, hall, code
        self.browser = build_opener(HTTPCookieProcessor(CookieJar()))
        self.page = ""

    def open(self) -> None:
        """Look at the hall."""
        self.page = self._ask(Request(self.site + self.hall))

    def check_in(self) -> None:
        """With the code from the door."""
        self.open()
        self._send(f"{self.hall}/masuk", code=self.code, kind="user")
        assert "tercatat hadir" in self.page, self.page[-3000:]

    def vote(self, answer: int) -> None:
        """On the statement that is on the screen."""
        self.open()
        ballot = re.search(r'class="ballot" method="post" action="([^"]+)"', self.page)
        assert ballot, self.page[-3000:]
        self._send(ballot[1], jawaban=str(answer), kembali=self.hall)
        assert "Jawaban Anda tercatat" in self.page, self.page[-3000:]

    def ask(self, words: str) -> None:
        """A question for the item on the screen."""
        item = re.search(r'name="butir" value="([^"]+)"', self.page)
        assert item, self.page[-3000:]
        self._send(f"{self.hall}/pertanyaan", body=words, butir=item[1])
        assert words in unescape(self.page), self.page[-3000:]

    def back(self) -> None:
        """Support the first question there."""
        self.open()
        button = re.search(r'action="(/aula/[^"]+/dukungan/[^"]+)"', self.page)
        assert button, self.page[-3000:]
        self._send(button[1])

    def _send(self, address: str, **fields: str) -> None:
        """As the form on the page would, its keys included."""
        keys = {name: self._key(name) for name in ("csrf_token", "once")}
        body = urlencode({**keys, **fields}).encode()
        self.page = self._ask(Request(self.site + address, body, {"Origin": self.site}))

    def _key(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.page)
        return unescape(found[1]) if found else ""

    def _ask(self, request: Request) -> str:
        with self.browser.open(request, timeout=30) as answer:
            said: str = answer.read().decode()
        return said


def all_at_once(voters: list[Voter], act: Callable[[Voter], None]) -> None:
    """Everybody does it, several in the same moment."""
    with ThreadPoolExecutor(AT_ONCE) as hands:
        list(hands.map(act, voters))
