"""The batches that this store keeps: its own and those of others, until everybody has them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert

from caseworker.sync import batch_file
from caseworker.sync.batch_body import Covered, Reached
from caseworker.sync.batch_file import BatchFile, laptop_id
from caseworker.sync.carrier import BatchId
from caseworker.sync.membership import Members
from db.store.tables import batches

OK = "ok"
FOR_OTHERS = "sealed-for-others"
COVERED = "covered"
"""It never came itself: another batch carries again what it carried."""
COME = (OK, FOR_OTHERS, COVERED)
NEWER = "newer-version"
TO_TRY_AGAIN = (FOR_OTHERS, "unknown-laptop", NEWER)
"""Kept as they are: what opens or explains them may still come."""

_ARRIVAL: ColumnElement[int] = literal_column("batch.rowid")
"""Orders batches as they were made or came; clocks are not asked."""


@dataclass(frozen=True)
class LastBatch:
    """Where a laptop's own batches stand."""

    number: int
    """Within the run; 0 where it has none of this run."""
    id: BatchId | None


def keep(
    connection: Connection,
    batch: BatchFile,
    result: str,
    at: int,
    *,
    quiet: bool = False,
    made: bool = False,
    commits: int = 0,
    up_to: int = 0,
) -> None:
    """Keep a batch with its result; *at* is milliseconds since 1970.

    *commits* says how many of this laptop's it carries, *up_to* until which position of the
    journal it and those before it are there; *made* that it was made here.
    """
    header = batch.header
    row = {
        "id": batch.id,
        "laptop": header.laptop,
        "run": header.run,
        "number": header.number,
        "previous": header.previous or b"",
        "key": header.key,
        "size": len(batch.content) - batch.begins,
        "result": result,
        "quiet": quiet,
        "commits": commits,
        "up_to": up_to,
        "handed": False,
        "made": made,
        "at": at,
        "content": batch.content,
    }
    settled = {"result": result, "quiet": quiet}
    kept = upsert(batches).values(row).on_conflict_do_update(index_elements=["id"], set_=settled)
    connection.execute(kept)


def cover(connection: Connection, covered: Iterable[Covered], at: int) -> None:
    """Count batches as come that another batch carries again; what came itself stays as it is."""
    rows = [
        {
            "id": each.batch,
            "laptop": each.laptop,
            "run": each.run,
            "number": each.number,
            "previous": each.previous,
            "key": b"",
            "size": 0,
            "result": COVERED,
            "quiet": True,
            "commits": 0,
            "up_to": 0,
            "handed": True,
            "made": False,
            "at": at,
            "content": None,
        }
        for each in covered
    ]
    if rows:
        connection.execute(upsert(batches).on_conflict_do_nothing(), rows)


def without_content(connection: Connection) -> list[Covered]:
    """Return the batches whose content is gone: what newcomers cannot be handed any more."""
    query = select(batches).where(batches.c.content.is_(None)).order_by(_ARRIVAL)
    return [
        Covered(row.laptop, row.run, row.number, row.previous, BatchId(row.id))
        for row in connection.execute(query)
    ]


def drop(connection: Connection, gone: Iterable[BatchId]) -> None:
    """Drop the content of batches."""
    for key in gone:
        connection.execute(update(batches).where(batches.c.id == key).values(content=None))


def result_of(connection: Connection, batch: BatchId) -> str | None:
    """Return how a batch was taken in, or None where it never came."""
    return connection.scalar(select(batches.c.result).where(batches.c.id == batch))


def here(connection: Connection) -> set[BatchId]:
    """Return every batch that was made here or came."""
    return {BatchId(key) for key in connection.scalars(select(batches.c.id))}


def to_carry(connection: Connection) -> list[BatchId]:
    """Return the batches that can be handed over: all whose content is still kept, oldest first."""
    query = select(batches.c.id).where(batches.c.content.is_not(None))
    return [BatchId(key) for key in connection.scalars(query.order_by(_ARRIVAL))]


