"""Cards, handovers and answers on a stick: names that name nobody, and nothing half written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from caseworker.handover.card import MAX_CARD, Card
from caseworker.handover.handover_file import MAX_SIZE
from caseworker.sync.folder_carrier import TOP, FolderCarrier

FOLDER = "handover"
HANDOVER, CARD = ".handover", ".card"
MOST_FILES = 200
"""No more are read from one stick: whoever fills it with others stops nothing else."""


def write_handover(place: Path, file_id: bytes, file: bytes) -> None:
    """Write a sealed file to the stick or folder at *place*.

    Raises:
        CarrierError: it could not be written.
    """
    _carrier(place).write(f"{file_id.hex()}{HANDOVER}", file)


def write_card(place: Path, card: Card, file: bytes) -> None:
    """Write a card to the stick or folder at *place*.

    Raises:
        CarrierError: it could not be written.
    """
    _carrier(place).write(f"{card.id.hex}{CARD}", file)


def handovers_at(place: Path) -> Iterator[bytes]:
    """Yield the sealed files at *place*, one at a time; whom they are for is not looked at."""
    yield from _contents(place, HANDOVER, MAX_SIZE)


def cards_at(place: Path) -> Iterator[bytes]:
    """Yield the cards at *place* as they lie there."""
    yield from _contents(place, CARD, MAX_CARD)


def _carrier(place: Path) -> FolderCarrier:
    return FolderCarrier(place, b"", FOLDER)


def _contents(place: Path, ending: str, most: int) -> Iterator[bytes]:
    found = [
        path
        for folder in (place, place / TOP / FOLDER)
        for path in _listed(folder)
        if path.name.lower().endswith(ending) and path.is_file() and not path.is_symlink()
    ]
    for path in found[:MOST_FILES]:
        # One that cannot be read stops none of the others.
        with suppress(OSError), path.open("rb") as file:
            content = file.read(most + 1)
            if len(content) <= most:
                yield content


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []
