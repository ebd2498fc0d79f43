"""The printed code leads to what it says."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ElementTree

from forum.core.qr import qr_svg

TEXT = "http://127.0.0.1:8000/lacak#ABCD-EFGH-JKLM"


def test_code_is_plain_svg_with_a_spoken_title() -> None:
    root = ElementTree.fromstring(qr_svg(TEXT, title='Kode <lacak> & "x"'))
    assert root.tag == "{http://www.w3.org/2000/svg}svg" or root.tag == "svg"
    assert root.get("role") == "img"
    assert [child.text for child in root.iter() if child.tag.endswith("title")] == ['Kode <lacak> & "x"']


def test_code_holds_no_inline_style_or_script() -> None:
    assert not re.search(r"style=|<style|<script|\son\w+=", qr_svg(TEXT, title="x"))


def test_code_without_title_is_skipped_by_screen_readers() -> None:
    assert 'aria-hidden="true"' in qr_svg(TEXT)


def test_quiet_zone_is_white_and_four_modules_wide() -> None:
    svg = qr_svg(TEXT)
    size = int(re.search(r'viewBox="0 0 (\d+) ', svg)[1])  # type: ignore[index]
    assert f'fill="#fff" d="M0 0h{size}v{size}h-{size}z"' in svg
    assert 'd="M4 4.5' in svg


def test_equal_texts_give_equal_codes() -> None:
    assert qr_svg(TEXT) == qr_svg(TEXT) != qr_svg(TEXT + "X")
    assert io.StringIO(qr_svg(TEXT)).read(4) == "<svg"