def content_of(connection: Connection, batch: BatchId) -> bytes | None:
    """Return a whole batch as it was made or came, while it is kept."""
    return connection.scalar(select(batches.c.content).where(batches.c.id == batch))


def to_try_again(connection: Connection) -> Iterator[bytes]:
    """Yield the batches that could not be opened yet, but those that need a newer program."""
    query = select(batches.c.content).where(
        batches.c.result.in_(TO_TRY_AGAIN),
        or_(batches.c.result != NEWER, batches.c.number <= batch_file.VERSION),
    )
    yield from [each for each in connection.scalars(query.order_by(_ARRIVAL)) if each]


def hand_over(connection: Connection, taken: Sequence[BatchId]) -> None:
    """Note that a carrier has taken batches."""
    noted = update(batches).where(batches.c.id == bindparam("taken"), ~batches.c.handed)
    if taken:
        connection.execute(noted.values(handed=True), [{"taken": each} for each in taken])


def commits_not_handed(connection: Connection) -> int:
    """Return how many commits of this laptop lie in batches that no carrier has taken yet."""
    query = select(func.coalesce(func.sum(batches.c.commits), 0))
    return connection.scalar(query.where(~batches.c.handed)) or 0


def carries(
    connection: Connection, laptop: bytes, position: int, *, made_here: bool
) -> BatchId | None:
    """Return the batch of *laptop* up to which it has told what stands at *position* here.

    Of those that were made here the last in which it was packed, of others the one that came with
    it or after it.
    """
    first = select(func.min(batches.c.up_to)).where(
        batches.c.laptop == laptop, batches.c.up_to >= position
    )
    query = (
        select(batches.c.id)
        .where(batches.c.laptop == laptop, batches.c.up_to == first.scalar_subquery())
        .order_by(_ARRIVAL.desc() if made_here else _ARRIVAL)
        .limit(1)
    )
    found = connection.scalar(query)
    return None if found is None else BatchId(found)


