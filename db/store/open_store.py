"""The parts of a store that is open."""

from __future__ import annotations

from dataclasses import dataclass, field

from filelock import FileLock
from sqlalchemy import Connection, Engine

from db.store.attachments import Attachments
from db.store.exchange.membership_log import LogMemory, MembershipLog
from db.store.folder import StoreFolder
from db.store.identity import StoreIdentity
from db.store.journal.chain_head import ChainHead
from db.store.journal.journal import Journal
from db.store.key_file import KeyFile, Opened


@dataclass(kw_only=True)
class OpenStore:
    """The parts of a store that passed every check.

    Only `identity` is ever replaced, when the store founds or joins a space; and `has_heard` is
    set.
    """

    place: StoreFolder
    lock: FileLock
    writing: Engine
    reading: Engine
    identity: StoreIdentity
    journal: Journal
    chain_head: ChainHead
    attachments: Attachments
    key_file: KeyFile = field(repr=False)
    opened: Opened = field(repr=False)
    log_memory: LogMemory = field(default_factory=LogMemory, repr=False)
    has_heard: bool = False
    """Whether all that a carrier had was taken in since it was unlocked."""

    def log(self, connection: Connection) -> MembershipLog:
        """Return the membership log as it stands in a transaction."""
        identity = self.identity
        return MembershipLog(connection, identity.space, identity.roots, self.log_memory)
