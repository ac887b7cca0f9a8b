"""What the days of publications tell beside their figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from caseworker.aggregates.publication import Publication, Relation
from caseworker.aggregates.timeline import Timeline


@dataclass(frozen=True)
class Days:
    """What the days of earlier publications tell beside their figures; by their digests."""

    denied: Mapping[str, frozenset[Relation]] = field(default_factory=dict)
    """What the figures of a publication may seem to say, and its days deny."""
    lines: tuple[Timeline, ...] = ()
    """The lines of days that the new publication lies on with others."""
    not_looked_at: int = 0
    """How many publications lie too far away to be laid on a line with the new one."""

    @property
    def together(self) -> frozenset[str]:
        """The publications that lie on a line with the new one, which is one of them."""
        return frozenset(digest for line in self.lines for digest in line.digests)

    def told_of(self, publication: Publication, how: Relation) -> Relation:
        """Return how the new population stands to that of *publication*; figures say *how*."""
        return Relation.APART if how in self.denied.get(publication.digest, ()) else how
