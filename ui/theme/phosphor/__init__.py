"""Phosphor icons (MIT, see LICENSE), only those in use."""
