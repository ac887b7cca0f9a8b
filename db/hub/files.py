"""Batches and chunks: kept, counted, listed, let go."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, insert, select, update

from caseworker.hub.ports import Kept, Listed, Refusal
from db.hub.tables import file, laptop, space


def keep(
    connection: Connection, kept: Kept, of: bytes, name: bytes, content: bytes, now: int
) -> bool:
    """Keep a file and give a batch the next number of its space; return whether it was new.

    Raises:
        Refusal: `full`.
    """
    if has(connection, kept, of, name):
        return False
    step = 1 if kept is Kept.BATCH else 0
    number = connection.execute(
        update(space)
        .where(space.c.id == of, space.c.used + len(content) <= space.c.quota)
        .values(counter=space.c.counter + step, used=space.c.used + len(content))
        .returning(space.c.counter)
    ).scalar()
    if number is None:
        raise Refusal(507, "full")
    connection.execute(
        insert(file).values(
            space=of, kind=kept, id=name, number=number if step else None,
            size=len(content), came_at=now, content=content,
        )
    )  # fmt: skip
    return True


def has(connection: Connection, kept: Kept, of: bytes, name: bytes) -> bool:
    """Return whether a file is here, or was let go."""
    return not lacking(connection, kept, of, [name])


def lacking(connection: Connection, kept: Kept, of: bytes, names: Sequence[bytes]) -> list[bytes]:
    """Return those of *names* that never were here."""
    found = select(file.c.id).where(file.c.space == of, file.c.kind == kept, file.c.id.in_(names))
    here = {bytes(each) for each in connection.execute(found).scalars()}
    return [each for each in names if each not in here]


def read(connection: Connection, kept: Kept, of: bytes, name: bytes) -> bytes | None:
    """Return a file; None where it is not here, or was let go."""
    content = connection.execute(
        select(file.c.content).where(file.c.space == of, file.c.kind == kept, file.c.id == name)
    ).scalar()
    return None if content is None else bytes(content)


def listed(connection: Connection, of: bytes, after: int, most: int) -> list[Listed]:
    """Return batches with a number above *after*."""
    rows = connection.execute(
        select(file.c.number, file.c.id, file.c.size)
        .where(file.c.space == of, file.c.number > after, file.c.content.is_not(None))
        .order_by(file.c.number)
        .limit(most)
    )
    return [Listed(number=row.number, id=bytes(row.id), size=row.size) for row in rows]


def let_go(
    connection: Connection, of: bytes, laptops: Sequence[bytes], came_before: int, seen_since: int
) -> int:
    """Let go of batches that came before a moment, and that all of *laptops* have.

    A laptop that was never seen, or not since *seen_since*, is not waited for once others were.
    """
    had = connection.execute(
        select(func.min(laptop.c.acknowledged)).where(
            laptop.c.space == of, laptop.c.key.in_(laptops), laptop.c.seen_at >= seen_since
        )
    ).scalar()
    old = (
        file.c.space == of,
        file.c.number <= (had or 0),
        file.c.came_at < came_before,
        file.c.content.is_not(None),
    )
    count, size = connection.execute(
        select(func.count(), func.coalesce(func.sum(file.c.size), 0)).where(*old)
    ).one()
    if count:
        connection.execute(update(file).where(*old).values(content=None))
        connection.execute(update(space).where(space.c.id == of).values(used=space.c.used - size))
    return int(count)
