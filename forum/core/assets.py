"""Stylesheets and scripts, joined, lightly minified, named by their content and served for a year.

There is no build step: `build_assets` runs when the application starts. Sources live in many small files
under `static/`; what a browser fetches are a few files under `/aset/` whose names change with their content.
"""

import gzip
import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

from forum.core.security import dress_of

PREFIX = "/aset/"
YEAR = 365 * 24 * 3600

# Order matters in CSS: cascade layers are declared in tokens.css, and within a layer the later rule wins.
# A pattern may match nothing yet; a plain path must exist.
BUNDLES: dict[str, tuple[str, ...]] = {
    "site.css": (
        "css/tokens.css",
        "css/reset.css",
        "css/base.css",
        "css/layout.css",
        "css/components/*.css",
        "css/units*.css",
        "css/accounts*.css",
        "css/notifications*.css",
        "css/complaints*.css",
        "css/ratings*.css",
        "css/pages*.css",
        "css/utilities.css",
    ),
    "desk.css": ("css/desk*.css",),
    "gaya.css": ("css/gaya.css",),
    "widget.css": ("css/tokens.css", "css/widget.css"),
    "scores.css": ("css/scores.css",),
    "dialogues.css": ("css/dialogues*.css",),
    "site.js": ("js/*.js", "js/write/*.js"),
    "desk.js": ("js/desk/*.js",),
    "hall.js": ("js/hall/*.js",),
    "kiosk.css": ("css/kiosk.css",),
    "kiosk.js": ("js/kiosk/*.js",),
}
LOOSE = ("fonts/*.woff2", "icons/*", "images/**/*", "vendor/**/*")
COMPRESSIBLE = frozenset({".css", ".js", ".svg", ".json", ".webmanifest", ".txt"})

_STRING = r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
_CSS_COMMENT = re.compile(_STRING + r"|/\*.*?\*/", re.DOTALL)
_CSS_SPACE = re.compile(_STRING + r"|\s*([{};,>])\s*|(:)\s+|\s+")
_CSS_URL = re.compile(r"""url\(["']?(?!data:|/|https?:|#)([^"')]+)["']?\)""")
_JS_COMMENT_LINE = re.compile(r"^\s*(?://.*|/\*.*\*/\s*)$")


def minify_css(source: str) -> str:
    """Without comments and needless white space; strings keep every character."""
    bare = _CSS_COMMENT.sub(lambda part: part.group(1) or "", source)
    tight = _CSS_SPACE.sub(lambda part: part.group(1) or part.group(2) or part.group(3) or " ", bare)
    return tight.replace(";}", "}").strip()


def minify_js(source: str) -> str:
    """Without comment lines, empty lines and indentation; nothing cleverer, so nothing can break.

    Our own scripts therefore hold no template literal over several lines.
    """
    lines = (line.strip() for line in source.splitlines() if not _JS_COMMENT_LINE.match(line))
    return "\n".join(line for line in lines if line)


def join(static: Path, patterns: Iterable[str]) -> str:
    """The sources of a bundle in their order; each script in a block scope of its own."""
    parts: list[str] = []
    for path in _sources(static, patterns):
        text = path.read_text(encoding="utf-8")
        parts.append(minify_css(text) if path.suffix == ".css" else f"{{\n{minify_js(text)}\n}}")
    joined = "\n".join(parts)
    return joined if not joined.startswith("{") else f'"use strict";\n{joined}'


def _sources(static: Path, patterns: Iterable[str]) -> Iterator[Path]:
    for pattern in patterns:
        if "*" in pattern:
            yield from sorted(static.glob(pattern))
        else:
            yield static / pattern


def write_once(folder: Path, name: str, content: bytes) -> str:
    """Store content under a name that carries its hash, whole or not at all, and return that name.

    Several processes may start at the same moment: each writes a file of its own and renames it into place.
    """
    path = PurePosixPath(name)
    hashed = f"{path.stem}.{hashlib.sha256(content).hexdigest()[:12]}{path.suffix}"
    _put(folder / hashed, lambda: content)
    if path.suffix in COMPRESSIBLE:
        _put(folder / f"{hashed}.gz", lambda: gzip.compress(content, 9, mtime=0))
    return hashed


def _put(target: Path, content: Callable[[], bytes]) -> None:
    if target.exists():
        return
    descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=".new-")
    with os.fdopen(descriptor, "wb") as file:
        file.write(content())
        os.fchmod(file.fileno(), 0o644)
    Path(temporary).replace(target)


def build(static: Path, folder: Path) -> dict[str, str]:
    """Write every asset into `folder`; returns source name -> hashed name."""
    folder.mkdir(parents=True, exist_ok=True)
    names: dict[str, str] = {}
    for path in _sources(static, LOOSE):
        if path.is_file():
            names[path.relative_to(static).as_posix()] = write_once(folder, path.name, path.read_bytes())
    for bundle, patterns in BUNDLES.items():
        text = _with_hashed_urls(join(static, patterns), names)
        names[bundle] = write_once(folder, bundle, text.encode())
    manifest = static / "site.webmanifest"
    names[manifest.name] = write_once(folder, manifest.name, _manifest(manifest, names).encode())
    return names


def _with_hashed_urls(css: str, names: dict[str, str]) -> str:
    """`url(../fonts/x.woff2)` of a source becomes the hashed neighbour in the one served folder."""

    def rename(reference: re.Match[str]) -> str:
        source = re.sub(r"^(?:\.\./)+", "", reference.group(1))
        return f"url({names[source]})"

    return _CSS_URL.sub(rename, css)


def _manifest(path: Path, names: dict[str, str]) -> str:
    text = path.read_text(encoding="utf-8")
    return re.sub(r'"src": "([^"]+)"', lambda found: f'"src": "{PREFIX}{names[found.group(1)]}"', text)


def _dress(app: Flask) -> Callable[[Headers, str, str], None]:
    # An SVG opened on its own is a document: it may not do anything.
    dress = dress_of(app) | {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"}

    def add_headers(headers: Headers, _path: str, _url: str) -> None:
        for name, value in dress.items():
            headers[name] = value

    return add_headers


def build_assets(app: Flask) -> None:
    """Build the assets of this start, serve them, and give templates `asset(name)`."""
    static = Path(app.root_path).parent / "static"
    folder = Path(app.instance_path) / "assets"
    names = build(static, folder)

    def asset(name: str) -> str:
        return f"{PREFIX}{names[name]}"

    app.jinja_env.globals["asset"] = asset
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(folder),
        prefix=PREFIX.strip("/") + "/",
        max_age=YEAR,
        immutable_file_test=lambda _path, _url: True,
        allow_all_origins=False,
        add_headers_function=_dress(app),
        autorefresh=app.debug,
    )
