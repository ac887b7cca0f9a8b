"""What an indicator is made of: of which kinds everybody is who is counted, kind by kind.

One may be of several kinds, as a person needs several things: parts need not add up to the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from caseworker.aggregates.populations import Facet, Population
from caseworker.indicators.months import Months, Values
from caseworker.ports import Reads
from caseworker.text import Text

Kinds = Mapping[tuple[int, UUID], Collection[str]]
"""Of which kinds each is who is counted: by the place of a month, and whose id it is."""
Sorting = Callable[[Reads, Months], Kinds]
"""Finds everybody who is of some kind in these months, once a month."""


@dataclass(frozen=True)
class Parts:
    """How a fact is told apart."""

    about: str
    """What the kinds are: "Need"; marked for translation."""
    by: str
    """The same in a sentence: "by need"; marked for translation."""
    sorting: Sorting
    names: Callable[[Reads, Text], Mapping[str, str]]
    """What each kind is called."""
    sensitive: frozenset[str] = frozenset()
    """The kinds that are not public, though the whole is (R-451)."""
    leave_as: tuple[Population, Mapping[str, Facet]] | None = None
    """Who is counted by what in the protected tables that tell each kind outside; None: none."""


def whole(sorting: Sorting) -> Callable[[Reads, Months], Values]:
    """Return what counts those of any kind."""

    def values(reads: Reads, months: Months) -> Values:
        counts = [0] * len(months)
        for (place, _key), kinds in sorting(reads, months).items():
            counts[place] += bool(kinds)
        return [*counts]

    return values


def part(sorting: Sorting, kind: str) -> Callable[[Reads, Months], Values]:
    """Return what counts those of one *kind*."""

    def values(reads: Reads, months: Months) -> Values:
        return [*by_kind(sorting(reads, months), months).get(kind, [0] * len(months))]

    return values


def by_kind(found: Kinds, months: Months) -> dict[str, list[int]]:
    """Return how many are of each kind, month by month."""
    counts: dict[str, list[int]] = {}
    for (place, _key), kinds in found.items():
        for kind in kinds:
            counts.setdefault(kind, [0] * len(months))[place] += 1
    return counts
