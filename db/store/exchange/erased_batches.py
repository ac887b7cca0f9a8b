"""Erased values must not outlive their erasure in batches that are still kept to be handed over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from sqlalchemy import Connection

from caseworker.sync.batch import Reader
from caseworker.sync.batch_body import Covered
from caseworker.sync.batch_file import BatchFile, Refused, laptop_id, read_file
from caseworker.sync.whole_commit import WholeCommit
from db.store.exchange import kept_batches
from db.store.exchange.outgoing import Outgoing, number_of, remember
from db.store.identity import StoreIdentity
from db.store.journal.history import in_portions
from db.store.journal.kept_commits import whole_commits

_WAITS = "erased values in batches"
"""Under this name the store remembers that erased values are still in kept batches."""


def forget_erased(
    connection: Connection, reader: Reader, outgoing: Outgoing, identity: StoreIdentity, at: int
) -> int:
    """Drop kept batches that hold values which were erased since; return how many.

    Those of this laptop are carried again without the values. Those of others are carried again by
    them, once the erasure has reached them. While the newest key of a circle is still on its way,
    all of it waits: `forget_what_waited` makes up for it.
    """
    if not outgoing.has_its_keys():
        remember(connection, _WAITS, 1)
        return 0
    gone: list[BatchFile] = []
    again: dict[int, WholeCommit] = {}
    own = laptop_id(identity.device_public_key)
    for batch, commits in opened(connection, reader):
        now = _as_they_stand(connection, commits)
        if _differ(commits, now):
            gone.append(batch)
            if batch.header.laptop == own:
                again |= dict(now.values())
    kept_batches.drop(connection, [batch.id for batch in gone])
    covers = [covered(batch) for batch in gone if batch.header.laptop == own]
    if covers:
        outgoing.write_again(again, covers, at)
    return len(gone)


def forget_what_waited(
    connection: Connection,
    reader: Callable[[], Reader],
    outgoing: Outgoing,
    identity: StoreIdentity,
    at: int,
) -> None:
    """Drop what could not be dropped when it was erased, now that the newest keys are here."""
    if number_of(connection, _WAITS):
        remember(connection, _WAITS, 0)
        forget_erased(connection, reader(), outgoing, identity, at)


def holds_erased(connection: Connection, commits: Mapping[bytes, WholeCommit]) -> bool:
    """Return whether *commits*, by id, as they just came still hold what was erased here."""
    return _differ(commits, _as_they_stand(connection, commits))


def _differ(
    commits: Mapping[bytes, WholeCommit], now: Mapping[bytes, tuple[int, WholeCommit]]
) -> bool:
    return any(now.get(key, (0, whole))[1] != whole for key, whole in commits.items())


def opened(
    connection: Connection, reader: Reader
) -> Iterator[tuple[BatchFile, dict[bytes, WholeCommit]]]:
    """Yield each kept batch that opens, with its commits by id."""
    for key in kept_batches.to_carry(connection):
        content = kept_batches.content_of(connection, key)
        try:
            batch = read_file(content or b"")
            commits = reader.open(batch).commits
        except Refused:
            continue
        yield batch, {whole.signed.id: whole for whole in commits}


def _as_they_stand(
    connection: Connection, commits: Iterable[bytes]
) -> dict[bytes, tuple[int, WholeCommit]]:
    """Return by id the position and the present form of commits."""
    found: dict[bytes, tuple[int, WholeCommit]] = {}
    for some in in_portions(list(commits)):
        places = ",".join("?" * len(some))
        query = f"SELECT id, position FROM journal_commit WHERE id IN ({places})"  # noqa: S608  places only
        for key, position in connection.exec_driver_sql(query, tuple(some)).all():
            found[key] = (position, whole_commits(connection, position, position)[position])
    return found


def covered(batch: BatchFile) -> Covered:
    """Return what names *batch* where another carries its commits again."""
    header = batch.header
    return Covered(header.laptop, header.run, header.number, header.previous or b"", batch.id)
