"""Which periods add up to another one, by the days that are stated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from caseworker.aggregates.chains import (
    Told,
    chains,
    facets_of,
    is_part,
    overlapping,
    rest,
    ways_over,
    with_others,
)
from caseworker.aggregates.populations import STOCKS
from caseworker.aggregates.publication import NEW
from caseworker.aggregates.sums import Union


def unions(new: Told, earlier: Sequence[Told]) -> tuple[Union, ...]:
    """Return how periods add up to another one, with *new* among them.

    Two months and the quarter that they lie in tell of the third month; three months and the
    quarter, of each other. Pairs are not named: a period and one inside it are compared by what
    they show. Behind them come sums of earlier ones that *new* touches: see `beneath`.
    """
    if new.scope.population in STOCKS:
        return ()
    others = [it for it in earlier if it.scope.population is new.scope.population]
    ways: dict[tuple[object, ...], dict[Union, int]] = {}
    for whole, among in _within(new, others):
        for chain in chains(among):
            for rank, parts in enumerate(with_others(chain, among)):
                if len(parts) > 1 and _is_of(new, whole, parts):
                    left = rest(whole.days, parts)
                    union = _union(whole, parts)
                    ways.setdefault((whole.digest, left), {}).setdefault(union, rank)
    # Ways that leave the same days over tell much the same: one of each comes first.
    ranked = []
    for each in ways.values():
        ordered = sorted(each, key=lambda way: (each[way], -len(way.parts), way.parts))
        ranked += [((rank, -len(way.parts), way.whole, way.parts), way)
                   for rank, way in enumerate(ordered)]  # fmt: skip
    first = [way for _, way in sorted(ranked, key=lambda each: each[0])]
    return (*first, *_overlaps(new, others))


def beneath(earlier: Iterable[Told]) -> tuple[Union, ...]:
    """Return how each of *earlier* is made up of others of its kind, as far as it is.

    All finer ways follow from these. One that lies in another is such a part already.
    """
    kept = [it for it in earlier if it.scope.population not in STOCKS]
    found: dict[Union, None] = {}
    for whole in kept:
        like = [it for it in kept if it.scope.population is whole.scope.population]
        inside = [it for it in like if is_part(it, whole)]
        for facets in facets_of(whole.facets):
            among = [it for it in inside if facets <= it.facets]
            for parts in ways_over(whole.days, among):
                if parts:
                    found[_union(whole, parts)] = None
    return tuple(found)


def _union(whole: Told, parts: Sequence[Told]) -> Union:
    left = rest(whole.days, parts)
    untold = (whole.scope.population, left) if left else ()
    return Union(whole.digest, _digests(parts), is_exact=not left, untold=untold)


def _within(new: Told, others: Sequence[Told]) -> Iterator[tuple[Told, list[Told]]]:
    """Yield each possible whole with what lies in it, for each choice of shared facets."""
    for whole in (new, *others):
        inside = [it for it in (*others, new) if is_part(it, whole)]
        for facets in facets_of(whole.facets, new.facets):
            yield whole, [it for it in inside if facets <= it.facets]


def _overlaps(new: Told, others: Sequence[Told]) -> tuple[Union, ...]:
    """Return how periods some of which overlap make up another one, the fewest first.

    Who came in two of them is told by no table: those of the parts are more by them than the whole.
    """
    found: dict[Union, None] = {}
    for whole, among in _within(new, others):
        for parts, overlaps in overlapping(among, whole.days):
            if _is_of(new, whole, parts):
                found[Union(whole.digest, _digests(parts), overlaps)] = None
    return tuple(
        sorted(found, key=lambda it: (len(it.parts), len(it.overlaps), it.whole, it.parts))
    )


def _is_of(new: Told, whole: Told, parts: Sequence[Told]) -> bool:
    return NEW in {whole.digest, *(it.digest for it in parts)}


def _digests(parts: Iterable[Told]) -> tuple[str, ...]:
    return tuple(it.digest for it in parts)
