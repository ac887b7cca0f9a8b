"""Keys of earlier epochs are destroyed once nothing that may still come is sealed under them."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from caseworker.sync.batch_file import laptop_id
from caseworker.sync.carrier import BatchId
from caseworker.sync.membership import Members
from db.store.exchange.kept_batches import Chains
from db.store.identity import StoreIdentity
from db.store.tables import audience_keys, batches, frontiers, known_keys


def forget_old_keys(connection: Connection, members: Members, identity: StoreIdentity) -> int:
    """Destroy the keys that no laptop seals with any more and no kept batch needs; return how many.

    A laptop that tells to have the log in which a key is named seals under the one that took its
    place never again; and all that it sealed before has come when its chain is whole up to its
    word. What a laptop sealed that was ended since has come when the chain is whole up to where
    the others have it. Newcomers are carried again what was sealed under a key that is gone.
    """
    peers = {
        laptop_id(key)
        for device, member in members.devices.items()
        if device != identity.device_id
        for key in member.current
    }
    if not _have_come_up_to_their_word(connection, peers, identity.device_id):
        return 0
    needed = set(
        connection.scalars(select(batches.c.key).where(batches.c.content.is_not(None)).distinct())
    )
    known = {(row.laptop, row.key) for row in connection.execute(select(known_keys))}
    gone = [
        key
        for key, follower in superseded(connection, members)
        if key not in needed and all((peer, follower) in known for peer in peers)
    ]
    for key in gone:
        connection.execute(delete(audience_keys).where(audience_keys.c.id == key))
    return len(gone)


def hear_known(connection: Connection, members: Members, laptop: bytes) -> None:
    """Keep that another *laptop* knows what the log of this one says now.

    Only of keys that are not the first of their audience: of others nobody asks.
    """
    followers = {follower for _, follower in superseded(connection, members)}
    rows = [{"laptop": laptop, "key": key} for key in sorted(followers)]
    if rows:
        connection.execute(insert(known_keys).on_conflict_do_nothing(), rows)


def superseded(connection: Connection, members: Members) -> Iterator[tuple[bytes, bytes]]:
    """Yield the keys that are here in whose place another was named, each with the newest."""
    for row in connection.execute(select(audience_keys)).all():
        newest = members.key_to_seal_with(row.audience)
        if newest is not None and newest.epoch > row.epoch:
            yield row.id, newest.id


def _have_come_up_to_their_word(connection: Connection, peers: set[bytes], own: bytes) -> bool:
    """Return whether nothing is missing before the last word of each of *peers*, nor what it names.

    What is named of this laptop, *own*, it made itself.
    """
    told = connection.execute(select(frontiers).where(frontiers.c.peer.in_(peers))).all()
    words = {row.peer: row.by for row in told}
    chains = Chains(connection)
    return all(
        peer in words and words[peer] in chains.up_to(chains.tips(peer)) for peer in peers
    ) and all(chains.back_from(BatchId(row.batch)) is not None for row in told if row.device != own)
