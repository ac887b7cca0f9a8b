"""Parts of uploads, until they are whole or a week old."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, select

from caseworker.hub.limits import MAX_UPLOADS
from caseworker.hub.ports import Kept, Refusal
from db.hub.tables import part


def add(
    connection: Connection,
    upload: tuple[Kept, bytes, bytes, bytes],
    start: int,
    content: bytes,
    whole: int,
    now: int,
) -> int:
    """Keep what *content* has beyond what is here; return how many bytes are here then.

    Raises:
        Refusal: `gap` or `too-many-uploads`.
    """
    here, known_whole = _received(connection, upload)
    if here and known_whole != whole:
        # The same id has one content: an upload of another size was a mistake from its first part.
        forget(connection, upload)
        here = 0
    if start > here:
        raise Refusal(409, "gap", received=here)
    new = content[here - start :]
    if not new:
        return here
    if not here and _begun(connection, upload) >= MAX_UPLOADS:
        raise Refusal(429, "too-many-uploads")
    kept, space, name, laptop = upload
    connection.execute(
        insert(part).values(
            space=space, laptop=laptop, kind=kept.value, id=name, start=here, size=len(new),
            whole=whole, came_at=now, content=new,
        )
    )  # fmt: skip
    return here + len(new)


def joined(connection: Connection, upload: tuple[Kept, bytes, bytes, bytes]) -> bytes:
    """Return all that is here of an upload."""
    parts = select(part.c.content).where(_of(upload)).order_by(part.c.start)
    return b"".join(connection.execute(parts).scalars())


def forget(connection: Connection, upload: tuple[Kept, bytes, bytes, bytes]) -> None:
    """Throw an upload away."""
    connection.execute(delete(part).where(_of(upload)))


def _received(
    connection: Connection, upload: tuple[Kept, bytes, bytes, bytes]
) -> tuple[int, int | None]:
    row = connection.execute(
        select(func.coalesce(func.sum(part.c.size), 0), func.max(part.c.whole)).where(_of(upload))
    ).one()
    return int(row[0]), row[1]


def _begun(connection: Connection, upload: tuple[Kept, bytes, bytes, bytes]) -> int:
    _, space, _, laptop = upload
    begun = select(part.c.kind, part.c.id).where(part.c.space == space, part.c.laptop == laptop)
    count = select(func.count()).select_from(begun.distinct().subquery())
    return int(connection.execute(count).scalar_one())


def _of(upload: tuple[Kept, bytes, bytes, bytes]) -> ColumnElement[bool]:
    kept, space, name, laptop = upload
    return and_(
        part.c.space == space, part.c.laptop == laptop, part.c.kind == kept.value, part.c.id == name
    )
