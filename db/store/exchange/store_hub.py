"""What this laptop is at the hub, as the store keeps it: `HubSide` of the domain."""

from __future__ import annotations

from collections.abc import Sequence

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, select

from caseworker.model.staff import Centre, Role
from caseworker.model.values import HubPlace
from caseworker.ports import Actor
from caseworker.sync.hub_carrier import Signed
from caseworker.sync.hub_pass import read_pass
from caseworker.sync.hub_side import HubWords
from caseworker.sync.membership_entry import Unreadable
from db.store.entity_tables import table_of
from db.store.exchange import hub_passes
from db.store.exchange.membership_log import MembershipLog
from db.store.exchange.store_exchange import Door
from db.store.identity import StoreIdentity
from db.store.open_store import OpenStore


class StoreHub:
    """The side of one unlocked store that the hub sees."""

    def __init__(self, door: Door, store: OpenStore, actor: Actor) -> None:
        self._door = door
        self._store = store
        self._actor = actor

    @property
    def _identity(self) -> StoreIdentity:
        return self._store.identity

    @property
    def place(self) -> HubPlace | None:
        """Where the hub is: as the centre has set it, or as the invitation said."""
        if not self._identity.roots:
            return None
        rows = self._door.read(
            lambda connection: connection.execute(select(table_of(Centre).c.hub)).all()
        )
        if not rows:
            return self._identity.hub
        place: HubPlace | None = rows[0].hub
        return place

    @property
    def space(self) -> bytes:
        """The id of the space."""
        return self._identity.space

    @property
    def roots(self) -> frozenset[bytes]:
        """Public keys of its roots."""
        return self._identity.roots

    @property
    def key(self) -> Ed25519PrivateKey:
        """What this laptop signs its requests with."""
        return Ed25519PrivateKey.from_private_bytes(self._identity.device_key)

    @property
    def signs_passes(self) -> bool:
        """Whether whoever unlocked this laptop may let others in at the hub."""
        return Role.ADMINISTRATOR in self._actor.roles and self._door.read(
            lambda connection: hub_passes.may_sign(self._log(connection), self._person_key)
        )

    def words(self) -> HubWords:
        """Return what is to be brought to the hub."""

        def read(connection: Connection) -> HubWords:
            entries = self._log(connection).about_administrators(connection)
            return HubWords(
                entries=[(each.entry, each.signature) for each in entries],
                passes=hub_passes.kept(connection),
            )

        return self._door.read(read)

    def compare(self, passes: Sequence[Signed]) -> None:
        """Keep *passes* of the hub, and sign those that the log wants otherwise."""

        def work(connection: Connection) -> None:
            hub_passes.keep(connection, [each for each in passes if self._fits(each)])
            if Role.ADMINISTRATOR in self._actor.roles:
                log = self._log(connection)
                hub_passes.align_passes(connection, log, self._identity, self._person_key)

        self._door.write(work)

    def _fits(self, signed: Signed) -> bool:
        try:
            read_pass(*signed, self._identity.space)
        except Unreadable:
            return False
        return True

    def _log(self, connection: Connection) -> MembershipLog:
        return self._store.log(connection)

    @property
    def _person_key(self) -> bytes:
        return self._store.opened.secrets.signing_key
