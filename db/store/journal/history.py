"""What the journal holds of entities, as the merge of `caseworker.sync` sees it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection

from caseworker.sync.commit_format import Field, Header
from caseworker.sync.commits import (
    EXISTS,
    LOG,
    Change,
    Clock,
    Commit,
    CommitId,
    EntityRef,
    Reliance,
)
from caseworker.sync.merge import MergedEntity, merge
from db.store.merge_rules import merge_rules
from db.store.values import from_bytes, to_bytes

T = TypeVar("T")

_AT_ONCE = 500
"""Entities asked for in one statement: SQLite takes a bounded number of places."""


@dataclass(frozen=True)
class Told:
    """What one commit says of one entity."""

    commit: CommitId
    header: bytes
    kind: int
    fields: Mapping[int, Field]
    """None once they were erased."""
    counts: bool
    """False while the commit is quarantined."""


def told_of(connection: Connection, entities: Sequence[bytes]) -> dict[bytes, list[Told]]:
    """Return by entity what each commit says of it, in the order of arrival.

    What was removed here, because its circle is no longer held, says nothing.
    """
    found: dict[bytes, list[Told]] = defaultdict(list)
    for some in in_portions(entities):
        places = ",".join("?" * len(some))
        for row in connection.exec_driver_sql(_TOLD.format(places=places), tuple(some)):
            entity, kind, packed, commit, header, counts = row
            told = Told(CommitId(commit), header, kind, from_bytes(packed), bool(counts))
            found[entity].append(told)
    return found


def by_kind(told: Sequence[Told]) -> Iterator[Sequence[Told]]:
    """Yield what is told of one id, kind by kind.

    Ids are given once, so that there is one; but whose program was altered could say that the id
    of a person is that of a note, and what came first must not decide which of them is there.
    """
    first = told[0].kind
    if all(each.kind == first for each in told):
        yield told
        return
    for kind in sorted({each.kind for each in told}):
        yield [each for each in told if each.kind == kind]


def spoken_of(connection: Connection, entities: Iterable[bytes]) -> set[bytes]:
    """Return those of *entities* of which the journal holds anything."""
    found: set[bytes] = set()
    for some in in_portions(sorted(entities)):
        query = _SPOKEN_OF.format(places=",".join("?" * len(some)))
        found.update(row[0] for row in connection.exec_driver_sql(query, tuple(some)))
    return found


def merged(connection: Connection, entity: bytes, told: Sequence[Told]) -> MergedEntity | None:
    """Return what *told*, all that is known of one entity, says together; None: nothing counts."""
    ref = EntityRef(told[0].kind, entity)
    known = [_commit(each, entity) for each in told]
    known += _relied_on(connection, known)
    quarantined = frozenset(each.commit for each in told if not each.counts)
    return merge(known, merge_rules(), quarantined).entities.get(ref)


def in_portions(keys: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield *keys* in portions that one statement can name."""
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]


def light_commit(header: Header, commit: CommitId, changes: tuple[Change, ...] = ()) -> Commit:
    """Return the commit with this header, and with those of its changes that matter."""
    return Commit(
        id=commit,
        unit=header.unit,
        person=header.person,
        device=header.device,
        run=header.run,
        number=header.number,
        previous=CommitId(header.previous) if header.previous else None,
        clock=Clock(*header.clock),
        audience=header.audience,
        changes=changes,
        deps=tuple(
            Reliance(entity=EntityRef(kind, key), commits=frozenset(map(CommitId, ids)))
            for kind, key, ids in header.deps
            if kind != LOG
        ),
        log=frozenset(each for kind, _, ids in header.deps if kind == LOG for each in ids),
    )


def _commit(told: Told, entity: bytes) -> Commit:
    ref = EntityRef(told.kind, entity)
    made = [_change(ref, number, field) for number, field in told.fields.items()]
    changes = tuple(made or [Change.erased(ref)])
    return light_commit(Header.from_bytes(told.header), told.commit, changes)


def _change(ref: EntityRef, number: int, field: Field) -> Change:
    value, *bases = field
    seen = frozenset(map(CommitId, bases))
    return Change(entity=ref, field=number, value=to_bytes(value), bases=seen)


def _relied_on(connection: Connection, known: Sequence[Commit]) -> list[Commit]:
    """Return what erasures relied on elsewhere, as far as it has arrived."""
    named: set[CommitId] = set()
    for commit in known:
        if any(change.field == EXISTS and change.erases for change in commit.changes):
            named |= commit.relied_on
    named -= {commit.id for commit in known}
    return [
        light_commit(Header.from_bytes(header), CommitId(commit))
        for some in in_portions(sorted(named))
        for commit, header in _commits(connection, some)
    ]


def _commits(connection: Connection, ids: Sequence[bytes]) -> Iterator[Any]:
    places = ",".join("?" * len(ids))
    yield from connection.exec_driver_sql(_COMMITS.format(places=places), tuple(ids))


_TOLD = (
    "SELECT j.entity, j.kind, j.packed, c.id, c.header, q.position IS NULL"
    " FROM journal_change j JOIN journal_commit c ON c.position = j.position"
    " LEFT JOIN journal_quarantine q ON q.position = j.position"
    " WHERE j.entity IN ({places})"
    " AND j.position NOT IN (SELECT position FROM journal_left) ORDER BY j.number"
)
_SPOKEN_OF = "SELECT DISTINCT entity FROM journal_change WHERE entity IN ({places})"
_COMMITS = "SELECT id, header FROM journal_commit WHERE id IN ({places})"
