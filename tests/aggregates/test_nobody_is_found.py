"""Random populations and exports, against an enumerator that knows nothing of how we hide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import product
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from caseworker.aggregates.policy import Policy
from caseworker.aggregates.publication import Publication
from caseworker.aggregates.publishing import publish
from caseworker.aggregates.table import Cell, Dimension, Table, tabulate
from tests.aggregates.enumerating import Counts, counted, fitting_tables

POLICY = Policy()
COLUMNS = ("sex", "nationality", "need")


def in_groups(sizes: Sequence[int]) -> list[dict[str, str]]:
    """Return as many people as *sizes* say, by sex and nationality."""
    groups = product(["f", "m"], ["ERI", "ETH", "NGA", "SDN"])
    return [
        {"sex": sex, "nationality": nationality, "need": "none"}
        for (sex, nationality), size in zip(groups, sizes, strict=True)
        for _person in range(size)
    ]


uneven = st.lists(st.sampled_from([0, 1, 1, 2, 3, 5, 6, 8, 9]), min_size=8, max_size=8).map(
    in_groups
)
"""Small groups beside large ones: where it decides that zeros show."""
CUBE = [
    {"sex": sex, "nationality": nationality, "need": need}
    for sex, nationality, need, size in (
        ("f", "ERI", "none", 3), ("f", "ERI", "medical", 5),
        ("f", "ETH", "none", 5), ("f", "ETH", "medical", 5),
        ("m", "ERI", "none", 1), ("m", "ERI", "medical", 3),
        ("m", "ETH", "none", 2), ("m", "ETH", "medical", 12),
    )
    for _person in range(size)
]  # fmt: skip
"""Where it decides how far a count must stay open; among random people that is rare."""
anybody = st.lists(
    st.fixed_dictionaries(
        {
            "sex": st.sampled_from(["f", "m"]),
            "nationality": st.sampled_from(["ERI", "ETH", "NGA"]),
            "need": st.sampled_from(["none", "none", "none", "medical"]),
        }
    ),
    max_size=40,
)
people = anybody | uneven
tables = st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=2, unique=True)
Records = list[dict[str, str]]
slowly = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def counting(records: Iterable[dict[str, str]]) -> Callable[[Iterable[str]], Table]:
    kept = list(records)

    def count(names: Iterable[str]) -> Table:
        wanted = set(names)
        return tabulate(kept, [Dimension(name) for name in COLUMNS if name in wanted])

    return count


def published(
    records: Iterable[dict[str, str]], dimensions: Sequence[str], *earlier: Publication
) -> Publication:
    return publish(dimensions, counting(records), earlier).publication


def values(publication: Publication, cell: Cell, tables: Iterable[Counts]) -> list[int]:
    return [counted(cell, counts) for counts in tables]


@pytest.mark.requirement("R-445", "R-449", "R-450")
@slowly
@example(CUBE, list(COLUMNS))
@given(people, tables)
def test_every_small_count_stays_open_by_three(records: Records, dimensions: list[str]) -> None:
    table = counting(records)(dimensions)
    publication = published(records, dimensions)
    fitting = fitting_tables(publication, ceiling=table.total + 3)
    assert {k: v for k, v in table.finest.items() if v} in [
        {k: v for k, v in counts.items() if v} for counts in fitting
    ] or len(fitting) == 30_000
    for cell, count in table.counts.items():
        if POLICY.is_small(count):
            assert cell in publication.hidden
        if cell not in publication.hidden:
            assert publication.shown[cell] == count
    for cell in publication.hidden:
        possible = values(publication, cell, fitting)
        if POLICY.is_small(table.counts.get(cell, 0)) and len(fitting) < 30_000:
            assert max(possible) - min(possible) >= POLICY.width, cell
        elif len(fitting) < 30_000:
            assert max(possible) > min(possible), cell


@pytest.mark.requirement("R-445", "R-449")
@slowly
@given(people, tables)
def test_no_small_count_is_told_to_whoever_knows_that_zeros_show(
    records: Records, dimensions: list[str]
) -> None:
    table = counting(records)(dimensions)
    publication = published(records, dimensions)
    fitting = fitting_tables(publication, ceiling=table.total + 3)
    if len(fitting) == 30_000:
        return
    without_zeros = [
        counts for counts in fitting if all(counted(cell, counts) for cell in publication.hidden)
    ]
    for cell, count in table.counts.items():
        if POLICY.is_small(count):
            assert len(set(values(publication, cell, without_zeros))) > 1, cell


@pytest.mark.requirement("R-445", "R-449")
@slowly
@given(people, st.lists(people, min_size=1, max_size=1), tables, st.booleans())
def test_the_difference_of_two_exports_gives_no_newcomer_away(
    before: Records, after: list[Records], dimensions: list[str], left: bool
) -> None:
    newcomers = after[0][:12]
    smaller, larger = before, before + newcomers
    first, second = (larger, smaller) if left else (smaller, larger)
    one = published(first, dimensions)
    two = published(second, dimensions, one)
    small, large = (two, one) if left else (one, two)
    truth = counting(newcomers)(dimensions)
    ceiling = len(larger) + 3
    small_tables = fitting_tables(small, ceiling, most=1_500)
    large_tables = fitting_tables(large, ceiling, most=1_500)
    if max(len(small_tables), len(large_tables)) == 1_500:
        return
    pairs = [
        (low, high)
        for low in small_tables
        for high in large_tables
        if all(low.get(cell, 0) <= high.get(cell, 0) for cell in low.keys() | high.keys())
    ]
    assert pairs
    for cell, count in truth.counts.items():
        if POLICY.is_small(count):
            possible = {counted(cell, high) - counted(cell, low) for low, high in pairs}
            assert max(possible) - min(possible) >= POLICY.width, (cell, possible)


@slowly
@given(people, st.integers(0, 2**32))
def test_the_same_figures_again_hide_the_same_cells(records: Records, seed: int) -> None:
    shuffled = list(records)
    Random(seed).shuffle(shuffled)
    one = published(records, ("sex", "nationality"))
    two = published(shuffled, ("nationality", "sex"), one)
    assert (two.shown, two.hidden) == (one.shown, one.hidden)
