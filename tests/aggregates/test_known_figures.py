"""Tables of the sizes that others were measured on: what is hidden, what is kept, what leaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import product
from random import Random

import pytest

from caseworker.aggregates.policy import Policy
from caseworker.aggregates.publishing import publish
from caseworker.aggregates.table import Dimension, Table, tabulate


def population(sizes: tuple[int, ...], people: int, slope: float) -> list[dict[str, str]]:
    """Return people over skewed categories; some combinations cannot occur."""
    chance = Random(5)
    weights = [[(rank + 1) ** -slope for rank in range(size)] for size in sizes]
    possible = [it for it in product(*map(range, sizes)) if chance.random() > 0.05]
    shares = []
    for cell in possible:
        share = 1.0
        for weight, at in zip(weights, cell, strict=True):
            share *= weight[at]
        shares.append(share)
    chosen = Counter(chance.choices(possible, shares, k=people))
    return [
        {f"d{at}": f"{value:02}" for at, value in enumerate(cell)}
        for cell, count in chosen.items()
        for _ in range(count)
    ]


@pytest.mark.requirement("R-445", "R-449")
@pytest.mark.parametrize(
    ("sizes", "people", "slope", "most_hidden", "least_kept"),
    [((5, 5, 2), 600, 1.0, 0.287, 0.79), ((6, 6, 6), 1_200, 1.0, 0.437, 0.63)],
    ids=["108 cells", "343 cells"],
)
def test_no_more_is_hidden_than_others_hide(
    sizes: tuple[int, ...], people: int, slope: float, most_hidden: float, least_kept: float
) -> None:
    records = population(sizes, people, slope)

    def count(names: Iterable[str]) -> Table:
        return tabulate(records, [Dimension(name) for name in names])

    published = publish(["d0", "d1", "d2"], count, [])
    publication, table = published.publication, count(["d0", "d1", "d2"])
    hidden = len(publication.hidden) / publication.size
    kept = sum(n for cell, n in publication.shown.items() if all(cell)) / table.total
    small = [cell for cell, n in table.counts.items() if Policy.DEFAULT.is_small(n)]
    print(f"{publication.size} cells: {len(small)} small, {hidden:.3f} hidden, {kept:.3f} kept")
    assert set(small) <= publication.hidden
    assert published.attack.attacked == len(publication.hidden)
    assert published.attack.narrowed == ()
    assert hidden <= most_hidden
    assert kept >= least_kept
