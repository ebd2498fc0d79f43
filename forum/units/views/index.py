"""The units of a place: as a tree, and found by words."""

from __future__ import annotations

from collections import defaultdict

from flask import abort, render_template, request

from forum.core.access import public
from forum.core.memory import for_everyone
from forum.units import queries
from forum.units.here import get_here
from forum.units.queries.tree import MOST_FOUND, MOST_IN_TREE, Twig
from forum.units.rules import fold
from forum.units.views.blueprint import units
from forum.units.words import KINDS


@units.get("/unit")
@public
@for_everyone
def index() -> str:
    """The tree one part at a time, or what a search found."""
    here = get_here()
    words, kind = request.args.get("q", "")[:200], request.args.get("jenis", "")
    if fold(words) or kind in KINDS:
        found = queries.search_units(here.id, fold(words), kind if kind in KINDS else "")
        return render_template("units/found.html", place=here, q=words, kind=kind, found=found, kinds=KINDS,
                               is_cut=len(found) == MOST_FOUND)  # fmt: skip
    code = request.args.get("di", "")
    top = queries.find_unit(here.id, code) if code else queries.find_root(here.id)
    if top is None and code:
        abort(404)
    children = queries.open_children(top.id) if top else []
    below = queries.grandchildren_of(top.id) if children and top else []
    return render_template("units/index.html", place=here, top=top, is_root=not code, groups=_by_kind(children),
                           below=_by_parent(below), is_cut=len(below) == MOST_IN_TREE, kinds=KINDS)  # fmt: skip


def _by_kind(children: list[Twig]) -> list[tuple[str, list[Twig]]]:
    """Units by kind, kinds in their usual order."""
    groups: dict[str, list[Twig]] = defaultdict(list)
    for child in children:
        groups[child.kind].append(child)
    return [(kind, groups[kind]) for kind in KINDS if kind in groups]


def _by_parent(below: list[Twig]) -> dict[int, list[Twig]]:
    lists: dict[int, list[Twig]] = defaultdict(list)
    for twig in below:
        lists[twig.parent_id or 0].append(twig)
    return dict(lists)
