"""What carries batches between laptops: hub, stick, shared folder. It is trusted with nothing.

A carrier moves files that it cannot read (docs/formats/batch.md). It may lose, double, delay and
re-order them; the frontiers inside the batches tell what is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NewType, Protocol

BatchId = NewType("BatchId", bytes)
"""`H("caseworker batch 1" || header)`, 32 bytes."""

ChunkId = NewType("ChunkId", bytes)
"""`H(sealed chunk)`, 32 bytes: a sealed piece of an attachment is named by its content."""


@dataclass(frozen=True, kw_only=True)
class Offered:
    """A batch that a carrier says it has."""

    id: BatchId
    size: int
    """In bytes."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """Some of what a carrier has, in an order of its own, and where to go on."""

    offered: Sequence[Offered]
    cursor: str
    """Opaque; given back to ask for what came after. Equal to the one asked with: nothing came."""


@dataclass(frozen=True, kw_only=True)
class Handed:
    """What became of some batches that were handed over."""

    taken: Sequence[BatchId] = ()
    """Those that are durable at the carrier now."""
    refused: Mapping[BatchId, str] = field(default_factory=dict)
    """The carrier's word on those that it does not take, whoever brings them."""


class Carrier(Protocol):
    """Moves sealed files. Every act may be repeated after it broke off: nothing is doubled."""

    def hand_over(self, batches: Iterable[tuple[BatchId, bytes]]) -> Iterator[Handed]:
        """Hand over batches in their order; yield what became of them. One refused ends nothing.

        Raises:
            CarrierError: none of the rest is taken, or it is not known whether the next was.
        """
        ...

    def lacking(self, batches: Sequence[BatchId]) -> Iterator[BatchId]:
        """Return those of *batches* that are not there, in their order: also what it once had."""
        ...

    def page(self, cursor: str = "") -> Page:
        """Return what is there after *cursor*; from the beginning where it is empty."""
        ...

    def fetch(self, wanted: Sequence[Offered]) -> Iterator[bytes | None]:
        """Yield whole batches in their order, as they were handed over; their reader checks them.

        None for one that is not there any more: it was let go, or damaged there. Whoever keeps it
        hands it over again, and it is listed anew.

        Raises:
            CarrierError: the next did not arrive whole.
        """
        ...

    def put_chunk(self, chunk_id: ChunkId, chunk: bytes) -> str:
        """Hand over a sealed piece of an attachment.

        Return the carrier's word on it where it does not take it, whoever brings it; else nothing.
        """
        ...

    def missing_chunks(self, wanted: Sequence[ChunkId]) -> Iterator[ChunkId]:
        """Return those of *wanted* that are not there."""
        ...

    def get_chunk(self, chunk_id: ChunkId) -> bytes | None:
        """Return a sealed piece of an attachment; its reader checks it.

        None for one that is not there any more, or cannot be read: it counts as not there.
        """
        ...
