"""The vectors of commits in a batch, for `make_vectors`. Shares no product code."""

from __future__ import annotations

from typing import Any

from cbor2 import CBORTag

from tests.store import make_vectors as commits
from tests.store.independent_reader import cbor, commit_id, salt_of

Told = dict[int, Any] | bytes
Signed = tuple[bytes, bytes, bytes, bytes, list[Any]]
"""Header, two signatures, seed and body, as a whole commit has them."""


def columns(told: list[Told], signed: list[Signed]) -> bytes:
    """Return the columns of commits, of whose headers *told* is told."""
    return cbor(
        [
            told,
            [
                [bool(seed), *([kind, *rest] for kind, _, *rest in body)]
                for _, _, _, seed, body in signed
            ],
            b"".join(entity for *_, body in signed for _, entity, *_ in body),
            b"".join(seed for _, _, _, seed, _ in signed),
            b"".join(device + person for _, device, person, _, _ in signed),
        ]
    )


def signed(fields: dict[int, Any], body: list[Any], seed: bytes = commits.SEED) -> Signed:
    told = cbor(fields)
    return (
        told,
        commits.DEVICE.sign(b"caseworker commit 1 device" + told),
        commits.PERSON.sign(b"caseworker commit 1 person" + told),
        seed,
        body,
    )


def vectors() -> dict[str, tuple[str, list[tuple[str, bytes]]]]:
    """Return by name: result, the columns and the commits that can be read, whole."""
    content = commits.body()
    (kind, entity, fields), other = content
    first = commits.header(content)
    second = commits.header(
        content[:1], f6=2, f7=commit_id(cbor(first)), f8=[1_763_453_400_000, 1], f13=[]
    )
    third = commits.header(content, f5=commits.fixed("other run", 16), f13=[])
    erased = [
        [kind, entity, commits.hashes_of(content)[0]],
        [*other, salt_of(commits.SEED, other[1])],
    ]
    newer = {**first, 1: 2, 14: "newer"}
    fourth = commits.header(content, f5=commits.fixed("third run", 16))
    good = [
        signed(first, content),
        signed(second, content[:1]),
        signed(third, erased, b""),
        signed(newer, content),
        signed(fourth, content),
        signed(fourth, content),
    ]
    own = {key: first[key] for key in (2, 3, 4, 5, 6, 7, 8, 9, 10, 13)}
    told: list[Told] = [
        own,
        {8: [1_763_453_400_000, 1]},
        {5: third[5], 6: 1, 7: b"", 8: third[8]},
        cbor(newer),
        {key: fourth[key] for key in (2, 3, 4, 5, 6, 7, 8, 9, 10, 13)},
        cbor(fourth),
    ]
    whole = [("commit", cbor(list(each))) for each in good if each[0] != cbor(newer)]
    one, row = told[:1], good[:1]
    lacks = columns(one, [(*good[0][:3], commits.SEED, [[kind, entity, fields, commits.SEED]])])
    return {
        "columns_of_six": ("ok", [("columns", columns(told, good)), *whole]),
        "columns_of_none": ("ok", [("columns", columns([], []))]),
        "columns_nothing_to_go_by": ("ok", [("columns", columns([{6: 2}], row))]),
        "columns_count_told": ("ok", [("columns", columns([{**first}], row))]),
        "columns_one_header_too_many": ("bad-body", [("columns", columns([*one, {}], row))]),
        "columns_salt_beside_a_seed": ("bad-body", [("columns", lacks)]),
        "columns_signature_cut": ("bad-body", [("columns", columns(one, row)[:-1])]),
        "columns_with_a_tag": (
            "bad-body",
            [("columns", columns([{**own, 8: CBORTag(258, [])}], row))],
        ),
        "columns_clock_out_of_range": (
            "ok",
            [("columns", columns([{**own, 8: [2**63, 0]}], row))],
        ),
        "columns_seed_missing": (
            "bad-body",
            [("columns", columns(one, [(*good[0][:3], b"", content)]))],
        ),
    }
