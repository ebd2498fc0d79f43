"""Pages of counter."""
