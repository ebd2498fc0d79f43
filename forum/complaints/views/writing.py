"""Pages of writing."""
