"""Sessions and published summaries as an Atom feed (RFC 4287), written by hand."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class Entry:
    """One thing to read."""

    id: str
    title: str
    address: str
    published: datetime
    updated: datetime
    text: str


@dataclass(frozen=True)
class Feed:
    """What the feed as a whole says of itself."""

    id: str
    title: str
    address: str
    own_address: str
    author: str
    language: str
    since: datetime
    """The moment it was last changed while nothing stands in it."""


def urn_of(ref: str, part: str = "") -> str:
    """The lasting name of a public thing: its 128 random bits as a UUID; of a part of it, a UUID made from both."""
    whole = uuid.UUID(bytes=base64.b32decode(ref.upper() + "======"), version=4)
    return (uuid.uuid5(whole, part) if part else whole).urn


def atom(feed: Feed, entries: Sequence[Entry]) -> bytes:
    """The feed as XML in UTF-8; the newest entry first."""
    register_namespace("", ATOM)
    root = Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": feed.language})
    ordered = sorted(entries, key=lambda entry: (entry.updated, entry.id), reverse=True)
    _tell(root, "id", feed.id)
    _tell(root, "title", feed.title)
    _tell(root, "updated", _moment(ordered[0].updated if ordered else feed.since))
    SubElement(root, f"{{{ATOM}}}link", {"rel": "self", "type": "application/atom+xml", "href": feed.own_address})
    SubElement(root, f"{{{ATOM}}}link", {"rel": "alternate", "type": "text/html", "href": feed.address})
    _tell(SubElement(root, f"{{{ATOM}}}author"), "name", feed.author)
    for entry in ordered:
        _add(root, entry)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _add(root: Element, entry: Entry) -> None:
    node = SubElement(root, f"{{{ATOM}}}entry")
    _tell(node, "id", entry.id)
    _tell(node, "title", entry.title)
    _tell(node, "published", _moment(entry.published))
    _tell(node, "updated", _moment(entry.updated))
    SubElement(node, f"{{{ATOM}}}link", {"rel": "alternate", "type": "text/html", "href": entry.address})
    _tell(node, "summary", entry.text)


def _tell(node: Element, name: str, words: str) -> None:
    SubElement(node, f"{{{ATOM}}}{name}").text = "".join(c for c in words if c.isprintable() or c in "\n\t")


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
