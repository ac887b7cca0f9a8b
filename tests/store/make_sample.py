"""Keeps a store of this schema for later versions: `python -m tests.store.make_sample`.

To be run once for each released revision, before the release.
"""

from __future__ import annotations

from pathlib import Path

from db.store.migrations import REVISIONS
from tests.store.laptop import Laptop, add_person


def main() -> None:
    folder = Path(__file__).with_name("samples") / f"revision-{len(REVISIONS):04}"
    laptop = Laptop(folder)
    laptop.set_up().perform(add_person("Selam"))
    laptop.lock()
    (folder / "lock").unlink(missing_ok=True)


if __name__ == "__main__":
    main()
