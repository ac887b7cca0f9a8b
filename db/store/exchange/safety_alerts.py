"""Quarantined changes that somebody's safety may hang on, with what a supervisor needs to judge."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from caseworker.model.entity import Entity
from caseworker.model.ids import UserId
from caseworker.sync.commit_format import Header
from caseworker.sync.commits import EXISTS, CommitId
from caseworker.sync.held_back import HeldBack
from caseworker.sync.rules import NO_RULES
from db.store.columns import plain_functions
from db.store.journal.clock import moment_of
from db.store.merge_rules import merge_rules
from db.store.registry import kind_of_number, registered
from db.store.values import from_bytes, hints_of, read_or_none

_HELD = (
    "SELECT c.id, c.header, j.kind, j.entity, j.packed FROM journal_quarantine q"
    " JOIN journal_commit c ON c.position = q.position"
    " JOIN journal_change j ON j.number >= c.first_change AND j.number < ifnull("
    "(SELECT n.first_change FROM journal_commit n WHERE n.position = c.position + 1), 1 << 62)"
    " ORDER BY q.position, j.number"
)
"""The entries of a commit lie side by side: Today asks this, and never goes through the journal."""


def held_back(connection: Connection) -> list[HeldBack]:
    """Return what is held back of protective fields, and withdrawals, the oldest first."""
    found: list[HeldBack] = []
    for commit, header, number, entity, packed in connection.exec_driver_sql(_HELD):
        kind = kind_of_number().get(number)
        if kind is not None and number in merge_rules():
            body = from_bytes(packed)
            found += _of(CommitId(commit), Header.from_bytes(header), kind, number, entity, body)
    return found


def _of(
    commit: CommitId,
    header: Header,
    kind: type[Entity],
    number: int,
    entity: bytes,
    body: dict[int, Any],
) -> Iterator[HeldBack]:
    rules = merge_rules().get(number, NO_RULES)
    names = {field: name for name, field in registered(kind).fields.items()}
    about = _value(kind, "person_id", registered(kind).fields.get("person_id", -1), body)
    told = [] if rules.alerting else [f for f in body if f in rules.protective and f in names]
    if rules.alerting and EXISTS in body:
        told = [EXISTS]
    for field in told:
        name = names.get(field, "")
        yield HeldBack(
            commit=commit,
            kind=kind,
            entity=UUID(bytes=entity),
            field=name,
            value=_value(kind, name, field, body) if name else None,
            about=about,
            by=UserId(UUID(bytes=header.person)),
            at=moment_of(header.clock[0]).astimezone(UTC),
        )


def _value(kind: type[Entity], name: str, field: int, body: dict[int, Any]) -> Any:
    entry = body.get(field)
    if not entry or name not in hints_of(kind):
        return None
    _, from_plain = plain_functions(hints_of(kind)[name])
    return read_or_none(from_plain, entry[0])
