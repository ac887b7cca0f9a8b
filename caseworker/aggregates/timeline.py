"""Publications along one line of days: who came in each step of it, who left, who was there.

The days that publications state cut the line into steps. Whoever had an open case came before the
line or in some step, and stays until after it or left in some step; so every table is a sum of
those who came in some steps, of those who left in some, or of those who were there between two.
Where everybody is told of by steps, nothing else that periods say together is left to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from itertools import pairwise, product

from caseworker.aggregates.populations import STOCKS, Facet, Population, Scope, dimension
from caseworker.aggregates.publication import NEW
from caseworker.aggregates.table import Path

A_DAY = timedelta(days=1)
MOST_STEPS = 60
"""A line of more steps is not looked at: what is farthest from the new publication is left out."""
MOST_VERSIONS = 4
"""So many figures that others have taken the place of are looked at beside those."""
LASTING = frozenset({Facet.SEX, Facet.NATIONALITY})
"""What is said of somebody alike when a case begins and when it ends: people grow older."""
FOR_A_WHILE = LASTING | {Facet.AGE}
"""What is said alike of nearly all in a few months: few of them turn five, twelve or thirty."""
A_QUARTER = timedelta(days=92)

Stretch = tuple[date, date]
"""A first and a last day, both included."""


class Kind(Enum):
    """Whom a publication counts."""

    CAME = "came"
    LEFT = "left"
    THERE = "there"


CASES = {
    Population.OPENED: Kind.CAME,
    Population.CLOSED: Kind.LEFT,
    Population.WITH_OPEN_CASE: Kind.THERE,
}
"""The populations that make up one line: whoever comes is there until she leaves."""


@dataclass(frozen=True)
class Told:
    """A publication as far as its days are concerned."""

    digest: str
    """`publication.NEW` for the one that is to go out."""
    scope: Scope
    facets: frozenset[Facet]

    @property
    def days(self) -> Stretch:
        """The days that it tells of; of a stock, the day on which it was counted."""
        if self.scope.population in STOCKS:
            return self.scope.last_day, self.scope.last_day
        return self.scope.first_day, self.scope.last_day


@dataclass(frozen=True)
class Group:
    """Those who came, or left, from step `first` to step `last`; or those who were there.

    These are counted just before a step, which is both `first` and `last`; just before the step
    that would follow the last one is the end of the line.
    """

    kind: Kind
    first: int
    last: int

    @property
    def steps(self) -> range:
        """The steps of those who came or left."""
        return range(self.first, self.last + 1)

    def lies_in(self, whole: Group) -> bool:
        """Return whether all of them are of *whole*."""
        return self.kind is whole.kind and whole.first <= self.first and self.last <= whole.last

    def runs(self, steps: Iterable[int]) -> Groups:
        """Return those of this kind who came or left in *steps*, each run of them as one group."""
        found: list[Group] = []
        for at in steps:
            if found and found[-1].last + 1 == at:
                found[-1] = Group(self.kind, found[-1].first, at)
            else:
                found.append(Group(self.kind, at, at))
        return tuple(found)


Groups = tuple[Group, ...]
"""People of several groups together."""


@dataclass(frozen=True)
class Member:
    """Whom a publication counts, or one month of a table by months."""

    digest: str
    group: Group
    month: Path | None = None
    """The category of that month."""


@dataclass(frozen=True)
class Timeline:
    """Publications along one line of days, the new one among them."""

    steps: tuple[Stretch, ...]
    members: tuple[Member, ...]
    over: frozenset[str] | None = None
    """The dimensions in which nobody stands elsewhere at the end; None for all of them."""

    @property
    def is_of_cases(self) -> bool:
        """Whether it tells who came, left and was there; else only of one of these."""
        return self.over is not None

    @property
    def digests(self) -> tuple[str, ...]:
        """The publications, each once."""
        return tuple(dict.fromkeys(member.digest for member in self.members))

    @property
    def unlike_the_new(self) -> set[str]:
        """The publications that count other people than the new one: those there, or who left."""
        kinds = {it.digest: it.group.kind for it in self.members}
        return {digest for digest, kind in kinds.items() if kind is not kinds[NEW]}

    @property
    def length(self) -> Mapping[str, int]:
        """How many steps each publication tells of."""
        found = dict.fromkeys(self.digests, 0)
        for it in self.members:
            found[it.digest] += len(it.group.steps)
        return found

    def near(self, within: int) -> list[Groups]:
        """Return who came, left or was there, begun and ended *within* so many steps of the new.

        And those whom longer periods leave over of the shorter ones, or who are in two of these.
        """
        mine = self._groups_of_the_new
        first, last = min(it.first for it in mine), max(it.last for it in mine)
        size = len(self.steps)
        begins = [at for at in range(size) if min(abs(at - first), abs(at - last - 1)) <= within]
        ends = [at for at in range(size) if min(abs(at - last), abs(at - first + 1)) <= within]
        found: list[Groups] = [
            (Group(kind, begin, end),)
            for kind in self.kinds
            for begin in begins
            for end in ends
            if begin <= end
        ]
        if self.is_of_cases:
            there = range(max(0, first - within), min(size, last + 1 + within) + 1)
            found += [(Group(Kind.THERE, at, at),) for at in there]
        return list(dict.fromkeys([*found, *self._left_over()]))

    def days_of(self, group: Group) -> Stretch:
        """Return the days in which those of *group* came or left; or the day they were there."""
        if group.kind is Kind.THERE:
            ends = group.first == len(self.steps)
            day = self.steps[-1][1] if ends else self.steps[group.first][0] - A_DAY
            return day, day
        return self.steps[group.first][0], self.steps[group.last][1]

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Of what each step tells."""
        return (Kind.CAME, Kind.LEFT) if self.is_of_cases else (self.members[0].group.kind,)

    @property
    def _groups_of_the_new(self) -> list[Group]:
        return [it.group for it in self.members if it.digest == NEW]

    def _left_over(self) -> Iterator[Groups]:
        """Yield whom a period leaves over of those in it, and who are in two that make it up."""
        mine = self._groups_of_the_new
        every = {it.group: None for it in self.members if it.group.kind in self.kinds}
        for whole in every:
            parts = [it for it in every if it != whole and it.lies_in(whole)]
            if whole not in mine and not any(it in mine for it in parts):
                continue
            told = {at for it in parts for at in it.steps}
            if parts and (left := whole.runs(at for at in whole.steps if at not in told)):
                yield left
            for one in (None, *(it for it in parts if it in mine)):
                chain = _covering(whole, parts, one)
                twice = [at for it, following in pairwise(chain) for at in it.steps
                         if at >= following.first]  # fmt: skip
                if twice:
                    yield whole.runs(twice)


