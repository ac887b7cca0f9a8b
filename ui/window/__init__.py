"""The window every screen lives in. It knows places and words, nothing of the domain."""
