"""Digests and encodings."""

from __future__ import annotations

import base64
import binascii
import hashlib
import zlib

from forms.errors import ExpressionError
from forms.functions.registry import function

_ALGORITHMS = {
    "md5": "md5",
    "sha-1": "sha1",
    "sha-256": "sha256",
    "sha-384": "sha384",
    "sha-512": "sha512",
}


@function("digest", "text", "text", "text", gives="text", optional=1)
def _digest(text: str, algorithm: str, encoding: str = "base64") -> str:
    data = text.encode()
    if algorithm.lower() == "crc32":
        raw = zlib.crc32(data).to_bytes(4, "big")
    elif algorithm.lower() in _ALGORITHMS:
        raw = hashlib.new(_ALGORITHMS[algorithm.lower()], data, usedforsecurity=False).digest()
    else:
        raise ExpressionError("digest", algorithm)
    return raw.hex() if encoding.lower() == "hex" else base64.b64encode(raw).decode()


@function("base64-decode", "text", gives="text")
def _base64_decode(text: str) -> str:
    try:
        return base64.b64decode(text, validate=False).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""
