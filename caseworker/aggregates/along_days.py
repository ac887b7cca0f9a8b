"""What a reader of the days can reckon up: who came in which step, who left, and who was there.

Each line of days adds to one `Reckoning` what its publications add up together, and demands that
small groups which nobody told of stay untold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from caseworker.aggregates.cells import finest_of
from caseworker.aggregates.earlier import Earlier, Lines, least_off, plausible_counts
from caseworker.aggregates.laid import MONTH, Laid, Shared
from caseworker.aggregates.publication import NEW, Publication, Relation
from caseworker.aggregates.quantities import Quantities
from caseworker.aggregates.reckoning import Reckoning
from caseworker.aggregates.relation import shared_cells
from caseworker.aggregates.table import Cell, Path, wider_cells
from caseworker.aggregates.timeline import Groups, Timeline

NEAR = 1
"""So many steps from the new publication groups may begin and end that are demanded at once."""


def supposed(them: Reckoning, line: Timeline) -> Laid:
    """Return *line* over all that it is told by, as its days alone tell."""
    return _laid(them, line, _names(them, line), {})


def as_far_as_it_fits(them: Reckoning, line: Timeline) -> list[Laid]:
    """Return *line* over as many dimensions as do not contradict each other.

    Somebody turned thirty meanwhile, or a nationality was put right: by sex it still adds up. Some
    have two cases, or said no since: then some publications count others as well, or not all.
    """
    found = _fitting(them, line, {})
    if not found:
        members = _members(them, line)
        every = dict.fromkeys(line.digests, (1, -1))
        lines = _lines(them, _laid(them, line, (), every))
        found = _fitting(them, line, least_off(members, lines))
    return found


def _fitting(them: Reckoning, line: Timeline, off: Mapping[str, tuple[int, ...]]) -> list[Laid]:
    members = _members(them, line)
    now = [them.joint.onto(them.shared(it.publication)) for it in members]
    fitting: list[Laid] = []
    for over in choices_of(_names(them, line)):
        if not any(set(over) <= set(larger.over) for larger in fitting):
            laid = _laid(them, line, over, off)
            if plausible_counts(members, now, [_lines(them, laid)]) is not None:
                fitting.append(laid)
    return fitting


def lines_of(them: Reckoning, laid: Sequence[Laid]) -> list[Lines]:
    """Return each of *laid* with what is known of those counted now."""
    return [_lines(them, each) for each in laid]


def choices_of(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield every choice of *names*, larger ones first, all of them and none included."""
    for size in range(len(names), -1, -1):
        yield from combinations(names, size)


@dataclass(frozen=True)
class Added:
    """A line that is part of a reckoning."""

    laid: Laid
    numbers: Sequence[int]
    """The quantity of each column."""
    asked: dict[tuple[object, ...], int | None] = field(default_factory=dict)

    def number(
        self, quantities: Quantities, whom: Groups | str, paths: Mapping[str, Path]
    ) -> int | None:
        """Return the quantity of a group, or of those whom a publication counts beside the rest.

        Of those in *paths* alone; None where nobody can be among them.
        """
        if not paths.keys() <= set(self.laid.over):
            return None
        asked = (whom, *sorted(paths.items()))
        if asked not in self.asked:
            columns = self._beside(whom, paths) if isinstance(whom, str) else self._in(whom, paths)
            parts = [(self.numbers[column], 1) for column in columns]
            self.asked[asked] = quantities.add_sum(*parts) if parts else None
        return self.asked[asked]

    def _in(self, groups: Groups, paths: Mapping[str, Path]) -> list[int]:
        return [
            column
            for group in groups
            for cell in self.laid.grid
            if _lies_in(dict(zip(self.laid.over, cell, strict=True)), paths)
            for column in self.laid.columns(group, cell)
        ]

    def _beside(self, digest: str, paths: Mapping[str, Path]) -> list[int]:
        if digest not in self.laid.off:
            return []
        names = self.laid.shared[digest].names
        return [
            column
            for column, (of, cell, _sign) in self.laid.others.items()
            if of == digest and _lies_in(dict(zip(names, cell, strict=True)), paths)
        ]


