"""What a revocation keeps: the runs of a person or a laptop, as far as they are known here."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from db.store.journal.commit import Header


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
