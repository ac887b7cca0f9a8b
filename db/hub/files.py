"""Batches and chunks: kept, counted, listed, let go."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from sqlalchemy import Connection, bindparam, func, insert, select, update

from caseworker.hub.ports import Kept, Listed, Outcome, Refusal
from db.hub import generations, soundness
from db.hub.tables import file, laptop, space

_KEEP = insert(file).inline()
_COUNT = (
    update(space)
    .where(
        space.c.id == bindparam("of"),
        space.c.counter >= bindparam("least"),
        space.c.used + bindparam("room") <= space.c.quota,
    )
    .values(counter=space.c.counter + bindparam("many"), used=space.c.used + bindparam("room"))
    .returning(space.c.counter)
)
_HERE = select(file.c.id).where(
    file.c.space == bindparam("of"),
    file.c.kind == bindparam("kept"),
    file.c.id.in_(bindparam("names", expanding=True)),
)


class Numbers:
    """The highest number that this hub gave out in each space, while it runs.

    A database that has a lower one was put back under the running hub: a new generation begins.
    """

    def __init__(self) -> None:
        self._highest: dict[bytes, int] = {}

    def next(self, connection: Connection, of: bytes, sizes: Sequence[int]) -> int | None:
        """Return the first of the next numbers of a space, locked until the transaction ends.

        None where there is no room for batches of these *sizes* together.
        """
        asked = {"of": of, "many": len(sizes), "room": sum(sizes)}
        last = connection.execute(_COUNT, {**asked, "least": self._highest.get(of, 0)}).scalar()
        if last is None and self._went_back(connection, of):
            generations.begin(connection)
            last = connection.execute(_COUNT, {**asked, "least": 0}).scalar()
        if last is None:
            return None
        self._highest[of] = int(last)
        return int(last) - len(sizes) + 1

    def _went_back(self, connection: Connection, of: bytes) -> bool:
        counter = connection.execute(select(space.c.counter).where(space.c.id == of)).scalar()
        return counter is not None and counter < self._highest.get(of, 0)


def keep_batches(
    connection: Connection,
    numbers: Numbers,
    of: bytes,
    batches: Sequence[tuple[bytes, bytes]],
    now: int,
) -> list[Outcome]:
    """Keep batches and give them the next numbers of their space; return what became of each."""
    here = _here(connection, Kept.BATCH, of, [name for name, _ in batches])
    new = {name: content for name, content in batches if name not in here}
    kept: set[bytes] = set()
    # All in one statement; where there is no room for all, for each that has some.
    lots = [list(new.items())] if new else []
    while lots:
        lot = lots.pop()
        first = numbers.next(connection, of, [len(content) for _, content in lot])
        if first is not None:
            rows = [
                _row(Kept.BATCH, of, *each, now, number) for number, each in enumerate(lot, first)
            ]
            connection.execute(_KEEP, rows)
            kept.update(name for name, _ in lot)
        elif len(lot) > 1:
            lots = [[each] for each in reversed(lot)]
    outcomes = []
    for name, _ in batches:
        known = name not in new or (name in kept and name in here)
        outcomes.append(Outcome.KNOWN if known else Outcome.KEPT if name in kept else Outcome.FULL)
        here.add(name)
    return outcomes


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
    connection.execute(_KEEP, _row(Kept.CHUNK, of, name, content, now, None))
    return True


def _row(
    kept: Kept, of: bytes, name: bytes, content: bytes, now: int, number: int | None
) -> dict[str, object]:
    row = {"space": of, "kind": kept.value, "id": name, "number": number, "content": content}
    row["checksum"] = soundness.checksum(name, content)
    return {**row, "size": len(content), "came_at": now}


def has(connection: Connection, kept: Kept, of: bytes, name: bytes) -> bool:
    """Return whether a file is here, or was let go."""
    return not lacking(connection, kept, of, [name])


def lacking(connection: Connection, kept: Kept, of: bytes, names: Sequence[bytes]) -> list[bytes]:
    """Return those of *names* that never were here."""
    here = _here(connection, kept, of, names)
    return [each for each in names if each not in here]


def _here(connection: Connection, kept: Kept, of: bytes, names: Sequence[bytes]) -> set[bytes]:
    asked = {"of": of, "kept": kept.value, "names": names}
    return {bytes(each) for each in connection.execute(_HERE, asked).scalars()}


def read_batches(
    connection: Connection, of: bytes, names: Sequence[bytes], most: int
) -> tuple[list[bytes], soundness.Found]:
    """Return the first of *names* whose batches have *most* bytes together, and the batches."""
    here = select(file.c.id, file.c.size).where(
        file.c.space == of,
        file.c.kind == Kept.BATCH.value,
        file.c.id.in_(names),
        file.c.content.is_not(None),
    )
    sizes = {bytes(row.id): row.size for row in connection.execute(here)}
    reached = accumulate(sizes.get(each, 0) for each in names)
    fit = list(names[: sum(1 for each in reached if each <= most)])
    return fit, soundness.read(connection, Kept.BATCH, of, fit)


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
