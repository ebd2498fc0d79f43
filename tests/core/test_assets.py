"""Assets: joined, hashed, whole, and served for a year."""

from __future__ import annotations

import gzip
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask

from forum.core.assets import BUNDLES, build, build_assets, join, minify_css, minify_js, write_once

STATIC = Path(__file__).parents[2] / "static"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    folder = tmp_path_factory.mktemp("assets")
    return folder, build(STATIC, folder)


def small_app(instance: Path) -> Flask:
    root = str(STATIC.parent / "forum")
    app = Flask("forum", root_path=root, instance_path=str(instance), static_folder=None)
    build_assets(app)
    return app


def test_minified_css_keeps_strings_and_calculations() -> None:
    source = """
      /* a remark */ a > b { content: "a  /* b */ ; c" ; inline-size: calc(50% - .5em); }
      @media (min-width: 40rem) { .x :hover { color : red; } }
    """
    assert minify_css(source) == (
        'a>b{content:"a  /* b */ ; c";inline-size:calc(50% - .5em)}@media (min-width:40rem){.x :hover{color :red}}'
    )


def test_minified_script_keeps_addresses() -> None:
    source = '// why\nconst a = "https://x.id"; // after\n\n  call(a);\n'
    assert minify_js(source) == 'const a = "https://x.id"; // after\ncall(a);'


def test_each_script_has_a_scope_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "js").mkdir()
    (tmp_path / "js" / "a.js").write_text("const name = 1;")
    (tmp_path / "js" / "b.js").write_text("const name = 2;")
    assert join(tmp_path, ("js/*.js",)) == '"use strict";\n{\nconst name = 1;\n}\n{\nconst name = 2;\n}'


def test_a_name_changes_with_its_content(tmp_path: Path) -> None:
    first, second = write_once(tmp_path, "site.css", b"a{}"), write_once(tmp_path, "site.css", b"b{}")
    assert first != second
    assert re.fullmatch(r"site\.[0-9a-f]{12}\.css", first)
    assert gzip.decompress((tmp_path / f"{first}.gz").read_bytes()) == b"a{}"


def test_processes_that_start_together_leave_whole_files(tmp_path: Path) -> None:
    content = b"x" * 400_000
    with ThreadPoolExecutor(8) as pool:
        names = set(pool.map(lambda _: write_once(tmp_path, "site.js", content), range(16)))
    assert len(names) == 1
    assert (tmp_path / names.pop()).read_bytes() == content
    assert not list(tmp_path.glob(".new-*"))


def test_stylesheet_points_at_the_hashed_font(built: tuple[Path, dict[str, str]]) -> None:
    folder, names = built
    css = (folder / names["site.css"]).read_text()
    font = names["fonts/plus-jakarta-sans-latin-wght-normal.woff2"]
    assert f"url({font})" in css
    assert "../" not in css
    assert (folder / font).stat().st_size <= 30 * 1024


def test_manifest_points_at_the_hashed_icons(built: tuple[Path, dict[str, str]]) -> None:
    folder, names = built
    text = (folder / names["site.webmanifest"]).read_text()
    assert f"/aset/{names['icons/icon-192.png']}" in text


def test_every_bundle_source_exists() -> None:
    for patterns in BUNDLES.values():
        for pattern in patterns:
            assert "*" in pattern or (STATIC / pattern).is_file(), pattern


def test_public_bundles_keep_their_budget(built: tuple[Path, dict[str, str]]) -> None:
    folder, names = built
    assert (folder / f"{names['site.css']}.gz").stat().st_size <= 12 * 1024
    assert (folder / f"{names['site.js']}.gz").stat().st_size <= 10 * 1024


def test_every_colour_word_of_the_stylesheets_is_a_token() -> None:
    tokens = set(re.findall(r"(--[\w-]+):", (STATIC / "css" / "tokens.css").read_text()))
    for path in STATIC.glob("css/**/*.css"):
        text = path.read_text()
        used = set(re.findall(r"var\((--[\w-]+)", text))
        own = set(re.findall(r"(--[\w-]+):", text))
        assert used <= tokens | own, f"{path.name}: {used - tokens - own}"


def test_assets_are_served_compressed_for_a_year_to_this_site_alone(tmp_path: Path) -> None:
    app = Flask("forum", root_path=str(STATIC.parent / "forum"), instance_path=str(tmp_path), static_folder=None)
    build_assets(app)
    url = app.jinja_env.globals["asset"]("site.css")  # type: ignore[operator]
    answer = app.test_client().get(url, headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "max-age=31536000" in answer.headers["Cache-Control"]
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in answer.headers
    answer.close()


def test_an_unknown_asset_breaks_at_once(tmp_path: Path) -> None:
    app = Flask("forum", root_path=str(STATIC.parent / "forum"), instance_path=str(tmp_path), static_folder=None)
    build_assets(app)
    with pytest.raises(KeyError):
        app.jinja_env.globals["asset"]("site.scss")  # type: ignore[operator]
