"""Small groups in which everybody shares one trait: the count gives nobody away, the trait does.

That all seven people of a nationality were found to be trafficked is said of each of them by a
count of seven out of seven, though seven is not small; and by a zero beside it, though zeros show.
So it is the zeros of such a group that have to stay open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from caseworker.aggregates.knowledge import Knowledge
from caseworker.aggregates.publication import Publication
from caseworker.aggregates.table import Cell, Path, Table

SMALL_GROUP = 10
"""Persons; in larger groups that all share a trait is a fact about the group."""


def shared_traits(table: Table, traits: Iterable[str]) -> Iterator[tuple[Cell, tuple[Cell, ...]]]:
    """Yield the cells of *table* that say of everybody in a small group the same trait.

    With each come the cells beside it, which hold nobody. *traits* are the dimensions that tell
    something about a person that others do not see.
    """
    for at, name in enumerate(table.dimensions):
        if name not in set(traits):
            continue
        depth = max(map(len, table.categories[at]))
        finest = [path for path in table.categories[at] if len(path) == depth]
        for cell, count in table.counts.items():
            group = (*cell[:at], (), *cell[at + 1 :])
            says_it = len(cell[at]) == depth and count == table.counts[group]
            if says_it and count < SMALL_GROUP:
                beside = ((*cell[:at], path, *cell[at + 1 :]) for path in finest)
                yield cell, tuple(one for one in beside if one != cell)


def said_of_all(table: Table, traits: Iterable[str]) -> frozenset[str]:
    """Return those of *traits* that everybody in *table* shares, a small group among them.

    No hidden cell keeps that open: the table has no other category.
    """
    wanted = set(traits)
    pairs = zip(table.dimensions, table.categories, strict=True)
    return frozenset(
        name
        for name, paths in pairs
        if name in wanted
        and _finest(paths) == 1
        and any(True for _ in shared_traits(table, [name]))
    )


def tells_of_all(publication: Publication, table: Table, traits: Iterable[str]) -> bool:
    """Return whether *publication* shows zeros that say one of *traits* of a whole small group."""
    return any(
        all(publication.is_known(one) for one in beside)
        for _cell, beside in shared_traits(table, traits)
    )


def _finest(paths: tuple[Path, ...]) -> int:
    depth = max(map(len, paths))
    return sum(len(path) == depth for path in paths)


def keep_open(knowledge: Knowledge, table: Table, traits: Iterable[str]) -> None:
    """Demand that nobody can tell whether everybody in a small group shares one of *traits*.

    Those who came or left since an earlier publication are a group too.
    """
    traits = frozenset(traits)
    for _cell, beside in shared_traits(table, traits):
        _demand(knowledge, knowledge.cells, beside)
    for place in {place for place, _ in knowledge.differences}:
        numbers = {cell: it for (at, cell), it in knowledge.differences.items() if at == place}
        values = {cell: knowledge.quantities.values[it] for cell, it in numbers.items()}
        for at, name in enumerate(table.dimensions):
            if name in traits:
                for others in _beside_newcomers(values, at):
                    _demand(knowledge, numbers, others)


def _beside_newcomers(differences: Mapping[Cell, int], at: int) -> Iterator[list[Cell]]:
    """Yield what stands beside each small group that shares the trait in dimension *at*."""
    depth = max((len(cell[at]) for cell in differences), default=0)
    finest = {cell[at] for cell in differences if len(cell[at]) == depth}
    for cell, count in differences.items():
        group = differences.get((*cell[:at], (), *cell[at + 1 :]), 0)
        if depth and len(cell[at]) == depth and 0 < count == group < SMALL_GROUP:
            others = sorted(finest - {cell[at]})
            yield [(*cell[:at], path, *cell[at + 1 :]) for path in others]


def _demand(knowledge: Knowledge, numbers: Mapping[Cell, int], cells: Iterable[Cell]) -> None:
    known = [(numbers[one], 1) for one in cells if one in numbers]
    if known:
        knowledge.quantities.demands.add(knowledge.quantities.add_sum(*known))
