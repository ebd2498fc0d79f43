"""Documents in, ids out: one index, two backends."""
