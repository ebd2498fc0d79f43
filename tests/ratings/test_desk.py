"""The survey's desk shows units in reach only, and what waits for whom."""

from __future__ import annotations

import re

from flask import Flask

from forum.core.db import db
from forum.ratings.actions import paper, recording, rounds
from forum.ratings.actions.recording import Given
from forum.ratings.actions.rounds import RoundDetails
from forum.ratings.rules.elements import ELEMENTS
from tests.complaints.counting import statements
from tests.factories import Town, make_unit
from tests.ratings.desk import TODAY, as_person, as_stranger, issued, make_point

PATH = "/meja/survei?kota=contoh"


def begun(town: Town) -> None:
    details = RoundDetails("Triwulan IV", TODAY.replace(month=10, day=1), TODAY.replace(month=12, day=31))
    made = rounds.begin(town.government, details, by=town.actor("moderator"))
    rounds.set_targets(made, {town.works.id: 10}, by=town.actor("moderator"))
    for _k in range(3):
        given = Given(dict.fromkeys(ELEMENTS, 3), "web", TODAY)
        recording.rate(given, town.government, town.works, town.service)
    db.session.commit()


def test_staff_see_their_units_and_how_far_they_are(app: Flask, town: Town) -> None:
    begun(town)
    issued(town, make_point(town.works), size=40)
    page = as_person(app, town, "officer").get(PATH).text
    assert "3 dari 10" in page
    assert "UPTD Jalan Timur" in page
    assert "Puskesmas Melati" not in page
    assert ">40<" in page
    assert "Puskesmas Melati" in as_person(app, town, "moderator").get(PATH).text
    assert as_stranger(app, town, "moderator").get(PATH).status_code == 403


def test_what_waits_is_shown_to_who_can_do_it(app: Flask, town: Town) -> None:
    by = town.actor("officer")
    batch = paper.open_batch(town.works, town.service, by=by)
    paper.add_sheet(batch, paper.Typed(TODAY, dict.fromkeys(ELEMENTS, 3)), by=by)
    paper.close(batch, by=by)
    for _k in range(7):
        given = Given(dict.fromkeys(ELEMENTS, 4), "web", TODAY)
        recording.rate(given, town.government, town.works, town.service)
    db.session.commit()
    assert "menunggu orang kedua" not in as_person(app, town, "officer").get(PATH).text
    assert "1 bundel kertas menunggu orang kedua" in as_person(app, town, "colleague").get(PATH).text
    page = as_person(app, town, "moderator").get(PATH).text
    assert "1 lonjakan dengan 7 jawaban menunggu keputusan" in page
    assert "lonjakan dengan" not in as_person(app, town, "head").get(PATH).text


def test_every_tab_that_a_person_sees_opens(app: Flask, town: Town) -> None:
    begun(town)
    for who in ("officer", "head", "moderator", "admin"):
        client = as_person(app, town, who)
        nav = re.search(r'<nav class="sub-nav".*?</nav>', client.get(PATH).text, re.DOTALL)
        assert nav is not None
        addresses = re.findall(r'href="([^"]+)"', nav[0])
        assert len(addresses) >= 2
        answers = {where: client.get(where.replace("&amp;", "&")).status_code for where in addresses}
        assert set(answers.values()) <= {200, 302}, answers  # with one unit only, a list may lead straight to it


def test_the_desk_costs_the_same_with_many_units_and_answers(app: Flask, town: Town) -> None:
    begun(town)
    moderator = as_person(app, town, "moderator")
    moderator.get(PATH)
    with statements() as few:
        moderator.get(PATH)
    for k in range(40):
        make_unit(town.government, town.root, f"unit-{k}", "dinas", f"Unit {k:02}")
    db.session.commit()
    with statements() as many:
        page = moderator.get(PATH).text
    assert len(many) == len(few)
    assert "halaman=" in page
