"""`duplicates_*`: who is found among 100,000 people who are known, beside plain comparison.

The plain way compares whole names by rapidfuzz and counts what else agrees. Both are asked the
same, in turns. A false alarm is somebody new whose best hit stands above the bar; the bar lies
where one of twenty who are new is an alarm.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from benchmarks.measuring import Figure, timed
from benchmarks.registered_twice.population import Query, population, queries, record
from tests.conformance import duplicates_adapter

KNOWN, ASKED = 100_000, 1_000
LISTED = 10
ALARMS = 0.05
_PLAIN = "rapidfuzz over all names, with date, sex, nationality and telephone"

Found = Sequence[tuple[str, float]]


class Way(Protocol):
    """A way of finding."""

    def query(self, record: Mapping[str, str], k: int, /) -> Found:
        """Return ids and scores of the *k* most alike, best first."""
        ...


@dataclass
class Tally:
    """What one way of finding has found."""

    found: list[Found] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def ask(self, way: Way, asked: Mapping[str, str]) -> None:
        """Ask *way*, and take the time."""
        self.seconds.append(timed(lambda: self.found.append(way.query(asked, LISTED))))


class Plain:
    """Whole names compared by rapidfuzz, and what else agrees counted."""

    def __init__(self, records: Sequence[Mapping[str, str]]) -> None:
        self._ids = [each["id"] for each in records]
        self._names = [_name(each) for each in records]
        self._columns = {
            name: np.array([each[name] for each in records])
            for name in ("date_of_birth", "sex", "nationality", "phone")
        }

    def query(self, asked: Mapping[str, str], k: int) -> list[tuple[str, float]]:
        """Return the *k* most alike."""
        score = 2 * cdist([_name(asked)], self._names, scorer=fuzz.token_sort_ratio)[0] / 100
        for name, column in self._columns.items():
            if asked[name]:
                agrees = np.where(column == asked[name], 1.0, -0.5)
                score += np.where(column == "", 0, agrees) * (1 if name == "phone" else 0.5)
        best = np.argsort(-score, kind="stable")[:k]
        return [(self._ids[place], float(score[place])) for place in best]


def measure(known: int = KNOWN, asked: int = ASKED) -> dict[str, Figure]:
    """Return what is found, by ours and by the plain way, and how long one question takes."""
    chance = random.Random(2026)
    people = population(known, chance)
    records = [record(str(place), each, chance) for place, each in enumerate(people)]
    ways: dict[str, Way] = {"": duplicates_adapter.index(records), "plain_": Plain(records)}
    tallies = {name: Tally() for name in ways}
    told = list(queries(people, asked, chance))
    for query in told:
        for name, way in ways.items():
            tallies[name].ask(way, query.record)
    figures: dict[str, Figure] = {}
    for name, tally in tallies.items():
        for what, value in _quality(told, tally.found).items():
            figures[f"duplicates_{name}{what}"] = Figure(value, "share", "higher", _PLAIN, asked)
        p95 = round(float(np.quantile(tally.seconds, 0.95)) * 1000, 1)
        figures[f"duplicates_{name}p95_ms"] = Figure(p95, "ms", "lower", _PLAIN, asked)
    return figures


def _quality(told: Sequence[Query], found: Sequence[Found]) -> dict[str, float]:
    pairs = list(zip(told, found, strict=True))
    again = [(query.known, hits) for query, hits in pairs if query.known is not None]
    alarms = sorted(hits[0][1] for query, hits in pairs if query.known is None)
    bar = alarms[int(len(alarms) * (1 - ALARMS))]
    places = [[key for key, _score in hits].index(known) if known in dict(hits) else None
              for known, hits in again]  # fmt: skip
    above = [
        place is not None and place < 5 and hits[place][1] > bar
        for place, (_known, hits) in zip(places, again, strict=True)
    ]
    shares = {
        "recall1": sum(place == 0 for place in places),
        "recall5": sum(place is not None and place < 5 for place in places),
        "mrr": sum(1 / (place + 1) for place in places if place is not None),
        "recall5_at_5_percent_alarms": sum(above),
    }
    return {name: round(value / len(again), 3) for name, value in shares.items()}


def _name(told: Mapping[str, str]) -> str:
    return f"{told['given_name']} {told['family_name']}".strip().casefold()


if __name__ == "__main__":
    for name, figure in measure().items():
        print(f"{name:44} {figure.value}")
