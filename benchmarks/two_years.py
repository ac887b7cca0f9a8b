"""What is hidden, and what is not looked at, where months, quarters and years go out for two years.

`python -m benchmarks.two_years` lets invented centres work: each month a seventh comes and an
eighth leaves, a tenth of whom come again. At the end of each month go out the open cases, who came
and who left, by sex and nationality; who came and left in the quarter and in the year as well.
With `--ages` it tells of eight months by age and sex, and how many small counts a reader has right
who supposes that nobody had a birthday.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from caseworker.aggregates.days_denied import touching
from caseworker.aggregates.days_told import days_of_all
from caseworker.aggregates.policy import Policy
from caseworker.aggregates.populations import (
    AGES,
    Facet,
    Population,
    Scope,
    age_path,
    band_of,
    nationality_path,
)
from caseworker.aggregates.publication import NEW, Circumstances, Publication
from caseworker.aggregates.publishing import publish
from caseworker.aggregates.table import Cell, Table
from caseworker.aggregates.timeline import Told

SIZES = (60, 250, 1_000)
MONTHS = 24
_NATIONALITIES = ("ER", "ET", "SD", "SO")
_WEIGHTS = (5, 3, 2, 1)
_OLDEST = 75
_AGE_WEIGHTS = (5, 8, 8, 35, 28, 11, 5)
_PERIODS = (1, 3, 12)
MONTHS_BY_AGE = 8
_NAMES = {1: "month", 3: "quarter", 12: "year"}


def main() -> None:
    """Print for each size what was hidden of each kind of table, and what was not looked at."""
    parser = argparse.ArgumentParser(prog="benchmarks.two_years", description=__doc__)
    parser.add_argument("--ages", action="store_true", help="by age and sex, for eight months")
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, help="people in a centre")
    wanted = parser.parse_args()
    by_age: bool = wanted.ages
    for size in wanted.sizes:
        centre = _OfAges(size) if by_age else _Centre(size)
        for month in range(MONTHS_BY_AGE if by_age else MONTHS):
            centre.month(month)
        for kind, (hidden, told) in sorted(centre.counts.items()):
            print(f"{size:5} {kind:28} {hidden:4} of {told:4} counts hidden")
        print(
            f"{size:5} {len(centre.told)} tables in {centre.seconds:.0f} s of the processor,"
            f" at most {centre.longest:.1f} s; for {centre.cut} of them some were not looked at"
            f" ({centre.not_looked_at} in all); told too closely: {centre.narrowed}"
        )
        if isinstance(centre, _OfAges):
            guesses = list(centre.guesses())
            print(f"{size:5} small counts guessed: {sum(guesses)} right of {len(guesses)}")


@dataclass
class _Stay:
    who: tuple[str, ...]
    """Nationality and sex; or the month of birth, counted from the first one, and sex."""
    came: int
    left: int | None = None

    def counts_in(self, kind: Population, first: int, last: int) -> bool:
        """Return whether it is counted for the months from *first* to *last*."""
        left = MONTHS if self.left is None else self.left
        if kind is Population.WITH_OPEN_CASE:
            return self.came <= last < left
        return first <= (self.came if kind is Population.OPENED else left) <= last


class _Centre:
    by: tuple[Facet, ...] = (Facet.NATIONALITY, Facet.SEX)

    def __init__(self, size: int) -> None:
        self._chance, self._size = Random(size), size
        self._stays: list[_Stay] = []
        self.told: list[tuple[Told, Publication]] = []
        self.counts: dict[str, tuple[int, int]] = {}
        self.seconds = self.longest = 0.0
        self.cut = self.not_looked_at = self.narrowed = 0
        self._come(-1, size)

    def month(self, month: int) -> None:
        """Let people come and leave in *month*, the first being 0, and tell of it."""
        staying = [it for it in self._stays if it.left is None]
        gone = self._chance.sample(staying, self._size // 8)
        for stay in gone:
            stay.left = month
        for stay in gone[: len(gone) // 10]:
            self._stays.append(_Stay(stay.who, month))
        self._come(month, self._size // 7)
        self._publish(Population.WITH_OPEN_CASE, month, 1)
        for kind in (Population.OPENED, Population.CLOSED):
            for length in _PERIODS:
                if (month + 1) % length == 0:
                    self._publish(kind, month, length)

    def _come(self, month: int, people: int) -> None:
        for _person in range(people):
            self._stays.append(_Stay(self._somebody(month), month))

    def _somebody(self, _month: int) -> tuple[str, ...]:
        (nationality,) = self._chance.choices(_NATIONALITIES, _WEIGHTS)
        return nationality, self._chance.choice("fm")

    def _cell(self, stay: _Stay, _month: int) -> Cell:
        """Return in which cell somebody stands at the end of a month."""
        nationality, sex = stay.who
        return nationality_path(nationality), (sex,)

    def _counted(self, scope: Scope, first: int, last: int) -> Counter[Cell]:
        return Counter(
            self._cell(stay, last)
            for stay in self._stays
            if stay.counts_in(scope.population, first, last)
        )

    def _publish(self, kind: Population, month: int, length: int) -> None:
        scope = _scope(kind, month - length + 1, month)
        names = tuple(facet.value for facet in self.by)
        table = Table(names, self._counted(scope, month - length + 1, month))
        touched = touching(kind)
        known = [each for each in self.told if each[0].scope.population in touched]
        facets = frozenset(self.by)
        started = time.process_time()
        days = days_of_all(Told(NEW, scope, facets), [it for it, _ in known])
        period = f"{scope.first_day.isoformat()}/{scope.last_day.isoformat()}"
        about = Circumstances(kind.value, period)
        found = publish(names, table.onto, [it for _, it in known], circumstances=about, days=days)
        spent = time.process_time() - started
        one = found.publication
        self.seconds, self.longest = self.seconds + spent, max(self.longest, spent)
        self.cut += bool(days.not_looked_at)
        self.not_looked_at += days.not_looked_at
        self.narrowed += len(found.attack.narrowed)
        self.told.append((Told(one.digest, scope, facets), one))
        hidden, in_all = self.counts.get(name := f"{kind.value}, {_NAMES[length]}", (0, 0))
        self.counts[name] = (hidden + len(one.hidden), in_all + len(one.told))


class _OfAges(_Centre):
    """Tells by age and sex, of people who grow older."""

    by = (Facet.AGE, Facet.SEX)

    def _somebody(self, month: int) -> tuple[str, ...]:
        ((low, high),) = self._chance.choices([*pairwise((*AGES, _OLDEST))], _AGE_WEIGHTS)
        return str(month - self._chance.randrange(low * 12, high * 12)), self._chance.choice("fm")

    def _cell(self, stay: _Stay, month: int) -> Cell:
        born, sex = stay.who
        return age_path(band_of((month - int(born)) // 12)), (sex,)

    def guesses(self) -> Iterator[bool]:
        """Yield of each small count hidden that three shown ones tell, whether it is right.

        Before, came, left and after, for each month, where nobody had a birthday.
        """
        told = {each.scope: publication for each, publication in self.told}
        for month in range(1, MONTHS_BY_AGE):
            four = [
                (_scope(Population.WITH_OPEN_CASE, month - 1, month - 1), month - 1, 1),
                (_scope(Population.OPENED, month, month), month, 1),
                (_scope(Population.CLOSED, month, month), month, -1),
                (_scope(Population.WITH_OPEN_CASE, month, month), month, -1),
            ]
            truth = [self._truth(scope, at) for scope, at, _ in four]
            for cell in {cell for scope, *_ in four for cell in told[scope].told}:
                hidden = [at for at, (it, *_) in enumerate(four) if cell in told[it].hidden]
                if len(hidden) == 1 and Policy.DEFAULT.is_small(truth[hidden[0]].get(cell, 0)):
                    shown = (sign * told[it].shown.get(cell, 0) for it, _, sign in four)
                    guess = -sum(shown) * four[hidden[0]][2]
                    yield guess == truth[hidden[0]].get(cell, 0)

    def _truth(self, scope: Scope, month: int) -> Mapping[Cell, int]:
        return Table(("age", "sex"), self._counted(scope, month, month)).counts


def _scope(kind: Population, first: int, last: int) -> Scope:
    return Scope(kind, _begin(first), _begin(last + 1) - timedelta(days=1))


def _begin(month: int) -> date:
    """Return the first day of a month, the first being 0."""
    return date(2027 + month // 12, month % 12 + 1, 1)


if __name__ == "__main__":
    main()
