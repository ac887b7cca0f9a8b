"""New keys for circles, and the letters that bring them to the laptops that hold each."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, insert, select

from caseworker.sync.batch_body import GivenKey
from caseworker.sync.batch_seal import KEY_SIZE, key_id
from caseworker.sync.circles import holds
from caseworker.sync.membership import Members
from caseworker.sync.membership_entry import EntryKind
from db.store.exchange.membership_log import MembershipLog, NewEntry
from db.store.exchange.outgoing import Outgoing
from db.store.tables import audience_keys


def new_epoch(
    connection: Connection, log: MembershipLog, person_key: bytes, audience: bytes, at: int
) -> None:
    """Name a new key for *audience* with an administrator's private key, and keep it here.

    *at* is milliseconds since 1970.
    """
    before = log.members.key_to_seal_with(audience)
    key, epoch = secrets.token_bytes(KEY_SIZE), 1 if before is None else before.epoch + 1
    named = NewEntry(EntryKind.AUDIENCE_KEY, audience, {1: epoch, 2: key_id(key)})
    log.say(connection, person_key, named)
    row = {"id": key_id(key), "audience": audience, "epoch": epoch, "key": key, "at": at}
    connection.execute(insert(audience_keys), row)


def keys_for(
    connection: Connection, members: Members, device: bytes, audiences: Iterable[bytes] | None
) -> list[GivenKey]:
    """Return the keys of *audiences*, of all where None, as far as a laptop may have them."""
    wanted = None if audiences is None else set(audiences)
    return [
        GivenKey(row.audience, row.epoch, row.key)
        for row in connection.execute(select(audience_keys))
        if (wanted is None or row.audience in wanted) and holds(members, device, row.audience)
    ]


def give_keys(
    connection: Connection,
    log: MembershipLog,
    outgoing: Outgoing,
    own_device: bytes,
    at: int,
    audiences: Iterable[bytes] | None = None,
) -> None:
    """Write to every other laptop the keys of *audiences* that it may have, of all where None."""
    wanted = None if audiences is None else set(audiences)
    for device, sealing_key in readers(log.members, own_device):
        keys = keys_for(connection, log.members, device, wanted)
        if keys:
            outgoing.write_letter(sealing_key, keys, at, whole_log=wanted is None)


def readers(members: Members, but: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield each laptop that belongs, *but* one, with its sealing keys."""
    for device, member in sorted(members.devices.items()):
        if device != but and member.current:
            for sealing_key in sorted(member.sealing_keys):
                yield device, sealing_key
