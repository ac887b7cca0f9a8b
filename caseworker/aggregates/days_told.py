"""What the days of publications tell: who can be in both, and which together make up another.

Readers go by the days that are stated, and a wrong clock brings nobody into two periods at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, product

from caseworker.aggregates.populations import Facet, Population, Scope, dimension
from caseworker.aggregates.publication import (
    NEW,
    UNTOLD,
    Days,
    Flow,
    Link,
    Relation,
    Union,
)

STOCKS = frozenset({Population.WITH_OPEN_CASE, Population.LATE})
"""Counted as they stand at the end of the period; all others by what happened in it."""
_OPEN, _OPENED, _CLOSED = Population.WITH_OPEN_CASE, Population.OPENED, Population.CLOSED
_LINKED = (
    STOCKS,
    frozenset({_OPENED, _CLOSED}),
    *(frozenset({_OPEN, each}) for each in (_OPENED, _CLOSED)),
)
"""Populations whose tables tell of each other."""
_LASTING = frozenset({Facet.SEX.value, Facet.NATIONALITY.value})
"""What is said of somebody alike before and after."""
_ENOUGH = 3
"""So many of a flow tell of the fourth."""
MOST_FLOWS = 24
"""More caseloads with what happened between are not laid together."""
A_MONTH = timedelta(days=28)
MOST_UNIONS = 24
"""More ways to put periods together are not looked at; the longest chains come first."""
_MOST_OVERLAPPING = 4
"""Of more periods than that, two of which overlap, nobody makes up another one."""
_MOST_MONTHS = 600
"""Longer periods are of no centre."""


@dataclass(frozen=True)
class Told:
    """A publication as far as its days are concerned."""

    digest: str
    """`NEW` for the one that is to go out."""
    scope: Scope
    facets: frozenset[Facet]


def days_of_all(new: Told, earlier: Sequence[Told]) -> Days:
    """Return what the days of *new* and of the *earlier* publications tell."""
    return Days(
        denied={it.digest: denied(new.scope, it.scope) for it in earlier},
        unions=unions(new, earlier),
        links=links(new, earlier),
        flows=flows(new, earlier),
    )


def touching(population: Population) -> frozenset[Population]:
    """Return the populations whose tables tell of *population* too.

    Everybody counted was registered once, so tables of registrations touch all others. Whoever
    waits too long has an open case, and so has who got one, as far as figures tell; who left had
    one.
    """
    if population is Population.REGISTERED:
        return frozenset(Population)
    others = (pair - {population} for pair in _LINKED if population in pair)
    return frozenset({Population.REGISTERED, population}.union(*others))


def denied(new: Scope, earlier: Scope) -> frozenset[Relation]:
    """Return how *new* cannot stand to *earlier*, or stands by chance, whatever figures say.

    Periods that share no day tell of two groups by what happened in them, and neither holds the
    other. Whoever was registered after a period is in no table of it. Of people who were there on
    two days a month apart, any number came and left between: where neither group holds the other
    as far as figures tell, what a count grew by is nobody's number. Nor are those who were
    registered long before a day all still there. Of a caseload and what happened in a period see
    `_beside_a_caseload`.
    """
    both = {new.population, earlier.population}
    if len(both) > 1 and Population.REGISTERED not in both and both != STOCKS:
        return _beside_a_caseload(new, earlier)
    if _comes_after(new, earlier) or _comes_after(earlier, new):
        return frozenset(Relation)
    if abs(new.last_day - earlier.last_day) < A_MONTH:
        return frozenset()
    if new.population in STOCKS and new.population is earlier.population:
        return frozenset({Relation.CHANGED})
    if new.population in STOCKS and _is_registered_before(earlier, new):
        return frozenset({Relation.CHANGED, Relation.GREW})
    if earlier.population in STOCKS and _is_registered_before(new, earlier):
        return frozenset({Relation.CHANGED, Relation.SHRANK})
    return frozenset()


def _beside_a_caseload(one: Scope, other: Scope) -> frozenset[Relation]:
    """Return what is denied of an open caseload and what happened in a period, in either order.

    Those to whom it happened may be among those open at its end, or be all of them; those whose
    case was closed, among those open just before. Where figures say that neither lies in the
    other, what is between them is the number of nobody.
    """
    caseload, period = (one, other) if one.population is _OPEN else (other, one)
    if caseload.population is not _OPEN or period.population is _OPEN:
        return frozenset(Relation)
    day = caseload.last_day
    if period.population is _CLOSED:
        near = timedelta() < period.first_day - day < A_MONTH
    else:
        near = timedelta() <= day - period.last_day < A_MONTH
    return frozenset({Relation.CHANGED}) if near else frozenset(Relation)


def _comes_after(later: Scope, before: Scope) -> bool:
    if later.first_day <= before.last_day:
        return False
    same = later.population is before.population and later.population not in STOCKS
    return same or later.population is Population.REGISTERED


def _is_registered_before(period: Scope, day: Scope) -> bool:
    return period.population is Population.REGISTERED and period.last_day < day.last_day


def unions(new: Told, earlier: Sequence[Told]) -> tuple[Union, ...]:
    """Return how periods add up to another one, with *new* among them.

    Two months and the quarter that they lie in tell of the third month. Pairs are not named: a
    period and one inside it are compared by what they show.
    """
    if new.scope.population in STOCKS:
        return ()
    others = [it for it in earlier if it.scope.population is new.scope.population]
    ways: dict[tuple[str, tuple[tuple[date, date], ...]], dict[Union, None]] = {}
    for whole in (new, *others):
        inside = [it for it in (new, *others) if it is not whole and _lies_in(it, whole)]
        for facets in _facets_of(whole, new):
            among = [it for it in inside if facets <= it.facets]
            for parts in _chains(among):
                if len(parts) > 1 and NEW in {whole.digest, *(it.digest for it in parts)}:
                    union = Union(whole.digest, tuple(it.digest for it in parts))
                    ways.setdefault((whole.digest, _rest(whole, parts)), {})[union] = None
    # Ways that leave the same days over tell much the same: one of each comes first.
    longest = (sorted(it, key=lambda way: (-len(way.parts), way.parts)) for it in ways.values())
    ranked = sorted(((rank, -len(way.parts), way.whole, way.parts), way)
                    for each in longest for rank, way in enumerate(each))  # fmt: skip
    return (*(way for _, way in ranked[:MOST_UNIONS]), *_overlaps(new, others))


def _rest(whole: Told, parts: Sequence[Told]) -> tuple[tuple[date, date], ...]:
    """Return the stretches of days of *whole* that lie in none of *parts*."""
    day = timedelta(days=1)
    begins = [whole.scope.first_day, *(it.scope.last_day + day for it in parts)]
    ends = [*(it.scope.first_day - day for it in parts), whole.scope.last_day]
    return tuple(each for each in zip(begins, ends, strict=True) if each[0] <= each[1])


def _overlaps(new: Told, others: Sequence[Told]) -> tuple[Union, ...]:
    """Return how periods of which two overlap make up another one, the fewest first.

    Who came in both is told by no table: those of the parts are more by them than the whole.
    """
    found: dict[Union, None] = {}
    for whole in (new, *others):
        inside = [it for it in (new, *others) if it is not whole and _lies_in(it, whole)]
        for facets in _facets_of(whole, new):
            among = [it for it in inside if facets <= it.facets]
            for parts, overlap in _chains_with_overlap(among, whole.scope):
                if NEW in {whole.digest, *(it.digest for it in parts)}:
                    found[Union(whole.digest, tuple(it.digest for it in parts), overlap)] = None
    every = sorted(found, key=lambda union: (len(union.parts), union.whole, union.parts))
    return tuple(every[:MOST_UNIONS])


def _chains_with_overlap(
    among: Sequence[Told], whole: Scope
) -> Iterator[tuple[tuple[Told, ...], int]]:
    """Yield the ways to make up *whole* with one overlap, and which part it begins with."""

    def after(
        chain: tuple[Told, ...], begin: date, overlap: int | None
    ) -> Iterator[tuple[tuple[Told, ...], int]]:
        if begin > whole.last_day:
            if overlap is not None:
                yield chain, overlap
            return
        if len(chain) == _MOST_OVERLAPPING:
            return
        for it in among:
            scope = it.scope
            following = scope.last_day + timedelta(days=1)
            if scope.first_day == begin:
                yield from after((*chain, it), following, overlap)
            elif chain and overlap is None and following > begin > scope.first_day:
                before = chain[-1].scope.first_day
                # A third period that reaches into the overlap would tell of others.
                done = chain[-2].scope.last_day if len(chain) > 1 else date.min
                if scope.first_day > max(before, done):
                    yield from after((*chain, it), following, len(chain) - 1)

    yield from after((), whole.first_day, None)


def _lies_in(part: Told, whole: Told) -> bool:
    one, other = part.scope, whole.scope
    inside = other.first_day <= one.first_day and one.last_day <= other.last_day
    return inside and (one.first_day, one.last_day) != (other.first_day, other.last_day)


def _facets_of(*tables: Told) -> Iterator[frozenset[Facet]]:
    """Yield the facets that all of *tables* have, and every choice of fewer of them."""
    shared = sorted(frozenset.intersection(*(it.facets for it in tables)))
    for size in range(len(shared), -1, -1):
        for chosen in combinations(shared, size):
            yield frozenset(chosen)


def _chains(among: Sequence[Told]) -> Iterator[tuple[Told, ...]]:
    """Yield the ways to lay periods one after the other to which none can be added.

    Of publications of the same days the latest stands for all: they say the same of what is asked.
    """
    by_days = {(it.scope.first_day, it.scope.last_day): it for it in among}
    ordered = sorted(by_days.values(), key=lambda it: (it.scope.first_day, it.scope.last_day))

    def after(chain: tuple[Told, ...]) -> Iterator[tuple[Told, ...]]:
        begins = [
            it for it in ordered if not chain or chain[-1].scope.last_day < it.scope.first_day
        ]
        if not begins:
            yield chain
            return
        first_end = min(it.scope.last_day for it in begins)
        for it in begins:
            if it.scope.first_day <= first_end:
                yield from after((*chain, it))

    if ordered:
        yield from after(())


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


def flows(new: Told, earlier: Sequence[Told]) -> tuple[Flow, ...]:
    """Return two caseloads and what happened between, with *new* among them, the latest first.

    At least three of the four are told: they tell of the fourth.
    """
    every = (new, *reversed(earlier))
    of: dict[tuple[Population, date | None, date], list[str]] = {}
    for it in every:
        first = None if it.scope.population is _OPEN else it.scope.first_day
        of.setdefault((it.scope.population, first, it.scope.last_day), []).append(it.digest)
    found: dict[Flow, None] = {}
    for first, last in _between(every):
        roles = (
            of.get((_OPEN, None, first - timedelta(days=1)), []),
            of.get((_OPENED, first, last), []),
            of.get((_OPEN, None, last), []),
            of.get((_CLOSED, first, last), []),
        )
        if sum(map(bool, roles)) >= _ENOUGH:
            for before, opened, after, closed in product(*(role or [UNTOLD] for role in roles)):
                flow = Flow(before, opened, after, closed, _LASTING)
                if NEW in flow.members:
                    found[flow] = None
    return tuple(found)[:MOST_FLOWS]


def _between(every: Sequence[Told]) -> Iterator[tuple[date, date]]:
    """Yield the periods in which somebody came or left, each once."""
    scopes = [it.scope for it in every if it.scope.population in {_OPENED, _CLOSED}]
    yield from dict.fromkeys((scope.first_day, scope.last_day) for scope in scopes)
