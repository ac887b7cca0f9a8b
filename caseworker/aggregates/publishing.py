"""Publishing a table: what is hidden in it, so that nothing published gives anybody away.

Nothing is refused for what it shows: what cannot be shown safely is hidden, at worst everything.
"""

from __future__ import annotations

from collections.abc import Iterable

from caseworker.aggregates.knowledge import Count, gather
from caseworker.aggregates.policy import Policy
from caseworker.aggregates.protection import Protection
from caseworker.aggregates.publication import Circumstances, Publication
from caseworker.aggregates.relation import Relation, relation
from caseworker.aggregates.table import Table

MOST_CELLS = 4_000
"""Larger tables are not shown in their finest cells: protecting them would take minutes."""
ATTEMPTS = {150: 8, 500: 3}
"""How often a table of at most so many cells is protected anew, to keep the best."""


def publish(
    dimensions: Iterable[str],
    count: Count,
    earlier: Iterable[Publication],
    policy: Policy = Policy.DEFAULT,
    circumstances: Circumstances | None = None,
) -> Publication:
    """Return the publication of the population that *count* counts, over *dimensions*.

    What is published *earlier*, in any order, is taken into account. A dimension with too many
    categories is left out: all its cells count as hidden. The same figures again are published
    with the same cells hidden, so that no second choice tells more than the first.
    """
    earlier = tuple(earlier)
    table = _small_enough(count(dimensions), count)
    about = circumstances or Circumstances()
    for publication in reversed(earlier):
        if _says_the_same(publication, table, policy):
            return Publication(
                publication.dimensions, publication.categories, publication.shown,
                publication.hidden, policy, about,
            )  # fmt: skip
    knowledge = gather(table, earlier, count, policy)
    hidden = Protection(knowledge.quantities, knowledge.cells, policy.width).hide()
    shown = {cell: n for cell, n in table.counts.items() if cell not in hidden}
    return Publication(table.dimensions, table.categories, shown, frozenset(hidden), policy, about)


def _small_enough(table: Table, count: Count) -> Table:
    """Return *table* without the dimensions that have the most categories, if it is too large."""
    while len(table.counts) > MOST_CELLS:
        sizes = dict(zip(table.dimensions, map(len, table.categories), strict=True))
        widest = max(sizes, key=lambda name: sizes[name])
        table = count(name for name in table.dimensions if name != widest)
    return table


def _says_the_same(publication: Publication, table: Table, policy: Policy) -> bool:
    return (
        publication.dimensions == table.dimensions
        and publication.categories == table.categories
        and publication.policy == policy
        and relation(publication, table) is Relation.SAME
    )
