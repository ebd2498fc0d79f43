"""The arithmetic of the satisfaction survey, and what keeps it fair. Pure: standard library only."""
