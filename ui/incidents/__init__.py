"""Somebody is not safe: what to do, what to note, and where allegations against staff go."""
