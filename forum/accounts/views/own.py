"""Pages of own."""
