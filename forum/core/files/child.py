"""The process that opens what strangers sent: alone, limited, without the memory and the keys of the app.

Run by path (`python -I child.py`), so that it imports nothing of the app and starts fast. It reads one JSON
line of orders and then the file from standard input, and writes one JSON line and then the results.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
POINTS_TO_PIXELS = 150 / 72
FEW_COLOURS = 256
QUALITY = 80


class Unfit(Exception):
    """Ends the work with a reason code."""


def main() -> None:
    """One order, one answer."""
    orders = json.loads(sys.stdin.buffer.readline())
    _limit(orders)
    try:
        head, parts = _obey(orders, sys.stdin.buffer.read())
    except Unfit as unfit:
        head, parts = {"refused": str(unfit)}, []
    except MemoryError:
        head, parts = {"refused": "too-costly"}, []
    except Exception:  # noqa: BLE001 (whatever the libraries trip over, the file is to blame)
        head, parts = {"refused": "broken"}, []
    _answer(sys.stdout.buffer, head, parts)


def _limit(orders: dict[str, Any]) -> None:
    for limit, most in (
        (resource.RLIMIT_AS, orders["memory"]),
        (resource.RLIMIT_CPU, orders["seconds"]),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))


def _answer(out: BinaryIO, head: dict[str, Any], parts: list[bytes]) -> None:
    out.write(json.dumps(head | {"lengths": [len(part) for part in parts]}).encode() + b"\n")
    out.writelines(parts)
    out.flush()


def _obey(orders: dict[str, Any], content: bytes) -> tuple[dict[str, Any], list[bytes]]:
    if orders["act"] == "page":
        page = next(_pages(orders, content, only=orders["page"]))
        return {}, [_jpeg(page)]
    if orders["kind"] == "application/pdf":
        return _remade_pdf(orders, content)
    return _remade_image(orders, content)


def _remade_image(orders: dict[str, Any], content: bytes) -> tuple[dict[str, Any], list[bytes]]:
    picture = next(_pages(orders, content))
    as_png = orders["kind"] == "image/png" and picture.getcolors(FEW_COLOURS) is not None
    made = _png(picture) if as_png else _jpeg(picture)
    head = {"kind": "image/png" if as_png else "image/jpeg", "pages": 1}
    head |= {"width": picture.width, "height": picture.height}
    return head, [made, _jpeg(_within(picture, orders["thumbnail"]))]


def _remade_pdf(orders: dict[str, Any], content: bytes) -> tuple[dict[str, Any], list[bytes]]:
    pictures = list(_pages(orders, content))
    out = io.BytesIO()
    # No date and no producer: the copy says nothing but its pages, and is the same each time.
    facts = {"creationDate": None, "modDate": None, "producer": None, "title": None}
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=150, quality=QUALITY, **facts)
    head = {"kind": "application/pdf", "pages": len(pictures)}
    head |= {"width": pictures[0].width, "height": pictures[0].height}
    return head, [out.getvalue(), _jpeg(_within(pictures[0], orders["thumbnail"]))]


def _pages(orders: dict[str, Any], content: bytes, only: int | None = None) -> Iterator[Image]:
    """The pages as clean pictures, with the boxes of the orders blackened."""
    boxes: dict[str, list[list[float]]] = orders.get("boxes", {})
    pictures = _pdf_pages(orders, content, only) if orders["kind"] == "application/pdf" else [_image(orders, content)]
    for number, picture in enumerate(pictures, start=only or 0):
        clean = _bare(_within(picture, orders["longest"]))
        _blacken(clean, boxes.get(str(number), ()))
        yield clean


def _image(orders: dict[str, Any], content: bytes) -> Image:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # our own limit comes first
    image = Image.open(io.BytesIO(content), formats=[FORMATS[orders["kind"]]])
    if image.width * image.height > orders["pixels"]:
        raise Unfit("too-many-pixels")
    if image.format == "JPEG":
        image.draft("RGB", (orders["longest"], orders["longest"]))
    image.load()
    return _opaque(ImageOps.exif_transpose(image))


def _opaque(image: Image) -> Image:
    """Without transparency, in eight bits a colour."""
    from PIL import Image

    if image.mode.startswith("I") or image.mode == "F":  # 16 bits of grey and more
        image = image.convert("I").point(lambda value: value / 256, "L")
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        layer = image.convert("RGBA")
        ground = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(ground, layer).convert("RGB")
    return image if image.mode == "L" else image.convert("RGB")


def _pdf_pages(orders: dict[str, Any], content: bytes, only: int | None) -> Iterator[Image]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise Unfit("locked" if "password" in str(error).lower() else "broken") from error
    if len(document) > orders["pages"]:
        raise Unfit("too-many-pages")
    document.init_forms()
    for number in range(len(document)) if only is None else [only]:
        page = document[number]
        scale = min(POINTS_TO_PIXELS, orders["longest"] / max(*page.get_size(), 1))
        picture: Image = page.render(scale=scale, rev_byteorder=True).to_pil()
        yield picture.convert("RGB")
        page.close()


def _within(picture: Image, longest: int) -> Image:
    from PIL import Image

    scale = longest / max(picture.size)
    if scale >= 1:
        return picture
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    return picture.resize(size, Image.Resampling.LANCZOS)


def _bare(picture: Image) -> Image:
    """The pixels alone: libraries copy comments, colour profiles and the like from picture to file."""
    from PIL import Image

    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    return bare


def _blacken(picture: Image, boxes: Iterable[Iterable[float]]) -> None:
    from PIL import ImageDraw

    pen = ImageDraw.Draw(picture)
    for left, top, right, bottom in boxes:
        corner = int(left * picture.width), int(top * picture.height)
        across = int(right * picture.width), int(bottom * picture.height)
        pen.rectangle([corner, across], fill=0)


def _jpeg(picture: Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue()


def _png(picture: Image) -> bytes:
    out = io.BytesIO()
    colours = picture.quantize(FEW_COLOURS) if picture.mode == "RGB" else picture
    _bare_palette(colours).save(out, "PNG", optimize=True)
    return out.getvalue()


def _bare_palette(picture: Image) -> Image:
    picture.info.clear()
    return picture


if __name__ == "__main__":
    main()
