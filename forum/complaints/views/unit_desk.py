"""Pages of unit desk."""
