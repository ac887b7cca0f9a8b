"""What one unit of work changed, taken after each flush and told once for the transaction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, event, inspect
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from caseworker.errors import Bug
from caseworker.model.entity import Entity
from db.store.registry import field_names, registered
from db.store.values import hints_of, plain_codec

_Key = tuple[type[Entity], UUID]


@dataclass(frozen=True)
class Edit:
    """What one unit of work did to one entity: field names with their new plain values."""

    entity: Entity
    is_new: bool
    values: dict[str, Any]
    is_erased: bool = False

    @property
    def kind(self) -> type[Entity]:
        """The kind of the entity."""
        return type(self.entity)


class Capture(Session):
    """A session that notes what is flushed. Values set and set back are no change."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, expire_on_commit=False)
        self._noted_new: dict[_Key, Entity] = {}
        self._noted_changed: dict[_Key, tuple[Entity, dict[str, Any]]] = {}

    def edits(self) -> list[Edit]:
        """Return what was done, coalesced; entities that end as they began are left out.

        Raises:
            Bug: a record of an append-only kind was changed.
        """
        return [*map(as_new, self._noted_new.values()), *self._alterations()]

    def _alterations(self) -> Iterator[Edit]:
        for entity, before in self._noted_changed.values():
            kind = type(entity)
            values = {}
            for name, old in before.items():
                plain = plain_value(kind, name, getattr(entity, name))
                if plain != plain_value(kind, name, old):
                    values[name] = plain
            if values and registered(kind).append_only:
                raise Bug(f"{kind.__name__} is append-only")
            if values:
                yield Edit(entity, is_new=False, values=values)

    def note_flush(self) -> None:
        """Note what is being flushed, while the values before are still known."""
        if self.deleted:
            raise Bug("entities are never deleted; values are erased")
        for entity in self.new:
            self._noted_new[type(entity), entity.id] = entity
        for entity in self.dirty:
            key = type(entity), entity.id
            if key not in self._noted_new:
                before = self._noted_changed.setdefault(key, (entity, {}))[1]
                for name, old in inspect(entity).committed_state.items():
                    before.setdefault(name, old)


@event.listens_for(Capture, "after_flush")
def _note_flush(session: Capture, _: UOWTransaction) -> None:
    session.note_flush()


@event.listens_for(Capture, "do_orm_execute")
def _refuse_bulk(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        raise Bug("a bulk change would pass by the journal: change entities instead")


def as_new(entity: Entity) -> Edit:
    """Return what making *entity* was."""
    kind = type(entity)
    codecs = _codecs(kind)
    told = ((name, getattr(entity, name)) for name in field_names(kind))
    values = {name: codecs[name](value) for name, value in told if value is not None}
    return Edit(entity, is_new=True, values=values)


def plain_value(kind: type[Entity], name: str, value: Any) -> Any:
    """Return the plain value of a field of *kind*."""
    return None if value is None else _codecs(kind)[name](value)


def _codecs(kind: type[Entity]) -> dict[str, Any]:
    found = _codecs_of_kind.get(kind)
    if found is None:
        found = {name: plain_codec(hint)[0] for name, hint in hints_of(kind).items()}
        _codecs_of_kind[kind] = found
    return found


_codecs_of_kind: dict[type[Entity], dict[str, Any]] = {}
