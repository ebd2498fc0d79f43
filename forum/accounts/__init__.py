"""People, their roles, and how they get in."""
