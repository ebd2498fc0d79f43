"""Acts of accounts, by the kind of thing that changes."""

from forum.accounts.actions.founding import first_admin_link

__all__ = ["first_admin_link"]