def _covering(whole: Group, parts: Sequence[Group], one: Group | None) -> list[Group]:
    """Return the fewest *parts* that make up *whole*, with *one* among them; none if none do."""
    chain: list[Group] = []
    begin = whole.first
    while begin <= whole.last:
        reaching = [it for it in parts if it.first <= begin <= it.last]
        if one is not None and one not in chain:
            reaching = [one] if one in reaching else [it for it in reaching if it.last < one.last]
        if not reaching:
            return []
        chain.append(max(reaching, key=lambda it: it.last))
        begin = chain[-1].last + 1
    return chain


def timelines(new: Told, earlier: Sequence[Told]) -> tuple[tuple[Timeline, ...], int]:
    """Return the lines on which *new* lies with some of *earlier*, which are in their order.

    And how many of *earlier* were left out of them, being too many.
    """
    lines, left_out = [], 0
    for among, over in _lines(new, earlier):
        kept = _nearest(new, among)
        left_out += len(among) - len(kept)
        lines += [_timeline((new, *each), over) for each in _versions(new, kept)]
    return tuple(lines), left_out


def _lines(
    new: Told, earlier: Sequence[Told]
) -> Iterator[tuple[list[Told], frozenset[str] | None]]:
    """Yield what lies on a line with *new*, and the dimensions of that line."""
    population = new.scope.population
    if population not in STOCKS:
        like = [it for it in earlier if it.scope.population is population]
        touched = _touching(new, like)
        if touched:
            yield touched, None
    if population in CASES:
        cases = [it for it in earlier if it.scope.population in CASES]
        kinds = {CASES[it.scope.population] for it in (new, *cases)}
        if Kind.THERE in kinds and len(kinds) > 1:
            yield cases, frozenset(facet.value for facet in LASTING)
            for near in _soon(new, cases):
                yield near, frozenset(facet.value for facet in FOR_A_WHILE)


