"""Governments, their units as a tree, their services, areas and days off."""
