"""A reader of the commits of a batch, written from docs/formats/batch.md alone."""

from __future__ import annotations

from typing import Any

from tests import independent_cbor
from tests.store.independent_reader import cbor, commit_id, entry_hashes, header_fields, sha


class Refused(Exception):
    pass


def read(columns: bytes) -> list[bytes]:
    """Return the whole commits (commit.md) that can be read.

    Raises:
        Refused: the columns do not fit each other, or a body is not as the format says.
    """
    try:
        told, rows, entities, seeds, signatures = independent_cbor.loads(columns)
        entity, seed = pieces(entities, 16), pieces(seeds, 16)
        signed = pieces(signatures, 128)
        if not len(told) == len(rows) == len(signed) <= 65_536:
            raise Refused
        found: list[bytes] = []
        before: dict[int, Any] = {}
        for own, (has_seed, *listed), both in zip(told, rows, signed, strict=True):
            own_seed = seed.pop(0) if has_seed else b""
            body = [[row[0], entity.pop(0), *row[1:]] for row in listed]
            hashes = entry_hashes(body, own_seed)
            if hashes is None:
                raise Refused
            header, before = rebuilt(own, hashes, before)
            if header and header_fields(header) is not None:
                found.append(cbor([header, both[:64], both[64:], own_seed, body]))
    except (TypeError, ValueError, IndexError) as error:
        raise Refused from error
    if entity or seed:
        raise Refused
    return found


def rebuilt(
    told: dict[int, Any] | bytes, hashes: list[bytes], before: dict[int, Any]
) -> tuple[bytes, dict[int, Any]]:
    if isinstance(told, bytes):
        return told, {}
    if {11, 12} & told.keys():
        return b"", {}
    expected = dict(before)
    if before:
        expected[6] = before[6] + 1
        expected[7] = commit_id(cbor(before))
    expected |= {1: 1, 13: [], **told}
    expected |= {11: len(hashes), 12: sha(b"caseworker entries 1", *hashes)}
    return cbor(expected), expected


def pieces(content: bytes, size: int) -> list[bytes]:
    if len(content) % size:
        raise Refused
    return [content[at : at + size] for at in range(0, len(content), size)]
