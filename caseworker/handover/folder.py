"""Cards, handovers and answers on a stick: names that name nobody, and nothing half written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from caseworker.handover.card import MAX_CARD, Card
from caseworker.handover.handover_file import MAX_SIZE
from caseworker.sync.folder_carrier import TOP, FolderCarrier

FOLDER = "handover"
HANDOVER, CARD = ".handover", ".card"
MOST_FILES = 10_000
MOST_BYTES = 512 * 1_048_576
"""No more is read from one stick, the smallest first: whoever fills it with others stops little."""


class Files:
    """The files of one kind on a stick, one at a time."""

    def __init__(self, place: Path, ending: str, most: int) -> None:
        found = [each for folder in _folders(place) for each in _listed(folder, ending)]
        self._found = sorted(found, key=lambda each: (each[0], each[1].name))
        self._most = most
        self.left = 0
        """How many were not read, because there are too many or they are too large together."""

    def __iter__(self) -> Iterator[bytes]:
        """Yield what lies in each; one that cannot be read stops none of the others."""
        read = 0
        for place, (size, path) in enumerate(self._found):
            if place == MOST_FILES or read + min(size, self._most) > MOST_BYTES:
                self.left = len(self._found) - place
                return
            with suppress(OSError), path.open("rb") as file:
                content = file.read(self._most + 1)
                read += len(content)
                if len(content) <= self._most:
                    yield content


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


def handovers_at(place: Path) -> Files:
    """Return the sealed files at *place*; whom they are for is not looked at."""
    return Files(place, HANDOVER, MAX_SIZE)


def cards_at(place: Path) -> Files:
    """Return the cards at *place* as they lie there."""
    return Files(place, CARD, MAX_CARD)


def _carrier(place: Path) -> FolderCarrier:
    return FolderCarrier(place, b"", FOLDER)


def _folders(place: Path) -> tuple[Path, Path]:
    return place, place / TOP / FOLDER


def _listed(folder: Path, ending: str) -> Iterator[tuple[int, Path]]:
    """Yield size and place of the files that end like this."""
    with suppress(OSError), os.scandir(folder) as entries:
        for each in entries:
            if each.name.lower().endswith(ending) and each.is_file(follow_symlinks=False):
                yield each.stat(follow_symlinks=False).st_size, Path(each.path)
