"""A day of a hub on SQLite, told to whoever records it: `python -m tests.faults.hub_day`.

Each line on the standard output says that the hub's storage has kept a batch.
"""

from __future__ import annotations

import hashlib
import random
import sys
from pathlib import Path

from caseworker.hub.ports import Kept
from caseworker.sync.hub_invitation import code_digest, proof
from db.hub.place import DatabaseHubPlace
from tests.faults.intake_day import acknowledge

SPACE = bytes(range(16))
_CODE = "an invitation"
BEFORE_NOON, IN_ALL = 20, 30


def batch(number: int) -> tuple[bytes, bytes]:
    """Return the id and content of a batch; to storage any bytes are one."""
    content = random.Random(number).randbytes(9_000)
    return hashlib.sha256(content).digest(), content


def set_up(folder: Path) -> None:
    """Open the space that the day is about."""
    store = DatabaseHubPlace(folder=folder).store()
    store.invite(code_digest(_CODE), 1 << 30)
    store.open_space(SPACE, [bytes(32)], proof(code_digest(_CODE), SPACE))
    store.close()


def live(folder: Path) -> None:
    """Keep batches one after the other; at noon the hub is started again."""
    for numbers in (range(1, BEFORE_NOON + 1), range(BEFORE_NOON + 1, IN_ALL + 1)):
        store = DatabaseHubPlace(folder=folder).store()
        for number in numbers:
            store.keep(Kept.BATCH, SPACE, *batch(number))
            acknowledge("batch", number)
        store.close()


if __name__ == "__main__":
    live(Path(sys.argv[1]))
