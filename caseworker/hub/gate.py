"""Who asks, and may he: looked at before anything of a body is read (docs/formats/hub-api.md)."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from caseworker.hub.admission import Admission, Signed
from caseworker.hub.allowance import Allowance
from caseworker.hub.limits import Limits
from caseworker.hub.nonces import Nonces
from caseworker.hub.ports import HubStore, Refusal
from caseworker.sync.hub_pass import pass_id
from caseworker.sync.hub_signing import Authorization, fits, request_message
from caseworker.sync.membership_entry import entry_id


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request as far as it is signed."""

    authorization: Authorization | None
    address: str
    """From where it came."""
    origins: tuple[str, ...]
    """Under which the hub may have been dialled."""
    method: str
    target: str
    span: str
    """Its range, or empty."""


class Gate:
    """Lets laptops with a pass in. Spaces are looked up once and then remembered."""

    def __init__(self, store: HubStore, key: Ed25519PrivateKey, limits: Limits) -> None:
        self._store = store
        self._public = key.public_key().public_bytes_raw()
        self._admissions: dict[bytes, tuple[Admission, frozenset[bytes]]] = {}
        self._addresses = Allowance(limits.address_pace, limits.address_burst)
        self._laptops = Allowance(limits.laptop_pace, limits.laptop_burst)
        self.nonces = Nonces()

    def admission(self, space: bytes) -> Admission:
        """Return who may come into a space.

        Raises:
            Refusal: `no-space`.
        """
        return self._looked_up(space)[0]

    def remembers(self, space: bytes) -> bool:
        """Return whether a space was looked up before."""
        return space in self._admissions

    def admitted(self, space: bytes) -> frozenset[bytes]:
        """Return the public keys of the laptops that may come into a space."""
        return self._looked_up(space)[1]

    def pass_stranger(self, address: str) -> None:
        """Count an unsigned request.

        Raises:
            Refusal: `too-often`.
        """
        self._slow(self._addresses.wait(address))

    def pass_laptop(self, asked: Asked, space: bytes) -> bytes:
        """Return the public key of the laptop that signed a request.

        Raises:
            Refusal: it is not let in.
        """
        try:
            key = self._checked(asked, space)
        except Refusal:
            self.pass_stranger(asked.address)
            raise
        self._slow(self._laptops.wait((space, key)))
        return key

    def count_more(self, space: bytes, laptop: bytes, more: int) -> None:
        """Count so many more than the one request of a laptop that was let through."""
        self._laptops.take((space, laptop), more)

    def take_words(self, space: bytes, entries: list[Signed], passes: list[Signed]) -> list[str]:
        """Take in entries and passes; return for each, entries first, `ok` or why not."""
        before = self.admission(space)
        admission = replace(before, entries=dict(before.entries), passes=dict(before.passes))
        results = [admission.take_entry(each) for each in entries]
        results += [admission.take_pass(each) for each in passes]
        taken = dict(zip([*entries, *passes], results, strict=True))
        self._store.keep_words(
            space,
            [(entry_id(each[0]), each) for each in entries if taken[each] == "ok"],
            [(pass_id(each[0]), each) for each in passes if taken[each] == "ok"],
        )
        self._admissions[space] = admission, admission.admitted()
        return results

    def _checked(self, asked: Asked, space: bytes) -> bytes:
        told = asked.authorization
        if told is None or told.space != space:
            raise Refusal(401, "not-signed")
        if not self.nonces.is_open(told.nonce):
            raise Refusal(401, "bad-nonce")
        if told.key not in self.admitted(space):
            raise Refusal(403, "not-admitted")
        messages = (
            request_message(
                hub=self._public, origin=origin, nonce=told.nonce, method=asked.method,
                target=asked.target, span=asked.span, body=told.body,
            )
            for origin in asked.origins
        )  # fmt: skip
        if not any(fits(told.key, told.signature, message) for message in messages):
            raise Refusal(401, "bad-signature")
        self.nonces.use(told.nonce)
        return told.key

    def _looked_up(self, space: bytes) -> tuple[Admission, frozenset[bytes]]:
        if space not in self._admissions:
            roots = self._store.roots(space)
            if not roots:
                raise Refusal(404, "no-space")
            admission = Admission(space, roots)
            admission.restore(*self._store.words(space, 0, None))
            self._admissions[space] = admission, admission.admitted()
        return self._admissions[space]

    @staticmethod
    def _slow(wait: float) -> None:
        if wait:
            raise Refusal(429, "too-often", seconds=math.ceil(wait))
