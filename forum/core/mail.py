"""How a mail leaves: to a file, to the console, or by SMTP."""

from __future__ import annotations

import re
import smtplib
import sys
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlsplit

from flask import current_app, render_template
from jinja2 import TemplateNotFound

from forum.core import outbox
from forum.core.db import db
from forum.core.i18n import speaking
from forum.core.outbox import Address, Letter


def sender() -> str:
    """The address mail comes from."""
    host = urlsplit(current_app.config["BASE_URL"]).hostname or "localhost"
    return current_app.config["MAIL_FROM"] or f"rembuk-warga@{host}"


def compose(letter: Letter, address: Address) -> EmailMessage:
    """The mail in its reader's language, as plain text and HTML. The template's first line is the subject."""
    with speaking(address.language):
        told = outbox.read_content(letter) | {
            "base_url": current_app.config["BASE_URL"],
            "stop_url": address.stop_url,
        }
        subject, _newline, body = render_template(f"email/{letter.kind}.txt", **told).lstrip().partition("\n")
        body = re.sub(r"\n{3,}", "\n\n", body)
        message = EmailMessage()
        message["Subject"], message["From"], message["To"] = (
            subject.strip(),
            f"Rembuk Warga <{sender()}>",
            address.email,
        )
        message["Message-ID"] = f"<{letter.id}@{sender().split('@')[1]}>"
        message["Auto-Submitted"] = "auto-generated"
        if address.stop_url:
            message["List-Unsubscribe"] = f"<{address.stop_url}>"
        message.set_content(body.strip() + "\n")
        try:
            message.add_alternative(
                render_template(f"email/{letter.kind}.html", **{"subject": subject, "text": body.strip()} | told),
                subtype="html",
            )
        except TemplateNotFound:
            html = render_template("email/plain.html", subject=subject, text=body.strip(), **told)
            message.add_alternative(html, subtype="html")
    return message


def deliver(message: EmailMessage) -> None:
    """Hand the mail to the transport that FORUM_MAIL_URL names."""
    url = urlsplit(current_app.config["MAIL_URL"])
    if url.scheme == "console":
        print(message.as_string(), file=sys.stdout, flush=True)
    elif url.scheme in ("smtp", "smtps"):
        _by_smtp(
            message,
            url.scheme,
            url.hostname or "localhost",
            url.port,
            unquote(url.username or ""),
            unquote(url.password or ""),
        )
    else:
        _to_file(message, Path(url.path or Path(current_app.config["INSTANCE"]) / "mail"))


def _to_file(message: EmailMessage, folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = str(message["Message-ID"]).strip("<>").split("@")[0]
    partial = folder / f".{name}.tmp"
    partial.write_bytes(message.as_bytes())
    partial.replace(folder / f"{name}.eml")


def _by_smtp(message: EmailMessage, scheme: str, host: str, port: int | None, user: str, password: str) -> None:
    make = smtplib.SMTP_SSL if scheme == "smtps" else smtplib.SMTP
    with make(host, port or (465 if scheme == "smtps" else 587), timeout=20) as server:
        if scheme == "smtp" and server.has_extn("starttls"):
            server.starttls()
        if user:
            server.login(user, password)
        server.send_message(message)


def send_waiting() -> int:
    """Send what is due; each letter is leased, sent and marked in its own transactions."""
    ids = outbox.claim_some()
    db.session.commit()
    for letter_id in ids:
        _send_one(letter_id)
    return len(ids)


def _send_one(letter_id: str) -> None:
    letter = db.session.get(Letter, letter_id)
    if letter is None:
        return
    try:
        address = outbox.open_reference(letter.recipient)
        message = compose(letter, address) if address else None
        db.session.rollback()  # no lock is held while a mail server is slow
        if message is not None:
            deliver(message)
    except Exception as error:  # noqa: BLE001 - whatever failed, the letter stays and is tried again
        db.session.rollback()
        current_app.logger.warning("letter %s did not leave: %s", letter_id, type(error).__name__)
        failed = db.session.get_one(Letter, letter_id)
        outbox.mark_failed(failed, type(error).__name__)
    else:
        outbox.mark_sent(db.session.get_one(Letter, letter_id))
    db.session.commit()
