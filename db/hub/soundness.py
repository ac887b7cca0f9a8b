"""What the disk of the hub spoilt is never served, and no longer counts as here.

Laptops ask which of the batches in their keeping the hub has not: so they put it again, as after a
backup that was put back (docs/formats/hub-api.md, "What the hub forgot").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, select, update

from caseworker.hub.ports import Kept
from caseworker.sync.hub_signing import digest
from db.hub.tables import file, space, word


@dataclass(frozen=True)
class Found:
    """What was read: the sound by their ids, and the ids of the damaged."""

    sound: dict[bytes, bytes]
    damaged: list[bytes]


def checksum(name: bytes, content: bytes) -> bytes:
    """Return what is kept beside a file or word, and compared at every reading."""
    return digest(name + content)


def read(connection: Connection, kept: Kept, of: bytes, names: Sequence[bytes]) -> Found:
    """Return those of *names* that are here, each looked at."""
    columns = file.c.id, file.c.size, file.c.checksum, file.c.content
    query = select(*columns).where(*_of(kept, of), file.c.id.in_(names))
    found = Found({}, [])
    for row in connection.execute(query.where(file.c.content.is_not(None))):
        if _is_sound(row):
            found.sound[bytes(row.id)] = bytes(row.content)
        else:
            found.damaged.append(bytes(row.id))
    return found


def drop(connection: Connection, kept: Kept, of: bytes, names: Iterable[bytes]) -> int:
    """Forget those of *names* that are damaged, as if they had never come; return how many."""
    damaged = read(connection, kept, of, list(names)).damaged
    if damaged:
        connection.execute(delete(file).where(*_of(kept, of), file.c.id.in_(damaged)))
        # Its size may be spoilt as well: what is left is counted anew.
        left = select(func.coalesce(func.sum(file.c.size), 0)).where(
            file.c.space == of, file.c.content.is_not(None)
        )
        room = update(space).where(space.c.id == of).values(used=left.scalar_subquery())
        connection.execute(room)
        _count(connection, of, len(damaged))
    return len(damaged)


def is_sound_word(row: Row[Any]) -> bool:
    """Return whether an entry or pass is as it came."""
    told = bytes(row.signed) + bytes(row.signature)
    return bytes(row.checksum) == checksum(row.kind.encode() + bytes(row.id), told)


def drop_words(connection: Connection, of: bytes, places: Sequence[int]) -> int:
    """Forget the damaged entries and passes at these *places*; return how many."""
    rows = connection.execute(select(word).where(word.c.space == of, word.c.place.in_(places)))
    damaged = [row.place for row in rows.all() if not is_sound_word(row)]
    connection.execute(delete(word).where(word.c.place.in_(damaged)))
    _count(connection, of, len(damaged))
    return len(damaged)


def _count(connection: Connection, of: bytes, damaged: int) -> None:
    counted = space.c.damaged + damaged
    connection.execute(update(space).where(space.c.id == of).values(damaged=counted))


def _of(kept: Kept, of: bytes) -> tuple[ColumnElement[bool], ...]:
    return file.c.space == of, file.c.kind == kept.value


def _is_sound(row: Row[Any, Any, Any, Any]) -> bool:
    content = bytes(row.content)
    kept = checksum(bytes(row.id), content)
    return row.size == len(content) and bytes(row.checksum) == kept
