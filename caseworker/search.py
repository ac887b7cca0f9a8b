"""The words by which an entity is found."""

from __future__ import annotations

from caseworker.model.case import Case
from caseworker.model.directory import Provider
from caseworker.model.entity import Entity
from caseworker.model.person import NameVariant, Person

SEARCHED: frozenset[type[Entity]] = frozenset({Case, Person, NameVariant, Provider})
"""The kinds that have such words."""


def words_of(entity: Entity) -> str | None:
    """Return the words that find *entity*, or None where it is not searched."""
    match entity:
        case Person(restricted=True):
            return None
        case Person():
            return f"{entity.full_name} {entity.called}".strip()
        case NameVariant():
            return entity.name
        case Case():
            return entity.number
        case Provider(removed_at=None):
            return entity.name
        case _:
            return None
