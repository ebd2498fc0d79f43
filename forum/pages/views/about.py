"""What this site is, what it does with personal data, and what robots may read."""

from __future__ import annotations

from flask import current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.complaints.actions.writing import CONSENT_VERSION
from forum.core.access import public
from forum.pages.views.blueprint import pages
from forum.units.here import places


@pages.get("/tentang")
@public
def about() -> str:
    """How it works, for residents and journalists."""
    return render_template("pages/about.html")


@pages.get("/privasi")
@public
def privacy_notice() -> str:
    """The text that people agree to, with its version."""
    return render_template("pages/privacy.html", version=CONSENT_VERSION)


@pages.get("/robots.txt")
@public
def robots() -> ResponseReturnValue:
    """Public pages are for everyone; desks, receipts, codes and files are no reading for robots."""
    closed = ("/masuk", "/daftar", "/akun", "/meja/", "/pengaturan/", "/surat/", "/berkas/", "/lacak", "/bahasa/",
              "/pengaduan/tulis", "/*/pelapor", "/*/tanda-terima")  # fmt: skip
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    lines.append(f"Sitemap: {current_app.config['BASE_URL']}{url_for('pages.sitemap')}")
    return "\n".join(lines) + "\n", 200, {"Content-Type": "text/plain; charset=utf-8"}


@pages.get("/sitemap.xml")
@public
def sitemap() -> ResponseReturnValue:
    """The lasting public pages of every place."""
    pages_of_place = ("pages.home", "complaints.board", "ratings.ikm")
    found = [url_for(name, kota=slug) for slug in places() for name in pages_of_place]
    found += [url_for("pages.about"), url_for("pages.privacy_notice")]
    addresses = [current_app.config["BASE_URL"] + path for path in found]
    return render_template("pages/sitemap.xml", addresses=addresses), 200, {"Content-Type": "application/xml"}
