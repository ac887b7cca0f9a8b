"""The sealed pieces of attachments, as carriers know them: those here, and those asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from caseworker.model.consent import Attachment
from caseworker.sync.batch_body import ChunksOf
from caseworker.sync.carrier import ChunkId
from caseworker.sync.whole_commit import WholeCommit
from db.store.attachments import Attachments
from db.store.entity_tables import table_of
from db.store.registry import registered
from db.store.tables import chunks, left_attachments


def chunks_of(
    connection: Connection, attachments: Attachments, commits: Iterable[WholeCommit]
) -> Iterator[ChunksOf]:
    """Yield the chunks of each attachment that *commits* speak of, and remember them."""
    kind = registered(Attachment)
    for commit in commits:
        for each in commit.body:
            digest, size = (each.fields.get(kind.fields[name]) for name in ("digest", "size"))
            if each.kind == kind.number and digest and size:
                sealed = attachments.sealed(digest[0], size[0])
                ids = tuple(ChunkId(hashlib.sha256(piece).digest()) for piece in sealed)
                told = ChunksOf(digest[0], ids)
                _remember(connection, told, here=True)
                yield told


def ask_for(
    connection: Connection, told: Iterable[ChunksOf], commits: Iterable[WholeCommit]
) -> None:
    """Remember the chunks that a batch tells of those attachments of which its *commits* speak."""
    kind = registered(Attachment)
    spoken_of = {
        digest[0]
        for commit in commits
        for each in commit.body
        if each.kind == kind.number and (digest := each.fields.get(kind.fields["digest"]))
    }
    for each in told:
        if each.digest in spoken_of:
            _remember(connection, each, here=False)


def known(connection: Connection, *, here: bool) -> list[ChunkId]:
    """Return the chunks that are here, or those that are asked for."""
    query = select(chunks.c.id).where(chunks.c.here == here).order_by(chunks.c.id)
    return [ChunkId(key) for key in connection.scalars(query)]


def content_of(connection: Connection, attachments: Attachments, chunk: ChunkId) -> bytes | None:
    """Return a sealed chunk, or None where it is not here any more.

    What the disk spoilt is asked for again, and given to nobody.
    """
    row = connection.execute(select(chunks).where(chunks.c.id == chunk)).one_or_none()
    if row is None:
        return None
    content = attachments.sealed_chunk(row.digest, row.place)
    if content is not None and hashlib.sha256(content).digest() == chunk:
        return content
    connection.execute(update(chunks).where(chunks.c.id == chunk).values(here=False))
    return None


def keep(connection: Connection, attachments: Attachments, chunk: ChunkId, content: bytes) -> bool:
    """Keep a sealed chunk that was asked for; return whether it is the right one."""
    row = connection.execute(select(chunks).where(chunks.c.id == chunk)).one_or_none()
    if row is None or hashlib.sha256(content).digest() != chunk:
        return False
    attachments.keep_sealed(row.digest, row.place, content)
    connection.execute(update(chunks).where(chunks.c.id == chunk).values(here=True))
    return True


def forget_unnamed(connection: Connection) -> None:
    """Forget the chunks of contents that no attachment names any more."""
    named = select(table_of(Attachment).c.digest).union(select(left_attachments.c.digest))
    connection.execute(delete(chunks).where(chunks.c.digest.not_in(named)))


def _remember(connection: Connection, told: ChunksOf, *, here: bool) -> None:
    rows: Sequence[dict[str, object]] = [
        {"id": chunk, "digest": told.digest, "place": place, "here": here}
        for place, chunk in enumerate(told.chunks)
    ]
    if rows:
        connection.execute(insert(chunks).on_conflict_do_nothing(), rows)
