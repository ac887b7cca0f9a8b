"""Generations: how a hub that was put back to a backup is known (docs/formats/hub-api.md).

Each start begins one, and writes down up to which number each space had come in the one before. A
cursor of a generation that this database does not know was given out after the backup.
"""

from __future__ import annotations

import secrets

from sqlalchemy import Connection, func, insert, literal, select

from caseworker.sync.hub_signing import GENERATION_SIZE
from db.hub.tables import era, generation, space


def begin(connection: Connection) -> bytes:
    """Begin a generation and return its id."""
    last = connection.execute(select(func.max(generation.c.ordinal))).scalar()
    if last is not None:
        closed = (
            select(era.c.space, func.max(era.c.reached).label("reached"))
            .group_by(era.c.space)
            .subquery()
        )
        grown = (
            select(space.c.id, literal(last), space.c.counter)
            .outerjoin(closed, closed.c.space == space.c.id)
            .where(space.c.counter > func.coalesce(closed.c.reached, 0))
        )
        connection.execute(insert(era).from_select(["space", "ordinal", "reached"], grown))
    new = secrets.token_bytes(GENERATION_SIZE)
    connection.execute(insert(generation).values(id=new))
    return new


def is_latest(connection: Connection, known: bytes | None) -> bool:
    """Return whether no other generation began since, and the database did not go back."""
    latest = select(generation.c.id).order_by(generation.c.ordinal.desc()).limit(1)
    return bool(connection.execute(latest).scalar() == known)


def reached(connection: Connection, of: bytes, known: bytes) -> int:
    """Return the number that the space *of* had come to in a generation; -1 where it is unknown."""
    ordinal = _ordinal(connection, known)
    if ordinal is None:
        return -1
    if ordinal == connection.execute(select(func.max(generation.c.ordinal))).scalar():
        counter = select(space.c.counter).where(space.c.id == of)
        return int(connection.execute(counter).scalar() or 0)
    until = select(func.max(era.c.reached)).where(era.c.space == of, era.c.ordinal <= ordinal)
    return int(connection.execute(until).scalar() or 0)


def _ordinal(connection: Connection, known: bytes) -> int | None:
    found = select(generation.c.ordinal).where(generation.c.id == known)
    return connection.execute(found).scalar()
