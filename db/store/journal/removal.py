"""Removing what this laptop no longer holds: values go, their hashes and every signature stay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from caseworker.model.consent import Attachment
from caseworker.model.entity import Entity
from caseworker.search import SEARCHED
from caseworker.sync.commit_format import EntityChanges
from db.store import search
from db.store.entity_tables import table_of
from db.store.journal.history import in_portions
from db.store.journal.kept_commits import erase_values
from db.store.registry import kind_of_number, registered


@dataclass(frozen=True)
class Removed:
    """What was removed."""

    touched: frozenset[tuple[type[Entity], UUID]]
    contents: tuple[tuple[bytes, int], ...]
    """Digest and size of the attachments among it."""


def remove(connection: Connection, positions: Sequence[int]) -> Removed:
    """Remove the values of the commits at *positions*, and whatever was made of them.

    An entity lies in one circle with all its commits, so that its row goes as a whole.
    """
    entities: dict[int, set[bytes]] = defaultdict(set)
    contents: set[tuple[bytes, int]] = set()
    for each in erase_values(connection, positions):
        entities[each.kind].add(each.entity)
        contents.update(_contents(each))
    touched = set()
    for number, keys in entities.items():
        known = kind_of_number().get(number)
        _forget(connection, known, sorted(keys))
        if known is not None:
            touched |= {(known, UUID(bytes=key)) for key in keys}
    return Removed(frozenset(touched), tuple(sorted(contents)))


def _forget(connection: Connection, kind: type[Entity] | None, keys: Sequence[bytes]) -> None:
    tables = ["journal_head WHERE entity", "draft WHERE subject"]
    if kind is not None:
        tables.append(f'"{table_of(kind).name}" WHERE id')
    for some in in_portions(keys):
        for table in tables:
            statement = f"DELETE FROM {table} IN ({_places(some)})"  # noqa: S608  names of ours
            connection.exec_driver_sql(statement, tuple(some))
        if kind in SEARCHED:
            for key in some:
                search.forget(connection, UUID(bytes=key))


def _contents(changes: EntityChanges) -> Iterable[tuple[bytes, int]]:
    kind = registered(Attachment)
    if changes.kind == kind.number:
        digest, size = (changes.fields.get(kind.fields[name]) for name in ("digest", "size"))
        if digest and size:
            yield digest[0], size[0]


def _places(some: Sequence[object]) -> str:
    return ",".join("?" * len(some))
