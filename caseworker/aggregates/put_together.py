"""What periods tell together: parts of a whole, the same people twice, what came and went between.

Each adds to one `Reckoning` what a reader of the days can reckon up, and demands what is small.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from caseworker.aggregates.cells import depths_of, finest_of, widened
from caseworker.aggregates.earlier import Balance, Earlier
from caseworker.aggregates.publication import Flow, Link, Union
from caseworker.aggregates.reckoning import Reckoning
from caseworker.aggregates.relation import linked_cells
from caseworker.aggregates.table import Cell, Table

Found = Mapping[Cell, int]
"""The quantities that were added, by the cell of the new table that they are told of."""


def add_union(them: Reckoning, union: Union) -> Found:
    """Add those of the whole who are in none of its parts; small counts of them are demanded.

    Where that would be fewer than nobody, the figures deny what the days say.
    """
    members = [them.member(digest) for digest in (union.whole, *union.parts)]
    known = [member for member in members if member is not None]
    if len(known) < len(members):
        return {}
    shared = tuple(name for name in them.table.dimensions if all(name in dims for dims, _ in known))
    whole, *parts = (over(shared) for _, over in known)
    values, left = them.quantities.values, {}
    for cell in finest_of(whole, *parts):
        terms = [(whole.get(cell), 1), *((part.get(cell), -1) for part in parts)]
        there = tuple((number, sign) for number, sign in terms if number is not None)
        if sum(sign * values[number] for number, sign in there) < 0:
            return {}
        left[cell] = there
    numbers = {cell: them.quantities.add_sum(*terms) for cell, terms in left.items()}
    return _demanded(them, numbers, shared)


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

    What it hid of them is hidden now too: shown here, it would open there what it stood for.
    """
    earlier = next((it for it, _ in them.related if it.digest == link.digest), None)
    if earlier is None:
        return
    pairs = [(cells[now], cell) for cell, now in linked_cells(earlier, them.table, link)
             if now in cells]  # fmt: skip
    values = them.quantities.values
    if any(
        earlier.is_known(cell) and values[number] != earlier.shown.get(cell, 0)
        for number, cell in pairs
    ):
        return
    for number, cell in pairs:
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
