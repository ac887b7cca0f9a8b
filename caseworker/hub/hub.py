"""One running hub: what its answers need, and what it does beside answering."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from contextlib import suppress

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from starlette.concurrency import run_in_threadpool

from caseworker.hub.gate import Gate
from caseworker.hub.limits import Limits
from caseworker.hub.ports import HubStore, Kept, Refusal, StorageAway

NOTE_SECONDS = 15
TIDY_SECONDS = 3_600
_LARGE_AT_ONCE = 16


class Hub:
    """The parts that all answers share."""

    def __init__(self, store: HubStore, key: Ed25519PrivateKey, limits: Limits) -> None:
        self.store = store
        self.key = key
        self.public = key.public_key().public_bytes_raw()
        self.limits = limits
        self.gate = Gate(store, key, limits)
        self.generation = store.generation()
        self.counted: Counter[str] = Counter()
        self.deciding = asyncio.Lock()
        """Held while entries and passes are taken in: one after the other."""
        self.large = asyncio.Semaphore(_LARGE_AT_ONCE)
        """Held while a body of more than a mebibyte is in memory."""
        self._seen: dict[tuple[bytes, bytes], tuple[int, int]] = {}

    async def look_at_generation(self) -> bytes:
        """Return the present generation, looked up: the database may have gone back."""
        self.generation = await run_in_threadpool(self.store.generation)
        return self.generation

    def note(self, space: bytes, laptop: bytes, has: int = 0) -> None:
        """Note that a laptop was here, and up to which number it has all."""
        before = self._seen.get((space, laptop), (0, 0))[1]
        self._seen[space, laptop] = time.time_ns() // 1_000_000, max(before, has)

    def count_kept(self, kept: Kept, content: bytes) -> None:
        """Count what was new, for the operator."""
        self.counted[f"kept_{kept}"] += 1
        self.counted["kept_bytes"] += len(content)

    def write_notes(self) -> None:
        """Keep what was noted; it is for the operator and for letting go, and may come late."""
        noted, self._seen = self._seen, {}
        if noted:
            self.store.note_seen([(*who, *what) for who, what in noted.items()])

    def tidy(self) -> None:
        """Let go of what all have, and end old uploads."""
        for use in self.store.spaces():
            with suppress(Refusal):
                admitted = self.gate.admitted(use.space)
                gone = self.store.tidy(use.space, sorted(admitted), self.limits.keep_days)
                self.counted["let_go"] += gone

    async def work_beside(self) -> None:
        """Write notes and tidy, until cancelled."""
        last = time.monotonic()
        while True:
            await asyncio.sleep(NOTE_SECONDS)
            # What could not be noted now is noted when the laptop comes again.
            with suppress(StorageAway):
                await run_in_threadpool(self.write_notes)
                if time.monotonic() - last > TIDY_SECONDS:
                    last = time.monotonic()
                    await run_in_threadpool(self.tidy)
