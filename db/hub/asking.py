"""Requests of laptops that wait to be let into a space; few, small, and not for long."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, func, insert, select

from caseworker.hub.limits import ASKING_DAYS, MAX_ASKING
from caseworker.hub.ports import Refusal
from db.hub.tables import asking

_DAY = 24 * 3_600_000


def keep(connection: Connection, of: bytes, laptop: bytes, request: bytes, now: int) -> None:
    """Keep a request in the place of the one that the laptop made before.

    Raises:
        Refusal: `full`; so many wait that a person has to look first.
    """
    drop(connection, of, [laptop])
    old = asking.c.came_at < now - ASKING_DAYS * _DAY
    connection.execute(delete(asking).where(asking.c.space == of, old))
    count = select(func.count()).select_from(asking).where(asking.c.space == of)
    if connection.execute(count).scalar_one() >= MAX_ASKING:
        raise Refusal(507, "full")
    row = {"space": of, "laptop": laptop, "came_at": now, "request": request}
    connection.execute(insert(asking).values(row))


def waiting(connection: Connection, of: bytes, now: int) -> dict[bytes, bytes]:
    """Return the requests that are not too old, by laptop, the oldest first."""
    young = asking.c.came_at >= now - ASKING_DAYS * _DAY
    query = select(asking).where(asking.c.space == of, young).order_by(asking.c.came_at)
    return {bytes(row.laptop): bytes(row.request) for row in connection.execute(query)}


def drop(connection: Connection, of: bytes, laptops: Sequence[bytes]) -> None:
    """Drop the requests of these laptops."""
    named = asking.c.laptop.in_(list(laptops))
    connection.execute(delete(asking).where(asking.c.space == of, named))
