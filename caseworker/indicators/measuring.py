"""The values of indicators, month by month, as whoever asks may see them inside the centre."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from caseworker.aggregates.all_records import need_all_records
from caseworker.indicators.facts import FACTS
from caseworker.indicators.indicator import Indicator
from caseworker.indicators.months import Months, Values, months_until
from caseworker.indicators.parts import Parts, by_kind
from caseworker.permissions import Act, require
from caseworker.ports import Reads

MONTHS = 13
"""This month, and the same one a year ago."""


@dataclass(frozen=True)
class Measured:
    """An indicator with its value for each month, the oldest first; the last is this month."""

    indicator: Indicator
    values: tuple[float | None, ...]
    known: bool
    """Whether the program knows the facts that it is made of."""


def measured(
    reads: Reads, indicators: Sequence[Indicator], now: datetime, months: int = MONTHS
) -> tuple[tuple[Measured, ...], Months]:
    """Return the values of *indicators*, and the months they are of. Each fact is read once.

    Raises:
        NotAllowed: only supervisors look at the figures of a centre.
        GateClosed: this laptop carries some records only.
    """
    require(reads.actor, Act.EXPORT_FIGURES)
    need_all_records(reads)
    stretch = months_until(now, months)
    wanted = {name for each in indicators for name in (each.counts, each.of) if name in FACTS}
    found = {name: FACTS[name].values(reads, stretch) for name in sorted(wanted)}
    return tuple(_measured(each, found, len(stretch)) for each in indicators), stretch


@dataclass(frozen=True)
class Part:
    """How many of those counted are of one kind, this month and last."""

    kind: str
    now: int
    before: int


@dataclass(frozen=True)
class Apart:
    """A count told apart: those of each kind, the most first. One may be of several kinds."""

    how: Parts
    parts: tuple[Part, ...]
    """The kinds of which somebody is, in one of both months."""
    months: Months
    """Last month and this one."""


def told_apart(indicator: Indicator) -> Parts | None:
    """Return how *indicator* is told apart: a share of something is not."""
    fact = FACTS.get(indicator.counts)
    return None if fact is None or indicator.of else fact.parts


def apart(reads: Reads, indicator: Indicator, now: datetime) -> Apart | None:
    """Return *indicator* told apart, this month and last; None where it has no parts.

    Raises:
        NotAllowed: only supervisors look at the figures of a centre.
        GateClosed: this laptop carries some records only.
    """
    require(reads.actor, Act.EXPORT_FIGURES)
    need_all_records(reads)
    how = told_apart(indicator)
    if how is None:
        return None
    months = months_until(now, 2)
    counts = by_kind(how.sorting(reads, months), months)
    found = [Part(kind, now=each[-1], before=each[0]) for kind, each in counts.items()]
    return Apart(how, tuple(sorted(found, key=lambda it: (-it.now, -it.before, it.kind))), months)


def is_known(indicator: Indicator) -> bool:
    """Return whether the program can count *indicator*."""
    return indicator.counts in FACTS and (not indicator.of or indicator.of in FACTS)


def _measured(indicator: Indicator, found: dict[str, Values], months: int) -> Measured:
    if not is_known(indicator):
        return Measured(indicator, (None,) * months, known=False)
    counts = found[indicator.counts]
    if not indicator.of:
        return Measured(indicator, tuple(counts), known=True)
    shares = tuple(
        100 * count / whole if count is not None and whole else None
        for count, whole in zip(counts, found[indicator.of], strict=True)
    )
    return Measured(indicator, shares, known=True)
