"""Bringing rows, heads and search index in line with the journal, after commits have arrived.

Set-wise: entities are folded together and each table is written in one statement, because one
statement for each field took half of the time of an exchange.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from caseworker.model.consent import Attachment
from caseworker.model.entity import Entity
from caseworker.search import SEARCHED, words_of
from caseworker.sync.commits import CommitId
from caseworker.sync.merge import Life
from db.store import search
from db.store.entity_tables import table_of
from db.store.journal.erasure import erase, erase_said
from db.store.journal.folding import HeadException, PlainRow, exceptions_of, row_of, single
from db.store.journal.history import Told, by_kind, in_portions, merged, told_of
from db.store.journal.rows import write_rows
from db.store.registry import kind_of_number, registered
from db.store.values import to_bytes

_NOTHING: Mapping[bytes, Told] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Folded:
    """What the journal says of one entity."""

    row: PlainRow | None
    """None where it has no row: a stub, hidden, erased, or of a kind not known here."""
    exceptions: Sequence[HeadException] = ()
    erased: bool = False
    gone: frozenset[CommitId] = frozenset()
    """Commits of which an erasure takes what they say, though others keep the entity there."""


@dataclass(frozen=True, kw_only=True)
class Applied:
    """What applying changed."""

    touched: frozenset[tuple[type[Entity], UUID]]
    unnamed: tuple[tuple[bytes, int], ...]
    """Digest and size of attachments that were erased, to be removed beside the store."""
    erased: bool = False
    """Whether anything was erased: then nothing of it may stay anywhere."""

    def and_then(self, more: Applied) -> Applied:
        """Return what this changed and what *more*, in the same transaction, changed after it."""
        return Applied(
            touched=self.touched | more.touched,
            unnamed=(*self.unnamed, *more.unnamed),
            erased=self.erased or more.erased,
        )


def apply(
    connection: Connection, entities: Iterable[bytes], first: Mapping[bytes, Told] = _NOTHING
) -> Applied:
    """Bring everything about *entities* in line with the journal.

    *first* is what the journal has just been told of some of them for the first time: all that it
    holds of them, so that it need not be read back.
    """
    rows: dict[type[Entity], dict[bytes, PlainRow | None]] = defaultdict(dict)
    erased: list[tuple[type[Entity], bytes]] = []
    partly: dict[bytes, frozenset[CommitId]] = {}
    exceptions: list[tuple[Any, ...]] = []
    for entity, told in _all_told(connection, entities, first):
        found = folded(connection, entity, told)
        kind = kind_of_number().get(told[0].kind)
        if found.gone:
            partly[entity] = found.gone
        exceptions += [
            (entity, each.field, told[0].kind, to_bytes(list(each.commits)), each.state.value)
            for each in found.exceptions
        ]
        if kind is not None:
            rows[kind][entity] = found.row
            if found.erased:
                erased.append((kind, entity))
    if exceptions:
        connection.exec_driver_sql(_ADD_EXCEPTION, exceptions)
    for kind, of_kind in rows.items():
        write_rows(connection, kind, of_kind)
        _index(connection, kind, of_kind)
    unnamed = _erase(connection, erased)
    for entity, gone in partly.items():
        erase_said(connection, entity, gone)
    touched = frozenset((kind, UUID(bytes=key)) for kind, keys in rows.items() for key in keys)
    return Applied(touched=touched, unnamed=unnamed, erased=bool(erased or partly))


def _all_told(
    connection: Connection, entities: Iterable[bytes], first: Mapping[bytes, Told]
) -> Iterator[tuple[bytes, Sequence[Told]]]:
    """Yield each entity with all that the journal holds of it; its heads are forgotten first."""
    for entity, told in first.items():
        yield entity, (told,)
    for some in in_portions(sorted(set(entities) - first.keys())):
        places = ",".join("?" * len(some))
        connection.exec_driver_sql(_FORGET_EXCEPTIONS.format(places=places), tuple(some))
        for entity, every in told_of(connection, some).items():
            for of_kind in by_kind(every):
                yield entity, of_kind


def folded(connection: Connection, entity: bytes, told: Sequence[Told]) -> Folded:
    """Return what *told*, all that the journal holds of one entity, says together."""
    simple = single(told)
    if simple is not None:
        return Folded(row=simple)
    state = merged(connection, entity, told)
    if state is None:
        return Folded(row=None)
    kind = kind_of_number().get(told[0].kind)
    if state.life is not Life.LIVING:
        return Folded(row=None, erased=state.life is Life.ERASED)
    left = [each for each in told if each.commit not in state.gone]
    row = None if kind is None else row_of(kind, state, left)
    return Folded(row=row, exceptions=exceptions_of(state, left), gone=state.gone)


def _index(connection: Connection, kind: type[Entity], rows: dict[bytes, PlainRow | None]) -> None:
    if kind not in SEARCHED:
        return
    keys = [UUID(bytes=entity) for entity, row in rows.items() if row is not None]
    with Session(connection, autoflush=False) as session:
        for some in in_portions([key.bytes for key in keys]):
            wanted = [UUID(bytes=key) for key in some]
            known = search.indexed(connection, some)
            told: list[tuple[Entity, str | None]] = []
            for found in session.scalars(select(kind).where(table_of(kind).c.id.in_(wanted))):
                if found.id.bytes in known:
                    search.index(connection, found, words_of(found), is_new=False)
                else:
                    told.append((found, words_of(found)))
            search.index_new(connection, told)
    for key, row in rows.items():
        if row is None:
            search.forget(connection, UUID(bytes=key))


def _erase(
    connection: Connection, erased: Sequence[tuple[type[Entity], bytes]]
) -> tuple[tuple[bytes, int], ...]:
    contents: list[tuple[bytes, int]] = []
    for kind, entity in erased:
        if kind is Attachment:
            contents += _contents(connection, entity)
        erase(connection, kind, UUID(bytes=entity))
    digest = table_of(Attachment).c.digest
    return tuple(
        content
        for content in contents
        if connection.scalar(select(digest).where(digest == content[0]).limit(1)) is None
    )


def _contents(connection: Connection, attachment: bytes) -> list[tuple[bytes, int]]:
    """Return digest and size of an attachment, from the journal: its row may be gone already."""
    numbers = registered(Attachment).fields
    found = []
    for told in told_of(connection, [attachment]).get(attachment, []):
        digest, size = (told.fields.get(numbers[name]) for name in ("digest", "size"))
        if digest and size:
            found.append((digest[0], size[0]))
    return found


_FORGET_EXCEPTIONS = "DELETE FROM journal_head WHERE entity IN ({places})"
_ADD_EXCEPTION = (
    "INSERT OR REPLACE INTO journal_head(entity, field, kind, commits, state)"
    " VALUES (?, ?, ?, ?, ?)"
)