def _soon(new: Told, cases: Sequence[Told]) -> Iterator[list[Told]]:
    """Yield those of *cases* that lie so near to *new* that hardly anybody had a birthday between.

    All within a quarter; and those between the caseloads next to it. That somebody did have one may
    show in the first, and not in the others.
    """
    first, last = new.days
    caseloads = sorted(
        it.days[0] for it in (new, *cases)
        if it.scope.population in STOCKS and Facet.AGE in it.facets
    )  # fmt: skip
    begins = [day for day in caseloads if day < first][-1:]
    ends = [day for day in caseloads if day >= last and day > first][:1]
    stretches = [(first - A_QUARTER, last + A_QUARTER)]
    if new.scope.population in STOCKS:
        stretches += [(day, last) for day in begins] + [(first, day) for day in ends]
    else:
        stretches += list(product(begins, ends))
    found: list[list[Told]] = []
    for begin, end in stretches:
        near = [it for it in cases if begin <= it.days[0] and it.days[1] <= end]
        told = [it for it in (new, *near) if Facet.AGE in it.facets]
        kinds = {CASES[it.scope.population] for it in told}
        if Kind.THERE in kinds and len(kinds) > 1 and near not in found:
            found.append(near)
    yield from found


def _touching(new: Told, among: Iterable[Told]) -> list[Told]:
    """Return those of *among* that share days with *new*, or with one that does."""
    left, found, reached = list(among), [], [new.days]
    while now := [it for it in left if any(_overlap(it.days, days) for days in reached)]:
        found += now
        left = [it for it in left if it not in now]
        reached = [it.days for it in now]
    return sorted(found, key=list(among).index)


def _overlap(one: Stretch, other: Stretch) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _nearest(new: Told, among: Sequence[Told]) -> list[Told]:
    """Return those of *among*, the nearest to *new*, that make no more steps than are looked at."""
    kept = list(among)
    while len(_bounds((new, *kept))) > MOST_STEPS + 1:
        farthest = max(_gap(new.days, it.days) for it in kept)
        kept = [it for it in kept if _gap(new.days, it.days) < farthest]
    return kept


def _gap(one: Stretch, other: Stretch) -> timedelta:
    """Return how far the farther end of *other* lies from *one*."""
    return max(abs(one[0] - other[0]), abs(one[1] - other[1]))


def _versions(new: Told, kept: Sequence[Told]) -> Iterator[list[Told]]:
    """Yield the last figures of each kind and stretch of days, and then with one of them as it was.

    Figures that went out again may say something else: put right, or without who said no since.
    """
    last = {_about(it): it for it in kept if _about(it) != _about(new)}
    yield list(last.values())
    older = [it for it in kept if last.get(_about(it), it) is not it]
    for it in sorted(older, key=lambda it: _gap(new.days, it.days))[:MOST_VERSIONS]:
        yield list({**last, _about(it): it}.values())


def _about(it: Told) -> tuple[object, ...]:
    return it.scope.population, it.days, it.facets


def _bounds(every: Iterable[Told]) -> list[date]:
    """Return the first day of each step, and the day after the last one."""
    found: set[date] = set()
    for it in every:
        first, following = it.days[0], it.days[1] + A_DAY
        found |= {following} if it.scope.population in STOCKS else {first, following}
        if Facet.MONTH in it.facets:
            found |= {first for first, _ in _months(it.days).values()}
    return sorted(found)


def _timeline(every: Sequence[Told], over: frozenset[str] | None) -> Timeline:
    bounds = _bounds(every)
    at = {day: number for number, day in enumerate(bounds)}
    members = []
    for it in every:
        kind = CASES.get(it.scope.population, Kind.CAME)
        if it.scope.population in STOCKS:
            day = at[it.days[1] + A_DAY]
            members.append(Member(it.digest, Group(kind, day, day)))
            continue
        parts: Mapping[Path | None, Stretch] = {None: it.days}
        if Facet.MONTH in it.facets:
            parts = dict(_months(it.days).items())
        for month, (first, last) in parts.items():
            group = Group(kind, at[first], at[last + A_DAY] - 1)
            members.append(Member(it.digest, group, month))
    steps = tuple((first, following - A_DAY) for first, following in pairwise(bounds))
    return Timeline(steps, tuple(members), over)


def _months(days: Stretch) -> dict[Path, Stretch]:
    """Return the months that *days* touch, each with its days that are among them."""
    found = {}
    first = days[0]
    while first <= days[1]:
        following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        path = dimension(Facet.MONTH).path(first.strftime("%Y-%m"))
        found[path] = (first, min(following - A_DAY, days[1]))
        first = following
    return found
