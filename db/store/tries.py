"""Wrong tries are slowed down: a courtesy against curious hands, not a defence.

Whoever holds the files guesses elsewhere; there only Argon2id and the passphrase stand in the way.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

FREE_TRIES = 3
LONGEST_WAIT = 30.0
"""Seconds."""


class Tries:
    """The file that counts wrong tries since the last right one."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def count(self) -> int:
        """How many tries were wrong; 0 where the file says nothing sensible."""
        try:
            return max(0, int(self._path.read_text("ascii")[:4]))
        except (OSError, ValueError):
            return 0

    def wait(self) -> float:
        """Return the seconds to wait before the next try is looked at."""
        beyond = self.count - FREE_TRIES
        return 0.0 if beyond < 0 else min(LONGEST_WAIT, float(2 ** min(beyond, 10)))

    def was_wrong(self) -> None:
        """Count one more wrong try."""
        with suppress(OSError):
            self._path.write_text(str(min(self.count + 1, 9999)), "ascii")

    def was_right(self) -> None:
        """Forget the wrong tries."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
