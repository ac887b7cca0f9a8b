"""What other laptops told to have: who lacks what, who went back, what nobody needs any more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from caseworker.sync.batch_body import Reached
from caseworker.sync.carrier import BatchId
from db.store.exchange.kept_batches import FOR_OTHERS, OK, Chains, drop
from db.store.tables import batches, frontiers, series


def hear(connection: Connection, peer: bytes, by: BatchId, told: Iterable[Reached]) -> bool:
    """Keep what another laptop says it has; return False where it is not its last word.

    Also where nothing tells yet which of two words came later, because what the laptop made between
    them has not come: `last_words` finds out once it has.
    """
    told = list(told)
    before = connection.scalar(select(frontiers.c.by).where(frontiers.c.peer == peer).limit(1))
    if before is not None:
        chains = Chains(connection)
        if chains.is_later(BatchId(before), by):
            return False
        if not chains.is_later(by, BatchId(before)) and not chains.part(BatchId(before), by):
            _note(connection, _unheard(peer), 1)
            return False
        if _has_less(connection, chains, peer, told):
            _note(connection, went_back(peer), 1)
    connection.execute(delete(frontiers).where(frontiers.c.peer == peer))
    rows = [{"peer": peer, "batch": each.batch, "device": each.device, "by": by} for each in told]
    if rows:
        connection.execute(insert(frontiers), rows)
    return True


def last_words(connection: Connection, peer: bytes) -> Iterator[BatchId]:
    """Yield the batches that may hold an unheard word of another laptop, newest first.

    None where no word waits, or while what the laptop made before has not come. Whoever has heard
    one asks for no more.
    """
    if not connection.scalar(select(series.c.last).where(series.c.name == _unheard(peer))):
        return
    chains = Chains(connection)
    before = connection.scalar(select(frontiers.c.by).where(frontiers.c.peer == peer).limit(1))
    ways = [chains.back_from(end, to=before) for end in chains.ends(peer)]
    if all(way is not None for way in ways):
        _note(connection, _unheard(peer), 0)
    for way in ways:
        yield from way or ()


def _has_less(connection: Connection, chains: Chains, peer: bytes, told: Sequence[Reached]) -> bool:
    """Return whether a laptop has less than it had told.

    Of a laptop whose batches have not come here as far as they are told nothing can be said: what
    was told before may well lie behind them. Nor of one of which it tells nothing any more: that
    one fell out of the log with the administrator who had let it in.
    """
    had: dict[bytes, set[BatchId]] = defaultdict(set)
    for row in connection.execute(select(frontiers).where(frontiers.c.peer == peer)):
        had[row.device].add(BatchId(row.batch))
    has: dict[bytes, set[BatchId]] = defaultdict(set)
    for each in told:
        has[each.device].add(BatchId(each.batch))
    return any(
        not chains.lead_to(has[device], earlier) and None not in map(chains.back_from, has[device])
        for device, earlier in had.items()
        if device in has
    )


def _note(connection: Connection, name: str, number: int) -> None:
    noted = upsert(series).values(name=name, last=number)
    connection.execute(noted.on_conflict_do_update(index_elements=["name"], set_={"last": number}))


def _unheard(peer: bytes) -> str:
    return f"unheard {peer.hex()}"


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
