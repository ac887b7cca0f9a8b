"""Keys of earlier epochs are destroyed once nothing that may still come is sealed under them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from sqlalchemy import Connection, delete, select

from caseworker.sync.batch_file import laptop_id
from caseworker.sync.membership import Members
from db.store.exchange.kept_batches import Chains
from db.store.identity import StoreIdentity
from db.store.registry import AudienceClass
from db.store.tables import audience_keys, batches


def forget_old_keys(connection: Connection, members: Members, identity: StoreIdentity) -> int:
    """Destroy the keys that no laptop seals with any more and no kept batch needs; return how many.

    A laptop that has sealed a batch under the newest key of the centre knows all keys that were
    named before, and all that it wrote before has come when its chain is whole. Newcomers are
    carried again what was sealed under a key that is gone.
    """
    centre = identity.audiences[AudienceClass.CENTRE]
    newest = members.key_to_seal_with(centre)
    since = connection.scalar(
        select(audience_keys.c.at).where(audience_keys.c.id == (newest.id if newest else b""))
    )
    if newest is None or since is None or not _all_have(connection, members, newest.id):
        return 0
    needed = set(
        connection.scalars(select(batches.c.key).where(batches.c.content.is_not(None)).distinct())
    )
    gone = [key for key in _superseded(connection, members, since) if key not in needed]
    for key in gone:
        connection.execute(delete(audience_keys).where(audience_keys.c.id == key))
    return len(gone)


def _superseded(connection: Connection, members: Members, since: int) -> Iterator[bytes]:
    """Yield the keys in whose place another came, at the latest with the centre's newest."""
    here = {row.id: row for row in connection.execute(select(audience_keys))}
    for row in here.values():
        follower = members.key_to_seal_with(row.audience)
        if (
            follower is not None
            and follower.id in here
            and follower.epoch > row.epoch
            and here[follower.id].at <= since
        ):
            yield row.id


def _all_have(connection: Connection, members: Members, key: bytes) -> bool:
    """Return whether every laptop that belongs has sealed with *key*, and nothing before misses."""
    chains = Chains(connection)
    sealed = set(connection.scalars(select(batches.c.id).where(batches.c.key == key)))
    return all(
        sealed & chains.up_to(chains.tips(laptop_id(current))) for current in _current(members)
    )


def _current(members: Members) -> Iterable[bytes]:
    return chain.from_iterable(member.current for member in members.devices.values())
