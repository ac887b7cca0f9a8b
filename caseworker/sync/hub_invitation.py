"""The code by which the operator of a hub lets one centre in (docs/formats/hub-api.md)."""

from __future__ import annotations

import secrets

from caseworker.sync.hub_signing import digest

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("OIL", "011")
_LETTERS, _GROUP = 24, 6


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
