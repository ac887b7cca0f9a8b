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


def released(connection: Connection, log: MembershipLog) -> Iterator[NewEntry]:
    """Yield entries that let stand by name what some laptops cannot follow through its run.

    A run goes through all circles. Whoever lacks one of them finds a gap, and would take what was
    written before it for something that the end of a key does not keep. Asked anew whenever a
    laptop may have gained something: somebody leaves, and her cases are given on the day after.
    """
    ended = {subject for subject, _ in log.members.ended}
    if not ended:
        return
    runs: dict[bytes, list[tuple[bytes, Header]]] = {}
    for key, content in connection.exec_driver_sql(_THAT_COUNT):
        header = Header.from_bytes(content)
        if ended & {header.person, header.device}:
            runs.setdefault(header.run, []).append((key, header))
    members = log.members
    laptops = [device for device, member in members.devices.items() if member.current]
    stand: set[bytes] = set()
    for commits in runs.values():
        audiences = {header.audience for _, header in commits}
        broken = len(commits) < max(header.number for _, header in commits)
        for device in laptops:
            held = {each for each in audiences if holds(members, device, each)}
            if broken or held != audiences:
                stand |= {key for key, header in commits if header.audience in held}
    listed = sorted(stand - members.released)
    for start in range(0, len(listed), _IN_ONE_ENTRY):
        yield NewEntry(EntryKind.RELEASE, b"", {1: listed[start : start + _IN_ONE_ENTRY]})


_THAT_COUNT = (
    "SELECT id, header FROM journal_commit"
    " WHERE position NOT IN (SELECT position FROM journal_quarantine)"
)
_IN_ONE_ENTRY = 1_500
"""Commits that fit into one entry."""
