"""What forms of this package take, and within which limits."""
