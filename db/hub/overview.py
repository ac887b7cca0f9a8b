"""What the operator may see: ids, sizes, times."""

from __future__ import annotations

from sqlalchemy import Connection, and_, func, select

from caseworker.hub.ports import LaptopUse, SpaceUse
from db.hub.tables import file, laptop, space


def space_uses(connection: Connection) -> list[SpaceUse]:
    """Return all spaces, with the laptops that were seen."""
    laptops: dict[bytes, list[LaptopUse]] = {}
    waiting = (
        select(laptop.c.space, laptop.c.key, laptop.c.seen_at, func.count(file.c.place).label("n"))
        .outerjoin(
            file,
            and_(
                file.c.space == laptop.c.space,
                file.c.number > laptop.c.acknowledged,
                file.c.content.is_not(None),
            ),
        )
        .group_by(laptop.c.space, laptop.c.key, laptop.c.seen_at)
        .order_by(laptop.c.seen_at.desc())
    )
    for row in connection.execute(waiting):
        use = LaptopUse(key=bytes(row.key), seen_at=row.seen_at, waiting=row.n)
        laptops.setdefault(bytes(row.space), []).append(use)
    counted = (
        select(space, func.count(file.c.number).label("batches"))
        .outerjoin(file, and_(file.c.space == space.c.id, file.c.content.is_not(None)))
        .group_by(space.c.id, space.c.counter, space.c.used, space.c.quota, space.c.damaged)
        .order_by(space.c.id)
    )
    return [
        SpaceUse(
            space=bytes(row.id),
            used=row.used,
            quota=row.quota,
            batches=row.batches,
            damaged=row.damaged,
            laptops=tuple(laptops.get(bytes(row.id), ())),
        )
        for row in connection.execute(counted)
    ]
