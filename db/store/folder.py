"""The folder of one store: where its files lie, and the lock that only one program holds."""

from __future__ import annotations

import os
from pathlib import Path

from filelock import FileLock, Timeout

from caseworker.errors import StoreInUse

STORE_FILE = "store.db"
RESTORED = "restored"
"""A file of this name says that the store was restored and must become a new device."""


class StoreFolder:
    """Names of the files beside each other; none of them tells whose they are."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.store = path / STORE_FILE
        self.chain_head = path / "chain-head"
        self.attachments = path / "attachments"
        self.backups = path / "backups"
        self.aside = path / "aside"
        """What a restore found here and moved out of its way."""
        self.tries = path / "tries"
        self.restored = path / RESTORED
        self.keys_put_back = path / "keys-put-back"
        """A file of this name says that a backup's keys were put back; audited at the unlock."""

    def make(self) -> None:
        """Make the folder, for its owner alone."""
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        if os.name != "nt":
            self.path.chmod(0o700)

    def lock(self) -> FileLock:
        """Return the lock of the store, held until it is released.

        Raises:
            StoreInUse: another program holds it.
            FolderReadOnly: the folder cannot be written.
        """
        lock = FileLock(self.path / "lock", timeout=0, thread_local=False)
        try:
            lock.acquire()
        except Timeout as error:
            raise StoreInUse from error
        return lock
