"""What people write comes out safe, whatever they write."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.core.text import first_sentence, first_sentences, paragraphs, plain, render_markdown, tidy

HOSTILE = [
    "<script>alert(1)</script>",
    "<svg onload=alert(1)>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt&#58;alert(1))",
    "[a](java\tscript:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](vbscript:x)",
    "<javascript:alert(1)>",
    '[a](https://x.id/"onmouseover="alert(1))',
    "[a](https://x.id 'q\" onclick=alert(1) x=\"')",
    "![a](https://x.id/pixel.png)",
    "`</code><script>alert(1)</script>`",
    "```\n</pre><script>alert(1)</script>\n```",
    "[a]: javascript:alert(1)\n\n[a]",
    '<a href="javascript:alert(1)" style="x">a</a>',
    '<math><mi//xlink:href="data:x,<script>alert(1)</script>">',
    "<iframe srcdoc='<script>alert(1)</script>'>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
]
ALLOWED = {"p", "br", "strong", "em", "s", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "a"}
ALLOWED |= {"h3", "h4", "h5", "h6"}


class Inspector(HTMLParser):
    """Collects what a browser would build."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs


def assert_harmless(html: str) -> None:
    seen = Inspector(html)
    assert seen.tags <= ALLOWED
    assert {name for name, _ in seen.attributes} <= {"href", "title", "rel", "start"}
    for name, value in seen.attributes:
        if name == "href" and ":" in (value or "").split("/")[0]:
            assert re.match(r"(https?|mailto):", value or "", re.IGNORECASE)


@pytest.mark.parametrize("source", HOSTILE)
@pytest.mark.asvs("1.3.1")
def test_hostile_markdown_is_harmless(source: str) -> None:
    assert_harmless(render_markdown(source))
    assert_harmless(str(paragraphs(source, links=True)))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*HOSTILE, "\n", "\n\n", "*", "_", "[", "](", ")", "<", ">", "- ", "# "]), max_size=6))
def test_hostile_pieces_stay_harmless_together(pieces: list[str]) -> None:
    assert_harmless(render_markdown("".join(pieces)))


def test_markdown_keeps_what_it_allows() -> None:
    html = render_markdown("# Jadwal\n\n**Senin** dan *Selasa*\n\n- satu\n- dua\n\n3. tiga")
    assert "<h3>Jadwal</h3>" in html
    assert "<strong>Senin</strong>" in html
    assert "<li>dua</li>" in html
    assert '<ol start="3">' in html


def test_links_lend_no_weight() -> None:
    html = render_markdown("lihat https://contoh.go.id/a dan [ini](http://contoh.id)")
    assert html.count('rel="nofollow ugc noopener"') == html.count("<a ") == 2


def test_plain_drops_marks_and_keeps_words() -> None:
    assert plain("# Judul\n\nDua **tebal** & `x<y>`\n\n- a\n- b") == "Judul\nDua tebal & x<y>\na\nb"


def test_paragraphs_escape_and_keep_lines() -> None:
    assert str(paragraphs("Satu <b>\ndua\n\n\n\ntiga")) == "<p>Satu &lt;b&gt;<br>dua</p>\n<p>tiga</p>"


def test_paragraphs_link_only_when_asked() -> None:
    source = "Baca https://contoh.go.id/x?a=1&b=2."
    assert "<a " not in paragraphs(source)
    linked = 'Baca <a href="https://contoh.go.id/x?a=1&amp;b=2" rel="nofollow ugc noopener">'
    assert linked in paragraphs(source, links=True)
    assert paragraphs(source, links=True).endswith("</a>.</p>")


def test_tidy_removes_marks_that_turn_the_reading() -> None:
    assert tidy("a\u202eb\u2066c\x00d\r\ne \t\n\n\n\nf ") == "abcd\ne\n\nf"


@settings(max_examples=150)
@given(st.text(max_size=300))
def test_tidy_twice_is_tidy_once(source: str) -> None:
    assert tidy(tidy(source)) == tidy(source)


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Lampu jalan mati. Sudah seminggu.", "Lampu jalan mati"),
        ("Lampu mati!\nsejak kemarin", "Lampu mati!"),
        ("Jl. Ahmad Yani no. 12 rusak. Tolong", "Jl. Ahmad Yani no. 12 rusak"),
        ("Diminta Rp 1.500.000 tanpa bukti. Mohon", "Diminta Rp 1.500.000 tanpa bukti"),
        ("", ""),
    ],
)
def test_headline_is_the_first_sentence(text: str, headline: str) -> None:
    assert first_sentence(text) == headline


@given(st.text(max_size=400), st.integers(min_value=10, max_value=120))
def test_headline_fits_on_one_line(text: str, limit: int) -> None:
    headline = first_sentence(text, limit)
    assert len(headline) <= limit
    assert "\n" not in headline


def test_long_headline_is_cut_at_a_word() -> None:
    assert first_sentence("air mati " * 40, 20) == "air mati air mati…"


@pytest.mark.parametrize(
    ("limit", "kept"),
    [
        (200, "Bisa. Itu kewenangan kami, lihat Jl. Melati! Mulai Senin"),
        (45, "Bisa. Itu kewenangan kami, lihat Jl. Melati!"),
        (30, "Bisa"),
        (3, "Bi…"),
    ],
)
def test_whole_sentences_stay_as_far_as_they_fit(limit: int, kept: str) -> None:
    assert first_sentences("Bisa. Itu kewenangan kami,\nlihat Jl. Melati! Mulai Senin.", limit) == kept


@given(st.text(max_size=400), st.integers(min_value=10, max_value=120))
def test_sentences_fit_on_one_line(text: str, limit: int) -> None:
    kept = first_sentences(text, limit)
    assert len(kept) <= limit
    assert "\n" not in kept
