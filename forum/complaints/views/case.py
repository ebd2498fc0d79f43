"""Pages of case."""
