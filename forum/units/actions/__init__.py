"""Acts of this package, by what they change."""
