"""A reader of membership written from docs/formats/membership.md alone; no product code."""

from __future__ import annotations

import hashlib
from typing import Any

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests import independent_cbor

ROOTS_ONLY = {1, 8}
SUBJECT_SIZE = {1: 32, 2: 16, 3: 16, 4: 16, 5: 32, 6: 16, 7: 16, 8: 0, 9: 0, 10: 16}


def sha(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def cbor(value: Any) -> bytes:
    return cbor2.dumps(value, canonical=True)


def space_of(roots: list[bytes]) -> bytes:
    return sha(b"caseworker space 1", cbor(sorted(roots)))[:16]


def entry_id(entry: bytes) -> bytes:
    return sha(b"caseworker membership 1", entry)


def is_signed(key: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def read(entry: bytes, signature: bytes, space: bytes) -> str:
    """Return the result for one entry."""
    try:
        fields = independent_cbor.loads(entry)
        if len(entry) <= 65_536 and fields[1] > 1:
            return "newer-version"
        fits = len(entry) <= 65_536 and fits_layout(fields) and cbor(fields) == entry
    except (TypeError, KeyError, IndexError, ValueError):
        return "bad-entry"
    if not fits:
        return "bad-entry"
    if fields[2] != space:
        return "foreign-space"
    if not is_signed(fields[3], signature, b"caseworker membership 1 sign" + entry):
        return "bad-signature"
    return "ok"


def fits_layout(fields: dict[int, Any]) -> bool:
    if list(fields) != [1, 2, 3, 4, 5, 6, 7, 8, 9] or cbor(list(fields)[:1]) != b"\x81\x01":
        return False
    if not all(type(fields[key]) is int and fields[key] < 2**63 for key in (4, 6)):
        return False
    if cbor(fields[1]) != b"\x01":
        return False
    sizes = [len(fields[key]) for key in (2, 3, 5)]
    if sizes != [16, 32, 0 if fields[4] == 1 else 32] or fields[4] < 1 or fields[6] < 1:
        return False
    if not all_sized(fields[8], 32):
        return False
    return len(fields[7]) == SUBJECT_SIZE.get(fields[6], len(fields[7])) and fits_kind(
        fields[6], fields[9]
    )


def fits_kind(kind: int, content: dict[int, Any]) -> bool:
    if kind in (2, 3):
        listed = content[3] == sorted(set(content[3])) if kind == 2 else all_sized(content[3], 16)
        return len(content[1]) == 32 and isinstance(content[2], bytes) and listed
    if kind == 4:
        circles = all(all_sized(content[key], 16) for key in (2, 3))
        circles = circles and all(all_sized(content.get(key, []), 16) for key in (4, 5))
        return isinstance(content[1], str) and circles
    if kind in (5, 6, 7):
        size = 0 if kind == 5 else 16
        kept = all(
            (len(run), len(end)) == (size, 32) and number > 0 for run, number, end in content[1]
        )
        return kept and (kind == 5 or len(content[2]) == 32)
    if kind == 10:
        return content[1] > 0 and len(content[2]) == 16
    return kind not in (8, 9) or all_sized(content[1], 32)


def all_sized(listed: list[bytes], size: int) -> bool:
    return listed == sorted(set(listed)) and all(len(each) == size for each in listed)


def verdicts(entries: list[bytes], roots: list[bytes]) -> list[str]:
    """Return of each entry of a log, all of them `ok`, what it comes to."""
    log = {entry_id(each): independent_cbor.loads(each) for each in entries}
    chains = {key: chain(key, log) for key in log}
    whole = {key for key, links in chains.items() if len(links) == log[key][4]}
    appointed = {
        each[7] for key, each in log.items() if each[6] == 1 and each[3] in roots and key in whole
    }
    told = {
        key: "without-authority"
        for key, each in log.items()
        if (each[3] not in roots and (each[3] not in appointed or each[6] in ROOTS_ONLY))
        or (each[6] == 5 and each[7] in roots)
    }
    for key, each in log.items():
        if key not in told and each[3] in roots and (key in whole or each[6] in (5, 6, 7)):
            told[key] = "counted"
    against = {
        key: [by for by in log if told.get(by) != "without-authority" and attacks(by, key, log)]
        for key, each in log.items()
        if each[3] not in roots
    }
    for _ in log:
        for key in against.keys() - told.keys():
            standing = [told.get(by) for by in against[key]]
            if "counted" in standing:
                told[key] = "fallen"
            elif key in whole and set(standing) <= {"fallen"}:
                told[key] = "counted"
    rest = {key: "disputed" if key in whole else "waiting" for key in log}
    return [(rest | told)[entry_id(each)] for each in entries]


def chain(key: bytes, log: dict[bytes, Any]) -> list[bytes]:
    links: list[bytes] = []
    author, number = log[key][3], log[key][4]
    while key in log and log[key][3] == author and log[key][4] == number - len(links):
        links.append(key)
        key = log[key][5]
    return links


def attacks(by: bytes, key: bytes, log: dict[bytes, Any]) -> bool:
    revocation, entry = log[by], log[key]
    if revocation[6] == 8:
        return key in revocation[9][1]
    if revocation[6] != 5 or revocation[7] != entry[3] or by == key:
        return False
    kept = [chain(end, log) for _, _, end in revocation[9][1] if end in log]
    return not any(key in links for links in kept)
