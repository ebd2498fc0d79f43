"""Demo stories and load."""
