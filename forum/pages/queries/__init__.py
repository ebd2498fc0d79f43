"""Reads that span packages, by page."""
