"""Pages of board."""
