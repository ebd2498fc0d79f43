"""Pages of entrance."""
