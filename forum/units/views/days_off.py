"""Pages of days off."""
