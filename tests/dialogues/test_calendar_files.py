"""Calendars and feeds are read back by others: in the right zone, with lasting names, changed or cancelled."""

from __future__ import annotations

import io
import re
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from dateutil import rrule, tz
from flask.testing import FlaskClient

from forum.core import clock
from forum.core.db import db
from forum.dialogues.actions import series as series_acts
from forum.dialogues.actions import sessions as session_acts
from forum.dialogues.actions import summarising
from forum.dialogues.actions.summarising import Ready
from forum.dialogues.actions.summary_telling import essence_of
from forum.dialogues.atom import Entry, Feed, atom, urn_of
from forum.dialogues.models import Series, Session
from forum.dialogues.queries import series as series_known
from forum.dialogues.queries import sessions as known
from forum.dialogues.rules.calendar import Plan
from forum.units.models import Government
from tests.conftest import Hands
from tests.dialogues.conftest import make_session, series_plan, session_plan
from tests.dialogues.recorded import meet
from tests.factories import Town

ATOM = "{http://www.w3.org/2005/Atom}"


def unfolded(file: str) -> list[str]:
    return file.replace("\r\n ", "").split("\r\n")


def component(file: str, name: str) -> str:
    found = re.search(rf"BEGIN:{name}\r\n.*?END:{name}\r\n", file, re.DOTALL)
    assert found is not None
    return found.group(0)


def moment(file: str, name: str) -> datetime:
    """DTSTART or DTEND as an independent reader (python-dateutil) understands the file's own VTIMEZONE."""

    zones = tz.tzical(io.StringIO(component(file, "VTIMEZONE")))
    found = re.search(rf"{name};TZID=([^:]+):(\d{{8}}T\d{{6}})", component(file, "VEVENT"))
    assert found is not None
    local = datetime.strptime(found.group(2), "%Y%m%dT%H%M%S").replace(tzinfo=zones.get(found.group(1)))
    return local.astimezone(UTC)


def value(file: str, name: str) -> list[str]:
    return [line.partition(":")[2] for line in unfolded(file) if re.match(rf"{name}[;:]", line)]


@pytest.mark.parametrize(
    ("zone", "utc"), [("Asia/Jakarta", 2), ("Asia/Makassar", 1), ("Asia/Jayapura", 0)], ids=["WIB", "WITA", "WIT"]
)
def test_an_independent_reader_finds_the_right_hour(client: FlaskClient, town: Town, zone: str, utc: int) -> None:
    db.session.get_one(Government, town.government.id).zone = zone
    from forum.units.here import shelf

    shelf.forget()
    made = series_acts.open_series(town.root, series_plan(town), by=town.actor("moderator"))
    session_ = session_acts.make_ahead(series_known.lock(made.id))[0]
    db.session.commit()
    answer = client.get(f"/forum/contoh/{session_.year}/{session_.number}.ics")
    assert answer.content_type == "text/calendar; charset=utf-8"
    file = answer.get_data(as_text=True)
    assert moment(file, "DTSTART") == session_.starts_at == datetime(2026, 12, 10, utc, tzinfo=UTC)
    assert moment(file, "DTEND") == session_.ends_at
    assert value(file, "TZID") == [zone]


def test_every_line_is_short_and_ends_as_it_should(client: FlaskClient, session_: Session) -> None:
    raw = client.get(f"/forum/contoh/{session_.year}/{session_.number}.ics").data
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75


def test_words_cannot_add_lines(client: FlaskClient, town: Town) -> None:
    session_ = make_session(town, title="Temu; warga, \\n BEGIN:VEVENT", theme="Satu\r\nEND:VCALENDAR\nUID:palsu")
    file = client.get(f"/forum/contoh/{session_.year}/{session_.number}.ics").get_data(as_text=True)
    assert unfolded(file).count("BEGIN:VEVENT") == 1
    assert unfolded(file).count("END:VCALENDAR") == 1
    assert value(file, "UID") == [f"{session_.subject.ref}@rembuk-warga"]
    assert value(file, "SUMMARY") == [r"Temu\; warga\, \\n BEGIN:VEVENT"]


def test_the_online_link_is_in_no_public_file(client: FlaskClient, town: Town) -> None:
    wish = session_plan(town)
    secret = "https://temu.example/rahasia-1234"
    plan = Plan(wish.plan.starts_at, wish.plan.ends_at, "hybrid", "Baileo", secret)
    session_ = make_session(town, plan=plan)
    for path in (f"/{session_.year}/{session_.number}.ics", "/kalender.ics", "/umpan.atom",
                 f"/{session_.year}/{session_.number}"):  # fmt: skip
        answer = client.get(f"/forum/contoh{path}")
        assert answer.status_code == 200
        assert "rahasia-1234" not in answer.get_data(as_text=True).replace("\r\n ", "")


def test_a_move_keeps_the_name_and_counts_up(client: FlaskClient, session_: Session, town: Town, hands: Hands) -> None:
    address = f"/forum/contoh/{session_.year}/{session_.number}.ics"
    before = client.get(address).get_data(as_text=True)
    hands.move(hours=1)
    later = timedelta(days=1)
    plan = Plan(session_.starts_at + later, session_.ends_at + later, "hall", session_.place)
    session_acts.move(known.lock(session_.id), plan, "Gedung bocor.", by=town.actor("moderator"))
    db.session.commit()
    after = client.get(address).get_data(as_text=True)
    assert value(before, "UID") == value(after, "UID")
    assert (value(before, "SEQUENCE"), value(after, "SEQUENCE")) == (["0"], ["1"])
    assert moment(after, "DTSTART") - moment(before, "DTSTART") == later
    assert value(after, "DTSTAMP") > value(before, "DTSTAMP")


