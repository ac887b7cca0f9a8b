"""How publications add up: parts of a whole, what came and went between, the same people twice.

Of each it is said by digest which publications are in it, and with which sign. All of them come
from stated days; whether counts agree with them is found out by whoever reckons.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from caseworker.aggregates.chains import Stretch
from caseworker.aggregates.populations import Population
from caseworker.aggregates.publication import Publication, Relation
from caseworker.aggregates.table import Path

Untold = tuple[Population, tuple[Stretch, ...]] | tuple[()]
"""What no publication counts, and of which days; nothing."""
UNTOLD = ""
"""Stands for the digest of a table that nobody has published."""


@dataclass(frozen=True)
class Union:
    """A publication that holds the people of several others, which tell of the rest of it.

    Each person is in one part; or some parts overlap, make up the whole with the others, and tell
    of those in both.
    """

    whole: str
    """By digest, as all of them."""
    parts: tuple[str, ...]
    overlaps: tuple[int, ...] = ()
    """Which parts share people with the one after each."""
    is_exact: bool = False
    """Whether no day of the whole is in no part: then there is no rest, unless figures say so."""
    untold: Untold = field(default=(), compare=False)
    """Of which days those are told of whom no part counts; empty where that is nobody's day."""

    @property
    def told(self) -> dict[str, int]:
        """All of them, each with the sign with which they make those whom they tell of."""
        sign = -1 if self.overlaps else 1
        return {self.whole: sign, **dict.fromkeys(self.parts, -sign)}

    def blocks(self, left: Left) -> list[list[int]]:
        """Return whom the whole and each part count, where these are *left*.

        The last blocks are those whom they tell of, see `left_blocks`.
        """
        size = len(self.parts)
        if left is Left.MISSING:
            return [list(range(size)), *([at, size + at] for at in range(size))]
        if left is Left.NOBODY:
            return [list(range(size)), *([at] for at in range(size))]
        if not self.overlaps:
            return [list(range(size + 1)), *([at] for at in range(size))]
        both = {at: size + number for number, at in enumerate(self.overlaps)}
        parts = [[at, *(both[it] for it in (at - 1, at) if it in both)] for at in range(size)]
        return [[*range(size), *both.values()], *parts]

    def left_blocks(self, left: Left) -> list[int]:
        """Return the blocks of those who are *left*, none where that is nobody."""
        size = len(self.parts)
        if left is Left.NOBODY:
            return []
        more = size if left is Left.MISSING else max(1, len(self.overlaps))
        return list(range(size, size + more))


class Left(Enum):
    """Whom the parts of a whole tell of beside themselves."""

    NOBODY = "nobody"
    """All of the whole are in one part, and nobody else is in a part."""
    MORE = "more"
    """The whole has more people than its parts; or those who are in two of them."""
    MISSING = "missing"
    """The parts have more than the whole: they said no since, or are in two of them."""


@dataclass(frozen=True)
class Flow:
    """Two caseloads and what happened between, by digest; one member may be untold.

    Whoever had an open case before or got one since has one after, or it was closed since. So all
    but one tell of that one, also where it was never counted. What was opened and closed is told
    by one period or by several, one after the other; days of which nothing is told are one member.
    """

    before: str
    opened: tuple[str, ...]
    after: str
    closed: tuple[str, ...]
    over: frozenset[str]
    """The dimensions in which nobody stands elsewhere at the end; people grow older meanwhile."""
    impossible: frozenset[tuple[int, int]] = frozenset()
    """Of which part of those opened nobody can be in which part of those closed: these ended."""
    untold: Untold = field(default=(), compare=False)
    """What the member that is untold counts, and of which days."""

    @property
    def members(self) -> tuple[str, ...]:
        """All of them: before, what was opened, after, what was closed."""
        return self.before, *self.opened, self.after, *self.closed

    @property
    def told(self) -> dict[str, int]:
        """Those that were told, each with the sign with which they make those untold, or nobody."""
        plus, minus = 1 + len(self.opened), 1 + len(self.closed)
        sign = dict(zip(self.members, [1] * plus + [-1] * minus, strict=True))
        turned = -sign.pop(UNTOLD, -1)
        return {digest: turned * each for digest, each in sign.items()}

    @property
    def is_whole(self) -> bool:
        """Whether all of them were told."""
        return UNTOLD not in self.members

    @property
    def blocks(self) -> list[list[int]]:
        """Return whom each member counts, in blocks that share nobody: one for each way.

        Somebody comes before or in some part, and stays until after or leaves in some part.
        """
        ways = [
            (came, left)
            for came in range(-1, len(self.opened))
            for left in range(-1, len(self.closed))
            if (came, left) not in self.impossible
        ]
        came = [[at for at, way in enumerate(ways) if way[0] == it]
                for it in range(-1, len(self.opened))]  # fmt: skip
        left = [[at for at, way in enumerate(ways) if way[1] == it]
                for it in range(-1, len(self.closed))]  # fmt: skip
        return [*came, *left]


@dataclass(frozen=True)
class Alike:
    """Two sums that tell of the same people, whom no publication counts: it is one number.

    What a quarter leaves of its third month, and what two caseloads say of those who came in it.
    """

    one: Union | Flow
    other: Union | Flow

    @property
    def told(self) -> dict[str, int]:
        """The members of both, each with the sign with which they make nobody."""
        signs = Counter(self.one.told)
        signs.subtract(self.other.told)
        return {digest: sign for digest, sign in signs.items() if sign}

    @property
    def over(self) -> frozenset[str] | None:
        """The dimensions in which nobody stands elsewhere at the end; None for all of them."""
        lasting = [it.over for it in (self.one, self.other) if isinstance(it, Flow)]
        return frozenset.intersection(*lasting) if lasting else None

    @property
    def flows(self) -> list[Flow]:
        """Those of the two that are flows."""
        return [it for it in (self.one, self.other) if isinstance(it, Flow)]


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
    not_looked_at: int = 0
    """How many more unions and flows there were than are looked at."""

    @property
    def add_up(self) -> bool:
        """Whether some of them make nobody: then what is empty tells of the others, too."""
        return bool(self.flows) or any(union.is_exact for union in self.unions)

    @property
    def alike(self) -> tuple[Alike, ...]:
        """Sums that tell of the same people whom nobody counts, each with the first of them."""
        sums: list[Union | Flow] = [*self.unions, *self.flows]
        first: dict[Untold, Union | Flow] = {}
        for it in sums:
            first.setdefault(it.untold, it)
        pairs = (Alike(first[it.untold], it) for it in sums if it.untold)
        return tuple(it for it in pairs if it.told and set(it.told.values()) <= {1, -1})

    @property
    def together(self) -> frozenset[str]:
        """The publications that unions, links and flows are made of."""
        parts = {digest for union in self.unions for digest in union.told}
        linked = {link.digest for link in self.links}
        return frozenset(parts | linked | {it for flow in self.flows for it in flow.told})

    def told_of(self, publication: Publication, how: Relation) -> Relation:
        """Return how the new population stands to that of *publication*; figures say *how*."""
        return Relation.APART if how in self.denied.get(publication.digest, ()) else how
