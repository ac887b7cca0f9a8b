"""The test vectors of the hub's interface, read by the independent reader and by the product."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseworker.sync.hub_invitation import code_digest, proof
from caseworker.sync.hub_pass import read_pass
from caseworker.sync.hub_signing import Authorization, answer_message, digest, fits, request_message
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


def test_invitations() -> None:
    _, told = read(FOLDER / "invitation.txt")
    space = bytes.fromhex(told["space"])
    assert independent_hub.proof(told["code"], space).hex() == told["proof"]
    typed = told["code"].lower().replace("-", " ").replace("0", "o")
    assert proof(code_digest(typed), space).hex() == told["proof"]
