"""Whether a code is on paper: two of its groups are typed back from there."""

from __future__ import annotations

import secrets


def two_of(count: int) -> tuple[int, int]:
    """Return the places of two groups of *count*, by chance, in order."""
    places = list(range(count))
    first = places.pop(secrets.randbelow(len(places)))
    second = places.pop(secrets.randbelow(len(places)))
    return (first, second) if first < second else (second, first)


def is_group(typed: str, group: str) -> bool:
    """Return whether *typed* is *group*, as hands write it."""
    return _plain(typed) == _plain(group)


def _plain(group: str) -> str:
    """Return *group* without what hands add or confuse: spaces, case, O for 0, I and L for 1."""
    kept = "".join(letter for letter in group.upper() if letter.isalnum())
    return kept.translate(str.maketrans("OIL", "011"))
