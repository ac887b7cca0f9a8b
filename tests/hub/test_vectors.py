"""The test vectors of the hub's interface, read by the independent reader and by the product."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseworker.sync.hub_invitation import code_digest, proof
from caseworker.sync.hub_pass import read_pass
from caseworker.sync.hub_signing import Authorization, answer_message, digest, fits, request_message
from caseworker.sync.many_batches import NotParted, come, index_length, joined, parted
from caseworker.sync.membership_entry import Unreadable
from tests.hub import independent_hub

FOLDER = Path(__file__).parent / "vectors"


def vectors(kind: str) -> list[Path]:
    found = sorted(FOLDER.glob(f"{kind}*.txt"))
    assert found
    return found


def read(path: Path) -> tuple[str, dict[str, str]]:
    first, *rest = path.read_text("ascii").splitlines()
    return first.removeprefix("expect: "), dict(line.split(": ", 1) for line in rest)


@pytest.mark.parametrize("path", vectors("pass"), ids=lambda path: path.stem)
def test_passes(path: Path) -> None:
    expected, told = read(path)
    signed, signature, space = (
        bytes.fromhex(told[each]) for each in ("pass", "signature", "space")
    )
    assert independent_hub.read_pass(signed, signature, space) == expected
    try:
        made = read_pass(signed, signature, space)
        said = "ok"
        assert made.to_bytes() == signed
    except Unreadable as unreadable:
        said = unreadable.result
    assert said == expected


@pytest.mark.parametrize("path", vectors("request"), ids=lambda path: path.stem)
def test_requests(path: Path) -> None:
    expected, told = read(path)
    hub, body = bytes.fromhex(told["hub"]), bytes.fromhex(told["body"])
    asked = told["method"], told["target"], told["span"]
    said = independent_hub.read_request(told["header"], hub, told["origin"], *asked, body)
    assert said == expected
    header = Authorization.from_header(told["header"])
    if header is None:
        assert expected == "not-signed"
        return
    assert header.to_header() == told["header"]
    message = request_message(
        hub=hub, origin=told["origin"], nonce=header.nonce, method=told["method"],
        target=told["target"], span=told["span"], body=digest(body),
    )  # fmt: skip
    assert fits(header.key, header.signature, message) == (expected == "ok")


@pytest.mark.parametrize("path", vectors("answer"), ids=lambda path: path.stem)
def test_answers(path: Path) -> None:
    expected, told = read(path)
    hub, asked, nonce, generation, body, signature = (
        bytes.fromhex(told[each])
        for each in ("hub", "asked", "nonce", "generation", "body", "signature")
    )
    status, total = int(told["status"]), int(told["total"])
    said = independent_hub.read_answer(
        signature,
        hub,
        (asked, told["method"], told["target"]),
        status,
        nonce,
        generation,
        total,
        body,
    )
    assert said == expected
    message = answer_message(
        asked=asked, method=told["method"], target=told["target"],
        status=status, nonce=nonce, generation=generation, total=total,
        body=digest(body),
    )  # fmt: skip
    assert fits(hub, signature, message) == (expected == "ok")


@pytest.mark.parametrize("path", vectors("many_put"), ids=lambda path: path.stem)
def test_many_that_are_put(path: Path) -> None:
    expected, told = read(path)
    body = bytes.fromhex(told["body"])
    batches = [bytes.fromhex(each) for each in told["batches"].split(",") if each]
    assert independent_hub.read_many_put(body) == (batches if expected == "ok" else None)
    if expected == "ok":
        assert parted(body) == batches
        assert joined(batches) == body
    else:
        with pytest.raises(NotParted):
            parted(body)


@pytest.mark.parametrize("path", vectors("many_got"), ids=lambda path: path.stem)
def test_many_that_are_got(path: Path) -> None:
    expected, told = read(path)
    hub, asked, nonce, generation, body, signature = (
        bytes.fromhex(told[each])
        for each in ("hub", "asked", "nonce", "generation", "body", "signature")
    )
    ids = int(told["ids"])
    named = told["came"].split(",") if told["came"] else []
    came = [None if each == "-" else bytes.fromhex(each) for each in named]
    said = independent_hub.read_many_got(
        signature, hub, (asked, told["method"], told["target"]), nonce, generation, ids, body
    )
    assert said == (came if expected == "ok" else None)
    index = body[: index_length(ids)]
    message = answer_message(
        asked=asked, method=told["method"], target=told["target"], status=200, nonce=nonce,
        generation=generation, total=len(index), body=digest(index),
    )  # fmt: skip
    assert fits(hub, signature, message) == (expected == "ok")
    if expected == "ok":
        assert come(body, ids) == came


def test_invitations() -> None:
    _, told = read(FOLDER / "invitation.txt")
    space = bytes.fromhex(told["space"])
    assert independent_hub.proof(told["code"], space).hex() == told["proof"]
    typed = told["code"].lower().replace("-", " ").replace("0", "o")
    assert proof(code_digest(typed), space).hex() == told["proof"]
