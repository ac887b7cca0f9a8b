"""What a search finds: people, their cases and providers, within what the role reads."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from caseworker.model.case import Case
from caseworker.model.directory import Provider, ProviderKind
from caseworker.model.entity import Entity
from caseworker.model.ids import CaseId, PersonId, ProviderId
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import NameVariant, Person
from caseworker.people.restricted import hidden_people
from caseworker.permissions import Act, may
from caseworker.ports import Found, Reads, one_of


@dataclass(frozen=True)
class FoundPerson:
    """Somebody without a case, or for whoever reads no cases."""

    id: PersonId
    name: str
    date_of_birth: PartialDate | None
    languages: tuple[str, ...]


@dataclass(frozen=True)
class FoundCase:
    """A case: of the person whose name, or other name, was found, or found by its number."""

    id: CaseId
    number: str
    name: str


@dataclass(frozen=True)
class FoundProvider:
    """Somebody in the directory."""

    id: ProviderId
    name: str
    kind: ProviderKind


Hit = FoundPerson | FoundCase | FoundProvider


def find(reads: Reads, words: str, limit: int) -> list[Hit]:
    """Return what *words* finds, best first; whoever is found twice stands there once.

    Restricted names are not found (product.md, "Basis, safety and dignity").
    """
    kinds: list[type[Entity]] = [Provider]
    if may(reads.actor, Act.READ_PEOPLE):
        kinds += [Person, NameVariant]
    if may(reads.actor, Act.READ_CASE):
        kinds.append(Case)
    found = reads.search(words, kinds=kinds, limit=limit)
    return list(dict.fromkeys(_Hits(reads, found).in_order()))


class _Hits:
    """All that is shown of what was found, read with one question for each kind."""

    def __init__(self, reads: Reads, found: Sequence[Found]) -> None:
        self._reads, self._found = reads, found
        self._owner: dict[UUID, PersonId] = dict(self._of(NameVariant, "person_id"))
        self._numbers: dict[UUID, str] = {}
        for key, owner, number in self._of(Case, "person_id", "number"):
            self._owner[key], self._numbers[key] = owner, number
        self._people = {person.id: person for person in self._found_people()}
        self._newest = self._newest_cases()
        self._providers = {key: about for key, *about in self._of(Provider, "name", "kind")}

    def in_order(self) -> Iterator[Hit]:
        """Yield what is shown of each, in the order in which it was found."""
        for each in self._found:
            hit = self._provider(each.id) if each.kind is Provider else self._person(each.id)
            if hit is not None:
                yield hit

    def _provider(self, key: UUID) -> FoundProvider:
        name, kind = self._providers[key]
        return FoundProvider(ProviderId(key), name, kind)

    def _person(self, key: UUID) -> Hit | None:
        person = self._people.get(self._owner.get(key, PersonId(key)))
        if person is None:
            return None
        if key in self._numbers:
            return FoundCase(CaseId(key), self._numbers[key], person.name or self._numbers[key])
        newest = self._newest.get(person.id)
        return FoundCase(*newest, person.name or newest[1]) if newest is not None else person

    def _found_people(self) -> Iterator[FoundPerson]:
        keys = {
            self._owner.get(each.id, each.id) for each in self._found if each.kind is not Provider
        }
        # Also where another laptop opened the record again meanwhile, and the person says so.
        hidden = hidden_people(self._reads)
        for key, given, family, called, born, spoken, restricted in self._fields(
            Person,
            ("given_name", "family_name", "called", "date_of_birth", "languages", "restricted"),
            keys,
        ):
            if not restricted and key not in hidden:
                name = " ".join(filter(None, (given, family))) or called
                yield FoundPerson(key, name, born, spoken)

    def _newest_cases(self) -> Mapping[PersonId, tuple[CaseId, str]]:
        if not self._people or not may(self._reads.actor, Act.READ_CASE):
            return {}
        fields = ("opened_at", "person_id", "id", "number")
        rows = self._reads.fields(Case, fields, one_of("person_id", self._people))
        return {person: (key, number) for _opened, person, key, number in sorted(rows)}

    def _of(self, kind: type[Entity], *names: str) -> list[tuple[Any, ...]]:
        """Return id and *names* of what was found of one kind."""
        return self._fields(kind, names, {each.id for each in self._found if each.kind is kind})

    def _fields(
        self, kind: type[Entity], names: Sequence[str], keys: Collection[UUID]
    ) -> list[tuple[Any, ...]]:
        # By the ids alone: of a second condition the store would take the wrong index.
        return self._reads.fields(kind, ("id", *names), one_of("id", keys)) if keys else []
