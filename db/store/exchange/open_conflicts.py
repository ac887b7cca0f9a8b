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
from db.store.journal.history import told_of
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
            commits = from_bytes(row.commits)
            found.append(_conflict(connection, kind, row.entity, names[row.field], commits))
    return found


def decided_between(connection: Connection, entity: UUID, name: str, times: int) -> Conflict | None:
    """Return the versions between which it was decided so many *times*, while that stands.

    None where somebody has written another value since.
    """
    told = told_of(connection, [entity.bytes]).get(entity.bytes, [])
    kind = kind_of_number().get(told[0].kind) if told else None
    number = registered(kind).fields.get(name, -1) if kind else -1
    said = {each.commit: each.fields[number] for each in told if number in each.fields}
    replaced = {base for field in said.values() for base in field[1:]}
    heads_now = said.keys() - replaced
    if kind is None or len(heads_now) != 1:
        return None
    (head,) = heads_now
    _, *bases = said[head]
    versions = set(bases)
    while len(bases) == 1 and times > 1 and bases[0] in said:
        # Decided anew: what was decided before is one more version.
        times -= 1
        _, *bases = said[bases[0]]
        versions |= set(bases)
    if len(bases) < 2:
        return None
    found = _conflict(connection, kind, entity.bytes, name, sorted(versions))
    return found if len(found.versions) > 1 else None


def _conflict(
    connection: Connection, kind: type[Entity], entity: bytes, name: str, commits: Sequence[bytes]
) -> Conflict:
    number = registered(kind).fields[name]
    protection = merge_rules()[registered(kind).number].protective.get(number)
    said = list(_said(connection, entity, number, commits))
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
        entity=UUID(bytes=entity),
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
