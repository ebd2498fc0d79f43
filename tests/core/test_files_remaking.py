"""An upload is what it claims and comes out without what it carried unseen, or it is refused."""

from __future__ import annotations

import ast
import fcntl
import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, PngImagePlugin
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from forum.core import files
from forum.core.files import (
    MAX_BYTES,
    Busy,
    NotWhatItClaims,
    Refused,
    TooLarge,
    TooMany,
    TooManyPages,
    TooManyPixels,
    check_count,
    identify,
    page_picture,
    redact,
    remake,
    remaking,
)

CANARY = b"KENARI-7371"


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    return tmp_path / "remaking.lock"


def saved(image: Image.Image, kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def photo(width: int = 320, height: int = 200) -> Image.Image:
    """Left half red, right half blue, with some noise to make it a photograph."""
    image = Image.effect_noise((width, height), 40).convert("RGB")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, width // 2, height), fill=(200, 20, 20))
    pen.rectangle((width // 2, 0, width, height // 2), fill=(20, 20, 200))
    return image


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def pdf(pages: int = 1, text: bytes = b"Halo") -> bytes:
    """A PDF with real text on each page, written by hand."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    kids = []
    for _ in range(pages):
        stream = b"BT /F1 40 Tf 50 700 Td (" + text + b") Tj ET"
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        font = b"<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
        page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources%s/Contents %d 0 R>>"
        objects.append(page % (font, len(objects)))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, b" ".join(kids))
    body, table = b"%PDF-1.7\n", b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for number, written in enumerate(objects, 1):
        table += b"%010d 00000 n \n" % len(body)
        body += b"%d 0 obj%s endobj\n" % (number, written)
    trailer = b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(body))
    return body + table + trailer


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("x.txt", CANARY)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (saved(photo(), "JPEG"), "image/jpeg"),
        (saved(photo(), "PNG"), "image/png"),
        (saved(photo(), "WEBP"), "image/webp"),
        (pdf(), "application/pdf"),
    ],
)
def test_four_kinds_are_taken_and_made_anew(content: bytes, kind: str, lock: Path) -> None:
    assert identify(content) == kind
    made = remake(content, lock=lock)
    assert (made.kind == "application/pdf") == (kind == "application/pdf")
    assert identify(made.content) == made.kind
    assert made.pages == 1
    assert max(opened(made.thumbnail).size) <= 480


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<!doctype html><script>alert(1)</script>",
        zipped(),
        b"GIF89a" + b"\0" * 40,
        b"BM" + b"\0" * 60,
        b"\0" * 100,
        b"MZ\x90",
        b"\n%PDF-1.7",
    ],
)
@pytest.mark.asvs("5.2.2")
def test_other_kinds_are_refused_whatever_they_are_named(content: bytes) -> None:
    with pytest.raises(NotWhatItClaims) as refusal:
        identify(content)
    assert refusal.value.reason == "unknown"


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(NotWhatItClaims) as refusal:
        identify(b"")
    assert refusal.value.reason == "empty"


@pytest.mark.asvs("5.2.1")
def test_size_and_number_have_limits() -> None:
    with pytest.raises(TooLarge):
        identify(b"\xff\xd8\xff" + b"\0" * MAX_BYTES)
    check_count([1] * 5)
    with pytest.raises(TooMany):
        check_count([1] * 6)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "PDF"])
@pytest.mark.parametrize("share", [0.05, 0.5])
def test_a_truncated_file_is_refused(kind: str, share: float, lock: Path) -> None:
    whole = saved(photo(), kind)
    with pytest.raises(NotWhatItClaims) as refusal:
        remake(whole[: int(len(whole) * share)], lock=lock)
    assert refusal.value.reason == "broken"


@pytest.mark.parametrize("head", [b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBPVP8 ", b"%PDF-1.7\n"])
@pytest.mark.parametrize("rest", [b"<script>alert(1)</script>" * 9, b"\0" * 300])
def test_the_first_bytes_alone_convince_nobody(head: bytes, rest: bytes, lock: Path) -> None:
    with pytest.raises(Refused):
        remake(head + rest, lock=lock)


def test_a_file_of_two_kinds_loses_the_second(lock: Path) -> None:
    for first in (saved(photo(), "JPEG"), saved(photo(), "PNG"), pdf()):
        made = remake(first + zipped() + b"<script>alert(1)</script>", lock=lock)
        assert CANARY not in made.content
        assert b"<script" not in made.content
        assert not zipfile.is_zipfile(io.BytesIO(made.content))


def png_of_claimed_size(width: int, height: int) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    rows = zlib.compress(b"\0" * (height * (width // 8 + 1)), 9)
    size = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.asvs("5.2.3")
def test_a_decompression_bomb_is_refused(lock: Path) -> None:
    bomb = png_of_claimed_size(20_000, 20_000)
    assert len(bomb) < 100_000
    with pytest.raises(TooManyPixels):
        remake(bomb, lock=lock)


@pytest.mark.asvs("5.2.3")
def test_a_file_that_would_eat_the_memory_is_refused(lock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remaking, "_MEMORY", 120 * 1024 * 1024)
    with pytest.raises(NotWhatItClaims) as refusal:
        remake(saved(Image.new("RGB", (5000, 4700)), "PNG"), lock=lock)
    assert refusal.value.reason == "too-costly"


def test_a_file_that_would_eat_the_time_is_refused(lock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remaking, "_WALL_SECONDS", 0.001)
    with pytest.raises(NotWhatItClaims) as refusal:
        remake(saved(photo(), "PNG"), lock=lock)
    assert refusal.value.reason == "too-costly"


def test_a_pdf_of_many_pages_is_refused(lock: Path) -> None:
    assert remake(pdf(20), lock=lock).pages == 20
    with pytest.raises(TooManyPages):
        remake(pdf(21), lock=lock)


def test_a_locked_pdf_is_refused(lock: Path) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(pdf()))
    writer.encrypt("rahasia", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(NotWhatItClaims) as refusal:
        remake(out.getvalue(), lock=lock)
    assert refusal.value.reason == "locked"


def test_a_huge_page_is_drawn_small(lock: Path) -> None:
    made = remake(pdf().replace(b"[0 0 595 842]", b"[0 0 14400 14400]"), lock=lock)
    assert max(made.width, made.height) <= 2000


def laden_jpeg() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = exif[0x013B] = exif[0x0132] = CANARY.decode()
    exif[0x9C9C] = CANARY
    exif.get_ifd(0x8825).update({1: "S", 2: (5.0, 8.0, 51.0), 29: CANARY.decode()})
    exif.get_ifd(0x8769).update({0x927C: CANARY, 0x9286: CANARY})
    return saved(photo(), "JPEG", exif=exif, comment=CANARY, icc_profile=CANARY * 20, xmp=CANARY * 3)


def laden_png() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", CANARY.decode())
    notes.add_itxt("XML:com.adobe.xmp", CANARY.decode())
    return saved(photo(), "PNG", pnginfo=notes, icc_profile=CANARY * 20, exif=b"Exif\0\0II*\0" + CANARY)


def laden_drawing() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", CANARY.decode())
    return saved(Image.new("P", (64, 64), 3), "PNG", pnginfo=notes, icc_profile=CANARY * 20)


def laden_webp() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = CANARY.decode()
    return saved(photo(), "WEBP", exif=exif, icc_profile=CANARY * 20, xmp=CANARY)


@pytest.mark.parametrize("laden", [laden_jpeg, laden_png, laden_drawing, laden_webp])
def test_what_an_image_carries_unseen_is_gone(laden: object, lock: Path) -> None:
    content = laden()  # type: ignore[operator]
    assert CANARY in content or "icc_profile" in opened(content).info
    made = remake(content, lock=lock)
    for copy in (made.content, made.thumbnail):
        assert CANARY not in copy
        left = opened(copy)
        assert not left.getexif()
        assert not {"comment", "icc_profile", "xmp", "exif", "Author", "photoshop"} & set(left.info)


def laden_pdf() -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(pdf(2, CANARY)))
    writer.add_metadata({"/Author": CANARY.decode(), "/Producer": CANARY.decode()})
    script = {
        NameObject("/S"): NameObject("/JavaScript"),
        NameObject("/JS"): TextStringObject(CANARY.decode()),
    }
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    writer.add_attachment("rahasia.txt", CANARY)
    writer.add_annotation(0, FreeText(text=CANARY.decode(), rect=(50, 550, 200, 650)))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_what_a_pdf_carries_unseen_is_gone(lock: Path) -> None:
    laden = laden_pdf()
    assert laden.count(CANARY) >= 3
    assert b"/JavaScript" in laden
    made = remake(laden, lock=lock)
    reader = PdfReader(io.BytesIO(made.content))
    assert CANARY not in made.content
    assert not reader.metadata
    assert not reader.attachments
    assert [page.extract_text() for page in reader.pages] == ["", ""]
    assert not any("/Annots" in page for page in reader.pages)
    assert set(reader.root_object) <= {"/Type", "/Pages"}
    for name in (
        b"/JavaScript",
        b"/JS",
        b"/EmbeddedFile",
        b"/Producer",
        b"/CreationDate",
        b"/Metadata",
        b"/OpenAction",
    ):
        assert name not in made.content


def test_a_pdf_keeps_what_can_be_seen(lock: Path) -> None:
    made = remake(pdf(text=b"HALO"), lock=lock)
    shown = opened(page_picture(made.content, 0, lock=lock)).convert("L")
    assert shown.getpixel((10, 10)) > 240
    assert min(shown.crop((90, 200, 400, 310)).get_flattened_data()) < 60


def test_the_same_upload_gives_the_same_copy(lock: Path) -> None:
    for content in (saved(photo(64, 64), "PNG"), pdf()):
        assert remake(content, lock=lock) == remake(content, lock=lock)


def test_the_way_up_is_kept(lock: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright: turn a quarter to the right
    made = remake(saved(photo(320, 200), "JPEG", exif=exif), lock=lock)
    assert (made.width, made.height) == (200, 320)
    assert opened(made.content).getpixel((100, 40))[0] > 150


def test_large_images_shrink_and_transparent_ones_stand_on_white(lock: Path) -> None:
    made = remake(saved(Image.new("RGBA", (2600, 1300), (0, 0, 0, 0)), "PNG"), lock=lock)
    assert (made.width, made.height) == (2000, 1000)
    assert opened(made.content).convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_drawings_of_few_colours_stay_sharp(lock: Path) -> None:
    made = remake(saved(Image.new("RGB", (100, 80), (12, 200, 34)), "PNG"), lock=lock)
    assert made.kind == "image/png"
    assert opened(made.content).convert("RGB").getpixel((50, 40)) == (12, 200, 34)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_every_way_to_hold_colours_is_understood(mode: str, lock: Path) -> None:
    content = saved(Image.new(mode, (40, 30)), "JPEG" if mode == "CMYK" else "PNG")
    made = remake(content, lock=lock)
    assert (made.width, made.height) == (40, 30)


def test_boxes_are_burnt_into_images(lock: Path) -> None:
    made = redact(saved(Image.new("RGB", (200, 100), "white"), "JPEG"), {0: [(0.5, 0.0, 1.0, 0.5)]}, lock=lock)
    for copy in (made.content, made.thumbnail):
        shown = opened(copy).convert("L")
        assert shown.getpixel((150, 25)) < 12
        assert shown.getpixel((50, 75)) > 243


def test_boxes_are_burnt_into_the_right_page(lock: Path) -> None:
    made = redact(pdf(2), {1: [(0.0, 0.0, 1.0, 1.0)]}, lock=lock)
    brightest = [
        max(opened(page_picture(made.content, number, lock=lock)).convert("L").get_flattened_data())
        for number in (0, 1)
    ]
    assert brightest[0] > 240
    assert brightest[1] < 12


@pytest.mark.parametrize("box", [(0.5, 0.0, 0.5, 1.0), (-0.1, 0, 1, 1), (0, 0, 1.2, 1), (float("nan"), 0, 1, 1)])
def test_impossible_boxes_are_refused(box: files.Box, lock: Path) -> None:
    with pytest.raises(ValueError, match="box"):
        redact(saved(photo(), "JPEG"), {0: [box]}, lock=lock)


def test_a_box_on_a_missing_page_is_refused(lock: Path) -> None:
    with pytest.raises(ValueError, match="page"):
        redact(pdf(2), {2: [(0.0, 0.0, 1.0, 1.0)]}, lock=lock)


def test_one_file_at_a_time(lock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remaking, "_TURN_SECONDS", 0.1)
    with lock.open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(Busy):
            remake(saved(photo(), "JPEG"), lock=lock)
    assert remake(saved(photo(), "JPEG"), lock=lock).pages == 1


def test_the_child_imports_nothing_of_the_app() -> None:
    tree = ast.parse((Path(files.__file__).with_name("child.py")).read_text())
    names = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    names += [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    assert not [name for name in names if name.startswith(("forum", "config", "flask"))]
