"""Nonces that nobody has to remember until they are used."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections import OrderedDict

LIFETIME_SECONDS = 600
_RANDOM, _TIME = 8, 8


class Nonces:
    """Issues nonces marked under a key of this start; remembers the used ones until too old."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._used: OrderedDict[bytes, float] = OrderedDict()

    def issue(self) -> bytes:
        """Return a new nonce, 32 bytes."""
        # The clock that never goes back: the one on the wall may be wrong by years.
        told = secrets.token_bytes(_RANDOM) + time.monotonic_ns().to_bytes(_TIME)
        return told + self._mark(told)

    def is_open(self, nonce: bytes) -> bool:
        """Return whether a nonce was issued by this start, is young enough and was not used."""
        told, mark = nonce[: _RANDOM + _TIME], nonce[_RANDOM + _TIME :]
        if not hmac.compare_digest(mark, self._mark(told)) or nonce in self._used:
            return False
        return time.monotonic() - int.from_bytes(told[_RANDOM:]) / 1e9 < LIFETIME_SECONDS

    def use(self, nonce: bytes) -> None:
        """Remember that a nonce was used; only for those who proved to be let in."""
        now = time.monotonic()
        self._used[nonce] = now
        while self._used and now - next(iter(self._used.values())) > LIFETIME_SECONDS:
            self._used.popitem(last=False)

    def _mark(self, told: bytes) -> bytes:
        return hashlib.blake2b(told, key=self._key, digest_size=16).digest()
