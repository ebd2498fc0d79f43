"""The public log recomputed from its description alone: nothing of forum.ledger checks itself."""

from __future__ import annotations

import hashlib
import json
import threading
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from forum.complaints.actions import answering, writing
from forum.complaints.actions.writing import Story
from forum.complaints.models import Complaint
from forum.complaints.queries import cases
from forum.core.db import db
from forum.ledger.models import Act, Leaf, Subject
from forum.units.models import Government
from tests.factories import LOREM, Town, assigned, resolved, submit


def canonical(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def committed(salt: bytes, content: dict[str, Any]) -> bytes:
    assert len(salt) == 32
    return hashlib.sha256(b"forum-commit-v1\x00" + salt + canonical(content)).digest()


def hashed(leaf: Leaf, ref: str) -> bytes:
    entry = {"c": leaf.commitment.hex(), "k": leaf.kind, "r": ref, "t": leaf.month, "v": leaf.version}
    return hashlib.sha256(b"\x00" + canonical(entry)).digest()


def leaves() -> list[Leaf]:
    return list(db.session.query(Leaf).order_by(Leaf.index))


def test_every_leaf_hashes_to_what_it_says(town: Town) -> None:
    resolved(town)
    refs = {s.id: s.ref for s in db.session.query(Subject)}
    assert len(leaves()) >= 6
    for leaf in leaves():
        assert leaf.hash == hashed(leaf, refs[leaf.subject_id])


@pytest.mark.parametrize("body", [LOREM, "Jalan Ä “rusak” \U0001f6a7 <b>&\nbaris kedua: 100% \\ " + LOREM])
def test_the_words_open_their_commitment(town: Town, body: str) -> None:
    complaint = submit(town, body, place="Depan pasar", happened="tadi malam").complaint
    kept = cases.text_of(complaint.id)
    leaf = db.session.get_one(Leaf, kept.leaf_index)
    content = {"number": complaint.number, "body": kept.body, "place": kept.place, "happened": kept.happened}
    assert leaf.commitment == committed(kept.salt, content)
    assert leaf.commitment != committed(kept.salt, content | {"body": kept.body + " "})
    assert (leaf.kind, leaf.version, leaf.month) == ("complaint", 1, "2026-11")


def test_answers_and_states_open_theirs(town: Town) -> None:
    complaint = resolved(town)
    said = cases.messages_of(complaint.id)
    assert len(said) == 2
    for message in said:
        assert message.salt is not None
        leaf = db.session.get_one(Leaf, message.leaf_index)
        content = {"kind": message.kind, "role": message.role, "body": message.body}
        assert leaf.commitment == committed(message.salt, content)
    states = [a for a in db.session.query(Act) if a.leaf_index is not None]
    assert [a.verb for a in states] == ["submit", "assign", "answer", "resolve"]
    for act in states:
        leaf = db.session.get_one(Leaf, act.leaf_index)
        content = {"act": act.verb, "state": act.detail["state"], "role": act.role, "on": "2026-11-18"}
        assert leaf.commitment == committed(act.salt or b"", content)


def test_equal_words_do_not_look_equal(town: Town) -> None:
    first, second = (cases.text_of(submit(town).complaint.id) for _ in range(2))
    assert first.salt != second.salt
    assert (
        db.session.get_one(Leaf, first.leaf_index).commitment != db.session.get_one(Leaf, second.leaf_index).commitment
    )


@pytest.mark.asvs("2.3.3")
def test_a_refused_act_leaves_no_leaf_and_no_gap(town: Town) -> None:
    submit(town)
    before = len(leaves())
    writing.submit(town.government, Story(body=LOREM), visit="visit")
    db.session.rollback()
    submit(town)
    found = [leaf.index for leaf in leaves()]
    assert found == list(range(len(found)))
    assert len(found) == 2 * before


def test_indexes_have_no_gap_when_many_write_at_once(app: Flask, town: Town) -> None:
    """Some submit while others answer: each act takes rows in another order, yet none waits for one that waits."""
    answered = [assigned(town).id for _ in range(6)]
    government_id, officer = town.government.id, town.actor("officer")
    failed: list[BaseException] = []
    ready = threading.Barrier(2)

    def write(each: list[int]) -> None:
        with app.app_context():
            ready.wait()
            try:
                for complaint_id in each:
                    if complaint_id:
                        answering.answer(cases.lock(complaint_id), "Petugas memeriksa besok pagi.", by=officer)
                    else:
                        government = db.session.get_one(Government, government_id)
                        writing.submit(government, Story(body=LOREM), visit="visit")
                    db.session.commit()
            except BaseException as error:  # noqa: BLE001 - told by the test below
                failed.append(error)
            finally:
                db.session.remove()

    db.session.commit()
    threads = [threading.Thread(target=write, args=(each,)) for each in (answered, [0] * 6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    assert db.session.query(Complaint).count() == 12
    found = [row[0] for row in db.session.execute(text('select "index" from leaves order by "index"'))]
    assert found == list(range(len(found)))
