"""What people wrote, made safe and readable: Markdown to HTML, plain texts to paragraphs."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

# Stored beside the safe HTML; raise it whenever the output of `render_markdown` changes.
SANITISER_VERSION = 1

_REL = "nofollow ugc noopener"
_BLOCKS = ["p", "br", "ul", "ol", "li", "blockquote", "pre", "h3", "h4", "h5", "h6", "hr"]
_TAGS = frozenset([*_BLOCKS, "strong", "em", "s", "code", "a"])
_ATTRIBUTES = {"a": ["href", "title", "rel"], "ol": ["start"]}
_PROTOCOLS = frozenset({"http", "https", "mailto"})
_HEADINGS_BELOW = 2  # the page has its own h1 and h2
_NUL_AND_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")
# Marks that turn the reading direction can make a text show other words than it holds.
_DIRECTION_MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ADDRESS = re.compile(r"https?://[^\s<>\"'`\x00-\x1f]{1,500}", re.IGNORECASE)
_TAIL = ".,;:!?)]}…"
_SENTENCE_END = re.compile(r"[.!?…]+[\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9])|\n")
_ABBREVIATION = re.compile(
    r"\b(?:jl|jln|jend|no|dr|drs|ir|hj|h|pak|bpk|sdr|sdri|rp|kel|kec|kab|prof|st|tgl)\.\s*$", re.IGNORECASE
)


def tidy(source: str) -> str:
    """`source` in one Unicode form, with plain line ends, without control and direction marks."""
    text = unicodedata.normalize("NFC", source).replace("\r\n", "\n").replace("\r", "\n")
    text = _DIRECTION_MARKS.sub("", _NUL_AND_CONTROLS.sub("", text))
    text = re.sub(r"(?<![ \t])[ \t]+\n", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def render_markdown(source: str) -> str:
    """Safe HTML of a Markdown text: no raw HTML, no images, links that lend nobody weight."""
    return _sanitise(_markdown().render(tidy(source)))


def _sanitise(html: str) -> str:
    """The one place that knows the sanitiser."""
    import bleach

    clean: str = bleach.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, protocols=_PROTOCOLS, strip=True)
    return clean


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True})
    parser.enable(["linkify", "strikethrough"]).disable("image")
    parser.core.ruler.push("rel_and_headings", _mark_tokens)
    return parser


def _mark_tokens(state: Any) -> None:
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + _HEADINGS_BELOW)}"
        for child in token.children or ():
            if child.type == "link_open":
                child.attrSet("rel", _REL)


def plain(source: str) -> str:
    """The words of a Markdown text without its marks."""
    html = re.sub(r"</(?:p|li|h\d|blockquote|pre)>|<br ?/?>|<hr ?/?>", "\n", render_markdown(source))
    return tidy(re.sub(r"\n\s*\n", "\n", unescape(re.sub(r"<[^>]*>", "", html))))


def paragraphs(source: str, links: bool = False) -> Markup:
    """A plain text as paragraphs, every character escaped; with `links`, written-out addresses are linked."""
    show = _linked if links else escape
    blocks = [block.split("\n") for block in re.split(r"\n{2,}", tidy(source)) if block]
    shown = (Markup("<br>").join(show(line) for line in lines) for lines in blocks)
    return Markup("\n").join(Markup("<p>{}</p>").format(block) for block in shown)


def _linked(line: str) -> Markup:
    out, at = Markup(""), 0
    for match in _ADDRESS.finditer(line):
        address = match[0].rstrip(_TAIL)
        out += escape(line[at : match.start()])
        out += Markup('<a href="{0}" rel="{1}">{0}</a>').format(address, _REL)
        at = match.start() + len(address)
    return out + escape(line[at:])


def first_sentence(text: str, limit: int = 90) -> str:
    """The first sentence of a plain text, cut at a word with an ellipsis beyond `limit` characters."""
    whole = tidy(text)
    line = " ".join(whole[: _sentence_end(whole)].split()).rstrip(" .")
    if len(line) <= limit:
        return line
    cut = line[:limit]
    head = cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut[: limit - 1]
    return head.rstrip(" ,;:-–(") + "…"


def first_sentences(text: str, limit: int) -> str:
    """As many whole sentences of a plain text as fit into `limit` characters, in one line; at least a beginning."""
    whole, end = " ".join(tidy(text).split()), 0
    while end < len(whole) and (reach := end + _sentence_end(whole[end:])) <= limit:
        end = reach
    return whole[:end].rstrip(" .") or first_sentence(whole, limit)


def _sentence_end(text: str) -> int:
    for match in _SENTENCE_END.finditer(text, 0, 2000):
        if match[0] == "\n" or not _ABBREVIATION.search(text[: match.end()]):
            return match.start() + len(match[0].rstrip())
    return len(text)
