"""`caseworker verify`: is everything in the store as it was written?"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from caseworker.errors import NotFound, StoreDamaged
from caseworker.model.consent import Attachment
from caseworker.text import N_
from db.store.attachments import chunks_in
from db.store.failures import told_plainly
from db.store.journal import check
from db.store.journal.rebuild import differences
from db.store.office import StoreOffice
from db.store.open_store import OpenStore
from db.store.registry import kinds
from db.store.tables import commits


@dataclass(frozen=True)
class Problem:
    """One thing that is not as it should be; `where` names no person."""

    what: str
    """English, marked for translation."""
    where: str


@dataclass(frozen=True)
class Verified:
    """What was looked at, and what was found."""

    commits: int
    attachments: int
    unused_chunks: int
    """Chunks that no attachment names, left by a crash; they do no harm."""
    problems: tuple[Problem, ...]


def verify(office: StoreOffice) -> Verified:
    """Look at every page, commit, row and attachment of the store.

    Raises:
        StoreDamaged: so much is altered that it cannot be read to the end.
    """
    store = office.store
    # The word index is checked from what a connection remembers of it: only a new one knows all.
    store.reading.dispose()
    with told_plainly(only_reading=True), store.reading.connect() as connection:
        problems = [*_pages(connection)]
        identity = store.identity
        members = store.log(connection).members
        problems += [
            Problem(_FAULTS[fault], str(position))
            for position, fault in check.faults(connection, identity, members)
        ]
        for kind in kinds():
            problems += [
                Problem(N_("A row is not what the journal says."), f"{kind.__name__} {key}")
                for key in differences(connection, kind)
            ]
        count = len(connection.execute(select(commits.c.position)).all())
        attachments, unused, broken = _attachments(store, connection)
    return Verified(count, attachments, unused, (*problems, *broken))


def _pages(connection: Connection) -> list[Problem]:
    found = [row[0] for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check")]
    found += [
        row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"
    ]
    return [Problem(N_("A page of the store was altered."), each) for each in found]


def _attachments(store: OpenStore, connection: Connection) -> tuple[int, int, list[Problem]]:
    problems, named, count = [], set(), 0
    with Session(connection) as session:
        for attachment in session.scalars(select(Attachment)):
            count += 1
            named.update(store.attachments.names(attachment.digest, attachment.size))
            try:
                store.attachments.read(attachment.digest, attachment.size)
            except NotFound:
                problems.append(
                    Problem(N_("An attachment is not on this laptop."), str(attachment.id))
                )
            except StoreDamaged:
                problems.append(Problem(N_("An attachment was altered."), str(attachment.id)))
    unused = len(chunks_in(store.place.attachments) - named)
    return count, unused, problems


_FAULTS = {
    "broken-chain": N_("The journal is not in one piece here."),
    "bad-signature": N_("A commit does not carry the signatures of whoever wrote it."),
    "bad-changes": N_("A commit does not say what was signed."),
}
