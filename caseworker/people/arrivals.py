"""Every arrival of a person: the newest one, and those with which she came before."""

from __future__ import annotations

from collections.abc import Iterator

from caseworker.model.arrival import Arrival
from caseworker.model.person import Person
from caseworker.ports import Reads


def arrivals_of(reads: Reads, person: Person) -> Iterator[Arrival]:
    """Yield the arrivals of *person* that are here, the newest first."""
    for key in dict.fromkeys((person.arrival_id, *reversed(person.earlier_arrivals))):
        arrival = reads.find(Arrival, key)
        if arrival is not None:
            yield arrival
