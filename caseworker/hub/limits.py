"""How much a hub takes: every size, count and pace is bounded."""

from __future__ import annotations

from dataclasses import dataclass

from caseworker.sync.batch_file import MAX_SIZE

MEBIBYTE = 1 << 20
MAX_FILE = MAX_SIZE
"""Bytes of a batch or sealed chunk."""
MAX_TALK = 256 * 1024
"""Bytes of a body that is no batch or chunk."""
MAX_IDS = 1_000
MAX_WORDS = 64
"""Entries, and passes, brought at once."""
MAX_WORDS_KEPT = 20_000
"""Entries and passes of one space."""
MAX_LISTED = 500
MAX_TOLD = 200
MAX_UPLOADS = 16
"""Uploads that a laptop may have begun."""
UPLOAD_DAYS = 7
MAX_ASKING = 32
"""Laptops that wait to be let into one space."""
MAX_REQUEST = 4_096
"""Bytes of a request to join."""
ASKING_DAYS = 14
"""After so long nobody answers a request any more."""
SEEN_DAYS = 180
"""A laptop that was not seen for so long holds nothing back from being let go."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What the operator decides."""

    keep_days: int = 0
    """Days until what all have may be let go; 0: never."""
    laptop_pace: float = 200.0
    """Requests a second of one laptop, in the long run."""
    laptop_burst: int = 2_000
    address_pace: float = 20.0
    """Unsigned requests a second of one address, in the long run."""
    address_burst: int = 400
    origins: tuple[str, ...] = ()
    """Addresses under which laptops know the hub; empty: any."""
