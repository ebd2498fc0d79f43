"""Two officers answer the same case at the same moment: both keep their words, and the second one looks first."""

from __future__ import annotations

import re
import threading

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from forum.complaints.queries import cases
from forum.core.db import db
from tests.factories import Town, assigned, sign_in

WORDS = {
    "officer": "Kami memeriksa lampu itu Senin 23 November.",
    "colleague": "Suku cadang dipesan dan datang Rabu 25 November.",
}


@pytest.mark.asvs("2.3.4")
def test_both_keep_their_words(app: Flask, town: Town) -> None:
    complaint = assigned(town)
    complaint_id, url = complaint.id, f"/meja/unit/{complaint.number}/jawaban"
    browsers = {who: sign_in(app.test_client(), town.people[who]) for who in WORDS}
    db.session.remove()
    answers: dict[str, TestResponse] = {}
    start = threading.Barrier(2)

    def write(who: str) -> None:
        start.wait(10)
        answers[who] = browsers[who].post(url, data={"body": WORDS[who], "last": "0", "once": who})

    threads = [threading.Thread(target=write, args=(who,)) for who in WORDS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert sorted(a.status_code for a in answers.values()) == [303, 409]
    first, second = sorted(WORDS, key=lambda who: answers[who].status_code)
    page = answers[second].text
    assert WORDS[first] in page
    assert WORDS[second] in page
    kept = re.search(r'name="last"[^>]*value="(\d+)"', page)
    assert kept
    again = browsers[second].post(url, data={"body": WORDS[second], "last": kept[1], "once": second})
    assert again.status_code == 303
    assert [m.body for m in cases.messages_of(complaint_id)] == [WORDS[first], WORDS[second]]
