"""How periods of publications lie one after the other, in each other, and over each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import combinations

from caseworker.aggregates.populations import Facet, Scope

A_DAY = timedelta(days=1)
MOST_OVERLAPPING = 4
"""Of more periods than that, some of which overlap, nobody makes up another one."""
_MOST_OVERLAPS = 2

Stretch = tuple[date, date]
"""A first and a last day, both included."""


@dataclass(frozen=True)
class Told:
    """A publication as far as its days are concerned."""

    digest: str
    """`publication.NEW` for the one that is to go out."""
    scope: Scope
    facets: frozenset[Facet]

    @property
    def days(self) -> Stretch:
        """The days that it tells of."""
        return self.scope.first_day, self.scope.last_day


def lies_in(part: Told, whole: Stretch) -> bool:
    """Return whether all days of *part* are of *whole*."""
    first, last = part.days
    return whole[0] <= first and last <= whole[1]


def is_part(part: Told, whole: Told) -> bool:
    """Return whether *part* lies in *whole*, and is of fewer days."""
    return lies_in(part, whole.days) and part.days != whole.days


def facets_of(*tables: Iterable[Facet]) -> Iterator[frozenset[Facet]]:
    """Yield the facets that are in all of *tables*, and every choice of fewer of them."""
    shared = sorted(frozenset.intersection(*map(frozenset, tables)))
    for size in range(len(shared), -1, -1):
        for chosen in combinations(shared, size):
            yield frozenset(chosen)


def by_days(among: Iterable[Told]) -> list[Told]:
    """Return the last publication of each stretch of days, the earliest days first.

    What others of the same days say differently is for `with_others`.
    """
    return sorted({it.days: it for it in among}.values(), key=lambda it: it.days)


def with_others(chain: Sequence[Told], among: Iterable[Told]) -> Iterator[tuple[Told, ...]]:
    """Yield *chain*, and it with each one member replaced by another publication of its days.

    Figures that went out again may say something else: put right, or without who said no since.
    """
    yield tuple(chain)
    kept = list(among)
    for at, member in enumerate(chain):
        for other in reversed(kept):
            if other.days == member.days and other.digest != member.digest:
                yield (*chain[:at], other, *chain[at + 1 :])


def chains(among: Iterable[Told]) -> Iterator[tuple[Told, ...]]:
    """Yield the ways to lay periods one after the other to which none can be added."""
    ordered = by_days(among)

    def after(chain: tuple[Told, ...]) -> Iterator[tuple[Told, ...]]:
        begins = [it for it in ordered if not chain or chain[-1].days[1] < it.days[0]]
        if not begins:
            yield chain
            return
        first_end = min(it.days[1] for it in begins)
        for it in begins:
            if it.days[0] <= first_end:
                yield from after((*chain, it))

    if ordered:
        yield from after(())


def ways_over(days: Stretch, among: Iterable[Told]) -> list[tuple[Told, ...]]:
    """Return ways to lay periods over *days* that leave as few of them over as they can.

    The one with the fewest periods, the one with the most, and the one of periods in which no
    others lie: what those between them say follows from how periods are made up of shorter ones.
    """
    inside = [it for it in by_days(among) if lies_in(it, days)]
    shortest = [it for it in inside if not any(is_part(other, it) for other in inside)]
    found = (_best(days, inside, 1), _best(days, inside, -1), _best(days, shortest, 1))
    return list(dict.fromkeys(found))


def _best(days: Stretch, inside: Sequence[Told], sign: int) -> tuple[Told, ...]:
    """Return the way that leaves the fewest days over, with the fewest periods or (-1) the most."""

    @cache
    def following(begin: date) -> tuple[int, int, tuple[Told, ...]]:
        least: tuple[int, int, tuple[Told, ...]] = ((days[1] - begin).days + 1, 0, ())
        for it in inside:
            if it.days[0] >= begin:
                left, size, after = following(it.days[1] + A_DAY)
                left += (it.days[0] - begin).days
                if (left, size + sign) < least[:2]:
                    least = (left, size + sign, (it, *after))
        return least

    return following(days[0])[-1]


def through(among: Iterable[Told], days: Stretch, one: Told) -> list[tuple[Told, ...]]:
    """Return ways like `ways_over` of which *one* is a member."""
    kept = list(among)
    before = ways_over((days[0], one.days[0] - A_DAY), kept)
    after = ways_over((one.days[1] + A_DAY, days[1]), kept)
    return [(*first, one, *last) for first in before for last in after]


def rest(days: Stretch, parts: Sequence[Told]) -> tuple[Stretch, ...]:
    """Return the stretches of *days* that lie in none of *parts*, which are in their order."""
    begins = [days[0], *(it.days[1] + A_DAY for it in parts)]
    ends = [*(it.days[0] - A_DAY for it in parts), days[1]]
    return tuple(each for each in zip(begins, ends, strict=True) if each[0] <= each[1])


def overlapping(
    among: Sequence[Told], days: Stretch
) -> Iterator[tuple[tuple[Told, ...], tuple[int, ...]]]:
    """Yield the ways to make up *days* with one overlap or two.

    With each comes which of the parts share days with the one after them.
    """

    def after(
        chain: tuple[Told, ...], begin: date, overlaps: tuple[int, ...]
    ) -> Iterator[tuple[tuple[Told, ...], tuple[int, ...]]]:
        if begin > days[1]:
            if overlaps:
                yield chain, overlaps
            return
        if len(chain) == MOST_OVERLAPPING:
            return
        for it in among:
            first, following = it.days[0], it.days[1] + A_DAY
            if first == begin:
                yield from after((*chain, it), following, overlaps)
            elif chain and len(overlaps) < _MOST_OVERLAPS and following > begin > first:
                # A third period that reaches into the overlap would tell of others; and where no
                # day is of the second alone, those before and after it make up the whole.
                done = chain[-2].days[1] + A_DAY if len(chain) > 1 else date.min
                if first > max(chain[-1].days[0], done):
                    yield from after((*chain, it), following, (*overlaps, len(chain) - 1))

    yield from after((), days[0], ())
