"""QR codes as SVG: sharp in print, dark on white in either theme."""

from __future__ import annotations

from markupsafe import Markup

_QUIET_ZONE = 4  # modules; fewer and some readers fail


def qr_svg(text: str, title: str = "") -> Markup:
    """The code of `text`, scaled by its container; `title` is what a screen reader says."""
    import segno

    colours = {"dark": "#000", "light": "#fff"}
    code = segno.make(text, error="m", micro=False)
    svg = code.svg_inline(border=_QUIET_ZONE, omitsize=True, svgclass="qr", title=title or None, **colours)
    # Trusted: segno escapes the title, and the rest holds numbers only.
    spoken = 'role="img"' if title else 'aria-hidden="true"'
    return Markup(svg.replace("<svg ", f'<svg {spoken} shape-rendering="crispEdges" ', 1))  # noqa: S704
