"""What the days of publications tell: who can be in both, and which of them add up.

Readers go by the days that are stated, and a wrong clock brings nobody into two periods at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from caseworker.aggregates.chains import Told
from caseworker.aggregates.days_denied import denied
from caseworker.aggregates.flows import FLOWING, between, flows, telling_of
from caseworker.aggregates.populations import STOCKS, Facet, Scope, dimension
from caseworker.aggregates.publication import NEW
from caseworker.aggregates.sums import UNTOLD, Days, Flow, Link, Union
from caseworker.aggregates.unions import beneath, unions

MOST_TOGETHER = 24
"""More unions with the new publication, or more flows, are not laid together."""
MOST_BENEATH = 60
"""So many sums of earlier publications alone are kept in mind, those nearest to the new one."""
_MOST_MONTHS = 600
"""Longer periods are of no centre."""


def days_of_all(new: Told, earlier: Sequence[Told]) -> Days:
    """Return what the days of *new* and of the *earlier* publications tell."""
    its_unions, its_flows = unions(new, earlier), flows(new, earlier)
    first: list[Union | Flow] = [*its_unions[:MOST_TOGETHER], *its_flows[:MOST_TOGETHER]]
    untold = dict.fromkeys(it.untold for it in first)
    beside = [flow for each in untold for flow in telling_of(each, earlier)]
    older = list(dict.fromkeys([*beside, *_nearest([*first, *beside], _of_earlier(new, earlier))]))
    kept = (*first, *older[:MOST_BENEATH])
    return Days(
        denied={it.digest: denied(new.scope, it.scope) for it in earlier},
        unions=tuple(it for it in kept if isinstance(it, Union)),
        links=links(new, earlier),
        flows=tuple(it for it in kept if isinstance(it, Flow)),
        not_looked_at=len(its_unions) + len(its_flows) + len(older) - len(kept),
    )


def _of_earlier(new: Told, earlier: Sequence[Told]) -> list[Union | Flow]:
    """Return how those of *earlier* that tell of the same people add up among themselves."""
    population = new.scope.population
    kinds = FLOWING if population in FLOWING else {population}
    like = [it for it in earlier if it.scope.population in kinds]
    return [*(between(like) if population in FLOWING else ()), *beneath(like)]


def _nearest(first: Iterable[Union | Flow], sums: Collection[Union | Flow]) -> list[Union | Flow]:
    """Return those of *sums* that share a member with *first*, then those that share one with them.

    What is not reached in this way tells nothing of the new publication.
    """
    reached = {digest for it in first for digest in it.told} - {NEW, UNTOLD}
    known = set(first)
    left, found = [it for it in sums if it not in known], []
    while now := [it for it in left if not reached.isdisjoint(it.told)]:
        found += now
        left = [it for it in left if it not in now]
        reached |= {digest for it in now for digest in it.told}
    return found


def links(new: Told, earlier: Sequence[Told]) -> tuple[Link, ...]:
    """Return the months that *new* and earlier tables both tell of, one of them by months.

    A month is the same in both where both count all of its days, or end it on the same day.
    """
    if new.scope.population in STOCKS:
        return ()
    found = []
    for it in earlier:
        if it.scope.population is not new.scope.population:
            continue
        if Facet.MONTH in new.facets | it.facets:
            months = _shared_months(new, it)
            if months:
                paths = frozenset(map(dimension(Facet.MONTH).path, months))
                found.append(Link(it.digest, Facet.MONTH.value, paths))
    return tuple(found)


def _shared_months(one: Told, other: Told) -> list[str]:
    """Return the months that both count alike, as "2026-11"; none where one counts more unseen."""
    mine, others = _months_of(one.scope), _months_of(other.scope)
    alike = [month for month, days in mine.items() if others.get(month) == days]
    whole = [it for it, months in ((one, mine), (other, others)) if len(alike) < len(months)]
    # Without a count for each month, a table must not count anybody else.
    return alike if all(Facet.MONTH in it.facets for it in whole) else []


def _months_of(scope: Scope) -> dict[str, tuple[date, date]]:
    """Return the months that *scope* touches, each with its days that lie in it."""
    found: dict[str, tuple[date, date]] = {}
    first = scope.first_day
    while first <= scope.last_day and len(found) < _MOST_MONTHS:
        following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        last = min(following - timedelta(days=1), scope.last_day)
        found[first.strftime("%Y-%m")] = (first, last)
        first = following
    return found
