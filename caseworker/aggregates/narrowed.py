"""What an attacker asks for, and what she was told more closely than she may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from caseworker.aggregates.table import Cell
from caseworker.aggregates.timeline import Groups, Timeline


class What(Enum):
    """What the attacker learns something about."""

    NEW = "new"
    """A count that the new publication hides."""
    EARLIER = "earlier"
    """A count that an earlier publication hid."""
    DIFFERENCE = "difference"
    """How many came or went between an earlier publication and the new one."""
    UNTOLD = "untold"
    """How many came, left, or were there, where no publication counts them."""
    BESIDE = "beside"
    """How many a publication counts beside those of the rest, or leaves out."""


@dataclass(frozen=True)
class Target:
    """A number of persons that is worth knowing, and the columns that add up to it."""

    what: What
    earlier: int | None
    """Which of the earlier publications it is of, or helps, in their order."""
    cell: Cell
    columns: Sequence[int]
    whom: Groups | str | None = None
    """Who are untold: groups on a line, or those beside the publication with this digest."""
    line: Timeline | None = None
    """The line of which they are told."""


@dataclass(frozen=True)
class Narrowed:
    """A count that can be told to be at least `low` and at most `high` persons."""

    what: What
    earlier: int | None
    """Which of the earlier publications it is of, or helped; None for the new one alone."""
    cell: Cell
    low: int
    high: int
    whom: Groups | str | None = None
    line: Timeline | None = None
