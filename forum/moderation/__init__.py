"""Decisions about what may be shown, on any Subject: the original is kept, the ground is told."""
