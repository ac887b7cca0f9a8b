"""The demo centre told by another process: `python -m tests.journeys.told_demo FOLDER MOMENT`."""

from __future__ import annotations

import hashlib
import sys
from datetime import datetime
from pathlib import Path

from db.store.demo_store import make_demo, open_demo
from db.store.journal.rebuild import rows_of_store
from db.store.registry import kinds

KEYS = {"signing_key", "receiving_key", "card", "card_id", "receiving_card", "file_id"}
"""What differs from one demo centre to the next, as it must: keys, and what follows from them."""


def content(folder: Path, moment: datetime) -> dict[str, str]:
    """Return each entity of the demo centre in *folder*, by kind and id, with a digest of it."""
    office = open_demo(folder, clock=lambda: moment)
    try:
        with office.store.reading.connect() as connection:
            return {
                f"{kind.__name__} {key}": hashlib.sha256(_plain(row)).hexdigest()
                for kind in kinds()
                for key, row in rows_of_store(connection, kind).items()
            }
    finally:
        office.close()


def _plain(row: dict[str, object]) -> bytes:
    return repr(sorted((name, each) for name, each in row.items() if name not in KEYS)).encode()


if __name__ == "__main__":
    place, now = Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2])
    make_demo(place, now)
    print(*(f"{what} {digest}" for what, digest in content(place, now).items()), sep="\n")
