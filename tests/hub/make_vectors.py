"""Writes tests/hub/vectors: `python -m tests.hub.make_vectors`. Shares no product code."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.hub.independent_hub import cbor, proof, sha

FOLDER = Path(__file__).with_name("vectors")
Vector = tuple[str, dict[str, bytes | str | int]]


def fixed(name: str, size: int) -> bytes:
    return hashlib.sha256(b"vector " + name.encode()).digest()[:size]


def private(name: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(fixed("key of " + name, 32))


def public(name: str) -> bytes:
    return private(name).public_key().public_bytes_raw()


SPACE = sha(b"caseworker space 1" + cbor(sorted([public("root")])))[:16]
GOOD: dict[int, Any] = {
    1: 1, 2: SPACE, 3: public("alem"), 4: [7, fixed("entry", 32)], 5: True, 6: public("laptop"),
    7: 1,
}  # fmt: skip


def passes() -> dict[str, Vector]:
    def vector(result: str, told: dict[int, Any], extra: bytes = b"", by: str = "alem") -> Vector:
        signed = cbor(told) + extra
        signature = private(by).sign(b"caseworker hub pass 1 sign" + signed)
        return result, {"space": SPACE, "pass": signed, "signature": signature}

    return {
        "pass_lets_in": vector("ok", GOOD),
        "pass_withdraws": vector("ok", {**GOOD, 5: False, 7: 2}),
        "pass_before_her_first_entry": vector("ok", {**GOOD, 4: [0, b""]}),
        "pass_newer_version": vector("newer-version", {**GOOD, 1: 2, 8: "newer"}),
        "pass_further_key": vector("bad-pass", {**GOOD, 8: "more"}),
        "pass_version_true": vector("bad-pass", {**GOOD, 1: True}),
        "pass_number_zero": vector("bad-pass", {**GOOD, 7: 0}),
        "pass_number_too_high": vector("bad-pass", {**GOOD, 7: 2**32}),
        "pass_entry_without_number": vector("bad-pass", {**GOOD, 4: [0, fixed("entry", 32)]}),
        "pass_in_is_a_number": vector("bad-pass", {**GOOD, 5: 1}),
        "pass_trailing_bytes": vector("bad-pass", GOOD, b"\0"),
        "pass_another_space": vector("foreign-space", {**GOOD, 2: fixed("other", 16)}),
        "pass_signed_by_another": vector("bad-signature", GOOD, by="stranger"),
    }


def requests() -> dict[str, Vector]:
    body, nonce = b'{"ids":[]}', fixed("nonce", 32)
    path = f"/1/spaces/{SPACE.hex()}/batches/lacking"
    good: dict[str, Any] = {
        "hub": public("hub"), "origin": "https://hub.example.org", "method": "POST",
        "target": path, "span": "", "body": body,
    }  # fmt: skip

    def vector(result: str, **other: Any) -> Vector:
        told = [public("hub"), good["origin"], nonce, "POST", path, "", sha(body)]
        signature = private("laptop").sign(b"caseworker hub 1 request" + cbor(told))
        parts = {
            "space": SPACE, "key": public("laptop"), "nonce": nonce, "body": sha(body),
            "signature": signature,
        }  # fmt: skip
        header = "Caseworker " + ",".join(f"{key}={value.hex()}" for key, value in parts.items())
        return result, {"header": header, **good, **other}

    return {
        "request_signed": vector("ok"),
        "request_to_another_hub": vector("bad-signature", hub=public("false hub")),
        "request_under_another_origin": vector("bad-signature", origin="https://evil.example"),
        "request_moved_to_another_path": vector("bad-signature", target=path.replace("b", "c")),
        "request_with_another_method": vector("bad-signature", method="PUT"),
        "request_with_another_range": vector("bad-signature", span="bytes=0-1"),
        "request_with_another_body": vector("bad-signature", body=b'{"ids":[""]}'),
        "request_without_signature": vector("not-signed", header="Basic YWJj"),
    }


def answers() -> dict[str, Vector]:
    good: dict[str, Any] = {
        "hub": public("hub"), "asked": fixed("signature", 64), "method": "GET",
        "target": "/1/spaces/x", "status": 206,
        "nonce": fixed("next nonce", 32), "generation": fixed("generation", 16), "total": 70_000,
        "body": b"part of a batch",
    }  # fmt: skip

    def vector(result: str, **other: Any) -> Vector:
        told = [
            good[each]
            for each in ("asked", "method", "target", "status", "nonce", "generation", "total")
        ]
        message = b"caseworker hub 1 answer" + cbor([*told, sha(good["body"])])
        return result, {"signature": private("hub").sign(message), **good, **other}

    return {
        "answer_signed": vector("ok"),
        "answer_to_another_request": vector("not-the-hub", asked=fixed("other", 32)),
        "answer_to_another_target": vector("not-the-hub", target="/1/hello"),
        "answer_to_another_method": vector("not-the-hub", method="PUT"),
        "answer_with_another_status": vector("not-the-hub", status=200),
        "answer_with_another_body": vector("not-the-hub", body=b"please sign in"),
        "answer_with_another_generation": vector("not-the-hub", generation=bytes(16)),
        "answer_with_another_total": vector("not-the-hub", total=1),
    }


def many_put() -> dict[str, Vector]:
    one, two = b"sealed batch", b"another one"
    body = b"".join(len(each).to_bytes(4, "big") + each for each in (one, two))

    def vector(result: str, body: bytes, *batches: bytes) -> Vector:
        return result, {"body": body, "batches": ",".join(each.hex() for each in batches)}

    return {
        "many_put": vector("ok", body, one, two),
        "many_put_of_none": vector("bad-request", b""),
        "many_put_cut_in_a_batch": vector("bad-request", body[:-1]),
        "many_put_cut_in_a_size": vector("bad-request", body[: len(one) + 7]),
        "many_put_of_too_many": vector("bad-request", b"\0\0\0\1x" * 201),
        "many_put_of_as_many_as_may_be": vector("ok", b"\0\0\0\1x" * 200, *[b"x"] * 200),
    }


def many_got() -> dict[str, Vector]:
    one, two, three = b"sealed batch", b"another one", b"and a third"
    target = f"/1/spaces/{SPACE.hex()}/batches/fetch"
    empty, left_out = bytes(36), b"\xff" * 4 + bytes(32)

    def entry(batch: bytes) -> bytes:
        return len(batch).to_bytes(4, "big") + sha(batch)

    def vector(
        result: str, index: bytes, rest: bytes, *came: bytes | None, signed: bytes = b""
    ) -> Vector:
        told: dict[str, Any] = {
            "hub": public("hub"), "asked": fixed("signature", 64), "method": "POST",
            "target": target, "nonce": fixed("next nonce", 32),
            "generation": fixed("generation", 16),
        }  # fmt: skip
        asked = [told["asked"], "POST", target, 200, told["nonce"], told["generation"]]
        message = b"caseworker hub 1 answer" + cbor([*asked, len(index), sha(signed or index)])
        named = ",".join("-" if each is None else each.hex() for each in came)
        return result, {
            "signature": private("hub").sign(message), **told, "ids": len(index) // 36,
            "body": index + rest, "came": named,
        }  # fmt: skip

    index = entry(one) + entry(two) + entry(three)
    whole = one + two + three
    return {
        "many_got": vector("ok", index, whole, one, two, three),
        "many_got_one_is_not_here": vector(
            "ok", entry(one) + empty + entry(three), one + three, one, None, three
        ),
        "many_got_one_left_out": vector("ok", entry(one) + left_out * 2, one, one),
        "many_got_first_left_out": vector("ok", left_out * 3, b""),
        "many_got_cut_in_the_second": vector("ok", index, whole[:-15], one),
        "many_got_cut_behind_the_index": vector("ok", index, b""),
        "many_got_second_is_another": vector("ok", index, whole.replace(b"one", b"two"), one),
        "many_got_cut_in_the_index": (
            "not-the-hub",
            {**vector("", index, whole)[1], "body": index[:-1]},
        ),
        "many_got_under_another_index": vector(
            "not-the-hub", index, whole, signed=entry(two) + entry(one) + entry(three)
        ),
    }


def invitations() -> dict[str, Vector]:
    code = "7QK2M9-XW4T0P-3HZ8RB-D6NCVA"
    return {"invitation": ("ok", {"code": code, "space": SPACE, "proof": proof(code, SPACE)})}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    made = passes() | requests() | answers() | many_put() | many_got() | invitations()
    for name, (result, values) in made.items():
        lines = [
            f"{key}: {value.hex() if isinstance(value, bytes) else value}"
            for key, value in values.items()
        ]
        text = "\n".join([f"expect: {result}", *lines]) + "\n"
        (FOLDER / f"{name}.txt").write_text(text, "ascii")


if __name__ == "__main__":
    main()
