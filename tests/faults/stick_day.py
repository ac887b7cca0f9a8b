"""A day of exchanges by stick, told to whoever records it: `python -m tests.faults.stick_day`.

Each line on the standard output says that an exchange was reported as done.
"""

from __future__ import annotations

import sys
from pathlib import Path

from caseworker.sync.exchanging import exchange
from caseworker.sync.folder_carrier import FolderCarrier
from db.store.opening import unlock
from tests.faults.intake_day import acknowledge
from tests.faults.workers import arrive
from tests.store.laptop import PASSPHRASE

EXCHANGES, AT_ONCE = 6, 5


def live(folder: Path, stick: Path, name: str) -> None:
    """Take in some people and exchange, again and again."""
    office = unlock(folder, name, PASSPHRASE)
    carrier = FolderCarrier(stick, office.store.identity.space)
    for number in range(1, EXCHANGES + 1):
        for one in range(AT_ONCE):
            office.perform(arrive(number * AT_ONCE + one))
        exchange(office.exchange, carrier, "stick")
        acknowledge("exchanged", number)
    office.close()


if __name__ == "__main__":
    live(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
