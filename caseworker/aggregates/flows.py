"""Two caseloads and what happened between them, told by one period or by several, by the days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from caseworker.aggregates.chains import (
    A_DAY,
    Stretch,
    Told,
    facets_of,
    lies_in,
    rest,
    through,
    ways_over,
)
from caseworker.aggregates.populations import Facet, Population, Scope
from caseworker.aggregates.publication import NEW
from caseworker.aggregates.sums import UNTOLD, Flow, Untold

NEAREST = 3
"""So many caseloads to each side of what is new are laid beside it: the others follow from them."""
_OPEN, _OPENED, _CLOSED = Population.WITH_OPEN_CASE, Population.OPENED, Population.CLOSED
FARTHEST = 12
"""So many caseloads before one are tried: a year of months."""
FLOWING = frozenset({_OPEN, _OPENED, _CLOSED})
"""The populations of a flow."""
LASTING = frozenset({Facet.SEX, Facet.NATIONALITY})
"""What is said of somebody alike before and after."""


def flows(new: Told, earlier: Sequence[Told]) -> tuple[Flow, ...]:
    """Return two caseloads and what happened between, with *new* among them, the nearest first.

    At most one member of each is untold: a caseload, or what was opened or closed on some days.
    """
    if new.scope.population not in FLOWING:
        return ()
    found: dict[Flow, tuple[int, int]] = {}
    for facets in facets_of(new.facets & LASTING):
        told = _Told([it for it in (*earlier, new) if facets <= it.facets], new)
        for days in told.around(new):
            for rank, flow in enumerate(told.flows(days)):
                found.setdefault(flow, (rank, len(flow.members)))
    return tuple(sorted(found, key=lambda flow: found[flow]))


def between(earlier: Sequence[Told]) -> tuple[Flow, ...]:
    """Return the flows between *earlier* caseloads of which all is told, the latest first.

    Those that others make up one after the other are left out: they follow from them.
    """
    found: dict[Flow, None] = {}
    days_of = {it.digest: it.days for it in earlier}
    for facets in facets_of(LASTING):
        told = _Told([it for it in earlier if facets <= it.facets], None)
        ends = [it.days[1] for it in reversed(told.caseloads)]
        for at, after in enumerate(ends):
            for number, before in enumerate(ends[at + 1 : at + 1 + FARTHEST]):
                inner = ends[at + 1 : at + 1 + number]
                for flow in told.flows((before + A_DAY, after)):
                    spans = [days_of[it] for it in (*flow.opened, *flow.closed) if it in days_of]
                    if flow.is_whole and all(
                        any(first <= day < last for first, last in spans) for day in inner
                    ):
                        found.setdefault(flow)
                        break
    return tuple(found)


def telling_of(untold: Untold, earlier: Sequence[Told]) -> tuple[Flow, ...]:
    """Return the flows of *earlier* alone that tell of what no publication counts."""
    if not untold or untold[0] not in FLOWING:
        return ()
    population, stretches = untold
    scope = Scope(population, stretches[0][0], stretches[-1][-1])
    found: dict[Flow, None] = {}
    for facets in facets_of(LASTING):
        told = _Told([it for it in earlier if facets <= it.facets], None)
        for days in told.around(Told(UNTOLD, scope, facets)):
            for flow in told.flows(days):
                if flow.untold == untold:
                    found[flow] = None
    return tuple(found)


@dataclass(frozen=True)
class _Side:
    """What was opened, or what was closed: one way to lay its periods over a stretch of days."""

    parts: tuple[Told | None, ...]
    """In the order of their days; None for the days of which nothing is told."""
    days: tuple[Stretch, ...]
    left: tuple[Stretch, ...]
    """The days of which nothing is told."""


class _Told:
    """Caseloads and what happened between, by their days."""

    def __init__(self, every: Sequence[Told], new: Told | None) -> None:
        self._new = new
        self._of = {kind: [it for it in every if it.scope.population is kind] for kind in FLOWING}
        ended: dict[date, Told] = {it.days[1]: it for it in self._of[_OPEN]}
        self.caseloads = [ended[day] for day in sorted(ended)]

    def around(self, new: Told) -> Iterator[Stretch]:
        """Yield the days between two caseloads, one of which may be untold, around *new*."""
        first, last = new.days
        ends = [it.days[1] for it in self.caseloads]
        if new.scope.population is _OPEN:
            first = last + A_DAY
            sides = [([day for day in ends if day < last], [last]),
                     ([last], [day for day in ends if day > last])]  # fmt: skip
        else:
            sides = [([day for day in ends if day < first], [day for day in ends if day >= last])]
        begun = [{it.days[0] - A_DAY for it in self._of[kind]} for kind in (_OPENED, _CLOSED)]
        ended = [{it.days[1] for it in self._of[kind]} for kind in (_OPENED, _CLOSED)]
        for before, after in sides:
            told = {*before}, {*after}
            untold = (
                {day for day in begun[0] & begun[1] if day < first} - told[0],
                {day for day in ended[0] & ended[1] if day >= last} - told[1],
            )
            near = (sorted(told[0])[-NEAREST:], sorted(told[1])[:NEAREST])
            yield from ((one + A_DAY, other) for one in reversed(near[0]) for other in near[1])
            yield from ((one + A_DAY, other) for one in sorted(untold[0])[-NEAREST:]
                        for other in near[1] if one < other)  # fmt: skip
            yield from ((one + A_DAY, other) for one in near[0]
                        for other in sorted(untold[1])[:NEAREST] if one < other)  # fmt: skip

    def flows(self, days: Stretch) -> Iterator[Flow]:
        """Yield the ways to tell what happened in *days*, with at most one member untold."""
        ends = {it.days[1]: it for it in self.caseloads}
        before, after = ends.get(days[0] - A_DAY), ends.get(days[1])
        opened, closed = self._sides(_OPENED, days), self._sides(_CLOSED, days)
        pairs = [(one, other) for one in opened for other in closed]
        for one, other in pairs:
            ends_untold = ((before, days[0] - A_DAY), (after, days[1]))
            untold: list[Untold] = [
                *((_OPEN, ((day, day),)) for it, day in ends_untold if it is None),
                *((_OPENED, one.left) for _ in one.left[:1]),
                *((_CLOSED, other.left) for _ in other.left[:1]),
            ]
            if len(untold) <= 1:
                yield from self._filled(before, one, after, other, *untold)

    def _sides(self, kind: Population, days: Stretch) -> list[_Side]:
        among = self._of[kind]
        new = self._new
        if new is not None and new.scope.population is kind and lies_in(new, days):
            ways = through(among, days, new)
        else:
            ways = ways_over(days, among)
        return [_side(way, days) for way in ways]

    def _filled(
        self,
        before: Told | None,
        opened: _Side,
        after: Told | None,
        closed: _Side,
        untold: Untold = (),
    ) -> Iterator[Flow]:
        """Yield the flow of these members, and it with others of the same days."""
        members = (before, *opened.parts, after, *closed.parts)
        impossible = frozenset(
            (came, left)
            for came, (begin, _) in enumerate(opened.days)
            for left, (_, end) in enumerate(closed.days)
            if begin > end
        )
        there = [member for member in members if member is not None]
        every = [it for kind in FLOWING for it in self._of[kind]]
        for chosen in _with_others(there, every):
            digests = iter(it.digest for it in chosen)
            names = [UNTOLD if member is None else next(digests) for member in members]
            if self._new is None or NEW in names:
                size = 1 + len(opened.parts)
                yield Flow(
                    names[0], tuple(names[1:size]), names[size], tuple(names[size + 1 :]),
                    frozenset(facet.value for facet in LASTING), impossible, untold,
                )  # fmt: skip


def _with_others(there: Sequence[Told], every: Iterable[Told]) -> Iterator[tuple[Told, ...]]:
    """Yield *there* as it is, and with one member replaced by another of its kind and days.

    A caseload is of its last day, whatever period was asked for.
    """
    yield tuple(there)
    kept = list(every)
    for at, member in enumerate(there):
        for other in reversed(kept):
            if _tells_the_same(other, member) and other.digest != member.digest:
                yield (*there[:at], other, *there[at + 1 :])


def _tells_the_same(one: Told, other: Told) -> bool:
    if one.scope.population is not other.scope.population:
        return False
    if one.scope.population is _OPEN:
        return one.days[1] == other.days[1]
    return one.days == other.days


def _side(parts: Sequence[Told], days: Stretch) -> _Side:
    """Return *parts* with what they leave of *days* as one member without a publication."""
    left = rest(days, parts)
    placed: list[tuple[Stretch, Told | None]] = [(it.days, it) for it in parts]
    if left:
        placed.append(((left[0][0], left[-1][1]), None))
    placed.sort(key=lambda each: each[0])
    return _Side(tuple(it for _, it in placed), tuple(each for each, _ in placed), left)
