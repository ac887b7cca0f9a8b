"""Numbered chains, of a run or of an administrator: what lies on the way back from a known end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

K = TypeVar("K", bound=bytes)
T = TypeVar("T")


@dataclass(frozen=True)
class Kept:
    """Up to where something revoked still counts: a run, a number in it, and the id there."""

    run: bytes
    """Empty for the chain of an administrator, which has no runs."""
    number: int
    end: bytes


def on_chains(
    ends: Iterable[Kept], known: Mapping[K, T], previous: Callable[[T], K | None]
) -> frozenset[K]:
    """Return what lies on the chains that end there.

    What cannot be shown to lie on one, because a link has not arrived, does not count yet: a fork
    made with a stolen key could otherwise pass for what was kept.
    """
    found: set[K] = set()
    by_bytes: Mapping[bytes, K] = {key: key for key in known}
    for kept in ends:
        link = by_bytes.get(kept.end)
        while link is not None and link in known and link not in found:
            found.add(link)
            link = previous(known[link])
    return frozenset(found)
