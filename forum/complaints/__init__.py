"""A complaint from the first word to the reporter's yes."""
