"""Who may reach a page: every view says so itself, and one gate asks.

The gate knows roles only as words; `forum.accounts` tells what a visitor may call their own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, current_app, request
from flask.typing import ResponseReturnValue

View = TypeVar("View", bound=Callable[..., Any])
Gate = Callable[["Access"], ResponseReturnValue | None]


@dataclass(frozen=True)
class Access:
    """What a view demands: nothing, an account, or one of some roles with its second factor."""

    is_public: bool = False
    roles: tuple[str, ...] = ()


class UndeclaredView(RuntimeError):
    """A view does not say who may reach it."""


def public(view: View) -> View:
    """Anyone may reach this view."""
    view.access = Access(is_public=True)  # type: ignore[attr-defined]
    return view


def requires(*roles: str) -> Callable[[View], View]:
    """Only the signed-in; with `roles`, only holders of one of them who gave their second factor."""

    def mark(view: View) -> View:
        view.access = Access(roles=roles)  # type: ignore[attr-defined]
        return view

    return mark


def access_of(view: Callable[..., Any] | None) -> Access | None:
    """What the view declared."""
    return getattr(view, "access", None)


def open_gate(app: Flask, gate: Gate) -> None:
    """Ask `gate` before every view."""

    @app.before_request
    def ask() -> ResponseReturnValue | None:
        if request.endpoint is None or request.endpoint == "static":
            return None
        access = access_of(current_app.view_functions[request.endpoint])
        if access is None:
            raise UndeclaredView(request.endpoint)
        return None if access.is_public else gate(access)
