"""Who can be in two publications, as their days tell: everybody, some, or nobody."""

from __future__ import annotations

from datetime import timedelta

from caseworker.aggregates.populations import STOCKS, Population, Scope
from caseworker.aggregates.publication import Relation

_OPEN, _OPENED, _CLOSED = Population.WITH_OPEN_CASE, Population.OPENED, Population.CLOSED
_LINKED = (
    STOCKS,
    frozenset({_OPENED, _CLOSED}),
    *(frozenset({_OPEN, each}) for each in (_OPENED, _CLOSED)),
)
"""Populations whose tables tell of each other."""
A_MONTH = timedelta(days=28)


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
