"""Words in the records of others that name somebody whose record is to be erased (R-442).

They are not erased with it: they are those people's. So they are found before, to be looked at and
edited by hand while it is still known whom they name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import get_type_hints
from uuid import UUID

from caseworker.model.audit import AuditEvent
from caseworker.model.case import Case
from caseworker.model.entity import Entity
from caseworker.model.ids import PersonId
from caseworker.model.person import IdentityDocument, NameVariant, Person
from caseworker.people.arrivals import arrivals_of
from caseworker.people.restricted import may_see
from caseworker.permissions import Act, require
from caseworker.ports import Reads
from caseworker.rights.whole_record import PART_OF, whole_record

_SHORTEST = 3
"""Letters below which a name is found in too many words to be looked for."""


@dataclass(frozen=True, kw_only=True)
class NamedIn:
    """A record of somebody else in which the words stand."""

    person_id: PersonId | None
    """None where it is not open to whoever asks, or hangs on nobody."""
    entries: int


def named_elsewhere(reads: Reads, person_id: PersonId) -> tuple[NamedIn, ...]:
    """Return the records of others that name a person, by names, other names and numbers.

    A namesake's record is found too: only somebody who reads it can tell.

    Raises:
        NotAllowed: the role decides about no wishes.
    """
    require(reads.actor, Act.DECIDE_REQUEST)
    words = _words(reads, person_id)
    if not words:
        return ()
    pattern = re.compile(
        rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, words)))})(?!\w)", re.IGNORECASE
    )
    own = {each.id for each in whole_record(reads, person_id).entities}
    found = Counter(
        _in_sight(reads, owner)
        for kind in sorted(PART_OF, key=lambda each: each.__name__)
        if kind not in (AuditEvent, Person, NameVariant)
        for key, owner, texts in _texts(reads, kind)
        if key not in own and any(map(pattern.search, texts))
    )
    lines = [NamedIn(person_id=owner, entries=count) for owner, count in found.items()]
    return tuple(sorted(lines, key=lambda line: (line.person_id is None, -line.entries)))


def _words(reads: Reads, person_id: PersonId) -> set[str]:
    person = reads.get(Person, person_id)
    said = [person.given_name, person.family_name, person.called]
    said += [each.name for each in reads.matching(NameVariant, person_id=person_id)]
    said += [each.number for each in reads.matching(IdentityDocument, person_id=person_id)]
    said += [each.number for each in reads.matching(Case, person_id=person_id)]
    said += [each.number for each in arrivals_of(reads, person) if each.people == 1]
    return {each.strip() for each in said if len(each.strip()) >= _SHORTEST}


def _texts(reads: Reads, kind: type[Entity]) -> Iterator[tuple[UUID, UUID | None, list[str]]]:
    """Yield of each entity of *kind* its id, on whom it hangs, and its words."""
    names = _text_fields(kind)
    owner = next((name for name in ("person_id", "case_id") if _has(kind, name)), "id")
    if names:
        for key, on, *values in reads.fields(kind, ["id", owner, *names]):
            yield key, on, [each for each in values if each]


def _in_sight(reads: Reads, owner: UUID | None) -> PersonId | None:
    case = reads.find(Case, owner)
    person = reads.find(Person, case.person_id if case else owner)
    return person.id if person is not None and may_see(reads, person) else None


def _has(kind: type[Entity], name: str) -> bool:
    return any(each.name == name for each in fields(kind))


def _text_fields(kind: type[Entity]) -> tuple[str, ...]:
    hints = get_type_hints(kind)
    return tuple(each.name for each in fields(kind) if hints[each.name] is str)
