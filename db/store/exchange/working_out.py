"""Working out again what is shown from what was written: it tells which laptop was wrong.

Rows follow from the journal (ADR 10), so whatever is wrong with them is put right by it.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection, select

from caseworker.model.entity import Entity
from db.store.exchange.incoming import Arrived
from db.store.exchange.state_sums import start_again
from db.store.journal.applying import apply
from db.store.journal.journal import JournalState
from db.store.journal.rebuild import differences
from db.store.registry import kinds
from db.store.tables import heads

Touched = frozenset[tuple[type[Entity], UUID]]


def wrong_rows(connection: Connection) -> set[bytes]:
    """Return the entities whose row is not what the journal says; it changes nothing."""
    return {key.bytes for kind in kinds() for key in differences(connection, kind)}


def put_right(
    connection: Connection, state: JournalState, wrong: set[bytes]
) -> tuple[Touched, Arrived]:
    """Make the rows of *wrong* what the journal says, and look again at all that is undecided."""
    undecided = connection.scalars(select(heads.c.entity).distinct())
    applied = apply(connection, wrong | set(undecided))
    start_again(connection)
    return applied.touched, Arrived(state=state, applied=applied)
