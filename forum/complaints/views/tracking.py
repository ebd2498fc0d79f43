"""Pages of tracking."""
