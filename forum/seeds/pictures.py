"""Drawn pictures for the stories: no photograph of a real place or person is in the house."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

WIDE, HIGH = 1200, 900
SKY, GROUND, DARK, LIGHT = "#b8cfd8", "#6f6a5c", "#2f2b26", "#e9e2d0"
MARK = "DATA CONTOH"


def draw(kind: str) -> bytes:
    """A picture of one of KINDS as JPEG."""
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", (WIDE, HIGH), SKY)
    pen = ImageDraw.Draw(image)
    KINDS[kind](pen)
    pen.rectangle((0, HIGH - 90, WIDE, HIGH), fill=DARK)
    pen.text((40, HIGH - 76), f"{MARK} · {kind}", fill=LIGHT, font=ImageFont.load_default(52))
    kept = io.BytesIO()
    image.save(kept, "JPEG", quality=80)
    return kept.getvalue()


def letter() -> bytes:
    """A made-up letter as PDF."""
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("RGB", (1240, 1754), "white")
    pen = ImageDraw.Draw(page)
    pen.text((120, 140), f"{MARK}: catatan waktu dan tempat", fill="black", font=ImageFont.load_default(44))
    for line in range(14):
        pen.line((120, 300 + line * 80, 1120 - (line % 3) * 160, 300 + line * 80), fill="#888888", width=4)
    kept = io.BytesIO()
    page.save(kept, "PDF", resolution=150)
    return kept.getvalue()


def _road(pen: ImageDraw) -> None:
    pen.polygon([(380, 340), (820, 340), (1200, 820), (0, 820)], fill="#55524c")
    for k in range(5):
        top, low = 360 + k * 95, 410 + k * 95
        pen.polygon([(590 - k, top), (610 + k, top), (616 + k, low), (584 - k, low)], fill=LIGHT)
    pen.ellipse((330, 600, 640, 730), fill=DARK)
    pen.ellipse((380, 630, 590, 710), fill="#46606b")


def _lamp(pen: ImageDraw) -> None:
    pen.rectangle((0, 0, WIDE, HIGH), fill="#27303a")
    pen.rectangle((0, 700, WIDE, HIGH), fill="#1b2026")
    for x, is_lit in ((220, True), (600, False), (980, False)):
        pen.rectangle((x, 220, x + 16, 720), fill="#8a8f94")
        pen.ellipse((x - 40, 170, x + 56, 240), fill="#ffd977" if is_lit else "#4a4f55")


def _flood(pen: ImageDraw) -> None:
    for x in (60, 430, 800):
        pen.rectangle((x, 330, x + 300, 640), fill="#b98f68")
        pen.polygon([(x - 30, 330), (x + 150, 190), (x + 330, 330)], fill="#8c4a37")
        pen.rectangle((x + 110, 430, x + 190, 640), fill=DARK)
    pen.rectangle((0, 560, WIDE, HIGH), fill="#7d7558")
    for k in range(6):
        pen.arc((k * 210 - 40, 620 + k % 2 * 60, k * 210 + 180, 680 + k % 2 * 60), 200, 340, fill=LIGHT, width=6)


def _canal(pen: ImageDraw) -> None:
    pen.rectangle((0, 420, WIDE, HIGH), fill="#5f7f4e")
    pen.polygon([(470, 420), (730, 420), (1080, 820), (120, 820)], fill="#4f7f8c")
    for k in range(9):
        pen.ellipse((330 + k * 57, 560 + k * 37 % 190, 380 + k * 57, 590 + k * 37 % 190), fill="#c9b04f")


def _park(pen: ImageDraw) -> None:
    pen.rectangle((0, 560, WIDE, HIGH), fill="#7fa05d")
    pen.rectangle((240, 330, 280, 640), fill="#6b4a2f")
    pen.ellipse((120, 120, 400, 400), fill="#3f6f3a")
    pen.line((640, 620, 720, 300, 960, 300, 1040, 620), fill=DARK, width=16)
    pen.line((780, 300, 760, 560), fill=DARK, width=8)
    pen.rectangle((735, 555, 800, 575), fill="#a33b2a")


def _building(pen: ImageDraw) -> None:
    pen.rectangle((0, 640, WIDE, HIGH), fill=GROUND)
    pen.rectangle((260, 160, 940, 700), fill="#c9bda5")
    for k in range(6):
        pen.rectangle((330 + k % 3 * 220, 240 + k // 3 * 220, 430 + k % 3 * 220, 360 + k // 3 * 220), fill="#4b5a63")
    pen.line((480, 160, 520, 300, 470, 420, 540, 560, 500, 700), fill=DARK, width=10)


def _rubbish(pen: ImageDraw) -> None:
    pen.rectangle((0, 560, WIDE, HIGH), fill=GROUND)
    pen.polygon([(300, 360), (900, 360), (840, 720), (360, 720)], fill="#3d6b52")
    for k, colour in enumerate(("#1f1f1f", "#d9d2c0", "#b5502f", "#3b6ea5", "#1f1f1f", "#d8b64a")):
        pen.ellipse((240 + k * 125, 600 + k % 2 * 50, 400 + k * 125, 760 + k % 2 * 50), fill=colour)


def _hall(pen: ImageDraw) -> None:
    pen.rectangle((0, 0, WIDE, HIGH), fill="#d9c9a8")
    pen.rectangle((340, 120, 860, 400), fill=LIGHT)
    for k in range(4):
        pen.line((390, 180 + k * 56, 800 - k % 3 * 90, 180 + k * 56), fill=GROUND, width=10)
    _people(pen, 560)


def _bay(pen: ImageDraw) -> None:
    pen.polygon([(0, 420), (300, 220), (560, 400), (860, 180), (WIDE, 420)], fill="#5f7f4e")
    pen.rectangle((0, 420, WIDE, HIGH), fill="#4f8aa0")
    for x, y in ((180, 520), (560, 480), (900, 560)):
        pen.polygon([(x, y), (x + 200, y), (x + 160, y + 46), (x + 40, y + 46)], fill="#8c4a37")
        pen.line((x + 100, y, x + 100, y - 110), fill=DARK, width=8)
    pen.rectangle((0, 690, 560, 720), fill="#6b4a2f")


def _river(pen: ImageDraw) -> None:
    pen.rectangle((0, 380, WIDE, HIGH), fill="#7fa05d")
    pen.polygon([(420, 380), (620, 380), (1160, 820), (140, 820)], fill="#9c8455")
    pen.rectangle((880, 300, 910, 700), fill=LIGHT)
    for k in range(7):
        pen.rectangle((880, 320 + k * 54, 910, 340 + k * 54), fill="#a33b2a")


def _screens(pen: ImageDraw) -> None:
    pen.rectangle((0, 0, WIDE, HIGH), fill="#27303a")
    for k in range(12):
        x, y = 50 + k % 4 * 280, 50 + k // 4 * 250
        pen.rectangle((x, y, x + 250, y + 220), fill=("#8fb0bd", "#c9bda5", "#b98f68")[k % 3])
        pen.ellipse((x + 85, y + 40, x + 165, y + 120), fill=DARK)
        pen.ellipse((x + 50, y + 130, x + 200, y + 260), fill=DARK)
        pen.rectangle((x, y + 221, x + 250, y + 262), fill="#27303a")


def _people(pen: ImageDraw, top: int) -> None:
    for row in range(2):
        for k in range(9):
            x, y = 60 + k * 125 + row * 55, top + row * 110
            pen.ellipse((x, y, x + 60, y + 60), fill="#5a4632")
            pen.ellipse((x - 22, y + 56, x + 82, y + 190), fill=("#3d6b52", "#8c4a37", "#3b6ea5")[k % 3])


KINDS: dict[str, Callable[[ImageDraw], None]] = {
    "jalan": _road, "lampu": _lamp, "banjir": _flood, "kanal": _canal, "taman": _park, "bangunan": _building,
    "sampah": _rubbish, "balai": _hall, "teluk": _bay, "sungai": _river, "layar": _screens,
}  # fmt: skip
