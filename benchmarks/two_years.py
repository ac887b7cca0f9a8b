"""What is hidden, and what is not looked at, where months, quarters and years go out for two years.

`python -m benchmarks.two_years` lets invented centres work: each month a seventh comes and an
eighth leaves, a tenth of whom come again. At the end of each month go out the open cases, who came
and who left, by sex and nationality; who came and left in the quarter and in the year as well.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from caseworker.aggregates.days_denied import touching
from caseworker.aggregates.days_told import days_of_all
from caseworker.aggregates.populations import Facet, Population, Scope
from caseworker.aggregates.publication import NEW, Circumstances, Publication
from caseworker.aggregates.publishing import publish
from caseworker.aggregates.table import Cell, Table
from caseworker.aggregates.timeline import Told

SIZES = (60, 250, 1_000)
MONTHS = 24
_NATIONALITIES = ("ER", "ET", "SD", "SO")
_WEIGHTS = (5, 3, 2, 1)
_BY = ("nationality", "sex")
_PERIODS = (1, 3, 12)
_NAMES = {1: "month", 3: "quarter", 12: "year"}


def main() -> None:
    """Print for each size what was hidden of each kind of table, and what was not looked at."""
    for size in SIZES:
        centre = _Centre(size)
        for month in range(MONTHS):
            centre.month(month)
        for kind, (hidden, told) in sorted(centre.counts.items()):
            print(f"{size:5} {kind:28} {hidden:4} of {told:4} counts hidden")
        print(
            f"{size:5} {len(centre.told)} tables in {centre.seconds:.0f} s of the processor,"
            f" at most {centre.longest:.1f} s; {centre.cut} had more sums than are looked at"
            f" ({centre.not_looked_at} sums in all); told too closely: {centre.narrowed}"
        )


@dataclass
class _Stay:
    cell: Cell
    came: int
    left: int | None = None


class _Centre:
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
            self._stays.append(_Stay(stay.cell, month))
        self._come(month, self._size // 7)
        self._publish(Population.WITH_OPEN_CASE, month, 1)
        for kind in (Population.OPENED, Population.CLOSED):
            for length in _PERIODS:
                if (month + 1) % length == 0:
                    self._publish(kind, month, length)

    def _come(self, month: int, people: int) -> None:
        for _person in range(people):
            (nationality,) = self._chance.choices(_NATIONALITIES, _WEIGHTS)
            sex = self._chance.choice("fm")
            self._stays.append(_Stay(((nationality,), (sex,)), month))

    def _publish(self, kind: Population, month: int, length: int) -> None:
        first, last = month - length + 1, month
        scope = Scope(kind, _begin(first), _begin(last + 1) - timedelta(days=1))
        counts: Counter[Cell] = Counter()
        for stay in self._stays:
            left = MONTHS if stay.left is None else stay.left
            if kind is Population.WITH_OPEN_CASE:
                is_in = stay.came <= last < left
            else:
                is_in = first <= (stay.came if kind is Population.OPENED else left) <= last
            counts[stay.cell] += is_in
        table = Table(_BY, {cell: count for cell, count in counts.items() if count})
        touched = touching(kind)
        known = [each for each in self.told if each[0].scope.population in touched]
        facets = frozenset({Facet.NATIONALITY, Facet.SEX})
        started = time.process_time()
        days = days_of_all(Told(NEW, scope, facets), [it for it, _ in known])
        period = f"{scope.first_day.isoformat()}/{scope.last_day.isoformat()}"
        about = Circumstances(kind.value, period)
        found = publish(_BY, table.onto, [it for _, it in known], circumstances=about, days=days)
        spent = time.process_time() - started
        one = found.publication
        self.seconds, self.longest = self.seconds + spent, max(self.longest, spent)
        self.cut += bool(days.not_looked_at)
        self.not_looked_at += days.not_looked_at
        self.narrowed += len(found.attack.narrowed)
        self.told.append((Told(one.digest, scope, facets), one))
        hidden, in_all = self.counts.get(name := f"{kind.value}, {_NAMES[length]}", (0, 0))
        self.counts[name] = (hidden + len(one.hidden), in_all + len(one.told))


def _begin(month: int) -> date:
    """Return the first day of a month, the first being 0."""
    return date(2027 + month // 12, month % 12 + 1, 1)


if __name__ == "__main__":
    main()
