"""What a unit promised, by when, how far it is, and whether it was kept."""
