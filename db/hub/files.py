"""Batches and chunks: kept, counted, listed, let go."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, exists, func, insert, select, update

from caseworker.hub.ports import Kept, Listed, Refusal
from db.hub import generations
from db.hub.tables import file, laptop, space

_KEEP = insert(file).inline()
_NEXT = (
    update(space)
    .where(
        space.c.id == bindparam("of"),
        space.c.counter >= bindparam("least"),
        space.c.used + bindparam("room") <= space.c.quota,
        ~exists().where(
            file.c.space == bindparam("of"),
            file.c.kind == Kept.BATCH.value,
            file.c.id == bindparam("name"),
        ),
    )
    .values(counter=space.c.counter + 1, used=space.c.used + bindparam("room"))
    .returning(space.c.counter)
)
"""Counts a batch that is new and has room: one statement, because every batch passes here."""


class Numbers:
    """The highest number that this hub gave out in each space, while it runs.

    A database that has a lower one was put back under the running hub: a new generation begins.
    """

    def __init__(self) -> None:
        self._highest: dict[bytes, int] = {}

    def next(self, connection: Connection, of: bytes, name: bytes, size: int) -> int | None:
        """Return the next number of a space, locked until the transaction ends.

        None where the batch is here.

        Raises:
            Refusal: `full`.
        """
        asked = {"of": of, "name": name, "room": size}
        number = connection.execute(_NEXT, {**asked, "least": self._highest.get(of, 0)}).scalar()
        if number is None:
            if has(connection, Kept.BATCH, of, name):
                return None
            if self._went_back(connection, of):
                generations.begin(connection)
                number = connection.execute(_NEXT, {**asked, "least": 0}).scalar()
        if number is None:
            raise Refusal(507, "full")
        self._highest[of] = int(number)
        return self._highest[of]

    def _went_back(self, connection: Connection, of: bytes) -> bool:
        counter = connection.execute(select(space.c.counter).where(space.c.id == of)).scalar()
        return counter is not None and counter < self._highest.get(of, 0)


def keep_batch(
    connection: Connection, numbers: Numbers, of: bytes, name: bytes, content: bytes, now: int
) -> bool:
    """Keep a batch and give it the next number of its space; return whether it was new.

    Raises:
        Refusal: `full`.
    """
    number = numbers.next(connection, of, name, len(content))
    if number is None:
        return False
    _insert(connection, Kept.BATCH, of, name, content, now, number)
    return True


def keep_chunk(connection: Connection, of: bytes, name: bytes, content: bytes, now: int) -> bool:
    """Keep a chunk; return whether it was new.

    Raises:
        Refusal: `full`.
    """
    if has(connection, Kept.CHUNK, of, name):
        return False
    room = connection.execute(
        update(space)
        .where(space.c.id == of, space.c.used + len(content) <= space.c.quota)
        .values(used=space.c.used + len(content))
    )
    if not room.rowcount:
        raise Refusal(507, "full")
    _insert(connection, Kept.CHUNK, of, name, content, now, None)
    return True


def _insert(
    connection: Connection,
    kept: Kept,
    of: bytes,
    name: bytes,
    content: bytes,
    now: int,
    number: int | None,
) -> None:
    row = {"space": of, "kind": kept.value, "id": name, "number": number, "content": content}
    connection.execute(_KEEP, {**row, "size": len(content), "came_at": now})


def has(connection: Connection, kept: Kept, of: bytes, name: bytes) -> bool:
    """Return whether a file is here, or was let go."""
    return not lacking(connection, kept, of, [name])


def lacking(connection: Connection, kept: Kept, of: bytes, names: Sequence[bytes]) -> list[bytes]:
    """Return those of *names* that never were here."""
    found = select(file.c.id).where(
        file.c.space == of, file.c.kind == kept.value, file.c.id.in_(names)
    )
    here = {bytes(each) for each in connection.execute(found).scalars()}
    return [each for each in names if each not in here]


def read(connection: Connection, kept: Kept, of: bytes, name: bytes) -> bytes | None:
    """Return a file; None where it is not here, or was let go."""
    content = connection.execute(
        select(file.c.content).where(
            file.c.space == of, file.c.kind == kept.value, file.c.id == name
        )
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