def last_own(connection: Connection, laptop: bytes, run: bytes) -> LastBatch:
    """Return the last batch made here, and its number where it is of this *run*.

    What comes of this laptop and was not made here is no link of its chain: others shall see that
    it parts.
    """
    row = connection.execute(
        select(batches.c.id, batches.c.run, batches.c.number)
        .where(batches.c.laptop == laptop, batches.c.made)
        .order_by(_ARRIVAL.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return LastBatch(0, None)
    return LastBatch(row.number if row.run == run else 0, BatchId(row.id))


def last_waiting(connection: Connection) -> bytes:
    """Return the last batch made here that says something and that not all have; empty: none."""
    query = (
        select(batches.c.id)
        .where(batches.c.made, ~batches.c.quiet, batches.c.content.is_not(None))
        .order_by(_ARRIVAL.desc())
        .limit(1)
    )
    return connection.scalar(query) or b""


@dataclass(frozen=True)
class _Link:
    laptop: bytes
    run: bytes
    number: int
    previous: bytes
    result: str


class Chains:
    """How the batches known here follow each other."""

    def __init__(self, connection: Connection) -> None:
        columns = batches.c
        query = select(
            columns.id, columns.laptop, columns.run, columns.number, columns.previous,
            columns.result,
        )  # fmt: skip
        self._links = {
            BatchId(row.id): _Link(row.laptop, row.run, row.number, row.previous, row.result)
            # Nobody can tell where one stands that only a newer version reads: it has not come.
            for row in connection.execute(query.where(columns.result != NEWER))
        }
        self._next: dict[tuple[bytes, bytes], list[BatchId]] = defaultdict(list)
        for key, link in self._links.items():
            if link.result in COME:
                self._next[link.laptop, link.previous].append(key)

    def frontier(self, members: Members) -> tuple[Reached, ...]:
        """Return up to where every batch of each laptop is here, sorted."""
        found = [
            Reached(device, self._links[tip].run, self._links[tip].number, tip)
            for device, member in members.devices.items()
            for key in member.keys
            for tip in self.tips(laptop_id(key))
        ]
        return tuple(sorted(found))

    def tips(self, laptop: bytes) -> list[BatchId]:
        """Return the last batch of a laptop before which nothing is missing; of a fork, each."""
        ahead: list[BatchId] = list(self._next.get((laptop, b""), ()))
        tips = []
        while ahead:
            key = ahead.pop()
            following = self._next.get((laptop, key), [])
            ahead += following
            if not following:
                tips.append(key)
        return tips

    def forks(self) -> set[bytes]:
        """Return the laptops that followed one batch by two: a copied or restored store."""
        return {laptop for (laptop, _), keys in self._next.items() if len(keys) > 1}

    def gaps(self) -> set[bytes]:
        """Return the laptops of which a batch has not come while a later one has."""
        return {
            link.laptop
            for link in self._links.values()
            if link.previous and BatchId(link.previous) not in self._links
        }

    def knows(self, batches_told: Iterable[BatchId]) -> bool:
        """Return whether every one of some batches has come here, or was made here."""
        return all(each in self._links for each in batches_told)

    def up_to(self, tips: Iterable[BatchId]) -> set[BatchId]:
        """Return *tips* and every batch behind them that is known here."""
        found: set[BatchId] = set()
        for tip in tips:
            key: BatchId | None = tip
            while key is not None and key in self._links and key not in found:
                found.add(key)
                before = self._links[key].previous
                key = BatchId(before) if before else None
        return found

    def lead_to(self, tips: set[BatchId], earlier: Iterable[BatchId]) -> bool:
        """Return whether each of the *earlier* batches is one of *tips* or lies behind one."""
        wanted, behind = set(earlier) - tips, set(tips)
        while wanted and behind:
            links = [self._links[key] for key in behind if key in self._links]
            behind = {BatchId(link.previous) for link in links if link.previous}
            wanted -= behind
        return not wanted

    def part(self, one: BatchId, other: BatchId) -> bool:
        """Return whether everything before two batches is here, so that nothing orders them.

        They lie on two branches: their laptop went back to an old image.
        """
        return None not in (self.back_from(one), self.back_from(other))

    def back_from(self, end: BatchId, to: bytes | None = None) -> list[BatchId] | None:
        """Return *end* and what lies before it, up to the batch *to* or the first; None: a gap."""
        found: list[BatchId] = []
        key = end
        while key != to:
            link = self._links.get(key)
            if link is None:
                return None
            found.append(key)
            if not link.previous:
                break
            key = BatchId(link.previous)
        return found

    def ends(self, laptop: bytes) -> list[BatchId]:
        """Return the batches of a laptop that none which is here follows, also behind a gap."""
        own = {key: link for key, link in self._links.items() if link.laptop == laptop}
        followed = {link.previous for link in own.values()}
        return [key for key in own if key not in followed]

    def is_later(self, one: BatchId, other: BatchId) -> bool:
        """Return whether *one* was made later than *other* by the same laptop.

        Within a run the number tells, also while what lies between has not come.
        """
        first, second = self._links.get(other), self._links.get(one)
        if first and second and (first.laptop, first.run) == (second.laptop, second.run):
            return second.number > first.number
        return one != other and other in self.up_to([one])


def branches(connection: Connection) -> dict[bytes, set[BatchId]]:
    """Return by laptop that followed one batch by two those at which its chain parts."""
    found: dict[bytes, set[BatchId]] = defaultdict(set)
    parting = (
        select(batches.c.laptop, batches.c.previous)
        .where(batches.c.result.in_(COME))
        .group_by(batches.c.laptop, batches.c.previous)
        .having(func.count() > 1)
    )
    for laptop, previous in connection.execute(parting).all():
        of_laptop = batches.c.laptop == laptop, batches.c.previous == previous
        found[laptop].update(
            map(BatchId, connection.scalars(select(batches.c.id).where(*of_laptop)))
        )
    return found


def close(connection: Connection, keys: Iterable[bytes]) -> None:
    """Note that batches under audience *keys* open here no longer: once they come, all is tried."""
    for key in keys:
        closed = update(batches).where(batches.c.key == key, batches.c.result == OK)
        connection.execute(closed.values(result=FOR_OTHERS))
