"""What a laptop is at the hub: its key, and the entries and passes that it brings there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from caseworker.model.values import HubPlace
from caseworker.sync.hub_carrier import Signed


@dataclass(frozen=True, kw_only=True)
class HubWords:
    """What the hub is told of who may come in. All prove themselves, so anybody may bring them."""

    entries: Sequence[Signed]
    """Of the membership log, those that name or end administrators; a hub takes no others."""
    passes: Sequence[Signed]


class HubSide(Protocol):
    """The side of an unlocked store that the hub sees."""

    @property
    def place(self) -> HubPlace | None:
        """Where the hub is: as the centre has set it, or as the invitation said."""
        ...

    @property
    def space(self) -> bytes:
        """The id of the space."""
        ...

    @property
    def roots(self) -> frozenset[bytes]:
        """Public keys of its roots."""
        ...

    @property
    def key(self) -> Ed25519PrivateKey:
        """What this laptop signs its requests with."""
        ...

    @property
    def signs_passes(self) -> bool:
        """Whether whoever unlocked this laptop may let others in at the hub."""
        ...

    def words(self) -> HubWords:
        """Return what is to be brought to the hub."""
        ...

    def compare(self, passes: Sequence[Signed]) -> None:
        """Keep *passes* that the hub has, and sign those that the membership log wants otherwise.

        Laptops that belong are let in; those that were ended, or never were in the log, let out.
        Nothing is signed where nobody may.
        """
        ...
