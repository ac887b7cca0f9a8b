"""Checking the journal of a store, commit by commit (docs/formats/commit.md)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, select

from caseworker.model.staff import User
from db.store.identity import StoreIdentity
from db.store.journal.commit import (
    NO_RUNNING,
    EntityChanges,
    Header,
    Signed,
    is_signed_by,
    list_hash,
    running_hash,
)
from db.store.registry import registered
from db.store.tables import changes, commits
from db.store.values import from_bytes

_NO_RUN = (0, b"")


def faults(connection: Connection, identity: StoreIdentity) -> Iterator[tuple[int, str]]:
    """Yield the position and the kind of fault of each commit that is not as it was written."""
    people = _signing_keys(connection)
    devices = {**identity.former_devices, identity.device_id: identity.device_public_key}
    running = NO_RUNNING
    runs: dict[bytes, tuple[int, bytes]] = {}
    following = 1
    for row in connection.execute(select(commits).order_by(commits.c.position)):
        signed = Signed(row.header, row.device_signature, row.person_signature)
        header = Header.from_bytes(row.header)
        running = running_hash(running, signed.id)
        in_place = (row.position, row.id, row.running) == (following, signed.id, running)
        if not in_place or runs.get(header.run, _NO_RUN) != (header.number - 1, header.previous):
            yield row.position, "broken-chain"
        elif not _is_signed(signed, header, devices, people):
            yield row.position, "bad-signature"
        elif _list_hash(connection, row) != (header.count, header.list_hash):
            yield row.position, "bad-changes"
        runs[header.run] = (header.number, signed.id)
        following = row.position + 1
        running = row.running


def _is_signed(
    signed: Signed,
    header: Header,
    devices: dict[bytes, bytes],
    people: dict[bytes, set[bytes]],
) -> bool:
    device = devices.get(header.device, b"")
    return any(is_signed_by(signed, device, key) for key in people[header.person])


def _list_hash(connection: Connection, row: Row[Any]) -> tuple[int, bytes]:
    query = select(changes).where(changes.c.position == row.position)
    ordered = query.where(changes.c.number >= row.first_change).order_by(changes.c.number)
    hashes: list[bytes] = []
    for each in connection.execute(ordered):
        hashes += EntityChanges(each.kind, each.entity, from_bytes(each.packed)).hashes()
    return list_hash(hashes)


def _signing_keys(connection: Connection) -> dict[bytes, set[bytes]]:
    """Return every signing key that each person has had, as the journal tells."""
    user = registered(User)
    field = user.fields["signing_key"]
    found: dict[bytes, set[bytes]] = defaultdict(set)
    query = select(changes.c.entity, changes.c.packed).where(changes.c.kind == user.number)
    for entity, packed in connection.execute(query):
        entry = from_bytes(packed).get(field, [])
        if len(entry) > 1 and entry[1]:
            found[entity].add(entry[1])
    return found
