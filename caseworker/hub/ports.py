"""What the hub needs of its storage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from caseworker.hub.admission import Signed


class Kept(StrEnum):
    """What a hub keeps."""

    BATCH = "batch"
    CHUNK = "chunk"


class Outcome(StrEnum):
    """What became of one of many batches; a word of hub-api.md."""

    KEPT = "kept"
    KNOWN = "known"
    FULL = "full"


class Refusal(Exception):
    """The hub does not do what it was asked to; `error` is a word of hub-api.md."""

    def __init__(self, status: int, error: str, **told: object) -> None:
        super().__init__(error)
        self.status = status
        self.error = error
        self.told = told


class StorageAway(Exception):
    """The database does not answer; what was asked may be asked again."""


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A batch as a list names it."""

    number: int
    id: bytes
    size: int


@dataclass(frozen=True, kw_only=True)
class SpaceUse:
    """One space, as its operator may see it."""

    space: bytes
    used: int
    quota: int
    """Both in bytes."""
    batches: int
    damaged: int
    """Files and words that the disk spoilt, dropped so that laptops bring them again."""
    laptops: Sequence[LaptopUse]


@dataclass(frozen=True, kw_only=True)
class LaptopUse:
    """One laptop of a space, as the operator may see it."""

    key: bytes
    seen_at: int
    """Milliseconds since 1970, by the hub's clock."""
    waiting: int
    """Batches that it has not told to have."""


class HubStore(Protocol):
    """Keeps what the hub was given. Each act is one transaction, durable on return.

    Each raises StorageAway where the database does not answer.
    """

    def generation(self) -> bytes:
        """Return the id of the present generation; a new one where the database went back."""
        ...

    def invite(self, kept: bytes, quota: int) -> None:
        """Keep the digest of an invitation code, good for one space of *quota* bytes."""
        ...

    def open_space(self, space: bytes, roots: Sequence[bytes], shown: bytes) -> bool:
        """Open a space with an invitation; return whether it was new.

        Raises:
            Refusal: `no-invitation`.
        """
        ...

    def roots(self, space: bytes) -> frozenset[bytes]:
        """Return the roots of a space; none where it is not here."""
        ...

    def words(
        self, space: bytes, after: int, most: int | None
    ) -> tuple[list[Signed], list[Signed]]:
        """Return entries and passes in the order they came, beginning after the first *after*.

        What is not as it came any more is forgotten, as if it had never come.
        """
        ...

    def keep_words(
        self,
        space: bytes,
        entries: Sequence[tuple[bytes, Signed]],
        passes: Sequence[tuple[bytes, Signed]],
    ) -> None:
        """Keep entries and passes, each with its id, where they are not here yet.

        Raises:
            Refusal: `full`.
        """
        ...  # fmt: skip

    def keep_request(self, space: bytes, laptop: bytes, request: bytes) -> None:
        """Keep the request of a laptop to join, in the place of the one it made before.

        Raises:
            Refusal: `full`.
        """
        ...

    def requests(self, space: bytes) -> dict[bytes, bytes]:
        """Return the requests to join that are not too old, by the key of the laptop."""
        ...

    def drop_requests(self, space: bytes, laptops: Sequence[bytes]) -> None:
        """Drop the requests of these laptops."""
        ...

    def keep(self, kept: Kept, space: bytes, name: bytes, content: bytes) -> bool:
        """Keep a batch or chunk under its id; return whether it was new.

        Raises:
            Refusal: `full`.
        """
        ...

    def keep_batches(
        self, space: bytes, batches: Sequence[tuple[bytes, bytes]]
    ) -> Sequence[Outcome]:
        """Keep batches, each under its id; return what became of each.

        Raises:
            Refusal: `full`, where the disk is; then nothing was kept.
        """
        ...

    def has(self, kept: Kept, space: bytes, name: bytes) -> bool:
        """Return whether a batch or chunk is here, or was let go."""
        ...

    def lacking(self, kept: Kept, space: bytes, names: Sequence[bytes]) -> list[bytes]:
        """Return those of *names* that never were here, in their order."""
        ...

    def read(self, kept: Kept, space: bytes, name: bytes) -> bytes | None:
        """Return a batch or chunk; None where it is not here, or not any more as it came."""
        ...

    def read_batches(
        self, space: bytes, names: Sequence[bytes], most: int
    ) -> Sequence[bytes | None]:
        """Return batches from the first on that have *most* bytes together; None: not here.

        What is not as it came any more is forgotten, as if it had never come.
        """
        ...

    def add_part(
        self,
        kept: Kept,
        space: bytes,
        name: bytes,
        laptop: bytes,
        start: int,
        part: bytes,
        size: int,
    ) -> int:
        """Keep a part of an upload of *size* bytes; return how many bytes from the first are here.

        Raises:
            Refusal: `too-many-uploads`; `gap` where the part begins beyond what is here.
        """
        ...  # fmt: skip

    def uploaded(self, kept: Kept, space: bytes, name: bytes, laptop: bytes) -> bytes:
        """Return all parts of an upload, joined."""
        ...

    def forget_upload(self, kept: Kept, space: bytes, name: bytes, laptop: bytes) -> None:
        """Throw the parts of an upload away."""
        ...

    def listed(self, space: bytes, after: int, most: int) -> list[Listed]:
        """Return batches with a number above *after*, in the order of their numbers."""
        ...

    def reached(self, space: bytes, generation: bytes) -> int:
        """Return the highest number that a space had come to in a generation; -1 where unknown."""
        ...

    def note_seen(self, seen: Sequence[tuple[bytes, bytes, int, int]]) -> None:
        """Keep of space and laptop when it was seen, and what number it has told to have."""
        ...

    def tidy(self, space: bytes, laptops: Sequence[bytes], keep_days: int) -> int:
        """End old uploads, let go what all *laptops* have; return how many batches were let go."""
        ...

    def spaces(self) -> list[SpaceUse]:
        """Return all spaces, with the laptops that were seen."""
        ...

    def close(self) -> None:
        """Finish what was begun and let the database go."""
        ...
