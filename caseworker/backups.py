"""Backups and restores: what the domain needs of them from outside, as in `caseworker.ports`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class BackupMade:
    """A backup that was written and read back."""

    at: datetime
    apart: bool
    """It was written to another drive than the one the store is on."""
    name: str = ""
    """The name of its file, just after it was made."""


class Backups(Protocol):
    """The backups of this laptop. Each is audited."""

    def last(self) -> BackupMade | None:
        """Return the last backup made on this laptop, or None."""
        ...

    def waiting_since(self) -> datetime:
        """Return since when no backup was made: since the last one, or since the first person."""
        ...

    def make(
        self,
        folder: Path,
        tell: Callable[[int, int], None],
        wants_stop: Callable[[], bool],
    ) -> BackupMade | None:
        """Write a backup into *folder* and read it back; None where it was stopped.

        *tell* is told how many bytes of how many are done, *wants_stop* asked in between.

        Raises:
            NotAllowed: the actor is no administrator.
            DiskFull, FolderReadOnly, BackupDamaged: nothing was left behind.
        """
        ...


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What a restore did."""

    aside: str = ""
    """The folder, beside the store, where what was here before lies now; empty where nothing was.
    """
    keys_alone: bool = False
    """The store here was whole and only its keys were put back: no work was replaced."""