def add(them: Reckoning, laid: Laid, values: Sequence[int]) -> Added:
    """Add the columns of *laid*, which have *values*, and demand small groups near the new one."""
    quantities = them.quantities
    added = Added(laid, [quantities.add(value) for value in values])
    for row in laid.nobody:
        (first, sign), *others = row
        quantities.equate(
            added.numbers[first], *((added.numbers[it], -sign * each) for it, each in others)
        )
    for digest, rows in laid.rows.items():
        member = them.member(digest)
        counted = {} if member is None else member(laid.shared[digest].names)
        for key, row in rows.items():
            parts = [(added.numbers[column], sign) for column, sign in row]
            if key in counted:
                quantities.equate(counted[key], *parts)
            elif parts:
                (first, sign), *others = parts
                quantities.equate(first, *((it, -sign * each) for it, each in others))
    _demand(them, added)
    return added


def _demand(them: Reckoning, added: Added) -> None:
    told = {
        (it.group,) for it in added.laid.line.members
        if set(added.laid.over) <= set(added.laid.shared[it.digest].names)
    }  # fmt: skip
    wider = sorted({wide for cell in added.laid.grid for wide in wider_cells(cell)})
    whom: list[Groups | str] = [it for it in added.laid.line.near(NEAR) if it not in told]
    if not added.laid.line.is_of_cases:
        whom += added.laid.off
    demanded = []
    for each in whom:
        for wide in wider:
            named = zip(added.laid.over, wide, strict=True)
            number = added.number(
                them.quantities, each, {name: path for name, path in named if path}
            )
            if number is not None:
                demanded.append(number)
    them.demand_small(demanded)


def _lies_in(named: Mapping[str, Path], paths: Mapping[str, Path]) -> bool:
    return all(named.get(name, ())[: len(path)] == path for name, path in paths.items())


def _members(them: Reckoning, line: Timeline) -> list[Earlier]:
    """Return the publications of *line* of other people, whatever they are to each other."""
    return [
        Earlier(it, Relation.CHANGED)
        for it, how in them.related
        if it.digest in line.digests and how is not Relation.SAME
    ]


def _names(them: Reckoning, line: Timeline) -> tuple[str, ...]:
    """Return by what *line* can be laid out."""
    if line.over is None:
        return tuple(name for name in them.table.dimensions if name != MONTH)
    dimensions = _dimensions(them)
    told = [name for digest in line.digests for name in dimensions[digest]]
    return tuple(sorted(name for name in line.over if told.count(name) > 1))


def _dimensions(them: Reckoning) -> dict[str, tuple[str, ...]]:
    return {NEW: them.table.dimensions, **{it.digest: it.dimensions for it, _ in them.related}}


def _laid(
    them: Reckoning, line: Timeline, over: tuple[str, ...], off: Mapping[str, tuple[int, ...]]
) -> Laid:
    dimensions = _dimensions(them)
    other = {it.digest: it for it, how in them.related if how is not Relation.SAME}
    shared = {}
    for digest in line.digests:
        names = tuple(name for name in dimensions[digest] if name in over or name == MONTH)
        cells = _alive(other[digest], names) if digest in other else finest_of(them.group(names))
        leaves = {name: frozenset(cell[at] for cell in cells) for at, name in enumerate(names)}
        shared[digest] = Shared(names, frozenset(cells), leaves)
    return Laid(line, over, shared, off)


def _alive(publication: Publication, names: tuple[str, ...]) -> list[Cell]:
    """Return the finest cells of *publication* over *names* in which there may be somebody."""
    depths = [
        depth for name, depth in zip(publication.dimensions, publication.depths, strict=True)
        if name in names
    ]  # fmt: skip
    return [
        kept
        for cell, kept in shared_cells(publication, names)
        if [len(path) for path in kept] == depths
        and (not publication.is_known(cell) or publication.shown.get(cell))
    ]


def _lines(them: Reckoning, laid: Laid) -> Lines:
    counted = {NEW, *(it.digest for it, how in them.related if how is Relation.SAME)}
    return Lines(
        laid,
        {
            digest: them.joint.onto(shared.names).finest
            for digest, shared in laid.shared.items()
            if digest in counted
        },
    )
