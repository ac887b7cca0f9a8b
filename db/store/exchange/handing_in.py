"""When what this laptop no longer holds may go from it (ADR 17).

Of a record that was closed to somebody who unlocks it: at once, for she could do harm with it. Of
one that only moved on: once another laptop has told, after it moved, to have all that was handed
in. Otherwise a laptop that lies broken in a drawer would be the only one that has it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from caseworker.sync.batch_file import laptop_id
from caseworker.sync.carrier import BatchId
from caseworker.sync.circles import holders, leaves_out
from db.store.exchange.frontiers import reached_by
from db.store.exchange.kept_batches import Chains
from db.store.exchange.membership_log import MembershipLog
from db.store.exchange.outgoing import number_of, remember
from db.store.identity import StoreIdentity
from db.store.journal.history import in_portions
from db.store.tables import commits, cursors, handed_in, left_behind


def hear_log(connection: Connection, laptop: bytes, told: bytes) -> None:
    """Keep which membership log another *laptop* told to have, by its hash."""
    row = {"carrier": _log_of(laptop), "cursor": told.hex()}
    kept = upsert(cursors).values(row)
    kept = kept.on_conflict_do_update(index_elements=["carrier"], set_={"cursor": told.hex()})
    connection.execute(kept)


def those_with_log(connection: Connection, log: MembershipLog, of: Iterable[bytes]) -> list[bytes]:
    """Return those laptops *of* which the last word was to have just this log."""
    told = select(cursors.c.carrier).where(cursors.c.cursor == log.hash().hex())
    names = set(connection.scalars(told))
    return [each for each in of if _log_of(each) in names]


def not_handed_in(connection: Connection, lost: Sequence[int]) -> list[int]:
    """Return those of the *lost* positions that were not handed in yet; forget what is not lost."""
    known = set(connection.scalars(select(handed_in.c.position)))
    for position in known - set(lost):
        connection.execute(delete(handed_in).where(handed_in.c.position == position))
    return [position for position in lost if position not in known]


def note_handed_in(
    connection: Connection, positions: Iterable[int], batch: bytes, entries: int
) -> None:
    """Keep that commits were handed in up to the own *batch*, with a log of so many *entries*."""
    rows = [{"position": each, "batch": batch, "log": entries} for each in positions]
    connection.execute(insert(handed_in), rows)


def those_to_remove(
    connection: Connection, log: MembershipLog, identity: StoreIdentity
) -> list[int]:
    """Return the positions of commits that were handed in and may go now."""
    waiting = connection.execute(
        select(handed_in, commits.c.audience).join(
            commits, commits.c.position == handed_in.c.position
        )
    ).all()
    if not waiting:
        return []
    members, chains, reached = log.members, Chains(connection), reached_by(connection)
    has = {
        device: (
            max(_entries_known_to(connection, key, log) for key in keys),
            chains.up_to(tip for key in keys for tip in reached.get(key, ())),
        )
        for device, member in members.devices.items()
        if device != identity.device_id and not member.outreach
        if (keys := [laptop_id(key) for key in member.current])
    }
    stay = {
        row.audience
        for row in waiting
        if not leaves_out(members, identity.device_id, row.audience)
        and not any(
            entries >= row.log and (not row.batch or BatchId(row.batch) in come)
            for device, (entries, come) in has.items()
            if device in holders(members, row.audience)
        )
    }
    # A record goes whole, with what was written on it while it waited.
    return [row.position for row in waiting if row.audience not in stay]


def handed_in_letters(connection: Connection, positions: Collection[int]) -> bool:
    """Return whether any of these commits had to be handed in by a letter."""
    query = select(handed_in.c.position).where(handed_in.c.batch != b"")
    return not set(connection.scalars(query)).isdisjoint(positions)


def note_removed(connection: Connection, positions: Sequence[int]) -> None:
    """Keep that the values of these commits are gone."""
    connection.execute(insert(left_behind), [{"position": each} for each in positions])
    for some in in_portions(positions):
        connection.execute(delete(handed_in).where(handed_in.c.position.in_(some)))


def any_waits(connection: Connection) -> bool:
    """Return whether anything is still here that is to go."""
    return connection.scalar(select(handed_in.c.position).limit(1)) is not None


def _entries_known_to(connection: Connection, laptop: bytes, log: MembershipLog) -> int:
    """Return how many entries this log had when another laptop was last known to have the same."""
    told = select(cursors.c.cursor).where(cursors.c.carrier == _log_of(laptop))
    if connection.scalar(told) == log.hash().hex():
        remember(connection, _log_of(laptop), len(log))
    return number_of(connection, _log_of(laptop))


def _log_of(laptop: bytes) -> str:
    return f"log of {laptop.hex()}"
