"""What periods tell together: parts of a whole, the same people twice, what came and went between.

Each adds to one `Reckoning` what a reader of the days can reckon up, and demands what is small.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from caseworker.aggregates.cells import depths_of, finest_of, widened
from caseworker.aggregates.earlier import Balance, Earlier
from caseworker.aggregates.publication import Flow, Link, Union
from caseworker.aggregates.reckoning import Reckoning
from caseworker.aggregates.relation import linked_cells
from caseworker.aggregates.table import Cell, Table

Found = Mapping[Cell, int]
"""The quantities that were added, by the cell of the new table that they are told of."""


def add_union(them: Reckoning, union: Union) -> Found:
    """Add those of whom *union* tells; small counts of them are demanded.

    Where that would be fewer than nobody, the figures deny what the days say: over as many
    dimensions as they do not. Of somebody who turned thirty meanwhile, or whose nationality was
    put right, the rest still adds up.
    """
    members = [(them.member(digest), sign) for digest, sign in union.told.items()]
    known = [(member, sign) for member, sign in members if member is not None]
    if len(known) < len(members):
        return {}
    every = [name for name in them.table.dimensions if all(name in dims for (dims, _), _ in known)]
    found: dict[Cell, int] = {}
    fitting: list[set[str]] = []
    for shared in choices_of(every):
        if any(larger >= set(shared) for larger in fitting):
            continue
        left = _left([(over(shared), sign) for (_, over), sign in known], them)
        if left is not None:
            fitting.append(set(shared))
            numbers = {cell: them.quantities.add_sum(*terms) for cell, terms in left.items()}
            found = {**_demanded(them, numbers, shared), **found}
    return found


def choices_of(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield every choice of *names*, larger ones first, all of them and none included."""
    for size in range(len(names), -1, -1):
        yield from combinations(names, size)


_Terms = tuple[tuple[int, int], ...]


def _left(
    signed: Sequence[tuple[Mapping[Cell, int], int]], them: Reckoning
) -> Mapping[Cell, _Terms] | None:
    """Return of which quantities each count is the sum; None where one is below zero."""
    values, left = them.quantities.values, {}
    for cell in finest_of(*(quantities for quantities, _ in signed)):
        terms = [(quantities.get(cell), sign) for quantities, sign in signed]
        there = tuple((number, sign) for number, sign in terms if number is not None)
        if sum(sign * values[number] for number, sign in there) < 0:
            return None
        left[cell] = there
    return left


def _demanded(them: Reckoning, numbers: Mapping[Cell, int], shared: tuple[str, ...]) -> Found:
    """Add the margins of quantities over *shared*, and demand what is small."""
    if not numbers:
        return {}
    every = them.quantities.add_margins(numbers, depths_of(numbers))
    them.demand_small(every.values())
    told_of = ((widened(kept, shared, them.table.dimensions), it) for kept, it in every.items())
    return {cell: number for cell, number in told_of if cell is not None}


def add_link(them: Reckoning, link: Link, cells: Mapping[Cell, int]) -> None:
    """Mark what an earlier publication told of people who are counted now as well.

    What it hid of them is hidden now too: shown here, it would open there what it stood for. Where
    both contradict each other by age, they may still be alike by sex.
    """
    earlier = next((it for it, _ in them.related if it.digest == link.digest), None)
    if earlier is None:
        return
    pairs = [(now, cell) for cell, now in linked_cells(earlier, them.table, link) if now in cells]
    values = them.quantities.values
    names = [name for name in them.table.dimensions if name != link.dimension]
    fitting: list[set[str]] = []
    for shared in choices_of(names):
        if any(larger >= set(shared) for larger in fitting):
            continue
        left_open = [
            at for at, name in enumerate(them.table.dimensions)
            if name in names and name not in shared
        ]  # fmt: skip
        told = [(cells[now], cell) for now, cell in pairs if not any(now[at] for at in left_open)]
        if any(
            earlier.is_known(cell) and values[number] != earlier.shown.get(cell, 0)
            for number, cell in told
        ):
            continue
        fitting.append(set(shared))
        for number, cell in told:
            if earlier.is_known(cell):
                them.quantities.known.add(number)
            else:
                them.quantities.demands.add(number)


def balance(them: Reckoning, flow: Flow, earlier: Sequence[Earlier]) -> Balance:
    """Return what *flow* says of the *earlier* counts beside those of now."""
    places = {it.publication.digest: at for at, it in enumerate(earlier)}
    sign_now = sum(sign for digest, sign in flow.told.items() if digest not in places)
    now = them.joint.onto(them.shared_by(flow))
    counts = {cell: sign_now * count for cell, count in now.finest.items()}
    return Balance(
        tuple((places[it], sign) for it, sign in flow.told.items() if it in places),
        Table(now.dimensions, counts),
        flow.is_whole,
    )


def add_flow(them: Reckoning, flow: Flow) -> Found:
    """Add those untold of *flow*, small counts of whom are demanded.

    Where all is told, a reader knows that nobody is left.
    """
    shared = them.shared_by(flow)
    members = [them.member(digest) for digest in flow.told]
    counts = [member[1](shared) if member else {} for member in members]
    untold = {}
    for cell in finest_of(*counts):
        signed = zip((it.get(cell) for it in counts), flow.told.values(), strict=True)
        parts = tuple((number, sign) for number, sign in signed if number is not None)
        untold[cell] = them.quantities.add_sum(*parts)
    if flow.is_whole:
        them.quantities.known.update(untold.values())
        return {}
    return _demanded(them, untold, shared)
