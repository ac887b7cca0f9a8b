"""Writes tests/sync/vectors: `python -m tests.sync.make_vectors`. Shares no product code.

Each vector is a text file: the expected result, then names with hexadecimal values.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cbor2 import CBORTag

from tests.sync import independent_batch as batches
from tests.sync import (
    independent_letter,
    make_acts,
    make_agreement,
    make_columns,
    make_revoked,
)
from tests.sync.independent_membership import cbor, entry_id, sha
from tests.sync.make_authors import (
    ROOTS,
    SPACE,
    Author,
    Vector,
    fixed,
    laptop,
    person,
    public,
    record,
)
from tests.sync.make_circles import circle_vectors
from tests.sync.make_sealed import AUDIENCE_KEY, header, packed, padded, sealed, whole

FOLDER = Path(__file__).with_name("vectors")


def entries() -> dict[str, Vector]:
    alem = Author("alem")
    good = alem.fields(*person("amina", "caseworker"))

    def vector(result: str, fields: dict[int, Any], extra: bytes = b"", by: str = "alem") -> Vector:
        entry = cbor(fields) + extra
        signature = Author(by).signature(entry)
        return result, [("space", SPACE), ("entry", entry), ("signature", signature)]

    return {
        "entry_person": vector("ok", good),
        "entry_audience_key": vector("ok", alem.fields(10, bytes(16), {1: 1, 2: bytes(16)})),
        "entry_audience_key_too_long": vector(
            "bad-entry", alem.fields(10, bytes(16), {1: 1, 2: bytes(32)})
        ),
        "entry_outreach_laptop": vector("ok", alem.fields(*laptop("van", "amina", outreach=True))),
        "entry_record": vector("ok", alem.fields(*record("selam", ["amina"], ["van"], ["gate"]))),
        "entry_record_laptop_too_short": vector(
            "bad-entry", alem.fields(4, bytes(16), {1: "record", 2: [], 3: [], 4: [b"short"]})
        ),
        "entry_record_leaving_unsorted": vector(
            "bad-entry",
            alem.fields(4, bytes(16), {1: "record", 2: [], 3: [], 5: [b"b" * 16, b"a" * 16]}),
        ),
        "entry_unknown_kind": vector("ok", alem.fields(4711, b"thing", {1: "newer"})),
        "entry_further_content": vector("ok", {**good, 9: {**good[9], 99: "newer"}}),
        "entry_newer_version": vector("newer-version", {**good, 1: 2, 10: "newer"}),
        "entry_number_out_of_range": vector("bad-entry", {**good, 4: 2**63}),
        "entry_kind_out_of_range": vector("bad-entry", {**good, 6: 2**63}),
        "entry_with_a_tag": vector("bad-entry", {**good, 8: CBORTag(258, [])}),
        "entry_content_shared": vector(
            "bad-entry", {**good, 9: {**good[9], 4: [CBORTag(28, ["more"]), CBORTag(29, 0)]}}
        ),
        "entry_number_zero": vector("bad-entry", {**good, 4: 0}),
        "entry_version_true": vector("bad-entry", {**good, 1: True}),
        "entry_first_with_previous": vector("bad-entry", {**good, 5: bytes(32)}),
        "entry_roles_unsorted": vector(
            "bad-entry", {**good, 9: {**good[9], 3: ["supervisor", "caseworker"]}}
        ),
        "entry_key_too_short": vector("bad-entry", {**good, 9: {**good[9], 1: b"short"}}),
        "entry_trailing_bytes": vector("bad-entry", good, extra=b"\x00"),
        "entry_too_long": vector("bad-entry", {**good, 9: {**good[9], 99: bytes(70_000)}}),
        "entry_another_space": vector("foreign-space", {**good, 2: fixed("elsewhere", 16)}),
        "entry_signed_by_another": vector("bad-signature", good, by="binta"),
    }


def revocation(of: Author, keeps: int) -> tuple[int, bytes, dict[int, Any]]:
    kept = [[b"", keeps, entry_id(of.entries[keeps - 1])]] if keeps else []
    return 5, public(of.name), {1: kept}


def logs() -> dict[str, Vector]:
    found: dict[str, Vector] = {}

    def centre() -> tuple[Author, Author, Author]:
        root, alem, binta = Author("root"), Author("alem"), Author("binta")
        for administrator in (alem, binta):
            root.sign(1, public(administrator.name), {})
        return root, alem, binta

    def add(name: str, result: str, *authors: Author, without: bytes = b"") -> None:
        listed = [each for author in authors for each in author.entries if each != without]
        lines = [("root", each) for each in ROOTS] + [("entry", each) for each in listed]
        found[name] = result, lines

    root, alem, binta = centre()
    alem.sign(*person("amina"))
    alem.sign(*revocation(binta, 0))
    binta.sign(*revocation(alem, 1))
    add("log_two_revoke_each_other", "counted counted counted disputed disputed", root, alem, binta)
    root.sign(8, b"", {1: [entry_id(alem.entries[1])]})
    add(
        "log_a_root_decides",
        "counted counted counted counted fallen counted",
        root,
        alem,
        binta,
    )
    root, alem, binta = centre()
    stranger = Author("stranger")
    stranger.sign(*person("stranger", "supervisor"))
    alem.sign(1, public("stranger"), {})
    alem.sign(*revocation(root, 0))
    add(
        "log_a_forged_role",
        "counted counted without-authority without-authority without-authority",
        root,
        alem,
        stranger,
    )
    root, alem, binta = centre()
    kept = alem.sign(*person("amina"))
    alem.sign(*person("thief", "supervisor"))
    forged = Author("alem")
    forged.sign(*person("under an old number"))
    binta.sign(*revocation(alem, 1))
    add(
        "log_a_stolen_administrator_key",
        "counted counted counted fallen fallen counted",
        root,
        alem,
        forged,
        binta,
    )
    add("log_an_entry_held_back", "counted counted waiting", root, alem, without=kept)
    return found


BODY: dict[int, Any] = {
    1: make_columns.vectors()["columns_of_six"][1][0][1],
    3: [[fixed("device", 16), fixed("run", 16), 3, fixed("batch", 32)]],
    4: [fixed("registry", 16), [[fixed(each, 16) for each in ("centre", "commits", "rows")]]],
    5: [7, fixed("running", 32)],
}
CUT: dict[int, Any] = {1: BODY[1][:-1]}
LEFT: dict[int, Any] = {
    10: [b"a" * 16, b"b" * 16],
    11: [b"c" * 16],
    12: sha(b"caseworker log 1", fixed("entry", 32)),
}
UNSORTED_SUMS: dict[int, Any] = {
    4: [fixed("registry", 16), [[each * 16] * 3 for each in (b"b", b"a")]],
}


def batch_vectors() -> dict[str, Vector]:
    first, plain = header(), padded(packed(cbor(BODY)))
    ciphertext = sealed(first, plain)
    good = whole(first, ciphertext)

    def inside(body: dict[int, Any]) -> tuple[str, bytes]:
        return "bad-body", whole(first, sealed(first, padded(packed(cbor(body)))))

    later = header(f5=2, f6=fixed("before", 32))
    long = padded(packed(cbor({11: sorted(fixed(str(each), 16) for each in range(5_000))})))
    elsewhere, unknown = header(f2=fixed("elsewhere", 16)), header(f3=fixed("unknown", 16))
    other_key, odd = header(f7=fixed("other key", 16)), bytearray(plain)
    odd[-1] = 1
    flipped = bytearray(good)
    flipped[-1] ^= 1
    huge = packed(bytes(65 * batches.MEBIBYTE))
    left, unsorted, short = (
        padded(packed(cbor(told))) for told in (LEFT, {10: LEFT[10][::-1]}, {12: bytes(31)})
    )
    sums = padded(packed(cbor(UNSORTED_SUMS)))
    told = {
        "batch_left_and_lacks": ("ok", whole(first, sealed(first, left))),
        "batch_left_unsorted": ("bad-body", whole(first, sealed(first, unsorted))),
        "batch_sums_unsorted": ("bad-body", whole(first, sealed(first, sums))),
        "batch_first": ("ok", good),
        "batch_second_of_a_run": ("ok", whole(later, sealed(later, plain))),
        "batch_of_two_chunks": ("ok", whole(first, sealed(first, long))),
        "batch_foreign_file": ("not-a-batch", b"%PDF-1.7\n"),
        "batch_newer_version": ("newer-version", whole(header(f1=2, f9=0), ciphertext)),
        "batch_cut_in_the_header": ("bad-header", good[:90]),
        "batch_later_without_previous": ("bad-header", whole(header(f5=2), ciphertext)),
        "batch_another_space": ("foreign-space", whole(elsewhere, ciphertext)),
        "batch_bit_flipped": ("bad-body-hash", bytes(flipped)),
        "batch_cut_in_the_body": ("bad-body-hash", good[:-100]),
        "batch_unknown_laptop": ("unknown-laptop", whole(unknown, ciphertext)),
        "batch_signed_by_another": ("bad-signature", whole(first, ciphertext, by="stolen")),
        "batch_for_others": ("sealed-for-others", whole(other_key, ciphertext)),
        "batch_header_moved": ("bad-seal", whole(later, ciphertext)),
        "batch_last_chunk_missing": ("bad-seal", whole(first, sealed(first, long, cut_after=1))),
        "batch_padding_not_zero": ("bad-padding", whole(first, sealed(first, bytes(odd)))),
        "batch_no_size_class": ("bad-padding", whole(first, sealed(first, plain[:-1]))),
        "batch_bomb": ("too-large", whole(first, sealed(first, padded(huge)))),
        "batch_log_too_short": ("bad-body", whole(first, sealed(first, short))),
        "batch_header_with_a_tag": (
            "bad-header",
            whole(header(f6=CBORTag(258, [])), ciphertext),
        ),
        "batch_number_out_of_range": ("bad-header", whole(header(f5=2**63), ciphertext)),
        "batch_body_with_a_tag": inside({12: CBORTag(258, [])}),
        "batch_body_shared": inside({99: [CBORTag(28, []), CBORTag(29, 0)]}),
        "batch_reached_out_of_range": inside(
            {3: [[fixed("device", 16), fixed("run", 16), 2**63, fixed("batch", 32)]]}
        ),
        "batch_count_out_of_range": inside({5: [2**63, fixed("running", 32)]}),
        "batch_commits_cut": ("bad-body", whole(first, sealed(first, padded(packed(cbor(CUT)))))),
        "batch_no_map": ("bad-body", whole(first, sealed(first, padded(packed(cbor([1])))))),
    }
    keys = [("space", SPACE), ("laptop", public("gate")), ("key", AUDIENCE_KEY)]
    return {name: (result, [*keys, ("batch", file)]) for name, (result, file) in told.items()}


def letters() -> dict[str, Vector]:
    """Sealing draws randomness that nobody can fix: a letter is written once and then kept."""
    seed, curve = fixed("lattice", 32) + fixed("lattice too", 32), fixed("curve", 32)
    private = independent_letter.private_key(seed, curve)
    to_me = header(f7=independent_letter.key_id(independent_letter.public_half(seed, curve)))
    other_run = {**to_me, 4: fixed("other run", 16)}
    told = {
        "letter_to_me": ("ok", to_me),
        "letter_to_another": ("sealed-for-others", header(f7=fixed("another", 16))),
        "letter_under_another_header": ("bad-seal", other_run),
    }
    found: dict[str, Vector] = {}
    for name, (result, fields) in told.items():
        if not (FOLDER / f"{name}.txt").exists():
            body = padded(packed(cbor(BODY)))
            ciphertext = independent_letter.sealed(to_me, body, private, fixed("key", 32), sealed)
            own = [("laptop", public("gate")), ("seed", seed), ("curve", curve)]
            batch = ("batch", whole(fields, ciphertext))
            found[name] = (result, [("space", SPACE), *own, batch])
    return found


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    vectors = entries() | logs() | circle_vectors() | batch_vectors() | letters()
    vectors |= make_columns.vectors() | make_agreement.vectors() | make_acts.vectors()
    vectors |= make_revoked.vectors()
    for name, (result, values) in vectors.items():
        lines = [f"expect: {result}", *(f"{key}: {value.hex()}" for key, value in values)]
        (FOLDER / f"{name}.txt").write_text("\n".join(lines) + "\n", "ascii", newline="\n")


if __name__ == "__main__":
    main()
