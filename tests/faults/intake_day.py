"""A working day on a store, told to whoever records it: run as `python -m tests.faults.intake_day`.

Each line on the standard output acknowledges what the office has just acknowledged.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from db.store.office import StoreOffice
from tests.faults.workers import DRAFT, arrive
from tests.store.laptop import Laptop, colleague


def acknowledge(what: str, number: int) -> None:
    os.write(1, f"{what} {number}\n".encode())


def take_in(office: StoreOffice, numbers: range) -> None:
    for number in numbers:
        office.perform(arrive(number))
        acknowledge("person", number)
        office.drafts.save(DRAFT, "intake", str(number).encode())
        acknowledge("draft", number)


def live(folder: Path) -> None:
    """Intake, a checkpoint in the middle, somebody added and taken out, a re-keying, intake."""
    laptop = Laptop(folder)
    office = laptop.unlock()
    take_in(office, range(1, 9))
    office.alone(lambda _store: None)
    take_in(office, range(9, 14))
    somebody = office.keys.add(colleague(), "river")
    acknowledge("added", 1)
    office.keys.remove(somebody)
    acknowledge("removed", 1)
    take_in(office, range(14, 16))
    laptop.lock()
    acknowledge("locked", 1)
    take_in(laptop.unlock(), range(16, 21))
    laptop.lock()


if __name__ == "__main__":
    live(Path(sys.argv[1]))
