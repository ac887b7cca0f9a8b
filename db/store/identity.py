"""What a store is: its device and the secrets that belong to no person. Kept in the store."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from typing import Self

import uuid_utils.compat
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, delete, insert, select

from caseworker.model.values import HubPlace
from caseworker.sync.letter import SealingKey
from caseworker.sync.membership_entry import space_of
from db.store.registry import AudienceClass
from db.store.tables import identity
from db.store.values import from_bytes, to_bytes

# Without letters and digits that look alike, and without vowels, so that no word comes out.
_FORMER = "former device "
_CODE_LETTERS = "23456789BCDFGHJKMNPQRSTVWXZ"


@dataclass(frozen=True, kw_only=True)
class StoreIdentity:
    """The device that this store is, its signing key, its secrets and its audiences."""

    device_id: bytes
    device_key: bytes = field(repr=False)
    """Private half of the device's Ed25519 key."""
    head_secret: bytes = field(repr=False)
    attachment_secret: bytes = field(repr=False)
    device_code: str
    """Three letters or digits, given by chance: they tell laptops apart in case numbers."""
    former_devices: dict[bytes, bytes] = field(default_factory=dict)
    """Ids and public keys of the devices that this store was before it was restored."""
    audiences: dict[AudienceClass, bytes]
    """The random id of each audience in use; none while it waits to join a space."""
    sealing_key: SealingKey = field(repr=False)
    """Private half of the key to which letters for this laptop are sealed."""
    hub: HubPlace | None = None
    """The hub that the invitation named: until the setting of the centre has come."""
    root_waits: str = field(default="", repr=False)
    """The code of the root to be, from when it was first shown until it is on paper."""
    roots: frozenset[bytes] = frozenset()
    """Public keys of the roots of its space; empty while no other laptop ever joined."""

    @classmethod
    def new(cls, device_code: str = "") -> Self:
        """Return the identity of a new device in a new space; its code by chance where empty."""
        return cls(
            device_id=uuid_utils.compat.uuid7().bytes,
            device_key=_new_signing_key(),
            head_secret=secrets.token_bytes(32),
            attachment_secret=secrets.token_bytes(32),
            device_code=device_code or _new_code(),
            audiences={each: secrets.token_bytes(16) for each in AudienceClass},
            sealing_key=SealingKey.new(),
        )

    @classmethod
    def joining(cls, roots: frozenset[bytes], hub: HubPlace | None = None) -> Self:
        """Return the identity of a new device that asks to join the space with these roots."""
        return replace(cls.new(), roots=roots, audiences={}, hub=hub)

    def as_new_device(self) -> Self:
        """Return the same space on another device, as a restored store is."""
        return replace(
            self,
            device_id=uuid_utils.compat.uuid7().bytes,
            device_key=_new_signing_key(),
            device_code=_new_code(),
            sealing_key=SealingKey.new(),
            former_devices={**self.former_devices, self.device_id: self.device_public_key},
        )

    @property
    def device_public_key(self) -> bytes:
        """Public half of the device's Ed25519 key."""
        private = Ed25519PrivateKey.from_private_bytes(self.device_key)
        return private.public_key().public_bytes_raw()

    @property
    def waits_to_join(self) -> bool:
        """Whether it was made to join a space, and no letter has come yet."""
        return bool(self.roots) and not self.audiences

    @property
    def space(self) -> bytes:
        """The id of the space, made of its roots; empty where there are none."""
        return space_of(self.roots) if self.roots else b""

    @classmethod
    def load(cls, connection: Connection) -> Self:
        """Return the identity kept in the store."""
        kept = {row.name: row.value for row in connection.execute(select(identity))}
        return cls(
            device_id=kept["device_id"],
            device_key=kept["device_key"],
            head_secret=kept["head_secret"],
            attachment_secret=kept["attachment_secret"],
            device_code=kept["device_code"].decode(),
            former_devices={
                bytes.fromhex(name.removeprefix(_FORMER)): public
                for name, public in kept.items()
                if name.startswith(_FORMER)
            },
            audiences={
                each: kept[f"audience {each}"]
                for each in AudienceClass
                if f"audience {each}" in kept
            },
            sealing_key=SealingKey.from_bytes(kept["sealing_key"]),
            hub=HubPlace(*from_bytes(kept["hub"])) if "hub" in kept else None,
            root_waits=kept.get("root_waits", b"").decode(),
            roots=frozenset(from_bytes(kept["roots"])),
        )

    def save(self, connection: Connection) -> None:
        """Write the identity into the store, in the place of the one it had."""
        rows = {
            "device_id": self.device_id,
            "device_key": self.device_key,
            "head_secret": self.head_secret,
            "attachment_secret": self.attachment_secret,
            "device_code": self.device_code.encode(),
            "sealing_key": self.sealing_key.to_bytes(),
            "roots": to_bytes(sorted(self.roots)),
            **({"root_waits": self.root_waits.encode()} if self.root_waits else {}),
            **({"hub": to_bytes([self.hub.address, self.hub.key])} if self.hub else {}),
            **{f"{_FORMER}{key.hex()}": public for key, public in self.former_devices.items()},
            **{f"audience {each}": key for each, key in self.audiences.items()},
        }
        connection.execute(delete(identity))
        connection.execute(
            insert(identity), [{"name": name, "value": value} for name, value in rows.items()]
        )


def _new_code() -> str:
    return "".join(secrets.choice(_CODE_LETTERS) for _ in range(3))


def _new_signing_key() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes_raw()
