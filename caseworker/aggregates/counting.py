"""The people of a population, read from the store and counted.

A person is counted once, so that a small count is always of few people and never of many acts
of one. Whoever said no is not counted; figures without a name need no yes (R-449, R-450).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property, partial
from typing import Any

from caseworker.aggregates.groups import Group, are_told_by_groups, people_in_groups
from caseworker.aggregates.populations import (
    FACETS,
    FLAGS,
    NEEDS,
    NOT_RAISED,
    RAISED,
    Facet,
    Population,
    Scope,
    age_band,
    dimension,
    sex_word,
)
from caseworker.aggregates.said_no import TOGETHER, said_no
from caseworker.aggregates.table import UNKNOWN, Table, tabulate_combinations
from caseworker.model.assessment import ProtectionScreening
from caseworker.model.case import Case
from caseworker.model.ids import PersonId
from caseworker.model.person import Person
from caseworker.model.referral import Referral, ReferralState
from caseworker.model.review import Closure
from caseworker.people.duplicates.standing import second_records
from caseworker.ports import Condition, Last, Reads, before, is_not, not_before, one_of, since

_OF_A_PERSON: dict[Facet, str] = {
    Facet.AGE: "date_of_birth",
    Facet.SEX: "sex",
    Facet.NATIONALITY: "nationalities",
}
"""The field of a person that each facet reads."""
_OF_SOMEBODY_REGISTERED = {
    **_OF_A_PERSON,
    Facet.MONTH: "registered_at",
    **dict.fromkeys(NEEDS, "immediate_needs"),
}


class Counting:
    """The people of *scope*; *now* carries the zone of the centre.

    The store counts; a table asked for again is not counted again.
    """

    def __init__(self, reads: Reads, scope: Scope, now: datetime) -> None:
        self._reads = reads
        self._population = scope.population
        self._span = span = _Span(scope, now)
        self._words: dict[Facet, Callable[[Any], str]] = {
            Facet.AGE: lambda born: age_band(born, scope.last_day),
            Facet.SEX: sex_word,
            Facet.NATIONALITY: lambda codes: codes[0] if codes else UNKNOWN,
            Facet.MONTH: span.month,
            Facet.RISK: lambda risk: risk.level.value,
            Facet.REASON: lambda reason: reason.value,
            Facet.ANSWER: lambda state: state.value,
            **{facet: partial(_raised, flag) for facet, flag in FLAGS.items()},
            **{facet: partial(_raised, need) for facet, need in NEEDS.items()},
        }
        self._tables: dict[tuple[Facet, ...], Table] = {}

    def over(self, names: Iterable[str]) -> Table:
        """Return the table over those of *names* by which this population can be counted."""
        wanted = frozenset(names)
        facets = tuple(each for each in FACETS[self._population] if each.value in wanted)
        if facets not in self._tables:
            dimensions = [dimension(facet) for facet in facets]
            self._tables[facets] = tabulate_combinations(self._in_words(facets), dimensions)
        return self._tables[facets]

    def _in_words(self, facets: tuple[Facet, ...]) -> Counter[tuple[str, ...]]:
        if are_told_by_groups(self._population, facets):
            return self._of_groups(facets)
        people = _PEOPLE[self._population](self._span, facets)
        counts = people.tally(self._reads)
        counts.subtract(self._among(people, self._refused))
        return self._said(facets, +counts)

    def _of_groups(self, facets: tuple[Facet, ...]) -> Counter[tuple[str, ...]]:
        """Count group by group; what the group does not say is a field of each person."""
        own = tuple(facet for facet in facets if facet in _OF_SOMEBODY_REGISTERED)
        people = _People(names=[_OF_SOMEBODY_REGISTERED[facet] for facet in own])
        counts: Counter[tuple[str, ...]] = Counter()
        for group, members in self._groups.items():
            told = {facet: word for facet, word in group if facet in facets}
            for said, count in self._said(own, self._among(people, members)).items():
                every = {**dict(zip(own, said, strict=True)), **told}
                counts[tuple(every[facet] for facet in facets)] += count
        return counts

    def _among(self, people: _People, keys: list[PersonId]) -> Counter[tuple[Any, ...]]:
        """Return how many of those with *keys* are counted, by their values."""
        counts: Counter[tuple[Any, ...]] = Counter()
        for begin in range(0, len(keys), TOGETHER):
            counts.update(people.tally(self._reads, one_of("id", keys[begin : begin + TOGETHER])))
        return counts

    def _said(
        self, facets: tuple[Facet, ...], counts: Counter[tuple[Any, ...]]
    ) -> Counter[tuple[str, ...]]:
        """Return *counts* by the words for their values."""
        words = [self._words[facet] for facet in facets]
        said: Counter[tuple[str, ...]] = Counter()
        for values, count in counts.items():
            pairs = zip(words, values, strict=True)
            said[tuple(word(value) for word, value in pairs)] += count
        return said

    @cached_property
    def _groups(self) -> dict[Group, list[PersonId]]:
        groups = people_in_groups(self._reads, self._population, self._span.begin, self._span.end)
        refused = set(self._refused)
        kept = {group: sorted(members - refused) for group, members in groups.items()}
        return {group: members for group, members in kept.items() if members}

    @cached_property
    def _refused(self) -> list[PersonId]:
        refused, seconds = said_no(self._reads), second_records(self._reads)
        # Who said no in one of two records said it; and two records are one person.
        return sorted(refused | seconds.keys() | {seconds[key] for key in refused & seconds.keys()})


class _Span:
    """The moments of a scope, in the zone of the centre."""

    def __init__(self, scope: Scope, now: datetime) -> None:
        self.zone = now.tzinfo
        self.begin = datetime.combine(scope.first_day, time(), now.tzinfo)
        self.end = datetime.combine(scope.last_day + timedelta(days=1), time(), now.tzinfo)

    def within(self, field: str) -> tuple[Condition, Condition]:
        """Return the conditions that the moment in *field* lies in the scope."""
        return since(field, self.begin), before(field, self.end)

    def month(self, at: datetime) -> str:
        """Return the month of *at* as "2026-11"."""
        return at.astimezone(self.zone).strftime("%Y-%m")


@dataclass(frozen=True, kw_only=True)
class _People:
    """Whom to count, and by which fields: those of a person, then those of her last act."""

    names: list[str]
    conditions: tuple[Condition, ...] = ()
    last: Last | None = None

    def tally(self, reads: Reads, *more: Condition) -> Counter[tuple[Any, ...]]:
        """Return how many people, for whom *more* holds as well, have each combination."""
        return Counter(reads.tally(Person, self.names, *self.conditions, *more, last=self.last))


def _registered(span: _Span, facets: tuple[Facet, ...]) -> _People:
    names = [_OF_SOMEBODY_REGISTERED[facet] for facet in facets]
    return _People(names=names, conditions=span.within("registered_at"))


def _with_open_case(span: _Span, facets: tuple[Facet, ...]) -> _People:
    last = Last(
        Case,
        "person_id",
        _named(facets, {Facet.RISK: "risk"}),
        (before("opened_at", span.end), not_before("closed_at", span.end)),
        by="opened_at",
    )
    return _People(names=_named(facets, _OF_A_PERSON), last=last)


def _opened(span: _Span, facets: tuple[Facet, ...]) -> _People:
    last = Last(
        Case,
        "person_id",
        _named(facets, {Facet.MONTH: "opened_at"}),
        span.within("opened_at"),
        by="opened_at",
    )
    return _People(names=_named(facets, _OF_A_PERSON), last=last)


def _closed(span: _Span, facets: tuple[Facet, ...]) -> _People:
    last = Last(
        Closure,
        "case_id",
        _named(facets, {Facet.MONTH: "closed_at", Facet.REASON: "reason"}),
        span.within("closed_at"),
        by="closed_at",
        through=(Case, "person_id"),
    )
    return _People(names=_named(facets, _OF_A_PERSON), last=last)


def _referred(span: _Span, facets: tuple[Facet, ...]) -> _People:
    last = Last(
        Referral,
        "person_id",
        _named(facets, {Facet.MONTH: "sent_at", Facet.ANSWER: "state"}),
        (*span.within("sent_at"), is_not("state", ReferralState.RECALLED)),
        by="sent_at",
    )
    return _People(names=_named(facets, _OF_A_PERSON), last=last)


def _screened(span: _Span, facets: tuple[Facet, ...]) -> _People:
    last = Last(
        ProtectionScreening,
        "case_id",
        _named(facets, {Facet.MONTH: "screened_at", **dict.fromkeys(FLAGS, "flags")}),
        span.within("screened_at"),
        by="screened_at",
        through=(Case, "person_id"),
    )
    return _People(names=_named(facets, _OF_A_PERSON), last=last)


def _raised(one: str, raised: Collection[str]) -> str:
    return RAISED if one in raised else NOT_RAISED


def _named(facets: tuple[Facet, ...], fields: Mapping[Facet, str]) -> list[str]:
    return [fields[facet] for facet in facets if facet in fields]


_PEOPLE: dict[Population, Callable[[_Span, tuple[Facet, ...]], _People]] = {
    Population.REGISTERED: _registered,
    Population.WITH_OPEN_CASE: _with_open_case,
    Population.OPENED: _opened,
    Population.CLOSED: _closed,
    Population.REFERRED: _referred,
    Population.SCREENED: _screened,
}
