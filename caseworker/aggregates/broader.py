"""What to count instead where most of a table would be hidden: fewer facets, or more time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from caseworker.aggregates.going_out import Prepared, prepare
from caseworker.aggregates.populations import Facet, Scope
from caseworker.ports import Reads

MUCH = 0.5
"""From this share of hidden counts on, another table is suggested."""
_ENOUGH_BETTER = 0.75
"""A suggestion hides at most so much of what the table hides, as a share of its counts."""


@dataclass(frozen=True)
class Broader:
    """Another table, and how much of it would be hidden."""

    scope: Scope
    facets: tuple[Facet, ...]
    left_out: Facet | None
    """The facet that it does without; None where it is over a longer time."""
    hidden: int
    in_all: int

    @property
    def share(self) -> float:
        """The share of its counts that is hidden, from 0 to 1."""
        return self.hidden / self.in_all if self.in_all else 1.0


def hides_much(prepared: Prepared) -> bool:
    """Return whether most of *prepared* is hidden."""
    return len(prepared.publication.hidden) > MUCH * len(prepared.publication.told)


def broader(reads: Reads, prepared: Prepared, now: datetime) -> tuple[Broader, ...]:
    """Return tables that tell more, the best first, or none; each is protected to be compared.

    It may take seconds: run it beside the window.

    Raises:
        NotAllowed: only supervisors publish figures.
    """
    tried = [
        (replace(prepared.scope, first_day=_longer(prepared.scope)), prepared.facets, None),
        *(
            (prepared.scope, tuple(each for each in prepared.facets if each is not facet), facet)
            for facet in prepared.facets
            if len(prepared.facets) > 1
        ),
    ]
    found = [_tried(prepare(reads, scope, facets, now), left) for scope, facets, left in tried]
    bound = (
        _ENOUGH_BETTER * len(prepared.publication.hidden) / max(len(prepared.publication.told), 1)
    )
    better = [each for each in found if each.in_all and each.share <= bound]
    return tuple(sorted(better, key=lambda each: each.share))


def _tried(prepared: Prepared, left_out: Facet | None) -> Broader:
    hidden, in_all = len(prepared.publication.hidden), len(prepared.publication.told)
    return Broader(prepared.scope, prepared.facets, left_out, hidden, in_all)


def _longer(scope: Scope) -> date:
    """Return the first day of the quarter in which the scope begins, or of its year."""
    first = scope.first_day
    quarter = first.replace(day=1, month=(first.month - 1) // 3 * 3 + 1)
    is_long = scope.last_day - first > timedelta(days=60)
    return first.replace(day=1, month=1) if is_long or quarter == first else quarter
