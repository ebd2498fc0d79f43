"""Pages of town map."""
