"""Checking the journal of a store, commit by commit (docs/formats/commit.md)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, select

from caseworker.model.staff import User
from caseworker.sync.commit_format import (
    NO_RUNNING,
    Header,
    Signed,
    is_signed_by,
    running_hash,
)
from caseworker.sync.membership import Members
from caseworker.sync.whole_commit import told_of_body
from db.store.identity import StoreIdentity
from db.store.journal.kept_commits import body_of
from db.store.registry import registered
from db.store.tables import changes, commits, quarantined
from db.store.values import from_bytes


def faults(
    connection: Connection, identity: StoreIdentity, members: Members | None = None
) -> Iterator[tuple[int, str]]:
    """Yield the position and the kind of fault of each commit that is not as it was written.

    *members* tells the keys of other laptops and of who works at them.
    """
    people, devices = _signing_keys(connection, members), _device_keys(identity, members)
    unchecked = set(connection.scalars(select(quarantined.c.position)))
    own = {identity.device_id, *identity.former_devices}
    running = NO_RUNNING
    runs: dict[tuple[bytes, int], bytes] = {}
    following = 1
    for row in connection.execute(select(commits).order_by(commits.c.position)):
        signed = Signed(row.header, row.device_signature, row.person_signature)
        header = Header.from_bytes(row.header)
        running = running_hash(running, signed.id)
        in_place = (row.position, row.id, row.running) == (following, signed.id, running)
        if not in_place or not _follows(header, runs, header.device in own):
            yield row.position, "broken-chain"
        elif row.position not in unchecked and not _is_signed(signed, header, devices, people):
            yield row.position, "bad-signature"
        elif _told(connection, row) != (header.count, header.list_hash):
            yield row.position, "bad-changes"
        runs[header.run, header.number] = signed.id
        following = row.position + 1
        running = row.running


def _follows(header: Header, runs: dict[tuple[bytes, int], bytes], is_own: bool) -> bool:
    """Return whether the commit before it is the one that it names.

    Of another laptop's run it may not have arrived; of our own it always has.
    """
    if header.number == 1:
        return header.previous == b""
    before = runs.get((header.run, header.number - 1))
    return before == header.previous or (before is None and not is_own)


def _is_signed(
    signed: Signed,
    header: Header,
    devices: dict[bytes, set[bytes]],
    people: dict[bytes, set[bytes]],
) -> bool:
    return any(
        is_signed_by(signed, device, person)
        for device in devices[header.device]
        for person in people[header.person]
    )


def _device_keys(identity: StoreIdentity, members: Members | None) -> dict[bytes, set[bytes]]:
    """Return every signing key of each laptop: this one, what it was before, and the log's."""
    found: dict[bytes, set[bytes]] = defaultdict(set)
    found[identity.device_id].add(identity.device_public_key)
    for device, key in identity.former_devices.items():
        found[device].add(key)
    for device, member in members.devices.items() if members else ():
        found[device] |= member.keys
    return found


def _told(connection: Connection, row: Row[Any]) -> tuple[int, bytes]:
    return told_of_body(body_of(connection, row.position), row.seed)


def _signing_keys(connection: Connection, members: Members | None) -> dict[bytes, set[bytes]]:
    """Return every signing key that each person has had, as the journal and the log tell."""
    user = registered(User)
    field = user.fields["signing_key"]
    found: dict[bytes, set[bytes]] = defaultdict(set)
    query = select(changes.c.entity, changes.c.packed).where(changes.c.kind == user.number)
    for entity, packed in connection.execute(query):
        entry = from_bytes(packed).get(field, [])
        if entry and entry[0]:
            found[entity].add(entry[0])
    for person, member in members.people.items() if members else ():
        found[person] |= member.keys
    return found