def test_the_subscribed_calendar_says_what_is_cancelled(
    client: FlaskClient, series: Series, town: Town, hands: Hands
) -> None:
    first, second = session_acts.make_ahead(series_known.lock(series.id))
    session_acts.cancel(known.lock(second.id), "Tidak ada pembicara.", by=town.actor("moderator"))
    db.session.commit()
    answer = client.get("/forum/contoh/kalender.ics")
    file = answer.get_data(as_text=True)
    assert value(file, "STATUS") == ["CONFIRMED", "CANCELLED"]
    assert len(value(file, "TZID")) == 1, "one zone for all"
    assert (
        client.get("/forum/contoh/kalender.ics", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    )
    hands.set(first.starts_at + timedelta(days=200))
    assert value(client.get("/forum/contoh/kalender.ics").get_data(as_text=True), "UID") == []


def test_other_places_stand_in_their_own_calendar(client: FlaskClient, session_: Session) -> None:
    assert "BEGIN:VEVENT" not in client.get("/forum/lain/kalender.ics").get_data(as_text=True)
    assert client.get(f"/forum/lain/{session_.year}/{session_.number}.ics").status_code == 404
    assert client.get("/forum/entah/kalender.ics").status_code == 404


def read_feed(client: FlaskClient) -> Any:
    answer = client.get("/forum/contoh/umpan.atom")
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.data)


def check_atom(feed: Any) -> list[Any]:
    """What RFC 4287 demands of a feed and its entries; returns the entries."""
    entries = feed.findall(f"{ATOM}entry")
    for node in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert len(node.findall(f"{ATOM}{name}")) == 1, name
            assert node.find(f"{ATOM}{name}").text
        assert uuid.UUID(node.find(f"{ATOM}id").text.removeprefix("urn:uuid:"))
        assert datetime.fromisoformat(node.find(f"{ATOM}updated").text).tzinfo
        assert node.find(f"{ATOM}link[@rel='alternate']").get("href").startswith("http")
    assert feed.find(f"{ATOM}author/{ATOM}name").text
    assert feed.find(f"{ATOM}link[@rel='self']").get("href").endswith("/umpan.atom")
    ids = [entry.find(f"{ATOM}id").text for entry in entries]
    assert len(set(ids)) == len(ids)
    return entries


def test_the_feed_is_read_by_another(client: FlaskClient, town: Town, hands: Hands) -> None:
    assert check_atom(read_feed(client)) == []
    first, second = make_session(town, 10), make_session(town, 20, title="Kedua <b>& lain</b>")
    hands.move(hours=2)
    session_acts.cancel(known.lock(first.id), "Tidak ada pembicara.", by=town.actor("moderator"))
    db.session.commit()
    entries = check_atom(read_feed(client))
    titles = [entry.find(f"{ATOM}title").text for entry in entries]
    assert titles[0].startswith("Dibatalkan: Temu Warga")
    assert titles[1].startswith("Kedua <b>& lain</b>, ")
    assert [entry.find(f"{ATOM}id").text for entry in entries] == [urn_of(each.subject.ref) for each in (first, second)]


def test_a_summary_brings_its_one_minute_reading(client: FlaskClient, town: Town) -> None:
    held = known.get_session(meet(town).session.id)
    summary = summarising.begin(held, by=town.actor("moderator"))
    body, html = summarising.made_ready(summary.body)
    ready = Ready(summarising.mark_of(summary.body), body, html, b"%PDF-1.7", clock.now())
    made = summarising.publish(held, ready, "", by=town.actor("moderator"))
    db.session.commit()
    essence = essence_of(made.body)
    texts = [entry.find(f"{ATOM}summary").text for entry in check_atom(read_feed(client))]
    assert len(essence) > 100
    assert essence in texts


def test_a_name_lasts_and_belongs_to_one_thing() -> None:
    refs = ["a" * 26, "abcdefghijklmnopqrstuvwxy2"]
    names = [urn_of(ref) for ref in refs] + [urn_of(refs[0], "v1"), urn_of(refs[0], "v2")]
    assert len(set(names)) == 4
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", name) for name in names)
    assert names[0] == urn_of(refs[0])


def test_letters_that_xml_forbids_are_left_out() -> None:
    moment_ = datetime(2026, 11, 18, tzinfo=UTC)
    feed = Feed("urn:uuid:x", "F\x00orum", "https://a", "https://b", "Kota", "id", moment_)
    entry = Entry("urn:uuid:y", "a\x0bb\ufffe", "https://c", moment_, moment_, "]]>&<\x1b")
    read = ElementTree.fromstring(atom(feed, [entry]))
    assert read.find(f"{ATOM}title").text == "Forum"  # type: ignore[union-attr]
    assert read.find(f"{ATOM}entry/{ATOM}summary").text == "]]>&<"  # type: ignore[union-attr]


def test_the_rule_agrees_with_another_implementation() -> None:
    from forum.dialogues.rules.calendar import NTHS, nth_weekday

    for nth in NTHS:
        for weekday in range(7):
            days = rrule.rrule(rrule.MONTHLY, dtstart=datetime(2026, 1, 1, tzinfo=UTC), count=36,
                               byweekday=rrule.weekday(weekday, nth))  # fmt: skip
            assert [nth_weekday(each.year, each.month, nth, weekday) for each in days] == [each.date() for each in days]
