"""The nouns: plain dataclasses, typed ids and values, on the standard library alone."""
