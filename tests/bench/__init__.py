"""`make bench`: what pages cost, beside a bare Flask page in the same run."""
