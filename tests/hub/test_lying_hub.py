"""A hub that signs what is not so: an exchange with it ends, in words, and harms nothing."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from caseworker.errors import CarrierNotTheHub, CarrierRefuses, CarrierSendsTooMuch
from caseworker.hub.limits import MEBIBYTE
from caseworker.sync.carrier import BatchId, ChunkId, Offered
from caseworker.sync.exchanging import exchange
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
from caseworker.sync.many_batches import parted
from caseworker.text import Text
from tests.hub.centre import Centre, key, public
from tests.sync.stores import world

ADDRESS = HubAddress(origin="https://hub.example.org", key=public("lying hub"))
ONE = BatchId(bytes(range(32)))
_WHOLE = 40 * MEBIBYTE


Says = Callable[[httpx.Request], bytes]


def saying(told: bytes | Says) -> httpx.MockTransport:
    """Return a hub that answers *told* to all that it is asked, and signs it."""
    nonces = itertools.count()

    def answer(request: httpx.Request) -> httpx.Response:
        body = told if isinstance(told, bytes) else told(request)
        ranged = "Range" in request.headers
        status, total = (206, _WHOLE) if ranged else (200, len(body))
        signed = Authorization.from_header(request.headers.get("Authorization", ""))
        asked = signed.signature if signed else bytes.fromhex(request.headers[CHALLENGE_HEADER])
        nonce, generation = next(nonces).to_bytes(NONCE_SIZE), bytes(GENERATION_SIZE)
        message = answer_message(
            asked=asked,
            method=request.method,
            target=request.url.raw_path.decode(),
            status=status,
            nonce=nonce,
            generation=generation,
            total=total,
            body=digest(body),
        )
        headers = {
            NONCE_HEADER: nonce.hex(),
            GENERATION_HEADER: generation.hex(),
            ANSWER_HEADER: key("lying hub").sign(message).hex(),
        }
        if ranged:
            headers["Content-Range"] = f"bytes 0-{len(body) - 1}/{total}"
        return httpx.Response(status, headers=headers, stream=httpx.ByteStream(body))

    return httpx.MockTransport(answer)


def at_hub(told: bytes | Says) -> HubCarrier:
    return asking(saying(told))


def asking(transport: httpx.MockTransport) -> HubCarrier:
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


class Endless(httpx.SyncByteStream):
    """A body without end; counts what was listened to."""

    def __init__(self) -> None:
        self.heard = 0

    def __iter__(self) -> Iterator[bytes]:
        while True:
            self.heard += 65_536
            yield bytes(65_536)


ACTS: list[Callable[[HubCarrier], object]] = [
    lambda hub: hub.page(),
    lambda hub: hub.who(),
    lambda hub: hub.requests(),
    lambda hub: list(hub.lacking([ONE])),
    lambda hub: hub.get(ONE),
    lambda hub: hub.get_chunk(ChunkId(ONE)),
    lambda hub: list(hub.fetch([Offered(id=ONE, size=10)])),
    lambda hub: list(hub.hand_over([(ONE, b"one"), (ONE, b"two")])),
    lambda hub: hub.put(ONE, b"one"),
]


@pytest.mark.parametrize("act", ACTS)
def test_an_answer_without_end_is_not_listened_to(act: Callable[[HubCarrier], object]) -> None:
    body = Endless()

    def answer(request: httpx.Request) -> httpx.Response:
        signed = saying(b"{}").handle_request(request)
        if request.url.path.endswith("/hello"):
            return signed
        return httpx.Response(200, headers=signed.headers, stream=body)

    with pytest.raises(CarrierSendsTooMuch) as ended:
        act(asking(httpx.MockTransport(answer)))
    assert body.heard <= 9 * MEBIBYTE
    assert "more than it may" in " ".join(ended.value.say(Text("en")))


def test_a_page_without_end_is_no_hub() -> None:
    body = Endless()

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=body)

    with pytest.raises(CarrierNotTheHub):
        asking(httpx.MockTransport(answer)).page()


def test_a_batch_is_never_larger_than_batches_are() -> None:
    """The signed total says 40 MiB: not even the rest of it is asked for."""
    asked: list[str] = []

    def part(request: httpx.Request) -> bytes:
        asked.append(request.url.path)
        return bytes(64 * 1024)

    with pytest.raises(CarrierSendsTooMuch):
        at_hub(part).get(ONE)
    assert len(asked) == 2, "hello, and one part"


def test_entries_and_passes_end_somewhere() -> None:
    pages = itertools.count()

    def told(_: httpx.Request) -> bytes:
        word = [f"{next(pages):064x}", "00" * 64]
        return json.dumps({"entries": [word] * 2_000, "passes": []}).encode()

    with pytest.raises(CarrierSendsTooMuch):
        at_hub(told).who()
    assert next(pages) < 20


def test_a_list_of_what_never_comes_ends_the_exchange(tmp_path: Path) -> None:
    """Each page names batches that nobody has ever seen, and none of them is there."""
    pages = itertools.count(1)

    def told(request: httpx.Request) -> bytes:
        if request.url.path.endswith("/fetch"):
            return bytes(36 * len(json.loads(request.content)["ids"]))
        if request.url.path.endswith("/lacking"):
            return json.dumps({"lacking": json.loads(request.content)["ids"]}).encode()
        if request.method == "POST":
            count = len(parted(request.content))
            return json.dumps({"results": ["kept"] * count}).encode()
        number = next(pages)
        named = [{"id": f"{number:032x}{each:032x}", "size": 10} for each in range(50)]
        return json.dumps({"batches": named, "cursor": str(number)}).encode()

    with world(tmp_path) as place:
        amina = place.founded()
        report = exchange(amina.office.exchange, at_hub(told), "hub")
    assert report.received == 0
    assert next(pages) < 10
