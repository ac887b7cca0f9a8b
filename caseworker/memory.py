"""Where this laptop may write what stands in its memory: swap and hibernation.

While somebody works, names and keys stand in memory. A laptop that swaps or hibernates onto a disk
that is not encrypted leaves them there. Nothing here changes the laptop; it is looked at and told.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

if sys.platform != "win32":
    import resource

_PR_SET_DUMPABLE = 4
_DEEPEST = 8


class Exposure(StrEnum):
    """How what is in memory stands to the disk."""

    NONE = "it is not written to the disk"
    ENCRYPTED = "it is written encrypted"
    OPEN = "it may be written as it is"
    UNKNOWN = "this system does not tell"


@dataclass(frozen=True)
class MemoryOnDisk:
    """What was found out about this laptop."""

    swap: Exposure
    hibernation: Exposure


def unknown() -> MemoryOnDisk:
    """Say honestly that nothing could be found out."""
    return MemoryOnDisk(Exposure.UNKNOWN, Exposure.UNKNOWN)


def look() -> MemoryOnDisk:
    """Return what this system tells of itself; Windows and macOS tell a program nothing."""
    return LinuxMemory().look() if sys.platform == "linux" else unknown()


def leave_no_memory() -> None:
    """Ask the system to write no memory of this program to the disk if it dies, and to let no
    other program of this person read it."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


class LinuxMemory:
    """Reads /proc and /sys; the folders are given by tests alone."""

    def __init__(
        self,
        proc: Path = Path("/proc"),
        sys_folder: Path = Path("/sys"),
        number_of: Callable[[Path], int] | None = None,
    ) -> None:
        """*number_of* returns the number of the device on which a file lies."""
        self._proc = proc
        self._sys = sys_folder
        self._number_of = number_of or (lambda path: path.stat().st_dev)

    def look(self) -> MemoryOnDisk:
        """Return how swap and hibernation stand to the disk now."""
        try:
            swap = self._swap()
            return MemoryOnDisk(swap, self._hibernation(swap))
        except OSError:
            return unknown()

    def _swap(self) -> Exposure:
        lines = (self._proc / "swaps").read_text("utf-8").splitlines()[1:]
        found = {self._one_swap(*line.split()[:2]) for line in lines if line.strip()}
        for worst in (Exposure.OPEN, Exposure.UNKNOWN, Exposure.ENCRYPTED):
            if worst in found:
                return worst
        return Exposure.NONE

    def _one_swap(self, path: str, kind: str) -> Exposure:
        # The kernel writes a blank in a name as \040.
        place = Path(path.replace("\\040", " "))
        if kind == "file":
            number = self._number_of(place)
            device = self._sys / "dev" / "block" / f"{os.major(number)}:{os.minor(number)}"
            if not device.exists():
                return Exposure.UNKNOWN
            return self._device(device.resolve().name)
        return self._device(place.name)

    def _device(self, name: str, depth: int = 0) -> Exposure:
        folder = self._sys / "class" / "block" / name
        if name.startswith("zram"):
            behind = _told(folder / "backing_dev")
            return Exposure.NONE if behind in {"", "none"} else Exposure.UNKNOWN
        if _told(folder / "dm" / "uuid").startswith("CRYPT-"):
            return Exposure.ENCRYPTED
        if not folder.exists() or depth > _DEEPEST:
            return Exposure.UNKNOWN
        below = sorted((folder / "slaves").glob("*"))
        if not below:
            return Exposure.OPEN
        found = {self._device(each.name, depth + 1) for each in below}
        return found.pop() if len(found) == 1 else Exposure.OPEN

    def _hibernation(self, swap: Exposure) -> Exposure:
        states = _told(self._sys / "power" / "state").split()
        ways = _told(self._sys / "power" / "disk")
        if "disk" not in states or ways in {"", "[disabled]"}:
            return Exposure.NONE
        # It is written where swap is; without swap on a disk it cannot be done.
        return swap


def _told(path: Path) -> str:
    try:
        return path.read_text("utf-8").strip()
    except OSError:
        return ""
