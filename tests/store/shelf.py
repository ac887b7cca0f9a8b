"""Beginnings that many tests share: made once in a process by the real acts, and copied for each.

What a test begins with is a folder of files, as a laptop that is switched off. Making it takes
twenty times as long as copying it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Hashable, Iterable
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")


class Shelf(Generic[T]):
    """Folders by what they show, each with what whoever made it told of it."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._kept: dict[Hashable, tuple[Path, T]] = {}

    def find(self, key: Hashable) -> T | None:
        """Return what was told of the folder for *key*; None where none is kept."""
        found = self._kept.get(key)
        return found[1] if found else None

    def keep(self, key: Hashable, folder: Path, parts: Iterable[str], told: T) -> None:
        """Keep a copy of the *parts* of *folder*, in which nothing is open."""
        if room.place is not None:
            kept = room.place / f"{self._name} {len(self._kept)}"
            for part in parts:
                shutil.copytree(folder / part, kept / part)
            self._kept[key] = kept, told

    def copy(self, key: Hashable, folder: Path) -> None:
        """Lay what is kept for *key* into *folder*."""
        shutil.copytree(self._kept[key][0], folder, dirs_exist_ok=True)

    def begun(self, key: Hashable, folder: Path, make: Callable[[], T]) -> T:
        """Let *folder* be as *make* leaves it, which closes all that it opens."""
        if not room.is_first_in_this_test((self._name, key), folder):
            return make()
        told = self.find(key)
        if told is None:
            told = make()
            self.keep(key, folder.parent, (folder.name,), told)
        else:
            self.copy(key, folder.parent)
        return told


class Room:
    """Where shelves stand while the tests run; elsewhere all is made anew each time."""

    def __init__(self) -> None:
        self.place: Path | None = None
        self._test = ""
        self._users: dict[Hashable, object] = {}

    def is_first_in_this_test(self, what: Hashable, user: object) -> bool:
        """Return whether nobody but *user* took *what* in this test: copies are all the same."""
        if self.place is None:
            return False
        test = os.environ["PYTEST_CURRENT_TEST"].rpartition(" ")[0]
        if self._test != test:
            self._test, self._users = test, {}
        return self._users.setdefault(what, user) == user


room = Room()
