"""What the operator of a hub gives to the administrator of one centre (docs/formats/hub-api.md).

The invitation is a text of four words that survives a letter, a chat and a file: what it is, the
address, the hub's key, and the code that opens one space.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from urllib.parse import urlsplit

from caseworker.sync.enrolment import NotReadable
from caseworker.sync.hub_signing import digest

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("OIL", "011")
_LETTERS, _GROUP = 24, 6
_BEGINS = "caseworker-hub-1"
_KEY = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, kw_only=True)
class HubInvitation:
    """Where a hub is, by which key it is known, and the code that lets one centre in."""

    address: str
    """`https://hub.example.org`, without a path."""
    key: bytes
    code: str

    def to_text(self) -> str:
        """Return the invitation as the operator hands it on."""
        return "\n".join((_BEGINS, self.address, self.key.hex(), self.code))

    @classmethod
    def from_text(cls, written: str) -> HubInvitation:
        """Return the invitation in *written*, wherever its lines were broken on the way.

        Raises:
            NotReadable: there is none in it.
        """
        words = written.split()
        if _BEGINS not in words:
            raise NotReadable
        told = [*words[words.index(_BEGINS) + 1 :], "", "", ""][:3]
        address, key, code = told
        if not is_origin(address) or not _KEY.fullmatch(key.lower()) or not code:
            raise NotReadable
        return cls(address=address, key=bytes.fromhex(key), code=code)


def is_origin(address: str) -> bool:
    """Return whether *address* is scheme, host and port, and nothing else."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return False
    return (
        parts.scheme in ("https", "http")
        and address == f"{parts.scheme}://{parts.netloc}"
        and (bool(parts.hostname) and "@" not in parts.netloc)
    )


def new_code() -> str:
    """Return a new code of 120 random bits, in groups joined by hyphens."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(_LETTERS))
    return "-".join(letters[at : at + _GROUP] for at in range(0, _LETTERS, _GROUP))


def code_digest(code: str) -> bytes:
    """Return what the hub keeps of a code, as somebody typed it: 32 bytes."""
    letters = "".join(each for each in code.upper() if each.isalnum()).translate(_READ_AS)
    return digest(b"caseworker hub invitation 1" + letters.encode())


def proof(kept: bytes, space: bytes) -> bytes:
    """Return what shows for *space* that one has the code of which the hub keeps *kept*."""
    return digest(kept + space)
