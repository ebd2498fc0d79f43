"""What happened to every public thing, recorded once and never changed."""
