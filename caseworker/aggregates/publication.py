"""What was published once: a plain document that is remembered, exchanged and exported."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from enum import Enum
from functools import cached_property
from itertools import product
from typing import Any, cast

from caseworker.aggregates.policy import Policy
from caseworker.aggregates.table import Cell, Path

Counts = Mapping[Cell, int]


class Relation(Enum):
    """How a population stands to that of an earlier publication, as far as figures tell.

    A reader has only the figures. What they do not contradict she may assume, and what they
    contradict she cannot: so they decide, not dates, which a wrong clock falsifies.
    """

    SAME = "same"
    GREW = "grew"
    """The same people and newcomers: each difference counts the newcomers."""
    SHRANK = "shrank"
    """Some of the same people, by time or by a filter: each difference counts those left out."""
    CHANGED = "changed"
    """Some came and others left, or it was corrected: only two shown counts can be compared."""
    APART = "apart"
    """Their days share nobody, or lie so far apart that what differs is no count of persons."""


NEW = "new"
"""Stands for the digest of the publication that is to go out."""


@dataclass(frozen=True)
class Union:
    """A publication that holds the people of several others, which tell of the rest of it.

    Each person is in one part; or two parts overlap, make up the whole with the others, and tell
    of those in both.
    """

    whole: str
    """By digest, as all of them."""
    parts: tuple[str, ...]
    overlap: int | None = None
    """Which part shares people with the one after it."""

    @property
    def told(self) -> dict[str, int]:
        """All of them, each with the sign with which they make those whom they tell of."""
        sign = 1 if self.overlap is None else -1
        return {self.whole: sign, **dict.fromkeys(self.parts, -sign)}

    @property
    def blocks(self) -> list[list[int]]:
        """Return whom the whole and each part count; the last are those whom they tell of."""
        last = len(self.parts)
        both = () if self.overlap is None else (self.overlap, self.overlap + 1)
        parts = ([at, last] if at in both else [at] for at in range(last))
        return [list(range(last + 1)), *parts]


UNTOLD = ""
"""Stands for the digest of a table that nobody has published."""


@dataclass(frozen=True)
class Flow:
    """Two caseloads and what happened between, by digest; one of the four may be untold.

    Whoever had an open case before or got one since has one after, or it was closed since. So three
    of them tell of the fourth, also where it was never counted.
    """

    before: str
    opened: str
    after: str
    closed: str
    over: frozenset[str]
    """The dimensions in which nobody stands elsewhere at the end; people grow older meanwhile."""

    @property
    def members(self) -> tuple[str, str, str, str]:
        """All four, in the order in which they are named."""
        return self.before, self.opened, self.after, self.closed

    @property
    def told(self) -> dict[str, int]:
        """Those that were told, each with the sign with which they make those untold, or nobody."""
        sign = dict(zip(self.members, (1, 1, -1, -1), strict=True))
        turned = -sign.pop(UNTOLD, -1)
        return {digest: turned * each for digest, each in sign.items()}

    @property
    def is_whole(self) -> bool:
        """Whether all four were told."""
        return UNTOLD not in self.members


@dataclass(frozen=True)
class Circumstances:
    """What a reader must know about a publication, in words for people."""

    population: str = ""
    period: str = ""
    published_at: str = ""
    approved_by: str = ""


@dataclass(frozen=True)
class Publication:
    """One published table: the counts that were shown, and the cells that were hidden.

    A combination of `categories` that is in neither was shown as zero. No count of a hidden cell
    is in here: whoever reads all publications knows what every reader outside may know.
    """

    dimensions: tuple[str, ...]
    categories: tuple[tuple[Path, ...], ...]
    shown: Counts
    hidden: frozenset[Cell]
    policy: Policy
    circumstances: Circumstances = field(default_factory=Circumstances)
    relations: Mapping[str, Relation] = field(default_factory=dict)
    """How its population stands to that of each publication before it, by its digest.

    By digest and not by place: which ones come before depends on what is counted, and laptops
    learn of them in different order.
    """

    @cached_property
    def digest(self) -> str:
        """Sixteen hexadecimal digits that tell this publication from others."""
        content = json.dumps({**self.document(), "relations": {}}, sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    @cached_property
    def depths(self) -> tuple[int, ...]:
        """How many levels each dimension has below its total."""
        return tuple(max(map(len, paths), default=0) for paths in self.categories)

    @property
    def size(self) -> int:
        """How many cells were published, shown or hidden."""
        size = 1
        for paths in self.categories:
            size *= len(paths)
        return size

    @cached_property
    def told(self) -> tuple[Cell, ...]:
        """Every cell that was shown as a count or hidden; all others were shown as zero."""
        return tuple(sorted({*self.shown, *self.hidden}))

    def is_known(self, cell: Cell) -> bool:
        """Return whether every reader knows the count of *cell*, zero being a count too."""
        return cell not in self.hidden

    def cells(self) -> Iterable[Cell]:
        """Return every cell of the table, margins included."""
        return product(*self.categories)

    def finest_cells(self) -> list[Cell]:
        """Return the finest cells that may have held persons."""
        every = (*sorted(self.shown), *sorted(self.hidden))
        return [cell for cell in every if self.is_finest(cell)]

    def is_finest(self, cell: Cell) -> bool:
        """Return whether *cell* is no margin."""
        return all(len(path) == depth for path, depth in zip(cell, self.depths, strict=True))

    def document(self) -> dict[str, Any]:
        """Return the publication as lists, words and numbers."""
        return {
            "dimensions": list(self.dimensions),
            "categories": [[list(path) for path in paths] for paths in self.categories],
            "shown": [[_written(cell), count] for cell, count in sorted(self.shown.items())],
            "hidden": [_written(cell) for cell in sorted(self.hidden)],
            "policy": asdict(self.policy),
            "relations": {digest: it.value for digest, it in sorted(self.relations.items())},
            **asdict(self.circumstances),
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Publication:
        """Return the publication that `document` wrote."""
        about = ("population", "period", "published_at", "approved_by")
        return cls(
            tuple(document["dimensions"]),
            tuple(tuple(tuple(path) for path in paths) for paths in document["categories"]),
            {_read(cell): count for cell, count in document["shown"]},
            frozenset(_read(cell) for cell in document["hidden"]),
            Policy(**document["policy"]),
            Circumstances(**{name: document[name] for name in about}),
            {digest: Relation(it) for digest, it in document["relations"].items()},
        )


@dataclass(frozen=True)
class Link:
    """People whom the new publication and an earlier one both count, told apart by a dimension.

    A table by months and that of one of its months: whatever has the dimension counts them in
    these categories, and whatever has not counts nobody else.
    """

    digest: str
    dimension: str
    categories: frozenset[Path]
    """The finest ones, as the months of a table by months."""


@dataclass(frozen=True)
class Days:
    """What the days of earlier publications tell beside their figures; by their digests."""

    denied: Mapping[str, frozenset[Relation]] = field(default_factory=dict)
    """What the figures of a publication may seem to say, and its days deny."""
    unions: tuple[Union, ...] = ()
    links: tuple[Link, ...] = ()
    flows: tuple[Flow, ...] = ()

    @property
    def together(self) -> frozenset[str]:
        """The publications that unions, links and flows are made of."""
        parts = {digest for union in self.unions for digest in union.told}
        linked = {link.digest for link in self.links}
        return frozenset(parts | linked | {it for flow in self.flows for it in flow.told})

    def told_of(self, publication: Publication, how: Relation) -> Relation:
        """Return how the new population stands to that of *publication*; figures say *how*."""
        return Relation.APART if how in self.denied.get(publication.digest, ()) else how


def _written(cell: Cell) -> list[list[str]]:
    return [list(path) for path in cell]


def _read(cell: list[list[str]]) -> Cell:
    return cast("Cell", tuple(tuple(path) for path in cell))
