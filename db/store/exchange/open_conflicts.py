"""The open conflicts of a store, with everything that somebody needs who decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from caseworker.model.entity import Entity
from caseworker.model.ids import UserId
from caseworker.sync.commit_format import Header
from caseworker.sync.conflicts import Conflict, Version
from caseworker.sync.merge import State
from db.store.columns import plain_functions
from db.store.journal.clock import moment_of
from db.store.merge_rules import merge_rules
from db.store.registry import kind_of_number, registered
from db.store.tables import heads
from db.store.values import from_bytes, hints_of, read_or_none, to_bytes

_SAID = (
    "SELECT c.header, j.packed FROM journal_commit c"
    " JOIN journal_change j ON j.position = c.position WHERE c.id = ? AND j.entity = ?"
)


def conflicts(connection: Connection, entity: UUID | None = None) -> list[Conflict]:
    """Return the open conflicts, all or those of one entity, by kind, entity and field."""
    query = select(heads).where(heads.c.state == State.CONFLICT.value)
    if entity is not None:
        query = query.where(heads.c.entity == entity.bytes)
    found = []
    for row in connection.execute(query.order_by(heads.c.kind, heads.c.entity, heads.c.field)):
        kind = kind_of_number().get(row.kind)
        names = {number: name for name, number in registered(kind).fields.items()} if kind else {}
        if kind is not None and row.field in names:
            found.append(_conflict(connection, kind, row, names[row.field]))
    return found


def _conflict(connection: Connection, kind: type[Entity], row: Any, name: str) -> Conflict:
    protection = merge_rules()[row.kind].protective.get(row.field)
    said = list(_said(connection, row.entity, row.field, from_bytes(row.commits)))
    values = frozenset(to_bytes(plain) for _, plain in said)
    governing = frozenset(protection.governing(values)) if protection else frozenset()
    _, from_plain = plain_functions(hints_of(kind)[name])
    once: dict[bytes, Version] = {}
    for header, plain in said:
        once.setdefault(
            to_bytes(plain),
            Version(
                value=read_or_none(from_plain, plain),
                by=UserId(UUID(bytes=header.person)),
                device=UUID(bytes=header.device),
                at=moment_of(header.clock[0]).astimezone(UTC),
                governs=to_bytes(plain) in governing,
            ),
        )
    return Conflict(
        kind=kind,
        entity=UUID(bytes=row.entity),
        field=name,
        protective=protection is not None,
        versions=tuple(version for _, version in sorted(once.items())),
    )


def _said(
    connection: Connection, entity: bytes, field: int, commits: Sequence[bytes]
) -> Iterator[tuple[Header, Any]]:
    for commit in commits:
        row = connection.exec_driver_sql(_SAID, (commit, entity)).first()
        entry = from_bytes(row[1]).get(field) if row else None
        if row and entry:
            yield Header.from_bytes(row[0]), entry[0]
