"""The hub as carrier: over HTTPS, in parts that fit the network (docs/formats/hub-api.md)."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar
from urllib.parse import quote

from caseworker.errors import CarrierAway, CarrierLacks, CarrierRefuses
from caseworker.sync.carrier import BatchId, ChunkId, Offered, Page
from caseworker.sync.hub_connection import TRIES, HubAnswer, HubConnection
from caseworker.sync.hub_invitation import code_digest, proof

SMALLEST_PART = 16 * 1024
FIRST_PART = 128 * 1024
LARGEST_PART = 1024 * 1024
_PART_SECONDS = 8.0
"""What a part should take: what breaks off is sent again from there."""
_MOST_ROUNDS = 10_000
_IDS = 500
_WORDS = 64
_GREETINGS = 2

T = TypeVar("T")
Signed = tuple[bytes, bytes]
"""Bytes of a membership entry or pass, and their signature."""


class HubCarrier:
    """One space at one hub, as one laptop sees it."""

    def __init__(
        self, connection: HubConnection, *, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._hub = connection
        self._now = now
        self._part = FIRST_PART
        self._listed_anew: set[bytes] = set()

    def greet(self) -> None:
        """Look whether the hub is there: short, so that being offline costs no time.

        Raises:
            CarrierAway, CarrierNotTheHub: as they say.
        """
        self._hub.done(self._hub.ask("GET", "/1/hello", signed=False, tries=_GREETINGS), 200)

    def open_space(self, roots: Sequence[bytes], code: str, space: bytes) -> None:
        """Open the space at the hub with the operator's invitation code; may be repeated.

        Raises:
            CarrierRefuses: the code is wrong, or was used for another space.
        """
        self.open_with(roots, proof(code_digest(code), space))

    def open_with(self, roots: Iterable[bytes], shown: bytes) -> None:
        """Open the space with the proof that was made of its code: a hub may have forgotten it.

        Raises:
            CarrierRefuses: no invitation fits.
        """
        told = {"roots": [each.hex() for each in sorted(roots)], "proof": shown.hex()}
        body = json.dumps(told).encode()
        self._hub.done(self._hub.ask("PUT", self._hub.path, body, signed=False), 200, 201)

    def bring(self, entries: Sequence[Signed], passes: Sequence[Signed]) -> list[str]:
        """Bring membership entries and passes; return for each, entries first, what became of it.

        Raises:
            CarrierError: the hub did not take them in.
        """
        results: list[str] = []
        for name, signed in (("entries", entries), ("passes", passes)):
            for some in _some(signed, _WORDS):
                told: dict[str, list[list[str]]] = {"entries": [], "passes": []}
                told[name] = [[each.hex(), by.hex()] for each, by in some]
                body = json.dumps(told).encode()
                answer = self._hub.ask("POST", f"{self._hub.path}/who", body, signed=False)
                results += self._hub.done(answer, 200).told("results")
        return results

    def who(self) -> tuple[list[Signed], list[Signed]]:
        """Return all entries and passes that the hub has, to compare with the membership log."""
        entries: list[Signed] = []
        passes: list[Signed] = []
        while True:
            after = len(entries) + len(passes)
            answer = self._hub.ask("GET", f"{self._hub.path}/who?after={after}")
            self._hub.done(answer, 200)
            entries += _pairs(answer.told("entries"))
            passes += _pairs(answer.told("passes"))
            if len(entries) + len(passes) == after:
                return entries, passes

    def ask_to_join(self, laptop: bytes, request: bytes) -> None:
        """Leave the signed *request* of the laptop with this public key at the hub.

        Raises:
            CarrierError: it does not lie there.
        """
        target = f"{self._hub.path}/requests/{laptop.hex()}"
        self._hub.done(self._hub.ask("PUT", target, request, signed=False), 200)

    def requests(self) -> list[bytes]:
        """Return the requests of laptops that were not let in yet, the oldest first."""
        answer = self._hub.done(self._hub.ask("GET", f"{self._hub.path}/requests"), 200)
        return [bytes.fromhex(each) for each in answer.told("requests")]

    def drop_request(self, laptop: bytes) -> None:
        """Take away the request of the laptop with this public key."""
        self._hub.done(self._hub.ask("DELETE", f"{self._hub.path}/requests/{laptop.hex()}"), 200)

    def put(self, batch_id: BatchId, batch: bytes) -> None:
        """Hand over a batch; on the hub's disk when this returns.

        Raises:
            CarrierError: it was not, or it is not known whether it was.
        """
        self._put("batches", batch_id, batch)

    def lacking(self, batches: Sequence[BatchId]) -> Iterator[BatchId]:
        """Yield those of *batches* that the hub has not: also what it forgot since."""
        for some in _some(batches, _IDS):
            yield from map(BatchId, self._lacking("batches", some))

    def page(self, cursor: str = "") -> Page:
        """Return what came after *cursor*; all before it counts as taken in here.

        A hub that went back to a backup does not know the cursor: it is listed from the beginning.
        """
        target = f"{self._hub.path}/batches"
        answer = self._hub.ask("GET", f"{target}?after={quote(cursor)}" if cursor else target)
        if answer.status == 410 and cursor:
            if answer.generation in self._listed_anew:
                # Once is a backup that was put back; again and again would never end.
                raise CarrierRefuses
            self._listed_anew.add(answer.generation)
            answer = self._hub.ask("GET", target)
        self._hub.done(answer, 200)
        offered = [
            Offered(id=BatchId(bytes.fromhex(each["id"])), size=each["size"])
            for each in answer.told("batches")
        ]
        return Page(offered=offered, cursor=answer.told("cursor"))

    def get(self, batch_id: BatchId) -> bytes:
        """Return a whole batch, fetched in parts.

        Raises:
            CarrierError: it is not there, or did not arrive whole.
        """
        return self._get("batches", batch_id)

    def put_chunk(self, chunk_id: ChunkId, chunk: bytes) -> None:
        """Hand over a sealed piece of an attachment."""
        self._put("chunks", chunk_id, chunk)

    def missing_chunks(self, wanted: Sequence[ChunkId]) -> Iterator[ChunkId]:
        """Yield those of *wanted* that the hub has not."""
        for some in _some(wanted, _IDS):
            yield from map(ChunkId, self._lacking("chunks", some))

    def get_chunk(self, chunk_id: ChunkId) -> bytes:
        """Return a sealed piece of an attachment."""
        return self._get("chunks", chunk_id)

    def _put(self, folder: str, name: bytes, content: bytes) -> None:
        target = f"{self._hub.path}/{folder}/{name.hex()}"
        start = 0
        for _ in range(_MOST_ROUNDS):
            part = content[start : start + self._part]
            # What fits into one part travels whole, without a word on where it begins.
            span = f"bytes {start}-{start + len(part) - 1}/{len(content)}"
            answer = self._timed("PUT", target, part, span if len(part) < len(content) else "")
            if answer is None:
                continue
            if answer.status in (200, 201):
                return
            start = self._hub.done(answer, 202, 409).told("received")
            if type(start) is not int or not 0 <= start < len(content):
                break
        raise CarrierRefuses

    def _get(self, folder: str, name: bytes) -> bytes:
        target = f"{self._hub.path}/{folder}/{name.hex()}"
        content, whole = b"", 1
        while len(content) < whole:
            span = f"bytes={len(content)}-{len(content) + self._part - 1}"
            answer = self._timed("GET", target, b"", span)
            if answer is None:
                continue
            self._hub.done(answer, 206)
            if not answer.body or (content and answer.total != whole):
                raise CarrierLacks
            content, whole = content + answer.body, answer.total
        return content

    def _timed(self, method: str, target: str, body: bytes, span: str) -> HubAnswer | None:
        """Ask for or bring a part, and fit the next to how it went.

        Return None where it did not come through and may in a smaller part.
        """
        size, started = self._part, self._now()
        large = size > SMALLEST_PART
        try:
            answer = self._hub.ask(
                method, target, body, span=span, tries=TRIES // 2 if large else TRIES
            )
        except CarrierAway:
            if not large:
                raise
            self._part = max(SMALLEST_PART, size // 4)
            return None
        moved = max(len(body), len(answer.body))
        fitting = int(moved / max(self._now() - started, 0.001) * _PART_SECONDS)
        if moved >= size // 2 or fitting < size:
            self._part = min(max(fitting, SMALLEST_PART), 2 * size, LARGEST_PART)
        return answer

    def _lacking(self, folder: str, names: Sequence[bytes]) -> Iterator[bytes]:
        body = json.dumps({"ids": [each.hex() for each in names]}).encode()
        answer = self._hub.ask("POST", f"{self._hub.path}/{folder}/lacking", body)
        listed = set(self._hub.done(answer, 200).told("lacking"))
        yield from (each for each in names if each.hex() in listed)


def _some(all_: Sequence[T], most: int) -> Iterator[Sequence[T]]:
    return (all_[at : at + most] for at in range(0, len(all_), most))


def _pairs(told: list[list[str]]) -> list[Signed]:
    return [(bytes.fromhex(signed), bytes.fromhex(signature)) for signed, signature in told]
