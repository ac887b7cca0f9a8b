"""A centre over three months, and a reader who lays everything told of it over each other.

She reasons from nothing: whoever had a case came before or in some month, and stays until after or
left in some month. Each table is a sum of such stays. She shares with the product only the solver.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from math import ceil, floor

import numpy as np

from caseworker.aggregates.days_denied import touching
from caseworker.aggregates.days_told import days_of_all
from caseworker.aggregates.policy import Policy
from caseworker.aggregates.populations import Facet, Population, Scope
from caseworker.aggregates.publication import NEW, Circumstances, Publication
from caseworker.aggregates.publishing import publish
from caseworker.aggregates.solver import Solver
from caseworker.aggregates.table import Cell, Table
from caseworker.aggregates.timeline import Told

POLICY = Policy.DEFAULT
WOMEN, MEN, ALL = (("f",),), (("m",),), ((),)
CELLS: tuple[Cell, ...] = (WOMEN, MEN, ALL)
OPEN, OPENED, CLOSED = Population.WITH_OPEN_CASE, Population.OPENED, Population.CLOSED
REGISTERED = Population.REGISTERED
BEGINS = (date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1))
MONTHS = len(BEGINS) - 1
BEFORE, AFTER = -1, MONTHS
MANY = 1e6

Numbers = tuple[int, int]
"""How many women and men."""
Stay = tuple[int, int]
"""In which month somebody came, and in which she left."""
STAYS: tuple[Stay, ...] = tuple(
    (came, left) for came in range(BEFORE, MONTHS) for left in range(AFTER + 1) if came <= left
)


def caseload(month: int) -> Scope:
    """Return the open cases at the end of a month, `BEFORE` for the day before the first."""
    day = BEGINS[month + 1] - timedelta(days=1)
    return Scope(OPEN, day, day)


def period(population: Population, first: int, last: int | None = None) -> Scope:
    """Return what happened from one month to another, or in one."""
    end = BEGINS[(first if last is None else last) + 1] - timedelta(days=1)
    return Scope(population, BEGINS[first], end)


def counts_in(scope: Scope, stay: Stay) -> bool:
    """Return whether *scope* counts somebody of *stay*."""
    last = max(at for at, day in enumerate((date.min, *BEGINS)) if day <= scope.last_day) - 1
    if scope.population is OPEN:
        return stay[0] <= last < stay[1]
    at = stay[1] if scope.population is CLOSED else stay[0]
    return BEGINS.index(scope.first_day) <= at <= last


@dataclass(frozen=True)
class Centre:
    """Who was there, by stays."""

    stays: Mapping[Stay, Numbers]

    def counts(self, scope: Scope) -> dict[Cell, int]:
        """Return the finest counts of *scope*."""
        there = [self.stays.get(stay, (0, 0)) for stay in STAYS if counts_in(scope, stay)]
        women, men = sum(each[0] for each in there), sum(each[1] for each in there)
        return {cell: count for cell, count in ((WOMEN, women), (MEN, men)) if count}


class Desk:
    """Publishes one table after the other, each beside all that went out before."""

    def __init__(self, by: Facet = Facet.SEX) -> None:
        self._by = by
        self.told: list[tuple[Told, Publication]] = []

    def publish(self, scope: Scope, counts: Mapping[Cell, int]) -> Publication:
        """Publish *counts* by sex, or by what else two groups are told apart."""
        table = Table((self._by.value,), counts)
        touched = touching(scope.population)
        known = [each for each in self.told if each[0].scope.population in touched]
        facets = frozenset({self._by})
        days = days_of_all(Told(NEW, scope, facets), [it for it, _ in known])
        # Without their days, two tables that hide everything would be one.
        about = Circumstances(scope.population.value, f"{scope.first_day}/{scope.last_day}")
        earlier = [it for _, it in known]
        one = publish(
            [self._by.value], table.onto, earlier, circumstances=about, days=days
        ).publication
        self.told.append((Told(one.digest, scope, facets), one))
        return one


def published(
    centre: Centre, order: Sequence[Scope], by: Facet = Facet.SEX
) -> dict[Scope, Publication]:
    """Publish the tables of *order*, one after the other."""
    desk = Desk(by)
    return {scope: desk.publish(scope, centre.counts(scope)) for scope in order}


class Reader:
    """Lays all that was told over each other."""

    def __init__(self, tables: Mapping[Scope, Publication]) -> None:
        self._columns = list(product(STAYS, (WOMEN, MEN)))
        self._solver = Solver(len(self._columns))
        self._solver.set_bounds(np.zeros(len(self._columns)), np.full(len(self._columns), MANY))
        for scope, table in tables.items():
            for cell in CELLS:
                # A sex of which nobody is told stands at zero.
                if cell not in table.hidden:
                    count = table.shown.get(cell, 0)
                    inside = self._inside(scope, cell)
                    self._solver.add_row(inside, [1] * len(inside), count, count)

    def tells(self, scope: Scope, cell: Cell) -> tuple[int, int]:
        """Return the smallest and the largest number of persons that a count can be."""
        costs = np.zeros(len(self._columns))
        costs[self._inside(scope, cell)] = 1
        values = []
        for sign in (1, -1):
            self._solver.set_costs(sign * costs)
            found = self._solver.solve()
            assert found is not None, "what is shown is true, so it fits"
            values.append(float(found @ costs))
        return ceil(values[0] - 1e-5), floor(values[1] + 1e-5)

    def _inside(self, scope: Scope, cell: Cell) -> list[int]:
        return [
            at
            for at, (stay, sex) in enumerate(self._columns)
            if counts_in(scope, stay) and cell in (sex, ALL)
        ]


def given_away(centre: Centre, tables: Mapping[Scope, Publication]) -> Iterator[tuple[object, ...]]:
    """Yield each small count, published or not, that all the tables tell too closely."""
    reader = Reader(tables)
    asked = [
        *(caseload(month) for month in range(BEFORE, MONTHS)),
        *(
            period(kind, first, last)
            for kind in (OPENED, CLOSED)
            for first in range(MONTHS)
            for last in range(first, MONTHS)
        ),
    ]
    for scope in asked:
        truth = Table(("sex",), centre.counts(scope)).counts
        for cell in CELLS:
            if POLICY.is_small(truth.get(cell, 0)):
                low, high = reader.tells(scope, cell)
                if high - low < POLICY.width:
                    yield scope, cell, truth[cell], (low, high)
