"""Rules of the forum. Pure."""
