"""Where a hub lies: its folder with the key, and its database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from caseworker.hub.errors import HubDatabaseUnknown
from db.hub import backup
from db.hub.connection import address_of
from db.hub.hub_store import DatabaseHubStore
from db.hub.identity import hub_key


@dataclass(frozen=True, kw_only=True)
class DatabaseHubPlace:
    """A hub on SQLite in *folder*, or on the PostgreSQL database that is named."""

    folder: Path
    database: str = ""

    def key(self) -> Ed25519PrivateKey:
        """Return the hub's key; made at the first start."""
        return hub_key(self.folder)

    def store(self) -> DatabaseHubStore:
        """Open the storage; the tables are made at the first start.

        Raises:
            HubDatabaseUnknown: the address is not PostgreSQL's, or holds a password.
            StorageAway: the database does not answer.
        """
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return DatabaseHubStore(address_of(self.database, self.folder))

    def back_up(self, target: Path) -> None:
        """Write database and key into one file.

        Raises:
            HubDatabaseUnknown: the database is not in the folder; its own tools back it up.
        """
        if self.database:
            raise HubDatabaseUnknown
        backup.back_up(self.folder, target)

    def restore(self, source: Path) -> None:
        """Put a backup into the empty folder.

        Raises:
            StoreExists: a hub is there.
            BackupDamaged: the file is not a whole backup of a hub.
        """
        backup.restore(source, self.folder)
