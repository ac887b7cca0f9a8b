"""What other laptops told to have: who lacks what, who went back, what nobody needs any more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from caseworker.sync.batch_body import Reached
from caseworker.sync.carrier import BatchId
from db.store.exchange.kept_batches import FOR_OTHERS, OK, Chains, drop
from db.store.tables import batches, frontiers, series


def hear(connection: Connection, peer: bytes, by: BatchId, told: Iterable[Reached]) -> bool:
    """Keep what another laptop says it has; return False where it has said more since."""
    before = connection.scalar(select(frontiers.c.by).where(frontiers.c.peer == peer).limit(1))
    if before is not None:
        chains, had = Chains(connection), reached_by(connection).get(peer, set())
        if chains.is_later(BatchId(before), by):
            return False
        if not chains.lead_to({each.batch for each in told}, had):
            noted = upsert(series).values(name=went_back(peer), last=1)
            noted = noted.on_conflict_do_update(index_elements=["name"], set_={"last": 1})
            connection.execute(noted)
    connection.execute(delete(frontiers).where(frontiers.c.peer == peer))
    rows = [{"peer": peer, "batch": each.batch, "device": each.device, "by": by} for each in told]
    if rows:
        connection.execute(insert(frontiers), rows)
    return True


def not_come(connection: Connection, ended: int) -> Mapping[bytes, set[bytes]]:
    """Return by device of which a batch has not come the other laptops that told to have it.

    Asked of what was told before an exchange came to its end, at *ended*: until then it was on its
    way.
    """
    said = batches.alias()
    query = (
        select(frontiers.c.device, frontiers.c.peer)
        .join(said, said.c.id == frontiers.c.by)
        .outerjoin(batches, batches.c.id == frontiers.c.batch)
        .where(batches.c.id.is_(None), said.c.at <= ended)
    )
    found: dict[bytes, set[bytes]] = defaultdict(set)
    for device, peer in connection.execute(query):
        found[device].add(peer)
    return found


def went_back(peer: bytes) -> str:
    """Return under which name the store remembers that a laptop has less than it had told."""
    return f"went back {peer.hex()}"


def reached_by(connection: Connection) -> Mapping[bytes, set[BatchId]]:
    """Return by other laptop the last batches before which it has everything, by its own word."""
    found: dict[bytes, set[BatchId]] = defaultdict(set)
    for row in connection.execute(select(frontiers)):
        found[row.peer].add(BatchId(row.batch))
    return found


def let_go(
    connection: Connection, peers: Iterable[bytes], not_for_here: frozenset[bytes] = frozenset()
) -> int:
    """Drop the content of what all *peers* have by their own word; return how many.

    Nothing while any of them tells of what has not come here: it could be somebody's word that
    this laptop's batches are carried by another one. What did not open goes too where its key is
    one of those that are *not_for_here*.
    """
    chains, told = Chains(connection), reached_by(connection)
    words = [told.get(peer, set()) for peer in peers]
    if not all(map(chains.knows, words)):
        return 0
    circles = [chains.up_to(word) for word in words]
    query = select(batches.c.id, batches.c.key).where(
        batches.c.content.is_not(None), batches.c.result.in_((OK, FOR_OTHERS))
    )
    rows = connection.execute(query.add_columns(batches.c.result)).all()
    kept = {BatchId(row.id) for row in rows if row.result == OK or row.key in not_for_here}
    covered = kept.intersection(*circles) if circles else set()
    drop(connection, covered)
    return len(covered)
