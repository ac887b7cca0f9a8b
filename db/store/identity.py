"""What a store is: its device and the secrets that belong to no person. Kept in the store."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Self

import uuid_utils.compat
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, insert, select

from db.store.registry import AudienceClass
from db.store.tables import identity

# Without letters and digits that look alike, and without vowels, so that no word comes out.
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
    audiences: dict[AudienceClass, bytes]
    """The random id of each audience in use."""

    @classmethod
    def new(cls) -> Self:
        """Return the identity of a new device in a new space."""
        return cls(
            device_id=uuid_utils.compat.uuid7().bytes,
            device_key=_new_signing_key(),
            head_secret=secrets.token_bytes(32),
            attachment_secret=secrets.token_bytes(32),
            device_code="".join(secrets.choice(_CODE_LETTERS) for _ in range(3)),
            audiences={each: secrets.token_bytes(16) for each in AudienceClass},
        )

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
            audiences={each: kept[f"audience {each}"] for each in AudienceClass},
        )

    def save(self, connection: Connection) -> None:
        """Write the identity into a store that has none."""
        rows = {
            "device_id": self.device_id,
            "device_key": self.device_key,
            "head_secret": self.head_secret,
            "attachment_secret": self.attachment_secret,
            "device_code": self.device_code.encode(),
            **{f"audience {each}": key for each, key in self.audiences.items()},
        }
        connection.execute(
            insert(identity), [{"name": name, "value": value} for name, value in rows.items()]
        )


def _new_signing_key() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes_raw()
