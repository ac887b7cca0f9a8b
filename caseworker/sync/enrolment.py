"""How a laptop joins a space: invitation, request, and what two people compare (membership.md).

Both files can be read by anybody and hold no secret. What keeps a stranger out is that two people
compare the fingerprint before an administrator signs.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import Any

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from caseworker.model.values import HubPlace
from caseworker.sync.letter import PUBLIC_SIZE
from caseworker.sync.membership_entry import space_of
from caseworker.sync.values import decoded, encoded

_INVITATION = b"caseworker invitation 1\n"
_TEXT = "caseworker-invitation-1"
_REQUEST = b"caseworker request 1\n"
_SIGNATURE = 64
_MOST = 65_536
_DIGITS, _GROUP = 35, 5


class NotReadable(Exception):
    """A file that is no invitation, or no request, of this version."""


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """What an administrator hands to whoever sets up another laptop."""

    roots: frozenset[bytes]
    """Public keys: they make the id of the space."""
    person: bytes
    """Id of the member of staff who will unlock the new laptop first."""
    hub: str = ""
    """Address of the hub, where the space has one."""
    hub_key: bytes = b""
    """Public key of the hub."""

    @property
    def space(self) -> bytes:
        """The id of the space."""
        return space_of(self.roots)

    @property
    def place(self) -> HubPlace | None:
        """Where the hub is, or None."""
        return HubPlace(self.hub, self.hub_key) if self.hub and self.hub_key else None

    def to_bytes(self) -> bytes:
        """Return the file."""
        told = {1: 1, 2: sorted(self.roots), 3: self.person, 4: self.hub, 5: self.hub_key}
        return _INVITATION + encoded(told)

    def to_text(self) -> str:
        """Return the invitation as it is sent by letter or chat; it holds no secret."""
        return f"{_TEXT} {base64.b64encode(self.to_bytes()).decode()}"

    @classmethod
    def from_text(cls, written: str) -> Invitation:
        """Return the invitation in *written*, wherever its lines were broken on the way.

        Raises:
            NotReadable: there is none in it.
        """
        _, begins, rest = written.partition(_TEXT)
        try:
            content = base64.b64decode("".join(rest.split()), validate=True)
        except (binascii.Error, ValueError) as error:
            raise NotReadable from error
        if not begins:
            raise NotReadable
        return cls.from_bytes(content)

    @classmethod
    def from_bytes(cls, content: bytes) -> Invitation:
        """Return the invitation of its file.

        Raises:
            NotReadable: it is none.
        """
        told = _fields(content, _INVITATION, 5)
        fits = (
            isinstance(told[2], list)
            and 1 <= len(told[2]) <= 8
            and all(_sized(each, 32) for each in told[2])
            and _sized(told[3], 16)
            and isinstance(told[4], str)
            and isinstance(told[5], bytes)
        )
        if not fits:
            raise NotReadable
        return cls(roots=frozenset(told[2]), person=told[3], hub=told[4], hub_key=told[5])


@dataclass(frozen=True, kw_only=True)
class Request:
    """What a new laptop asks to be entered in the log."""

    space: bytes
    device: bytes
    code: str
    """Three letters or digits by which people tell laptops apart."""
    signing_key: bytes
    sealing_key: bytes
    person: bytes
    person_key: bytes
    """Public half of the signing key that she has on this laptop."""

    @property
    def fingerprint(self) -> str:
        """What two people compare: 35 digits in groups of five, the same in every language."""
        keys = self.signing_key + self.sealing_key + self.person_key
        digest = hashlib.sha256(b"caseworker laptop 1" + keys).digest()
        return grouped(digest)

    def to_bytes(self, device_key: bytes, person_key: bytes) -> bytes:
        """Return the file, signed by both private keys: whoever asks for a key must hold it."""
        told = encoded(
            {
                1: 1,
                2: self.space,
                3: self.device,
                4: self.code,
                5: self.signing_key,
                6: self.sealing_key,
                7: self.person,
                8: self.person_key,
            }
        )
        signatures = [
            Ed25519PrivateKey.from_private_bytes(key).sign(_REQUEST + told)
            for key in (device_key, person_key)
        ]
        return _REQUEST + told + b"".join(signatures)

    @classmethod
    def from_bytes(cls, content: bytes) -> Request:
        """Return the request of its file, signed by both keys that it names.

        Raises:
            NotReadable: it is none.
        """
        told_bytes = content[: -2 * _SIGNATURE]
        told = _fields(told_bytes, _REQUEST, 8)
        sizes = {2: 16, 3: 16, 5: 32, 6: PUBLIC_SIZE, 7: 16, 8: 32}
        fits = all(_sized(told[key], size) for key, size in sizes.items())
        if not fits or not isinstance(told[4], str) or not 0 < len(told[4]) <= 8:
            raise NotReadable
        signatures = content[-2 * _SIGNATURE :]
        for key, signature in (
            (told[5], signatures[:_SIGNATURE]),
            (told[8], signatures[_SIGNATURE:]),
        ):
            try:
                Ed25519PublicKey.from_public_bytes(key).verify(signature, told_bytes)
            except (InvalidSignature, ValueError) as error:
                raise NotReadable from error
        return cls(
            space=told[2],
            device=told[3],
            code=told[4],
            signing_key=told[5],
            sealing_key=told[6],
            person=told[7],
            person_key=told[8],
        )


def roots_fingerprint(roots: frozenset[bytes]) -> str:
    """Return what two people compare to know that both laptops mean the same space."""
    return grouped(hashlib.sha256(b"caseworker roots 1" + encoded(sorted(roots))).digest())


def grouped(digest: bytes) -> str:
    """Return a hash as people compare it: 35 digits in groups of five, over 110 bits."""
    digits = str(int.from_bytes(digest) % 10**_DIGITS).zfill(_DIGITS)
    return " ".join(digits[at : at + _GROUP] for at in range(0, _DIGITS, _GROUP))


def _fields(content: bytes, magic: bytes, last: int) -> dict[int, Any]:
    if not content.startswith(magic) or len(content) > _MOST:
        raise NotReadable
    try:
        told: Any = decoded(content[len(magic) :])
    except (cbor2.CBORDecodeError, RecursionError, ValueError, TypeError) as error:
        raise NotReadable from error
    if not isinstance(told, dict) or list(told) != list(range(1, last + 1)) or told[1] != 1:
        raise NotReadable
    return told


def _sized(value: object, size: int) -> bool:
    return isinstance(value, bytes) and len(value) == size
