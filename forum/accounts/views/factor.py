"""Pages of factor."""
