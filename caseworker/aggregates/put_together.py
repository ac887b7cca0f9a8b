"""What publications tell together: parts of a whole, what came and went between, the same people.

Each adds to one `Reckoning` what a reader of the days can reckon up, and demands what is small.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from caseworker.aggregates.cells import depths_of, finest_of, widened
from caseworker.aggregates.earlier import Balance, Earlier, plausible_counts
from caseworker.aggregates.publication import NEW, Relation
from caseworker.aggregates.reckoning import Reckoning
from caseworker.aggregates.relation import linked_cells
from caseworker.aggregates.sums import UNTOLD, Alike, Flow, Left, Link, Union
from caseworker.aggregates.table import Cell, Table

Found = Mapping[Cell, int]
"""The quantities that were added, by the cell of the new table that they are told of."""


@dataclass(frozen=True)
class Sum:
    """A union, a flow or two that are alike, over dimensions in which nothing contradicts it."""

    of: Union | Flow | Alike
    place: int
    """Which of the unions it is, or which of the others of its kind."""
    over: tuple[str, ...]
    left: Left

    @property
    def signs(self) -> Mapping[str, int]:
        """With which sign each publication, by digest, makes those who are left."""
        turned = -1 if self.left is Left.MISSING else 1
        return {digest: turned * sign for digest, sign in self.of.told.items()}


def supposed(them: Reckoning, of: Union | Flow | Alike, place: int) -> Sum:
    """Return *of* over all that its members are counted by, as its days alone tell."""
    return Sum(of, place, them.counted_by(of), _suppositions(of)[0])


def unlike_the_new(flows: Iterable[Flow]) -> set[str]:
    """Return the members of *flows*, by digest, that count other people than the new one.

    A caseload tells of those who are there, the others of those who came, or who left.
    """
    found: set[str] = set()
    for flow in flows:
        kinds = ({flow.before, flow.after}, {*flow.opened}, {*flow.closed})
        if NEW in flow.members:
            found |= {it for kind in kinds if NEW not in kind for it in kind} - {UNTOLD}
    return found


def as_far_as_it_adds_up(them: Reckoning, of: Union | Flow | Alike, place: int) -> list[Sum]:
    """Return *of* over as many dimensions as do not contradict each other.

    Somebody turned thirty meanwhile, or a nationality was put right: by sex it still adds up. Some
    have two cases, or had one that was opened again: then it adds up over nothing. Of a whole that
    has fewer people than its parts, these said no since, or are in two of them.
    """
    # Only its members, whatever they are to each other: of that all sums together will tell.
    flows = of.flows if isinstance(of, Alike) else [of] if isinstance(of, Flow) else []
    unlike = unlike_the_new(flows)
    members = [
        Earlier(it, Relation.CHANGED)
        for it, how in them.related
        if it.digest in of.told and (how is not Relation.SAME or it.digest in unlike)
    ]
    now = [them.joint.onto(them.shared(it.publication)) for it in members]
    every = them.counted_by(of)
    for left in _suppositions(of):
        fitting: list[Sum] = []
        for over in choices_of(every):
            if not any(set(over) <= set(larger.over) for larger in fitting):
                it = Sum(of, place, over, left)
                if plausible_counts(members, now, [balance(them, it, members)]) is not None:
                    fitting.append(it)
        if fitting:
            return fitting
    return []


def _suppositions(of: Union | Flow | Alike) -> tuple[Left, ...]:
    if isinstance(of, Alike):
        return (Left.NOBODY,)
    if isinstance(of, Flow):
        return (Left.NOBODY if of.is_whole else Left.MORE,)
    return (Left.NOBODY, Left.MISSING, Left.MORE) if of.is_exact else (Left.MORE,)


def choices_of(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield every choice of *names*, larger ones first, all of them and none included."""
    for size in range(len(names), -1, -1):
        yield from combinations(names, size)


def balance(them: Reckoning, it: Sum, earlier: Sequence[Earlier]) -> Balance:
    """Return what *it* says of the *earlier* counts beside those of now."""
    places = {each.publication.digest: at for at, each in enumerate(earlier)}
    sign_now = sum(sign for digest, sign in it.signs.items() if digest not in places)
    counts = them.joint.onto(it.over).finest if sign_now else {}
    return Balance(
        tuple((places[digest], sign) for digest, sign in it.signs.items() if digest in places),
        Table(it.over, {cell: sign_now * count for cell, count in counts.items()}),
        it.left is Left.NOBODY,
    )


def add_sum(them: Reckoning, it: Sum) -> Found:
    """Add those who are left of *it*; small counts of them are demanded.

    Where that is nobody, a reader knows it.
    """
    members = [(them.member(digest), sign) for digest, sign in it.signs.items()]
    counts = [(member(it.over), sign) for member, sign in members if member is not None]
    left = {}
    for cell in finest_of(*(numbers for numbers, _ in counts)):
        signed = ((numbers.get(cell), sign) for numbers, sign in counts)
        parts = tuple((number, sign) for number, sign in signed if number is not None)
        left[cell] = them.quantities.add_sum(*parts)
    if it.left is Left.NOBODY:
        them.quantities.known.update(left.values())
        return {}
    every = them.quantities.add_margins(left, depths_of(left))
    them.demand_small(every.values())
    told_of = (
        (widened(kept, it.over, them.table.dimensions), number) for kept, number in every.items()
    )
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
