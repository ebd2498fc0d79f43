"""Pages of supporting."""
