"""What a revocation keeps: the runs of a person or a laptop, as far as they are known here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection

from caseworker.sync.circles import holds
from caseworker.sync.commit_format import Header
from caseworker.sync.membership_entry import EntryKind
from db.store.exchange.membership_log import MembershipLog, NewEntry


def runs_of(connection: Connection, subject: bytes) -> list[list[Any]]:
    """Return `[run, number, commit]` of the last known commit of each run, sorted.

    *subject* is the id of a person or of a laptop.
    """
    last: dict[bytes, tuple[int, bytes]] = {}
    for key, content in connection.exec_driver_sql("SELECT id, header FROM journal_commit"):
        header = Header.from_bytes(content)
        if subject in (header.person, header.device):
            last[header.run] = max(last.get(header.run, (0, b"")), (header.number, key))
    return [[run, number, key] for run, (number, key) in sorted(last.items())]


def released(connection: Connection, log: MembershipLog, subject: bytes) -> Iterator[NewEntry]:
    """Yield entries that let stand by name what some laptops cannot follow through its run.

    A run goes through all circles. Whoever lacks one of them finds a gap, and would take what was
    written before it for something that a revocation does not keep.
    """
    runs: dict[bytes, dict[bytes, bytes]] = {}
    for key, content in connection.exec_driver_sql("SELECT id, header FROM journal_commit"):
        header = Header.from_bytes(content)
        if subject in (header.person, header.device):
            runs.setdefault(header.run, {})[key] = header.audience
    members = log.members
    laptops = [device for device, member in members.devices.items() if member.current]
    stand: set[bytes] = set()
    for commits in runs.values():
        for device in laptops:
            held = {each for each in set(commits.values()) if holds(members, device, each)}
            if held and held != set(commits.values()):
                stand |= {key for key, audience in commits.items() if audience in held}
    listed = sorted(stand)
    for start in range(0, len(listed), _IN_ONE_ENTRY):
        yield NewEntry(EntryKind.RELEASE, b"", {1: listed[start : start + _IN_ONE_ENTRY]})


_IN_ONE_ENTRY = 1_500
"""Commits that fit into one entry."""
