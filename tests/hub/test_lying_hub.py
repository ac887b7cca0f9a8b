"""A hub that signs what is not so: an exchange with it ends, in words, and harms nothing."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable

import httpx
import pytest

from caseworker.errors import CarrierRefuses
from caseworker.sync.carrier import BatchId
from caseworker.sync.hub_carrier import HubCarrier
from caseworker.sync.hub_connection import HubAddress
from caseworker.sync.hub_signing import (
    ANSWER_HEADER,
    CHALLENGE_HEADER,
    GENERATION_HEADER,
    GENERATION_SIZE,
    NONCE_HEADER,
    NONCE_SIZE,
    Authorization,
    answer_message,
    digest,
)
from tests.hub.centre import Centre, key, public

ADDRESS = HubAddress(origin="https://hub.example.org", key=public("lying hub"))
ONE = BatchId(bytes(range(32)))


def saying(body: bytes) -> httpx.MockTransport:
    """Return a hub that answers *body* to all that it is asked, and signs it."""
    nonces = itertools.count()

    def answer(request: httpx.Request) -> httpx.Response:
        signed = Authorization.from_header(request.headers.get("Authorization", ""))
        asked = signed.signature if signed else bytes.fromhex(request.headers[CHALLENGE_HEADER])
        nonce, generation = next(nonces).to_bytes(NONCE_SIZE), bytes(GENERATION_SIZE)
        message = answer_message(
            asked=asked,
            method=request.method,
            target=request.url.raw_path.decode(),
            status=200,
            nonce=nonce,
            generation=generation,
            total=len(body),
            body=digest(body),
        )
        headers = {
            NONCE_HEADER: nonce.hex(),
            GENERATION_HEADER: generation.hex(),
            ANSWER_HEADER: key("lying hub").sign(message).hex(),
        }
        return httpx.Response(200, headers=headers, stream=httpx.ByteStream(body))

    return httpx.MockTransport(answer)


def at_hub(body: bytes) -> HubCarrier:
    transport = saying(body)
    return Centre().carrier(ADDRESS, "one", make_client=lambda: httpx.Client(transport=transport))


BATCH = {"id": ONE.hex(), "size": 10}


@pytest.mark.parametrize(
    "told",
    [
        b"", b"no json", b"\xff", b"null", b"[]", b"{}", b"[" * 100_000, b'{"batches": 7}',
        *(
            json.dumps({"batches": batches, "cursor": cursor}).encode()
            for batches, cursor in [
                ([BATCH], None), ([BATCH], 7), ([7], "a"), ([{}], "a"), ([BATCH | {"id": 7}], "a"),
                ([BATCH | {"id": "xy"}], "a"), ([BATCH | {"size": "10"}], "a"),
                ([BATCH | {"size": True}], "a"), ([BATCH | {"size": -1}], "a"),
                ([BATCH | {"size": 0}], "a"),
            ]
        ),
    ],
)  # fmt: skip
def test_a_list_that_is_none_is_refused(told: bytes) -> None:
    with pytest.raises(CarrierRefuses):
        at_hub(told).page("before")


@pytest.mark.parametrize(
    "act",
    [
        lambda hub: list(hub.lacking([ONE])),
        lambda hub: list(hub.hand_over([(ONE, b"one"), (ONE, b"two")])),
        lambda hub: hub.bring([(b"entry", bytes(64))], []),
        lambda hub: hub.requests(),
        lambda hub: hub.who(),
    ],
)
@pytest.mark.parametrize("told", [b"no json", b"{}", b'{"results": [["kept"], {}]}'])
def test_whatever_else_it_answers_is_refused(
    act: Callable[[HubCarrier], object], told: bytes
) -> None:
    with pytest.raises(CarrierRefuses):
        act(at_hub(told))
