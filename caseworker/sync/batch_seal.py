"""How the body of a batch is packed, padded and sealed (docs/formats/batch.md, "Seal").

Padding hides how much was written; STREAM keeps chunks from being cut, doubled or re-ordered; the
header as associated data keeps a body from being moved under another header.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator

import zstandard
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_SIZE = 32
CHUNK = 65_536
_TAG = 16
_SALT = 32
_LENGTH = 4
_SMALLEST = 1_024
_DOUBLED_UP_TO = 65_536
_PARTS = 32
_MEBIBYTE = 1_048_576
MAX_PADDED = 16 * _MEBIBYTE
"""Bytes of a padded body."""
MAX_UNPACKED = 64 * _MEBIBYTE
"""Bytes of a body before it was packed: no small file may fill the memory."""
_LEVEL, _REMEMBERED, _LOOKED_UP = 16, 19, 18
"""How hard zstd looks for what came before: from this level on for what fits best, a sixth less
than usual. It keeps less in mind than the level would (as powers of two), which is twice as quick
for two per cent. Two mebibytes take half a second, a day's work some milliseconds.
"""


class BadSeal(Exception):
    """A body that cannot be opened. `result` is one of those of the test vectors."""

    def __init__(self, result: str) -> None:
        super().__init__(result)
        self.result = result


def key_id(audience_key: bytes) -> bytes:
    """Return the id of an audience key, 16 bytes. It tells carriers nothing."""
    return hashlib.sha256(b"caseworker audience key 1" + audience_key).digest()[:16]


def seal(body: bytes, key: bytes, associated_data: bytes) -> bytes:
    """Return the ciphertext of *body* under *key* of 32 bytes.

    Raises:
        ValueError: the body is larger than a batch may be.
    """
    if len(body) > MAX_UNPACKED:
        raise ValueError(len(body))
    packed = _packed(body)
    content = len(packed).to_bytes(_LENGTH) + packed
    padded = content.ljust(padded_size(len(content)), b"\0")
    if len(padded) > MAX_PADDED:
        raise ValueError(len(padded))
    salt = secrets.token_bytes(_SALT)
    cipher = _cipher(key, salt)
    sealed = (
        cipher.encrypt(nonce, padded[start : start + CHUNK], associated_data)
        for nonce, start in _chunks(len(padded), CHUNK)
    )
    return salt + b"".join(sealed)


def unseal(ciphertext: bytes, key: bytes, associated_data: bytes) -> bytes:
    """Return the body of *ciphertext*.

    Raises:
        BadSeal: `bad-seal`, `bad-padding`, `too-large` or `bad-body`.
    """
    salt, sealed = ciphertext[:_SALT], ciphertext[_SALT:]
    cipher = _cipher(key, salt)
    try:
        padded = b"".join(
            cipher.decrypt(nonce, sealed[start : start + CHUNK + _TAG], associated_data)
            for nonce, start in _chunks(len(sealed), CHUNK + _TAG)
        )
    except (InvalidTag, ValueError) as error:
        raise BadSeal("bad-seal") from error
    if not padded or len(sealed) % (CHUNK + _TAG) == _TAG:
        raise BadSeal("bad-seal")
    return _unpacked(_unpadded(padded))


def padded_size(size: int) -> int:
    """Return the size class of a content of *size* bytes."""
    doubled = max(_SMALLEST, 1 << (size - 1).bit_length())
    if doubled <= _DOUBLED_UP_TO:
        return doubled
    step = doubled // 2 // _PARTS
    return -(-size // step) * step


def _cipher(key: bytes, salt: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(HKDF(SHA256(), KEY_SIZE, salt, b"caseworker batch 1 body").derive(key))


def _chunks(size: int, step: int) -> Iterator[tuple[bytes, int]]:
    """Yield nonce and start of each chunk; the nonce of the last says that it is the last."""
    for index, start in enumerate(range(0, size, step)):
        yield index.to_bytes(11) + bytes([start + step >= size]), start


def _packed(body: bytes) -> bytes:
    how = zstandard.ZstdCompressionParameters.from_level(
        _LEVEL, source_size=len(body), chain_log=_REMEMBERED, hash_log=_LOOKED_UP
    )
    return zstandard.ZstdCompressor(compression_params=how).compress(body)


def _unpadded(padded: bytes) -> bytes:
    size = int.from_bytes(padded[:_LENGTH])
    content, rest = padded[: _LENGTH + size], padded[_LENGTH + size :]
    if len(content) != _LENGTH + size or any(rest) or len(padded) != padded_size(len(content)):
        raise BadSeal("bad-padding")
    return content[_LENGTH:]


def _unpacked(packed: bytes) -> bytes:
    try:
        declared = zstandard.get_frame_parameters(packed).content_size
        if declared > MAX_UNPACKED:
            # Also where no size is declared: it is then the highest number there is.
            raise BadSeal("too-large")
        return zstandard.ZstdDecompressor().decompress(packed, max_output_size=MAX_UNPACKED)
    except zstandard.ZstdError as error:
        raise BadSeal("bad-body") from error
