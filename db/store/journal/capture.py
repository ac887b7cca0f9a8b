"""What one unit of work changed, taken after each flush and told once for the transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, event, inspect
from sqlalchemy.orm import (
    ORMExecuteState,
    Session,
    UOWTransaction,
    make_transient_to_detached,
)

from caseworker.errors import Bug
from caseworker.model.entity import Entity
from db.store.journal.folding import PlainRow
from db.store.journal.rows import write_new_rows
from db.store.merge_rules import said_once
from db.store.registry import field_names, registered
from db.store.values import hints_of, plain_codec

_Key = tuple[type[Entity], UUID]


def require_may_change(kind: type[Entity], values: Collection[str]) -> None:
    """Let a change of the fields *values* pass.

    Raises:
        Bug: the kind is append-only, or one of them is said when it is made and never again.
    """
    if registered(kind).append_only or not said_once(kind).isdisjoint(values):
        raise Bug(f"{kind.__name__} is not changed once it is written")


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
    """A session that notes what is written. Values set and set back are no change.

    New entities go into their tables past the mapper, by the plain values that the journal needs
    anyway: the mapper took a quarter of an intake, which is three times as long.
    """

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, expire_on_commit=False)
        self._waiting: dict[int, Entity] = {}
        self._noted_new: dict[_Key, Edit] = {}
        self._noted_changed: dict[_Key, tuple[Entity, dict[str, Any]]] = {}

    def add_new(self, entity: Entity) -> None:
        """Keep *entity* with the next flush; one that is kept already stays as it is."""
        if entity not in self:
            self._waiting[id(entity)] = entity

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        """Write what is new and what changed.

        Raises:
            IntegrityError: an entity with the id of a new one is kept already.
        """
        if self._waiting:
            self._write_new()
        super().flush(objects)

    def give_up(self) -> None:
        """Roll back. The entities keep what their maker gave them, and belong to nobody."""
        self.expunge_all()
        self.rollback()

    def edits(self) -> list[Edit]:
        """Return what was done, coalesced; entities that end as they began are left out.

        Raises:
            Bug: a record of an append-only kind was changed.
        """
        return [*self._noted_new.values(), *self._alterations()]

    def _write_new(self) -> None:
        added = [as_new(entity) for entity in self._waiting.values()]
        self._waiting.clear()
        rows: dict[type[Entity], list[tuple[bytes, PlainRow]]] = defaultdict(list)
        for edit in added:
            rows[edit.kind].append((edit.entity.id.bytes, edit.values))
        for kind, of_kind in rows.items():
            write_new_rows(self.connection(), kind, of_kind)
        for edit in added:
            self._noted_new[edit.kind, edit.entity.id] = edit
            make_transient_to_detached(edit.entity)
            self.add(edit.entity)

    def _alterations(self) -> Iterator[Edit]:
        for entity, before in self._noted_changed.values():
            kind = type(entity)
            values = {}
            for name, old in before.items():
                plain = plain_value(kind, name, getattr(entity, name))
                if plain != plain_value(kind, name, old):
                    values[name] = plain
            if values:
                require_may_change(kind, values)
                yield Edit(entity, is_new=False, values=values)

    def note_flush(self) -> None:
        """Note what is being flushed, while the values before are still known."""
        if self.new or self.deleted:
            raise Bug("entities are added by `add_new`, and never deleted: values are erased")
        for entity in self.dirty:
            key = type(entity), entity.id
            if key in self._noted_new:
                self._noted_new[key] = as_new(entity)
            else:
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
