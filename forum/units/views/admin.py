"""Pages of admin."""
