"""Headers of every answer, and the refusal of requests that another site made."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, request, session
from flask_wtf import CSRFProtect

csrf = CSRFProtect()
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=(), payment=(), usb=(), interest-cohort=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def content_policy(tile_host: str = "") -> str:
    """The Content-Security-Policy, with the operator's tile host if there is one."""
    policy = POLICY | ({"img-src": f"{POLICY['img-src']} https://{tile_host}"} if tile_host else {})
    return "; ".join(f"{name} {value}" for name, value in policy.items())


def let_frame(response: Response) -> Response:
    """Let any site show this answer in a frame: the widget of a published figure, and nothing else."""
    framed = POLICY | {"script-src": "'none'", "connect-src": "'none'", "form-action": "'none'", "frame-ancestors": "*"}
    response.headers["Content-Security-Policy"] = "; ".join(f"{name} {value}" for name, value in framed.items())
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    g.is_framed = True
    return response


def is_foreign() -> bool:
    """True when a browser says that another site made this request (Fetch Metadata, else Origin)."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.host


def dress_of(app: Flask) -> dict[str, str]:
    """The headers of this installation's answers."""
    headers = HEADERS | {"Content-Security-Policy": content_policy(app.config.get("TILE_HOST", ""))}
    if app.config["SESSION_COOKIE_SECURE"]:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return headers


def prepare_security(app: Flask) -> None:
    """Guard every request and dress every answer."""
    csrf.init_app(app)
    headers = dress_of(app)
    framed = {name: value for name, value in headers.items() if name != "X-Frame-Options"}

    @app.before_request
    def refuse_foreign() -> None:
        if request.method not in SAFE and is_foreign():
            abort(403)

    @app.after_request
    def dress(response: Response) -> Response:
        for name, value in (framed if g.get("is_framed") else headers).items():
            response.headers.setdefault(name, value)
        if "_user_id" in session or "cases" in session:
            response.headers["Cache-Control"] = "no-store"
        else:
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response
