"""How approvals stand: whether what they named is still as their author saw it.

An approval names the heads that it approved, so an edit that was made elsewhere at the same time
never looks approved.
"""

from __future__ import annotations

from sqlalchemy import Connection

from caseworker.sync.commit_format import Header
from caseworker.sync.commits import LOG
from caseworker.sync.reliance import Standing
from db.store.journal.heads import commits_relied_on

_ON = (
    "SELECT c.id, c.header FROM journal_change j JOIN journal_commit c ON c.position = j.position"
    " WHERE j.entity = ? AND NOT EXISTS"
    " (SELECT 1 FROM journal_quarantine q WHERE q.position = c.position)"
)
_HERE = "SELECT 1 FROM journal_commit WHERE id = ?"


def standing_of(connection: Connection, entity: bytes) -> Standing:
    """Return how the acts on *entity* that relied on something stand: the best of them holds.

    An entity on which nobody relied stands as it was seen.
    """
    acts = [
        header
        for _, header in _commits_on(connection, entity)
        if any(kind != LOG for kind, _, _ in header.deps)
    ]
    return min((_standing(connection, act) for act in acts), default=Standing.AS_SEEN)


def _standing(connection: Connection, act: Header) -> Standing:
    return max(
        (_of(connection, act, entity, named) for kind, entity, named in act.deps if kind != LOG),
        default=Standing.AS_SEEN,
    )


def _of(connection: Connection, act: Header, entity: bytes, named: list[bytes]) -> Standing:
    if not all(connection.exec_driver_sql(_HERE, (each,)).first() for each in named):
        return Standing.WAITING
    # What the unit itself wrote has no id yet when it is signed: the shared unit id names it.
    own = {key for key, header in _commits_on(connection, entity) if header.unit == act.unit}
    heads = set(commits_relied_on(connection, entity))
    return Standing.AS_SEEN if heads <= own | set(named) else Standing.CHANGED_SINCE


def _commits_on(connection: Connection, entity: bytes) -> list[tuple[bytes, Header]]:
    rows = connection.exec_driver_sql(_ON, (entity,))
    return [(key, Header.from_bytes(content)) for key, content in rows]
