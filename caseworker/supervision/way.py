"""The way from arrival to a solution: how far those came who were registered in a year."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time

from caseworker.aggregates.stages import Stage, furthest, lost
from caseworker.model.person import Person
from caseworker.people.duplicates.standing import second_records
from caseworker.people.restricted import hidden_people, without
from caseworker.permissions import Act, require
from caseworker.ports import Reads, since


@dataclass(frozen=True, kw_only=True)
class Way:
    """How many people came how far; each stage counts those of the one before."""

    since: date
    registered: int
    with_case: int
    assessed: int
    planned: int
    solved: int
    lost: int
    """Their case was closed because contact was lost, at whatever stage."""


def way(reads: Reads, now: datetime) -> Way:
    """Return the way of everybody registered since this month a year ago.

    Raises:
        NotAllowed: only supervisors look at the figures of a centre.
    """
    require(reads.actor, Act.EXPORT_FIGURES)
    first = now.date().replace(year=now.year - 1, day=1)
    begin = datetime.combine(first, time(), now.tzinfo)
    found = reads.fields(
        Person,
        ("id",),
        since("registered_at", begin),
        *without("id", hidden_people(reads) | second_records(reads).keys()),
    )
    registered = {key for (key,) in found}
    came = Counter(furthest(reads, registered).values())
    stages = list(Stage)
    with_case, assessed, planned, solved = (
        sum(came[each] for each in stages[place:]) for place in range(1, len(stages))
    )
    return Way(
        since=first,
        registered=len(registered),
        with_case=with_case,
        assessed=assessed,
        planned=planned,
        solved=solved,
        lost=len(lost(reads, registered)),
    )
