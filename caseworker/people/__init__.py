"""Persons: names, households, ties, ways to reach them, and who may be the same."""
