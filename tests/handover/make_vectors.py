"""Writes tests/handover/vectors: `python -m tests.handover.make_vectors`. Shares no product code.

Sealing draws randomness that nobody can fix: a vector that is there is kept as it is.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.handover.independent_handover import CARD_MAGIC, MAGIC, MIB, card_id, sealed
from tests.sync.independent_batch import cbor, sha
from tests.sync.independent_letter import public_half
from tests.sync.make_authors import fixed, private, public
from tests.sync.make_sealed import packed, padded

FOLDER = Path(__file__).with_name("vectors")
Vector = tuple[str, list[tuple[str, bytes]]]
OWN = fixed("lattice", 32) + fixed("lattice too", 32), fixed("curve", 32)


def card_fields(name: str, **changed: Any) -> dict[int, Any]:
    own = name == "receiver"
    keys = OWN if own else (fixed("other", 32) + fixed("other too", 32), fixed("other curve", 32))
    told = {
        1: 1,
        2: fixed(f"centre {name}", 16),
        3: 1,
        4: f"Centre of the {name}",
        5: public(name),
        6: public_half(*keys),
        7: "Ask for Josephine, in the mornings",
    }
    return told | {int(key[1:]): value for key, value in changed.items()}


def card_file(fields: dict[int, Any], by: str = "sender") -> bytes:
    card = cbor(fields)
    return CARD_MAGIC + cbor([card, private(by).sign(b"caseworker card 1 sign" + card)])


def cards() -> dict[str, Vector]:
    good = card_fields("sender")
    told = {
        "card_first": ("ok", card_file(good)),
        "card_foreign_file": ("not-a-card", b"%PDF-1.7\n"),
        "card_newer_version": ("newer-version", card_file({**good, 1: 2, 8: "more"})),
        "card_without_name": ("bad-card", card_file({**good, 4: ""})),
        "card_of_blanks": ("bad-card", card_file({**good, 4: "  "})),
        "card_of_two_lines": ("bad-card", card_file({**good, 4: "Northbank\nCompared"})),
        "card_that_turns": ("bad-card", card_file({**good, 7: "\u202eknabhtroN"})),
        "card_key_too_short": ("bad-card", card_file({**good, 6: good[6][:-1]})),
        "card_number_zero": ("bad-card", card_file({**good, 3: 0})),
        "card_too_long": ("bad-card", card_file(good) + bytes(4_096)),
        "card_cut": ("bad-card", card_file(good)[:-70]),
        "card_trailing_bytes": ("bad-card", card_file(good) + b"\0"),
        "card_signed_by_another": ("bad-signature", card_file(good, by="stolen")),
    }
    return {name: (result, [("card", file)]) for name, (result, file) in told.items()}


SENDER = cbor(card_fields("sender"))
RECEIVER = cbor(card_fields("receiver"))
BODY: dict[int, Any] = {
    1: 1,
    2: fixed("handover", 16),
    3: "2026-11-18T08:10:00.000000Z",
    4: [fixed("person", 16), fixed("case", 16)],
    5: [[1, fixed("person", 16), {1: "Selam"}], [2, fixed("case", 16), {}]],
    6: [[fixed("author", 16), "07"]],
    7: [[fixed("file", 16), "image/png", b"a signature"]],
    8: ["consent", ""],
    9: ["needs", "plan", "record"],
}
ANSWER: dict[int, Any] = {
    1: 2,
    2: fixed("handover", 16),
    3: "2026-11-19T08:10:00.000000Z",
    4: False,
    5: "No room in this month",
}


def head(**changed: Any) -> dict[int, Any]:
    told = {1: 1, 2: card_id(SENDER), 3: card_id(RECEIVER)}
    return told | {int(key[1:]): value for key, value in changed.items()}


def whole(fields: dict[int, Any], ciphertext: bytes, by: str = "sender") -> bytes:
    header = cbor({4: sha(ciphertext), **fields})
    signature = private(by).sign(b"caseworker handover 1 sign" + header)
    return MAGIC + len(header).to_bytes(4) + header + signature + ciphertext


def handovers() -> dict[str, Vector]:
    def lies(body: Any, filler: bytes = b"") -> bytes:
        told = cbor(body)
        return padded(packed(len(told).to_bytes(4) + told + filler))

    def put(plain: bytes, fields: dict[int, Any] | None = None) -> bytes:
        return sealed(head() if fields is None else fields, plain, OWN, fixed("key", 32))

    ciphertext = put(lies(BODY))
    good = whole(head(), ciphertext)
    flipped, odd = bytearray(good), bytearray(lies(BODY))
    flipped[-1] ^= 1
    odd[-1] = 1
    # What does not pack, so that it is more than one chunk.
    long = {**BODY, 7: [[fixed("file", 16), "image/png", b"".join(
        fixed(str(each), 32) for each in range(2_500))]]}  # fmt: skip
    spoilt = sealed(head(), lies(long), OWN, fixed("key", 32), lambda parts: parts[:1])
    huge = padded(packed((25 * MIB).to_bytes(4) + bytes(25 * MIB)))
    short = padded(packed((999).to_bytes(4) + cbor(BODY)))
    nothing, silent = {**BODY, 5: [[0, bytes(16), {}]]}, {**ANSWER, 5: None}
    told = {
        "handover_first": ("ok", good),
        "handover_answer": ("ok", whole(head(), put(lies(ANSWER)))),
        "handover_with_filler": ("ok", whole(head(), put(lies(ANSWER, fixed("filler", 32) * 9)))),
        "handover_shorter_than_said": ("bad-body", whole(head(), put(short))),
        "handover_further_keys": ("ok", whole(head(), put(lies({**BODY, 77: "newer"})))),
        "handover_foreign_file": ("not-a-handover", b"caseworker batch 1\n" + good),
        "handover_newer_version": ("newer-version", whole(head(f1=2), ciphertext)),
        "handover_cut_in_the_header": ("bad-header", good[:60]),
        "handover_header_too_long": ("bad-header", whole(head(f5=bytes(300)), ciphertext)),
        "handover_bit_flipped": ("bad-body-hash", bytes(flipped)),
        "handover_cut_in_the_body": ("bad-body-hash", good[:-100]),
        "handover_unknown_sender": ("unknown-sender", whole(head(f2=bytes(16)), ciphertext)),
        "handover_signed_by_another": ("bad-signature", whole(head(), ciphertext, by="stolen")),
        "handover_for_others": ("sealed-for-others", whole(head(f3=bytes(16)), ciphertext)),
        "handover_header_moved": ("bad-seal", whole(head(), put(lies(BODY), head(f2=bytes(16))))),
        "handover_last_chunk_missing": ("bad-seal", whole(head(), spoilt)),
        "handover_padding_not_zero": ("bad-padding", whole(head(), put(bytes(odd)))),
        "handover_bomb": ("too-large", whole(head(), put(padded(packed(bytes(65 * MIB)))))),
        "handover_bomb_of_numbers": ("too-large", whole(head(), put(huge))),
        "handover_no_map": ("bad-body", whole(head(), put(lies([1])))),
        "handover_without_subject": ("bad-body", whole(head(), put(lies({**BODY, 4: []})))),
        "handover_of_kind_zero": ("bad-body", whole(head(), put(lies(nothing)))),
        "handover_answer_without_reason": ("bad-body", whole(head(), put(lies(silent)))),
    }  # fmt: skip
    known = [("sender", SENDER), ("own", RECEIVER), ("seed", OWN[0]), ("curve", OWN[1])]
    return {name: (result, [*known, ("file", file)]) for name, (result, file) in told.items()}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, (result, values) in (cards() | handovers()).items():
        path = FOLDER / f"{name}.txt"
        if not path.exists():
            lines = [f"expect: {result}", *(f"{key}: {value.hex()}" for key, value in values)]
            path.write_text("\n".join(lines) + "\n", "ascii", newline="\n")


if __name__ == "__main__":
    main()
