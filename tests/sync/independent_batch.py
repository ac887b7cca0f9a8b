"""A reader of batches written from docs/formats/batch.md alone. It shares no product code."""

from __future__ import annotations

import hashlib
from typing import Any

import cbor2
import zstandard
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tests.sync import independent_columns

MAGIC = b"caseworker batch 1\n"
CHUNK = 65_536
SEALED_CHUNK = CHUNK + 16
MEBIBYTE = 1 << 20
SIZES = {2: 16, 3: 16, 4: 16, 7: 16, 8: 32}


class Refused(Exception):
    pass


def sha(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def cbor(value: Any) -> bytes:
    return cbor2.dumps(value, canonical=True)


def key_id(audience_key: bytes) -> bytes:
    return sha(b"caseworker audience key 1", audience_key)[:16]


def laptop_id(signing_key: bytes) -> bytes:
    return sha(b"caseworker laptop key 1", signing_key)[:16]


def body_key(audience_key: bytes, salt: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, b"caseworker batch 1 body").derive(audience_key)


def associated_data(fields: dict[int, Any]) -> bytes:
    return cbor({key: value for key, value in fields.items() if key != 8})


def padded_size(size: int) -> int:
    padded = 1_024
    while padded < size:
        padded += padded if padded < 65_536 else power_below(padded) // 32
    return padded


def power_below(size: int) -> int:
    """Return the highest power of two that is not above *size*."""
    power = 1
    while 2 * power <= size:
        power *= 2
    return power


def read(batch: bytes, space: bytes, laptops: list[bytes], audience_keys: list[bytes]) -> str:
    """Return the result for a batch, for who knows these laptops and holds these keys."""
    try:
        header, signature, ciphertext = take_apart(batch)
        fields = header_fields(header)
        check_transport(fields, header, signature, ciphertext, space, laptops)
        keys = {key_id(each): each for each in audience_keys}
        if fields[7] not in keys:
            return "sealed-for-others"
        check_body(unpacked(unpadded(opened(keys[fields[7]], fields, ciphertext))))
    except Refused as refused:
        return str(refused)
    return "ok"


def take_apart(batch: bytes) -> tuple[bytes, bytes, bytes]:
    if not batch.startswith(MAGIC):
        raise Refused("not-a-batch")
    start = len(MAGIC) + 4
    end = start + int.from_bytes(batch[len(MAGIC) : start])
    if end - start > 1_024 or len(batch) < end + 64 + 32:
        raise Refused("bad-header")
    return batch[start:end], batch[end : end + 64], batch[end + 64 :]


def header_fields(header: bytes) -> dict[int, Any]:
    try:
        fields: Any = cbor2.loads(header)
        if fields[1] > 1:
            raise Refused("newer-version")
        fits = list(fields) == list(range(1, 9)) and cbor(fields) == header and fields[1] == 1
        fits = fits and all(len(fields[key]) == size for key, size in SIZES.items())
        fits = fits and fields[5] >= 1 and len(fields[6]) in (0, 32)
        fits = fits and not (fields[5] > 1 and fields[6] == b"")
    except (cbor2.CBORDecodeError, TypeError, KeyError, IndexError) as error:
        raise Refused("bad-header") from error
    if not fits:
        raise Refused("bad-header")
    return dict(fields)


def check_transport(
    fields: dict[int, Any],
    header: bytes,
    signature: bytes,
    ciphertext: bytes,
    space: bytes,
    laptops: list[bytes],
) -> None:
    if fields[2] != space:
        raise Refused("foreign-space")
    if sha(ciphertext) != fields[8]:
        raise Refused("bad-body-hash")
    signing_keys = {laptop_id(each): each for each in laptops}
    if fields[3] not in signing_keys:
        raise Refused("unknown-laptop")
    try:
        key = Ed25519PublicKey.from_public_bytes(signing_keys[fields[3]])
        key.verify(signature, b"caseworker batch 1 sign" + header)
    except InvalidSignature as error:
        raise Refused("bad-signature") from error


def opened(audience_key: bytes, fields: dict[int, Any], ciphertext: bytes) -> bytes:
    salt, sealed = ciphertext[:32], ciphertext[32:]
    cipher = ChaCha20Poly1305(body_key(audience_key, salt))
    chunks = [sealed[at : at + SEALED_CHUNK] for at in range(0, len(sealed), SEALED_CHUNK)]
    plain = []
    for index, chunk in enumerate(chunks):
        nonce = index.to_bytes(11) + bytes([index == len(chunks) - 1])
        try:
            plain.append(cipher.decrypt(nonce, chunk, associated_data(fields)))
        except InvalidTag as error:
            raise Refused("bad-seal") from error
    if not plain or not plain[-1]:
        raise Refused("bad-seal")
    return b"".join(plain)


def unpadded(padded: bytes) -> bytes:
    size = int.from_bytes(padded[:4])
    packed, rest = padded[4 : 4 + size], padded[4 + size :]
    if len(packed) != size or any(rest) or len(padded) != padded_size(4 + size):
        raise Refused("bad-padding")
    return packed


def unpacked(packed: bytes) -> bytes:
    try:
        declared = zstandard.get_frame_parameters(packed).content_size
        if declared > 64 * MEBIBYTE:
            raise Refused("too-large")
        return zstandard.ZstdDecompressor().decompress(packed, max_output_size=64 * MEBIBYTE)
    except zstandard.ZstdError as error:
        raise Refused("bad-body") from error


def are_sums(reading: bytes, rows: list[list[bytes]]) -> bool:
    sizes = {len(each) for row in [[reading], *rows] for each in row}
    circles = [circle for circle, _, _ in rows]
    return sizes == {16} and circles == sorted(set(circles))


def check_body(body: bytes) -> None:
    try:
        told: Any = cbor2.loads(body)
        if told.get(1):
            independent_columns.read(told[1])
        fits = all(len(signature) == 64 for _, signature in told.get(2, []))
        frontier = told.get(3, [])
        fits = fits and frontier == sorted(frontier) and all(len(each) == 4 for each in frontier)
        fits = fits and are_sums(*told.get(4, [bytes(16), []]))
        fits = fits and len(told.get(12, bytes(32))) == 32
        for circles in (told.get(10, []), told.get(11, [])):
            fits = fits and circles == sorted(set(circles))
            fits = fits and all(isinstance(each, bytes) and len(each) == 16 for each in circles)
    except (cbor2.CBORDecodeError, AttributeError, TypeError, ValueError) as error:
        raise Refused("bad-body") from error
    except independent_columns.Refused as error:
        raise Refused("bad-body") from error
    if not fits:
        raise Refused("bad-body")
