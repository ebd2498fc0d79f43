"""Every read of a complaint's tables, by who asks."""
