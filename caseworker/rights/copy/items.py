"""Items of a record, and why some of them stay out of a copy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from caseworker.model.entity import Entity
from caseworker.model.person import HouseholdMembership, NameVariant, Person, Relationship
from caseworker.model.staff import User
from caseworker.ports import Reads
from caseworker.text import Text, isolate

_SHORTEST_NAME = 3
"""Letters; a shorter name stands in too many words."""


class HeldBack(StrEnum):
    """Why an item stays out of the copy."""

    OTHER_PEOPLE = "other people"
    MENTIONS = "mentions somebody"
    """A name that the record knows stands in it: the officer reads it, and may let it go along."""
    STAFF_ONLY = "staff only"
    DANGER = "danger"
    """It could harm her where somebody else reads the paper."""
    CONFIDED = "confided"
    """It was told in confidence, and somebody else asks for the copy."""
    OFFICER = "officer"


@dataclass(frozen=True)
class Item:
    """One thing that the record says, in the language of the copy."""

    key: str
    """Which thing of which entity: never its words."""
    label: str
    value: str
    held: HeldBack | None = None


@dataclass(frozen=True)
class Section:
    """Items that belong together."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What the officer changed: she can hold back more, and let go what only mentions a name."""

    held_back: frozenset[str] = frozenset()
    let_go: frozenset[str] = frozenset()

    def of(self, item: Item) -> Item:
        """Return *item* as it stands after her choice."""
        if item.held is None and item.key in self.held_back:
            return replace(item, held=HeldBack.OFFICER)
        if item.held is HeldBack.MENTIONS and item.key in self.let_go:
            return replace(item, held=None)
        return item


class Gathering:
    """Makes items in one language, and sees names of others in running words."""

    def __init__(self, reads: Reads, person: Person, text: Text, *, confided: bool) -> None:
        """Begin for *person*; *confided* where somebody else asks in her place."""
        self.reads, self.person, self.text = reads, person, text
        self._confided = confided
        self._others = _pattern(_names_of_others(reads, person))
        staff = reads.matching(User)
        self._codes = {user.name: user.staff_code for user in staff if user.name}
        self._staff = _pattern(self._codes)

    def item(
        self,
        entity: Entity,
        field: str,
        label: str,
        value: str,
        held: HeldBack | None = None,
    ) -> Item:
        """Return one item; *label* is marked for translation, *value* in words already.

        Staff are named by their codes; words that name somebody else are held back.
        """
        said = value.strip()
        if self._staff is not None:
            said = self._staff.sub(self._code, said)
        if held is None and self._others is not None and self._others.search(said):
            held = HeldBack.MENTIONS
        return Item(key_of(entity, field), self.text(label), said, held)

    def in_confidence(self, items: Iterable[Item]) -> Iterator[Item]:
        """Hold back what was told in confidence, where somebody else asks."""
        for item in items:
            held = HeldBack.CONFIDED if self._confided and item.held is None else item.held
            yield replace(item, held=held)

    def section(self, title: str, items: Iterable[Item]) -> Section:
        """Return a section of the items that say something."""
        return Section(self.text(title), tuple(item for item in items if item.value))

    def _code(self, found: re.Match[str]) -> str:
        return self._codes.get(found.group(), "…")


def joined(*parts: str) -> str:
    """Return the parts that say something, with a dot between them; none turns its neighbours."""
    return " · ".join(isolate(part.strip()) for part in parts if part.strip("\u2068\u2069 "))


def key_of(entity: Entity, field: str) -> str:
    """Return the key of a field of an entity."""
    return f"{type(entity).__name__}:{entity.id}:{field}"


def _pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    known = sorted({re.escape(name) for name in names if name}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(known)})(?!\w)", re.IGNORECASE) if known else None


def _names_of_others(reads: Reads, person: Person) -> set[str]:
    """Return the names of relatives and of the household, but no name that is hers as well."""
    names: set[str] = set()
    others: set[UUID] = set()
    for tie in reads.matching(Relationship, person_id=person.id):
        names.add(tie.relative_name)
        if tie.relative_id is not None:
            others.add(tie.relative_id)
    for tie in reads.matching(Relationship, relative_id=person.id):
        others.add(tie.person_id)
    for place in reads.matching(HouseholdMembership, person_id=person.id):
        members = reads.matching(HouseholdMembership, household_id=place.household_id)
        others |= {member.person_id for member in members}
    for key in others - {person.id}:
        other = reads.find(Person, key)
        if other is not None:
            names |= {other.full_name, other.given_name, other.called}
            names |= {each.name for each in reads.matching(NameVariant, person_id=key)}
    names |= {part for name in names for part in name.split()}
    own = _own_names(reads, person)
    return {name for name in names if len(name) >= _SHORTEST_NAME and name.casefold() not in own}


def _own_names(reads: Reads, person: Person) -> set[str]:
    own = {person.full_name, person.given_name, person.family_name, person.called}
    own |= {each.name for each in reads.matching(NameVariant, person_id=person.id)}
    own |= {part for name in own for part in name.split()}
    return {name.casefold() for name in own}
