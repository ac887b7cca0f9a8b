"""The hub as carrier: over HTTPS, in parts that fit the network (docs/formats/hub-api.md)."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Any, TypeVar
from urllib.parse import quote

from caseworker.errors import CarrierFull, CarrierLacks, CarrierRefuses, CarrierSendsTooMuch
from caseworker.sync.batch_file import MAX_SIZE
from caseworker.sync.carrier import BatchId, ChunkId, Handed, Offered, Page
from caseworker.sync.hub_connection import HubConnection
from caseworker.sync.hub_invitation import code_digest, proof
from caseworker.sync.hub_part import FittingPart
from caseworker.sync.many_batches import MOST_BATCHES, come, index_length, joined

_TAKEN = ("kept", "known")
_FULL = "full"
_NOT_TAKEN = 422
_MOST_ROUNDS = 10_000
_IDS = 500
_WORDS = 64
_MOST_WORDS = 20_000
"""Entries and passes that a hub keeps of one space (hub-api.md)."""
_MOST_WORDS_SIZE = 32 * 1024 * 1024
_GREETINGS = 2

T = TypeVar("T")
Signed = tuple[bytes, bytes]
"""Bytes of a membership entry or pass, and their signature."""
Brought = tuple[BatchId, bytes]
"""A batch that is handed over, and its id."""


class HubCarrier:
    """One space at one hub, as one laptop sees it."""

    def __init__(
        self, connection: HubConnection, *, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._hub = connection
        self._part = FittingPart(connection, now)
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
                results += self._hub.done(answer, 200).told("results", _words)
        return results

    def who(self) -> tuple[list[Signed], list[Signed]]:
        """Return all entries and passes that the hub has, to compare with the membership log.

        Raises:
            CarrierSendsTooMuch: they are more than a hub keeps of one space.
            CarrierError: the hub did not tell them.
        """
        entries: list[Signed] = []
        passes: list[Signed] = []
        size = 0
        while True:
            after = len(entries) + len(passes)
            answer = self._hub.ask("GET", f"{self._hub.path}/who?after={after}")
            self._hub.done(answer, 200)
            entries += answer.told("entries", _pairs)
            passes += answer.told("passes", _pairs)
            size += len(answer.body)
            if len(entries) + len(passes) > _MOST_WORDS or size > _MOST_WORDS_SIZE:
                raise CarrierSendsTooMuch
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
        return answer.told("requests", lambda told: [bytes.fromhex(each) for each in told])

    def drop_request(self, laptop: bytes) -> None:
        """Take away the request of the laptop with this public key."""
        self._hub.done(self._hub.ask("DELETE", f"{self._hub.path}/requests/{laptop.hex()}"), 200)

    def put(self, batch_id: BatchId, batch: bytes) -> None:
        """Hand over a batch; on the hub's disk when this returns.

        Raises:
            CarrierError: it was not, or it is not known whether it was.
        """
        if self._put("batches", batch_id, batch):
            raise CarrierRefuses

    def hand_over(self, batches: Iterable[Brought]) -> Iterator[Handed]:
        """Hand over batches, as many at once as a part has room for; yield what became of them.

        One that the hub does not take keeps none behind it from going.

        Raises:
            CarrierError: the hub is full, lets this laptop in no longer, or is away.
        """
        lot: list[Brought] = []
        size = 0
        for each in batches:
            size += len(each[1])
            if lot and (len(lot) == MOST_BATCHES or size > self._part.size):
                yield from self._put_many(lot)
                lot, size = [], len(each[1])
            lot.append(each)
        yield from self._put_many(lot)

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
        return Page(offered=answer.told("batches", _offered), cursor=answer.told("cursor", _word))

    def get(self, batch_id: BatchId) -> bytes:
        """Return a whole batch, fetched in parts.

        Raises:
            CarrierError: it is not there, or did not arrive whole.
        """
        return self._get("batches", batch_id)

    def fetch(self, wanted: Sequence[Offered]) -> Iterator[bytes | None]:
        """Yield whole batches in their order, as many fetched at once as a part has room for.

        None for one that is not there any more.

        Raises:
            CarrierError: the next did not arrive whole.
        """
        at = 0
        while at < len(wanted):
            fit = self._fitting([each.size for each in wanted[at : at + MOST_BATCHES]])
            contents = self._get_together(wanted[at : at + fit]) if fit else []
            # What does not come with others comes by itself, in parts.
            yield from contents or [self._get_if_there("batches", wanted[at].id)]
            at += len(contents) or 1

    def put_chunk(self, chunk_id: ChunkId, chunk: bytes) -> str:
        """Hand over a sealed piece of an attachment; return why it is not taken, if it is not."""
        return self._put("chunks", chunk_id, chunk)

    def missing_chunks(self, wanted: Sequence[ChunkId]) -> Iterator[ChunkId]:
        """Yield those of *wanted* that the hub has not."""
        for some in _some(wanted, _IDS):
            yield from map(ChunkId, self._lacking("chunks", some))

    def get_chunk(self, chunk_id: ChunkId) -> bytes | None:
        """Return a sealed piece of an attachment; None for one that is not there any more."""
        return self._get_if_there("chunks", chunk_id)

    def _put_many(self, lot: Sequence[Brought]) -> Iterator[Handed]:
        while lot:
            some = lot[: self._fitting([len(content) for _, content in lot])]
            if not some:
                some = lot[:1]
                results = [self._put("batches", *some[0]) or _TAKEN[0]]
            else:
                results = self._put_together(some)
            named = dict(zip([name for name, _ in some[: len(results)]], results, strict=True))
            taken = [name for name, result in named.items() if result in _TAKEN]
            refused = {
                name: result for name, result in named.items() if result not in (*_TAKEN, _FULL)
            }
            if taken or refused:
                yield Handed(taken=taken, refused=refused)
            if _FULL in results:
                raise CarrierFull
            lot = lot[len(results) :]

    def _put(self, folder: str, name: bytes, content: bytes) -> str:
        """Put a file; return the word with which the hub refuses it, empty where it has it."""
        target = f"{self._hub.path}/{folder}/{name.hex()}"
        start = 0
        for _ in range(_MOST_ROUNDS):
            part = content[start : start + self._part.size]
            # What fits into one part travels whole, without a word on where it begins.
            span = f"bytes {start}-{start + len(part) - 1}/{len(content)}"
            answer = self._part.ask(
                "PUT", target, part, span=span if len(part) < len(content) else ""
            )
            if answer is None:
                continue
            if answer.status in (200, 201):
                return ""
            if answer.status == _NOT_TAKEN:
                return answer.told("error", _word)
            start = self._hub.done(answer, 202, 409).told("received")
            if type(start) is not int or not 0 <= start < len(content):
                break
        raise CarrierRefuses

    def _get_if_there(self, folder: str, name: bytes) -> bytes | None:
        try:
            return self._get(folder, name)
        except CarrierLacks:
            return None

    def _get(self, folder: str, name: bytes) -> bytes:
        target = f"{self._hub.path}/{folder}/{name.hex()}"
        content, whole = b"", 1
        while len(content) < whole:
            span = f"bytes={len(content)}-{len(content) + self._part.size - 1}"
            answer = self._part.ask("GET", target, span=span)
            if answer is None:
                continue
            self._hub.done(answer, 206)
            if not answer.body or (content and answer.total != whole):
                raise CarrierLacks
            if answer.total > MAX_SIZE:
                raise CarrierSendsTooMuch
            content, whole = content + answer.body, answer.total
        return content

    def _fitting(self, sizes: Sequence[int]) -> int:
        """Return how many from the first on fit into a part."""
        return sum(1 for each in accumulate(sizes) if each <= self._part.size)

    def _put_together(self, some: Sequence[Brought]) -> list[str]:
        """Put batches in one request; return what became of each, nothing where it failed."""
        body = joined([content for _, content in some])
        answer = self._part.ask("POST", f"{self._hub.path}/batches", body)
        if answer is None:
            return []
        results = self._hub.done(answer, 200).told("results", _words)
        if len(results) != len(some):
            raise CarrierRefuses
        return results

    def _get_together(self, some: Sequence[Offered]) -> Sequence[bytes | None]:
        """Return what came of batches in one answer, from the first one on."""
        asked = {"ids": [each.id.hex() for each in some], "most": self._part.size}
        target, index = f"{self._hub.path}/batches/fetch", index_length(len(some))
        answer = self._part.ask("POST", target, json.dumps(asked).encode(), index=index)
        return [] if answer is None else come(self._hub.done(answer, 200).body, len(some))

    def _lacking(self, folder: str, names: Sequence[bytes]) -> Iterator[bytes]:
        body = json.dumps({"ids": [each.hex() for each in names]}).encode()
        answer = self._hub.ask("POST", f"{self._hub.path}/{folder}/lacking", body)
        listed = set(self._hub.done(answer, 200).told("lacking", _words))
        yield from (each for each in names if each.hex() in listed)


def _some(all_: Sequence[T], most: int) -> Iterator[Sequence[T]]:
    return (all_[at : at + most] for at in range(0, len(all_), most))


def _pairs(told: list[list[str]]) -> list[Signed]:
    return [(bytes.fromhex(signed), bytes.fromhex(signature)) for signed, signature in told]


def _offered(told: list[dict[str, Any]]) -> list[Offered]:
    found = [Offered(id=BatchId(bytes.fromhex(each["id"])), size=each["size"]) for each in told]
    if any(type(each.size) is not int or each.size < 1 for each in found):
        raise ValueError
    return found


def _words(told: list[str]) -> list[str]:
    return list(map(_word, told))


def _word(told: str) -> str:
    if not isinstance(told, str):
        raise TypeError
    return told
