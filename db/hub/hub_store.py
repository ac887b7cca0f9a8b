"""The hub's storage behind its port, the same for SQLite and PostgreSQL."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, delete, insert, select, update
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from caseworker.hub.admission import Signed
from caseworker.hub.limits import MAX_WORDS_KEPT, SEEN_DAYS, UPLOAD_DAYS
from caseworker.hub.ports import Kept, Listed, Outcome, Refusal, SpaceUse, StorageAway
from caseworker.sync.hub_invitation import proof
from db.hub import asking, files, generations, soundness, uploads
from db.hub.connection import reading_engine, writing_engine
from db.hub.group_writer import GroupWriter
from db.hub.overview import space_uses
from db.hub.tables import invitation, laptop, metadata, part, root, space, word

_LOG = logging.getLogger(__name__)
_SPOILT = "the disk spoilt %d of what was kept; laptops bring it again, look at the disk"
T = TypeVar("T")
_DAY = 24 * 3_600_000
_ENTRY, _PASS = "entry", "pass"


class DatabaseHubStore:
    """Keeps what the hub was given, in one database. One hub runs on a database at a time."""

    def __init__(self, address: URL, now: Callable[[], int] | None = None) -> None:
        self._now = now or (lambda: time.time_ns() // 1_000_000)
        self._reading = reading_engine(address)
        writing = writing_engine(address)
        try:
            metadata.create_all(writing)
        except SQLAlchemyError as error:
            raise StorageAway from error
        self._writer = GroupWriter(writing)
        self._generation: bytes | None = None
        self._numbers = files.Numbers()

    def generation(self) -> bytes:
        """Return the id of the present generation; begin one where the database went back."""
        known = self._generation
        if known is None or not self._read(lambda reads: generations.is_latest(reads, known)):
            known = self._generation = self._writer.do(generations.begin)
        return known

    def invite(self, kept: bytes, quota: int) -> None:
        """Keep the digest of an invitation code."""
        self._writer.do(
            lambda connection: connection.execute(
                insert(invitation).values(kept=kept, quota=quota)
            ).close()
        )

    def open_space(self, of: bytes, roots: Sequence[bytes], shown: bytes) -> bool:
        """Open a space with an invitation; return whether it was new."""

        def act(connection: Connection) -> bool:
            if connection.execute(select(space.c.id).where(space.c.id == of)).scalar():
                return False
            rows = connection.execute(select(invitation).where(invitation.c.space.is_(None)))
            for row in rows.all():
                if proof(bytes(row.kept), of) == shown:
                    break
            else:
                raise Refusal(403, "no-invitation")
            used = update(invitation).where(invitation.c.kept == row.kept).values(space=of)
            connection.execute(used)
            row_of_space = {"id": of, "counter": 0, "used": 0, "damaged": 0, "quota": row.quota}
            connection.execute(insert(space).values(**row_of_space))
            connection.execute(insert(root), [{"space": of, "key": each} for each in roots])
            return True

        return self._writer.do(act)

    def roots(self, of: bytes) -> frozenset[bytes]:
        """Return the roots of a space; none where it is not here."""
        rows = self._read(
            lambda connection: (
                connection.execute(select(root.c.key).where(root.c.space == of)).scalars().all()
            )
        )
        return frozenset(map(bytes, rows))

    def words(self, of: bytes, after: int, most: int | None) -> tuple[list[Signed], list[Signed]]:
        """Return entries and passes in the order they came."""
        chosen = select(word).where(word.c.space == of).order_by(word.c.place).offset(after)
        told: dict[str, list[Signed]] = {_ENTRY: [], _PASS: []}
        for row in self._sound_words(of, chosen.limit(most)):
            told[row.kind].append((bytes(row.signed), bytes(row.signature)))
        return told[_ENTRY], told[_PASS]

    def _sound_words(self, of: bytes, chosen: Select[Any]) -> Sequence[Row[Any]]:
        """Return the words that are *chosen*, once nothing is among them that the disk spoilt.

        Otherwise a page of which all is spoilt would look like the end.
        """
        while True:
            rows = self._read(lambda connection: connection.execute(chosen).all())
            damaged = [row.place for row in rows if not soundness.is_sound_word(row)]
            if not damaged or not self._drop_words(of, damaged):
                return [row for row in rows if row.place not in damaged]

    def keep_words(
        self,
        of: bytes,
        entries: Sequence[tuple[bytes, Signed]],
        passes: Sequence[tuple[bytes, Signed]],
    ) -> None:
        """Keep entries and passes that are not here yet."""
        brought = [(_ENTRY, *each) for each in entries] + [(_PASS, *each) for each in passes]

        def act(connection: Connection) -> None:
            known = select(word.c.id).where(word.c.space == of)
            here = {bytes(each) for each in connection.execute(known).scalars()}
            rows = {
                name: {"space": of, "id": name, "kind": kind, "signed": signed,
                       "signature": signature,
                       "checksum": soundness.checksum(kind.encode() + name, signed + signature)}
                for kind, name, (signed, signature) in brought
                if name not in here
            }  # fmt: skip
            if len(here) + len(rows) > MAX_WORDS_KEPT:
                raise Refusal(507, "full")
            if rows:
                connection.execute(insert(word), list(rows.values()))

        self._writer.do(act)

    def keep_request(self, of: bytes, by: bytes, request: bytes) -> None:
        """Keep the request of a laptop to join."""
        now = self._now()
        self._writer.do(lambda connection: asking.keep(connection, of, by, request, now))

    def requests(self, of: bytes) -> dict[bytes, bytes]:
        """Return the requests to join that are not too old, by laptop."""
        now = self._now()
        return self._read(lambda connection: asking.waiting(connection, of, now))

    def drop_requests(self, of: bytes, laptops: Sequence[bytes]) -> None:
        """Drop the requests of these laptops."""
        self._writer.do(lambda connection: asking.drop(connection, of, laptops))

    def keep(self, kept: Kept, of: bytes, name: bytes, content: bytes) -> bool:
        """Keep a batch or chunk under its id; return whether it was new."""
        now = self._now()
        if kept is Kept.CHUNK:
            return self._writer.do(
                lambda connection: files.keep_chunk(connection, of, name, content, now)
            )
        (outcome,) = self.keep_batches(of, [(name, content)])
        if outcome is Outcome.FULL:
            raise Refusal(507, "full")
        return outcome is Outcome.KEPT

    def keep_batches(self, of: bytes, batches: Sequence[tuple[bytes, bytes]]) -> Sequence[Outcome]:
        """Keep batches, each under its id; return what became of each."""
        now = self._now()
        return self._writer.do(
            lambda connection: files.keep_batches(connection, self._numbers, of, batches, now)
        )

    def has(self, kept: Kept, of: bytes, name: bytes) -> bool:
        """Return whether a batch or chunk is here, or was let go."""
        return self._read(lambda connection: files.has(connection, kept, of, name))

    def lacking(self, kept: Kept, of: bytes, names: Sequence[bytes]) -> list[bytes]:
        """Return those of *names* that never were here."""
        return self._read(lambda connection: files.lacking(connection, kept, of, names))

    def read(self, kept: Kept, of: bytes, name: bytes) -> bytes | None:
        """Return a batch or chunk; None where it is not here."""
        found = self._read(lambda connection: soundness.read(connection, kept, of, [name]))
        self._drop(kept, of, found.damaged)
        return found.sound.get(name)

    def read_batches(self, of: bytes, names: Sequence[bytes], most: int) -> Sequence[bytes | None]:
        """Return batches from the first on that have *most* bytes together; None: not here."""
        fit, found = self._read(lambda connection: files.read_batches(connection, of, names, most))
        self._drop(Kept.BATCH, of, found.damaged)
        return [found.sound.get(each) for each in fit]

    def add_part(
        self,
        kept: Kept,
        of: bytes,
        name: bytes,
        by: bytes,
        start: int,
        content: bytes,
        size: int,
    ) -> int:
        """Keep a part of an upload; return how many bytes are here."""
        upload, now = (kept, of, name, by), self._now()
        return self._writer.do(
            lambda connection: uploads.add(connection, upload, start, content, size, now)
        )

    def uploaded(self, kept: Kept, of: bytes, name: bytes, by: bytes) -> bytes:
        """Return all parts of an upload, joined."""
        return self._read(lambda connection: uploads.joined(connection, (kept, of, name, by)))

    def forget_upload(self, kept: Kept, of: bytes, name: bytes, by: bytes) -> None:
        """Throw the parts of an upload away."""
        self._writer.do(lambda connection: uploads.forget(connection, (kept, of, name, by)))

    def listed(self, of: bytes, after: int, most: int) -> list[Listed]:
        """Return batches with a number above *after*."""
        return self._read(lambda connection: files.listed(connection, of, after, most))

    def reached(self, of: bytes, known: bytes) -> int:
        """Return what number a space had come to in a generation; -1 where unknown."""
        return self._read(lambda connection: generations.reached(connection, of, known))

    def note_seen(self, seen: Sequence[tuple[bytes, bytes, int, int]]) -> None:
        """Keep when laptops were seen, and what they have told to have."""

        def act(connection: Connection) -> None:
            for of, key, seen_at, acknowledged in seen:
                this = (laptop.c.space == of, laptop.c.key == key)
                told = connection.execute(select(laptop.c.acknowledged).where(*this)).scalar()
                if told is None:
                    row = {"space": of, "key": key}
                    connection.execute(
                        insert(laptop).values(**row, seen_at=seen_at, acknowledged=acknowledged)
                    )
                else:
                    most = max(told, acknowledged)
                    connection.execute(
                        update(laptop).where(*this).values(seen_at=seen_at, acknowledged=most)
                    )

        self._writer.do(act)

    def tidy(self, of: bytes, laptops: Sequence[bytes], keep_days: int) -> int:
        """End old uploads and let go what all *laptops* have."""
        now = self._now()

        def act(connection: Connection) -> int:
            old = delete(part).where(part.c.space == of, part.c.came_at < now - UPLOAD_DAYS * _DAY)
            connection.execute(old)
            if not keep_days:
                return 0
            before, since = now - keep_days * _DAY, now - SEEN_DAYS * _DAY
            return files.let_go(connection, of, laptops, before, since)

        return self._writer.do(act)

    def spaces(self) -> list[SpaceUse]:
        """Return all spaces, with the laptops that were seen."""
        return self._read(space_uses)

    def _drop(self, kept: Kept, of: bytes, damaged: Sequence[bytes]) -> None:
        if damaged:
            self._writer.do(lambda connection: soundness.drop(connection, kept, of, damaged))
            _LOG.warning(_SPOILT, len(damaged))

    def _drop_words(self, of: bytes, damaged: Sequence[int]) -> int:
        gone = self._writer.do(lambda connection: soundness.drop_words(connection, of, damaged))
        _LOG.warning(_SPOILT, len(damaged))
        return gone

    def close(self) -> None:
        """Finish what was begun and let the database go."""
        self._writer.close()
        self._reading.dispose()

    def _read(self, act: Callable[[Connection], T]) -> T:
        try:
            with self._reading.connect() as connection:
                return act(connection)
        except SQLAlchemyError as error:
            raise StorageAway from error
