"""Writes tests/store/vectors: `python -m tests.store.make_vectors`. Shares no product code.

Each vector is a text file: the expected result, then names with hexadecimal values.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from cbor2 import CBORTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.store.independent_reader import cbor, commit_id, entry_hash, salt_of, sha

FOLDER = Path(__file__).with_name("vectors")
DEVICE = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"vector device").digest())
PERSON = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"vector person").digest())
OTHER = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"somebody else").digest())


def fixed(name: str, size: int) -> bytes:
    return hashlib.sha256(name.encode()).digest()[:size]


SEED = fixed("seed", 16)


def body() -> list[Any]:
    first, second = sorted((fixed("entity a", 16), fixed("entity b", 16)))
    return [
        [1, first, {0: [True], 2: ["Selam"], 5: [["ER", "XX"]]}],
        [7, second, {3: [None, fixed("base", 32)], 4: [{"edtf": "2003~"}]}],
    ]


def hashes_of(content: list[Any]) -> list[bytes]:
    return [
        entry_hash(salt_of(SEED, entity), kind, entity, fields) for kind, entity, fields in content
    ]


def header(content: list[Any], **changed: Any) -> dict[int, Any]:
    hashes = hashes_of(content)
    fields = {
        1: 1,
        2: fixed("unit", 16),
        3: fixed("person", 16),
        4: fixed("device", 16),
        5: fixed("run", 16),
        6: 1,
        7: b"",
        8: [1_763_453_400_000, 0],
        9: fixed("audience", 16),
        10: 1,
        11: len(hashes),
        12: sha(b"caseworker entries 1", *hashes),
        13: [[9, fixed("consent", 16), [fixed("head", 32)]]],
    }
    return fields | {int(key[1:]): value for key, value in changed.items()}


def whole(
    fields: dict[int, Any],
    content: list[Any],
    device: Ed25519PrivateKey = DEVICE,
    person: Ed25519PrivateKey = PERSON,
    seed: bytes = SEED,
) -> bytes:
    told = cbor(fields)
    return cbor(
        [
            told,
            device.sign(b"caseworker commit 1 device" + told),
            person.sign(b"caseworker commit 1 person" + told),
            seed,
            content,
        ]
    )


def vectors() -> dict[str, tuple[str, bytes, bytes]]:
    """Return by name: result, commit, and the commit before it in the run (number, id)."""
    content = body()
    first = header(content)
    first_id = commit_id(cbor(first))
    before = (1).to_bytes(8) + first_id
    second = header(content, f6=2, f7=first_id)
    (kind, entity, _), other = content
    own_salt = [*other, salt_of(SEED, other[1])]
    erased = [[kind, entity, hashes_of(content)[0]], own_salt]
    all_erased = [
        [of, whose, each] for (of, whose, _), each in zip(content, hashes_of(content), strict=True)
    ]
    altered = body()
    altered[0][2][2] = ["Salam"]
    unsorted = list(reversed(body()))
    shapeless = body()
    shapeless[0][2][2] = "Selam"
    bases = body()
    bases[0][2][2] = ["Selam", *sorted((fixed("base", 32), fixed("head", 32)), reverse=True)]
    twice = body()
    twice[1][1] = entity
    tagged, shared, high, low = body(), body(), body(), body()
    tagged[0][2][2] = [CBORTag(258, ["Selam"])]
    shared[0][2][2] = [[CBORTag(28, ["Selam"]), CBORTag(29, 0)]]
    high[0][2][2] = [2**63]
    low[0][2][2] = [-(2**63) - 1]
    widest = body()
    widest[0][2][2] = [[2**63 - 1]]
    widest[1][2][3] = [-(2**63)]
    erasing = [[kind, entity, {0: [False]}]]
    says_more = [[kind, entity, {0: [False], 2: ["Selam"]}]]
    return {
        "first_of_a_run": ("ok", whole(first, content), b""),
        "second_of_a_run": ("ok", whole(second, content), before),
        "values_of_one_entity_erased": ("ok", whole(first, erased, seed=b""), b""),
        "all_values_erased": ("ok", whole(first, all_erased, seed=b""), b""),
        "erases": ("ok", whole(header(erasing), erasing), b""),
        "erases_and_says_more": ("bad-body", whole(header(says_more), says_more), b""),
        "erased_beside_a_seed": ("bad-body", whole(first, erased), b""),
        "neither_seed_nor_salt": ("bad-body", whole(first, content, seed=b""), b""),
        "another_seed": ("bad-changes", whole(first, content, seed=fixed("other", 16)), b""),
        "seed_too_short": ("bad-body", whole(first, content, seed=b"short"), b""),
        "bases_unsorted": ("bad-body", whole(first, bases), b""),
        "no_changes_of_one_entity": ("ok", whole(header([]), []), b""),
        "another_version": ("bad-header", whole(header(content, f1=2), content), b""),
        "run_too_short": ("bad-header", whole(header(content, f5=b"short"), content), b""),
        "number_zero": ("bad-header", whole(header(content, f6=0), content), b""),
        "signed_by_another_device": (
            "bad-device-signature",
            whole(first, content, device=OTHER),
            b"",
        ),
        "signed_by_a_colleague": (
            "bad-person-signature",
            whole(first, content, person=OTHER),
            b"",
        ),
        "entities_out_of_order": ("bad-body", whole(first, unsorted), b""),
        "change_of_another_shape": ("bad-body", whole(first, shapeless), b""),
        "one_id_twice": ("bad-body", whole(header(twice), twice), b""),
        "value_with_a_tag": ("bad-body", whole(header(tagged), tagged), b""),
        "value_shared": ("bad-body", whole(header(shared), shared), b""),
        "value_too_high": ("bad-body", whole(header(high), high), b""),
        "value_too_low": ("bad-body", whole(header(low), low), b""),
        "values_at_the_end_of_the_range": ("ok", whole(header(widest), widest), b""),
        "header_with_a_tag": (
            "bad-header",
            whole(header(content, f13=[CBORTag(258, [])]), content),
            b"",
        ),
        "clock_too_high": ("bad-header", whole(header(content, f8=[2**63, 0]), content), b""),
        "clock_counter_too_high": (
            "bad-header",
            whole(header(content, f8=[0, 2**63]), content),
            b"",
        ),
        "clock_before_1970": ("bad-header", whole(header(content, f8=[-1, 0]), content), b""),
        "clock_of_one_number": ("bad-header", whole(header(content, f8=[1]), content), b""),
        "clock_of_words": ("bad-header", whole(header(content, f8=["", ""]), content), b""),
        "number_out_of_range": ("bad-header", whole(header(content, f6=2**63), content), b""),
        "rules_out_of_range": ("bad-header", whole(header(content, f10=2**63), content), b""),
        "value_altered": ("bad-changes", whole(first, altered), b""),
        "entity_left_out": ("bad-changes", whole(first, content[:1]), b""),
        "first_with_previous": (
            "broken-chain",
            whole(header(content, f7=first_id), content),
            b"",
        ),
        "number_left_out": (
            "broken-chain",
            whole(header(content, f6=3, f7=first_id), content),
            before,
        ),
        "another_previous": (
            "broken-chain",
            whole(header(content, f6=2, f7=fixed("other", 32)), content),
            before,
        ),
    }


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.txt"):
        old.unlink()
    device, person = (key.public_key().public_bytes_raw() for key in (DEVICE, PERSON))
    for name, (result, commit, before) in vectors().items():
        lines = [f"expect: {result}", f"device key: {device.hex()}", f"person key: {person.hex()}"]
        if before:
            lines += [
                f"number before: {int.from_bytes(before[:8])}",
                f"id before: {before[8:].hex()}",
            ]
        lines.append(f"commit: {commit.hex()}")
        (FOLDER / f"{name}.txt").write_text("\n".join(lines) + "\n", "ascii", newline="\n")


if __name__ == "__main__":
    main()
