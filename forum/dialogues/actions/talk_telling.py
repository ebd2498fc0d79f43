"""Who hears of what is said in threads: followers, the unit asked, authors, moderators."""

from __future__ import annotations

from typing import Any

from forum.accounts import queries as accounts
from forum.dialogues.models import AgendaItem, Post
from forum.notifications import actions as notifications
from forum.units import queries as units

KIND = "thread"


def said_of(item: AgendaItem, step: str, **more: Any) -> dict[str, Any]:
    """What a notice or a letter of it holds."""
    session = item.session
    return {
        "step": step, "ref": item.subject.ref, "headline": item.title, "session": session.title,
        "kota": session.government.slug, "year": session.year, "number": session.number,
        "government": session.government.name, **more,
    }  # fmt: skip


def tell_followers(item: AgendaItem, step: str, but: int | None = None, **more: Any) -> None:
    """Whoever follows the item, by inbox and mail, but not the one who acts."""
    for reader in sorted(notifications.readers_of(item.subject_id) - {("account", but or 0)}):
        notifications.tell(reader, KIND, **said_of(item, step, **more))


def tell_proposer(item: AgendaItem, step: str) -> None:
    """Whoever proposed it."""
    if item.by_id is not None and not accounts.is_erased(item.by_id):
        notifications.notify(item.by_id, KIND, **said_of(item, step))


def tell_author(post: Post, item: AgendaItem, step: str, but: int | None = None, **more: Any) -> None:
    """Whoever wrote a post under an account."""
    if post.author_id is not None and post.author_id != but and not accounts.is_erased(post.author_id):
        notifications.notify(post.author_id, KIND, **said_of(item, step, post=post.subject.ref, **more))


def tell_unit(item: AgendaItem, step: str) -> None:
    """The people of the unit asked, or of the nearest unit above that has some."""
    for unit_id in units.units_on_path(item.unit.path) if item.unit is not None else ():
        staff = accounts.staff_of([unit_id], "officer", "head")
        if staff:
            for account_id in sorted({member.account_id for member in staff}):
                notifications.notify(account_id, KIND, **said_of(item, step))
            return


def tell_moderators(item: AgendaItem, step: str) -> None:
    """Moderators of the government, at their desk."""
    root = units.find_root(item.session.government_id)
    staff = accounts.staff_of([root.id], "moderator") if root is not None else ()
    for account_id in sorted({member.account_id for member in staff}):
        notifications.notify(account_id, KIND, desk=True, **said_of(item, step))
