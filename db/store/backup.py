"""Backup to one file while people work.

It opens with the names, passphrases and the recovery code of the day it was made, for ever: who
was taken out since still opens it.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO, Protocol, TypeVar
from uuid import UUID

from caseworker.backups import BackupMade
from caseworker.errors import FolderReadOnly
from caseworker.model.audit import AuditEvent
from caseworker.model.staff import User
from caseworker.permissions import Act, require
from caseworker.ports import Actor, Reads, UnitOfWork
from db.store import archive
from db.store.archive import Content, Progress, Stopped
from db.store.failures import told_plainly
from db.store.key_file import COPIES
from db.store.open_store import OpenStore
from db.store.reading import Clock
from db.store.safe_files import sync_folder

T = TypeVar("T")

_MADE = "made a backup"
_APART, _BESIDE = "on another drive", "on the same drive"


class Office(Protocol):
    """What a backup needs of the office."""

    @property
    def actor(self) -> Actor:
        """Who unlocked it."""
        ...

    @property
    def store(self) -> OpenStore:
        """The parts of the store."""
        ...

    def alone(self, job: Callable[[OpenStore], T]) -> T:
        """Run *job* while nobody writes and all that was written is in the store file itself."""
        ...

    def ask(self, question: Callable[[Reads], T]) -> T:
        """Answer a question."""
        ...

    def perform(self, act: Callable[[UnitOfWork], T]) -> tuple[T, object]:
        """Run a unit of work."""
        ...


class StoreBackups:
    """The backups of an unlocked store: `Backups` of `caseworker.ports`."""

    def __init__(self, office: Office, clock: Clock) -> None:
        self._office = office
        self._clock = clock

    def last(self) -> BackupMade | None:
        """Return the last backup made on this laptop, or None."""
        made = self._office.ask(self._events)
        return BackupMade(at=made[0].at, apart=made[0].detail == _APART) if made else None

    def waiting_since(self) -> datetime:
        """Return since when no backup was made: since the last one, or since the first person."""
        last = self.last()
        if last is not None:
            return last.at
        return self._office.ask(lambda reads: min(each.added_at for each in reads.matching(User)))

    def make(
        self,
        folder: Path,
        tell: Callable[[int, int], None],
        wants_stop: Callable[[], bool],
    ) -> BackupMade | None:
        """Write a backup into *folder* and read it back; None where it was stopped.

        *tell* is told how many bytes of how many are done; writing and reading back both count.

        Raises:
            NotAllowed: the actor is no administrator.
            DiskFull, FolderReadOnly, BackupDamaged: nothing was left behind.
        """
        require(self._office.actor, Act.BACK_UP)
        at = self._clock()
        name = f"caseworker-{at:%Y%m%d-%H%M%S}.backup"
        if not back_up(self._office, folder / name, tell, wants_stop):
            return None
        apart = _drive(folder) != _drive(self._office.store.place.path)
        detail = _APART if apart else _BESIDE
        self._office.perform(lambda unit: unit.record(_MADE, self._device, detail=detail))
        return BackupMade(at=at, apart=apart, name=name)

    @property
    def _device(self) -> UUID:
        return UUID(bytes=self._office.store.identity.device_id)

    def _events(self, reads: Reads) -> list[AuditEvent]:
        return reads.matching(
            AuditEvent, subject=self._device, action=_MADE, order_by="-at", limit=1
        )


def back_up(
    office: Office,
    target: Path,
    tell: Callable[[int, int], None] = lambda _done, _whole: None,
    wants_stop: Callable[[], bool] = lambda: False,
) -> bool:
    """Write a backup of the open store to the file *target*, whole or not at all.

    It is read back and compared before it gets its name. Returns False where it was stopped.

    Raises:
        DiskFull, FolderReadOnly: nothing was left behind.
        BackupDamaged: what was written could not be read back as it was; nothing was left behind.
    """
    temporary = target.with_name(f".{target.name}.part")
    snapshot = office.alone(_Snapshot)
    try:
        with told_plainly():
            progress = Progress(2 * sum(each.size for each in snapshot.contents), tell, wants_stop)
            archive.write(temporary, snapshot.contents, progress)
            archive.check(temporary, progress)
            os.replace(temporary, target)
            sync_folder(target.parent)
    except Stopped:
        return False
    except OSError as error:
        # Pulled out, or gone in another way: nothing can be written there.
        raise FolderReadOnly from error
    finally:
        snapshot.close()
        _remove(temporary)
    return True


class _Snapshot:
    """The store as it was at one moment, taken while nobody wrote.

    Its small files are in memory. Its database is kept still by a reader that began when the WAL
    was empty: what is written from then on stays in the WAL until the reader is gone, so that
    nobody waits for a slow stick.
    """

    def __init__(self, store: OpenStore) -> None:
        place = store.place
        self.contents = []
        for name in (*COPIES, place.chain_head.name):
            if (place.path / name).is_file():
                content = (place.path / name).read_bytes()
                self.contents.append(Content(name, len(content), partial(io.BytesIO, content)))
        for path in (place.store, *sorted(place.attachments.glob("*/*"))):
            if path.is_file() and not path.name.endswith(".part"):
                name = path.relative_to(place.path).as_posix()
                self.contents.append(Content(name, path.stat().st_size, partial(_opened, path)))
        self._reading = store.reading.connect()
        self._reading.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()

    def close(self) -> None:
        """Let the store file change again."""
        self._reading.close()


def _opened(path: Path) -> BinaryIO:
    return path.open("rb")


def _drive(folder: Path) -> int:
    return folder.stat().st_dev


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return  # the stick is gone, and what lay on it with it
