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


def _written(cell: Cell) -> list[list[str]]:
    return [list(path) for path in cell]


def _read(cell: list[list[str]]) -> Cell:
    return cast("Cell", tuple(tuple(path) for path in cell))
