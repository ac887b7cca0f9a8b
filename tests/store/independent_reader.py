"""A reader of commits written from docs/formats/commit.md alone. It shares no product code."""

from __future__ import annotations

import hashlib
from typing import Any

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests import independent_cbor

SIZES = {2: 16, 3: 16, 4: 16, 5: 16, 9: 16, 12: 32}


def sha(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def cbor(value: Any) -> bytes:
    return cbor2.dumps(value, canonical=True)


def commit_id(header: bytes) -> bytes:
    return sha(b"caseworker commit 1", header)


def read(
    commit: bytes, device_key: bytes, person_key: bytes, before: tuple[int, bytes] | None = None
) -> str:
    """Return the result for a whole commit.

    *before* is number and id of the last known commit of the run, None where none is known.
    """
    try:
        told = independent_cbor.loads(commit)
    except ValueError:
        return "bad-body"
    return read_parts(told, device_key, person_key, before)


def read_parts(
    told: list[Any], device_key: bytes, person_key: bytes, before: tuple[int, bytes] | None
) -> str:
    header, device_signature, person_signature, seed, body = told
    fields = header_fields(header)
    if fields is None:
        return "bad-header"
    if not signed(device_key, device_signature, b"caseworker commit 1 device" + header):
        return "bad-device-signature"
    if not signed(person_key, person_signature, b"caseworker commit 1 person" + header):
        return "bad-person-signature"
    hashes = entry_hashes(body, seed)
    if hashes is None:
        return "bad-body"
    if (len(hashes), sha(b"caseworker entries 1", *hashes)) != (fields[11], fields[12]):
        return "bad-changes"
    if (fields[6] == 1) != (fields[7] == b""):
        return "broken-chain"
    if before is not None and (fields[6], fields[7]) != (before[0] + 1, before[1]):
        return "broken-chain"
    return "ok"


def header_fields(header: bytes) -> dict[int, Any] | None:
    try:
        fields = independent_cbor.loads(header)
    except ValueError:
        return None
    if not isinstance(fields, dict) or list(fields) != list(range(1, 14)) or fields[1] != 1:
        return None
    if cbor(fields) != header:
        return None
    if any(not isinstance(fields[key], bytes) or len(fields[key]) != SIZES[key] for key in SIZES):
        return None
    if not is_number(fields[6]) or fields[6] < 1 or len(fields[7]) not in (0, 32):
        return None
    if not is_clock(fields[8]) or not all(is_number(fields[key]) for key in (10, 11)):
        return None
    return fields


def is_clock(told: Any) -> bool:
    fits = isinstance(told, list) and len(told) == 2
    return fits and all(is_number(each) and each >= 0 for each in told)


def is_number(value: Any) -> bool:
    return type(value) is int and value in independent_cbor.NUMBERS


def signed(key: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def salt_of(seed: bytes, entity: bytes) -> bytes:
    return sha(b"caseworker salt 1", seed, entity)[:16]


def entry_hash(salt: bytes, kind: int, entity: bytes, fields: dict[int, Any]) -> bytes:
    return sha(b"caseworker entry 1", cbor([salt, kind, entity, fields]))


def entry_hashes(body: list[Any], seed: bytes) -> list[bytes] | None:
    hashes = []
    entities = [entity for _, entity, *_ in body]
    if entities != sorted(set(entities)) or len(seed) not in (0, 16):
        return None
    for entry in body:
        match entry:
            case [kind, entity, dict() as fields] if seed and are_fields(fields):
                hashes.append(entry_hash(salt_of(seed, entity), kind, entity, fields))
            case [kind, entity, dict() as fields, bytes() as salt] if (
                not seed and len(salt) == 16 and are_fields(fields)
            ):
                hashes.append(entry_hash(salt, kind, entity, fields))
            case [_, _, bytes() as erased] if not seed and len(erased) == 32:
                hashes.append(erased)
            case _:
                return None
    return hashes


def are_fields(fields: dict[int, Any]) -> bool:
    if not fields or list(fields) != sorted(fields):
        return False
    for change in fields.values():
        if not isinstance(change, list) or not change:
            return False
        if type(change[0]) is int and not is_number(change[0]):
            return False
        bases = change[1:]
        if bases != sorted(bases) or any(len(base) != 32 for base in bases):
            return False
    return fields.get(0, [None])[0] is not False or list(fields) == [0]
